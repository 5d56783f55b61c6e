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
const files = [...new Set(text.match(/`(test\/[^`]+\.test\.ts)`/g) ?? [])].map((name) => name.slice(1, -1));
/** Numbers without separators of thousands: 7,518.80, 7_518.80 and 7518.80 are one; the cells 45,18000.00 stay two. */
const plain = (content: string): string => content.replace(/(?<=\d)(?:_(?=\d)|,(?=\d{3}(?!\d)))/g, '');
const read = (file: string): string => plain(readFileSync(join(packageRoot(), file), 'utf8'));

/** Whether a number stands whole in a text: 55 is not in 1554, 55.01 or 0.55; 160n is 160. */
function standsWhole(content: string, number: string): boolean {
  const escaped = plain(number).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.])${escaped}(?!(?!n\\b)\\w|\\.\\d)`, 'u').test(content);
}

describe('docs/trust.md', () => {
  test.each(files)('%s exists', (file) => {
    expect(existsSync(join(packageRoot(), file))).toBe(true);
  });

  test('each of its lines names a test, and it has both tables', () => {
    const lines = text.split('\n').filter((line) => /^\| (?!rule|behaviour)/.test(line));
    expect(lines.filter((line) => !line.includes('`test/'))).toEqual([]);
    expect(rows.filter((cells) => cells.length === 6).length).toBeGreaterThanOrEqual(20);
    expect(rows.filter((cells) => cells.length === 4).length).toBeGreaterThanOrEqual(30);
  });

  test('a number is only found whole', () => {
    for (const content of ['1554', '55.01', '0.55', 'a55', '55b', '1_554']) {
      expect([content, standsWhole(plain(content), '55')]).toEqual([content, false]);
    }
    for (const content of ['55', '=55;', '[55]', '5_5', '55n', '1,55', 'is 55.']) {
      expect([content, standsWhole(plain(content), '55')]).toEqual([content, true]);
    }
  });

  // A row may name the test itself, in quotes behind its file.
  const named = rows.filter((cells) => cells.length === 4 && cells[2]!.includes('"'));
  test('rows of behaviour that name their test: at least 9', () => {
    expect(named.length).toBeGreaterThanOrEqual(9);
  });
  test.each(named)('behaviour %s%s: the test that it names stands in the file', (_, __, cell) => {
    const pairs = [...cell!.matchAll(/`(test\/[^`]+)`(?: "([^"]+)")?/g)];
    const missing = pairs.filter(([, file, title]) => title !== undefined && !read(file!).includes(plain(title)));
    expect(missing.map(([whole]) => whole)).toEqual([]);
    expect(pairs.some(([, , title]) => title !== undefined)).toBe(true);
  });

  test.each(rows.filter((cells) => cells.length === 6))('rule %s%s: every number stands in its test', (...cells) => {
    const contents = quoted(cells[4]!).map(read);
    const missing = quoted(cells[3]!).filter((number) => !contents.some((content) => standsWhole(content, number)));
    expect(missing).toEqual([]);
  });
});
