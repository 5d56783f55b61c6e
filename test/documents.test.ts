import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../src/kernel/package-root.js';

const textOf = (...path: string[]) => readFileSync(join(packageRoot(), ...path), 'utf8');

test('docs/policy.md has a row for each policy in weights/, and for no other', () => {
  const presets = readdirSync(join(packageRoot(), 'weights'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const section = /\n## Presets\n([\s\S]*?)\n## /.exec(textOf('docs', 'policy.md'))![1]!;
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((line) => [...line.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
  expect(named.sort()).toEqual(presets.sort());
});

test('docs/speed.md names every part of the bench that --only picks', () => {
  const table = /const benches = \{([\s\S]*?)\n\};/.exec(textOf('bench', 'run.mjs'))![1]!;
  const parts = [...table.matchAll(/^ {2}'?([a-z-]+)'?:/gm)].map(([, name]) => name!);
  expect(parts.length).toBeGreaterThan(10);
  expect(/`--only ([^`]+)`/.exec(textOf('docs', 'speed.md'))![1]!.split(',')).toEqual(parts);
});

test('both READMEs say which versions miss the goal of 10 million cases a second, as docs/speed.md does', () => {
  const missed = [...textOf('docs', 'speed.md').matchAll(/`chs-drg-([\d.]+)` \| [^|]* \|[^|]*\|[^|]*\|[^|]*missed/g)];
  expect(missed.map(([, version]) => version)).toEqual(['2.0', '3.0']);
  expect(textOf('README.md')).toContain('10.2 million cases/s by version (goal of 10 missed under 2.0 and 3.0)');
  expect(textOf('README.zh-CN.md')).toContain('2.0 与 3.0 未达 1,000 万的目标');
});
