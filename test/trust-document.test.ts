import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../src/kernel/package-root.js';

const text = readFileSync(join(packageRoot(), 'docs', 'trust.md'), 'utf8');
const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, inner]) => inner!);
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`test/'))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const named = [...new Set(text.match(/`(test\/[^`]+\.test\.ts)`/g) ?? [])].map((name) => name.slice(1, -1));
/** Numbers without separators: 7,518.80, 7_518.80 and 7518.80 are one. */
const plain = (content: string): string => content.replace(/(?<=\d)[,_](?=\d)/g, '');
const read = (file: string): string => plain(readFileSync(join(packageRoot(), file), 'utf8'));

describe('docs/trust.md', () => {
  test.each(named)('%s exists', (file) => {
    expect(existsSync(join(packageRoot(), file))).toBe(true);
  });

  test('each of its lines names a test, and it has both tables', () => {
    const lines = text.split('\n').filter((line) => /^\| (?!rule|behaviour)/.test(line));
    expect(lines.filter((line) => !line.includes('`test/'))).toEqual([]);
    expect(rows.filter((cells) => cells.length === 6).length).toBeGreaterThanOrEqual(20);
    expect(rows.filter((cells) => cells.length === 4).length).toBeGreaterThanOrEqual(30);
  });

  test.each(rows.filter((cells) => cells.length === 6))('rule %s%s: every number stands in its test', (...cells) => {
    const contents = quoted(cells[4]!).map(read);
    const missing = quoted(cells[3]!).filter((number) => !contents.some((content) => content.includes(plain(number))));
    expect(missing).toEqual([]);
  });
});
