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

test('both READMEs give the lowest and the highest rate of grouping that docs/speed.md has, and no version is called missed', () => {
  const rows = [
    ...textOf('docs', 'speed.md').matchAll(
      /`chs-drg-([\d.]+)`[^|]* \| ([^|]*) cases\/s[^|]*\|[^|]*\|[^|]*\| ([^|]*) \|/g,
    ),
  ];
  expect(rows.map(([, version]) => version)).toEqual(['1.1', '2.0', '3.0']);
  const rates = rows.flatMap(([, , text]) => [...text!.matchAll(/\d+\.\d+/g)].map(Number));
  expect([Math.min(...rates), Math.max(...rates)]).toEqual([9.9, 11.2]);
  expect(rows.map(([, , , goal]) => goal)).toEqual(['≥ 10 M/s, met', '≥ 10 M/s, met', '≥ 10 M/s, at the goal']);
  expect(textOf('README.md')).toContain('9.9 to 11.2 million cases/s by version');
  expect(textOf('README.zh-CN.md')).toContain('每秒 990 万至 1,120 万例（单线程，因版本而异）');
});
