import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { sharedReference } from '../../shared-reference.js';

const reference = sharedReference();
const path = reference === undefined ? undefined : join(reference, 'case-fields.tsv');
const isThere = path !== undefined && existsSync(path);
const rows = isThere
  ? readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
  : [];

/** "C06x01C..C06x40C" and "SSJCZBM1..7" are that many names; others are themselves. */
function names(field: string): string[] {
  const span = /^(\D+(?:\d+x)?)(\d+)(\D*)\.\.(?:\1)?(\d+)\3$/.exec(field);
  if (span === null) return [field];
  const [, head = '', first = '', tail = '', last = ''] = span;
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => {
    return `${head}${String(Number(first) + i).padStart(first.length, '0')}${tail}`;
  });
}

const fieldsOf = (standard: RegExp): string[] =>
  rows.flatMap(([name = '', field = '']) => (standard.test(name) ? names(field) : []));

function headingsOf(folder: string): Set<string> {
  const at = join(packageRoot(), 'examples', folder);
  const files = readdirSync(at).filter((file) => file.endsWith('.csv'));
  return new Set(files.flatMap((file) => readFileSync(join(at, file), 'utf8').split('\n')[0]!.split(',')));
}

describe.skipIf(!isThere)('the fields of the collection', () => {
  test.each([
    ['HQMS', /^HQMS/, 'hqms', 458],
    ['N041', /^病案首页 N041/, 'n041', 187],
  ])('%s: every one is a heading of the example', (_, standard, folder, atLeast) => {
    const fields = fieldsOf(standard);
    expect(new Set(fields).size).toBeGreaterThan(atLeast - 100);
    const headings = headingsOf(folder);
    expect(headings.size).toBeGreaterThanOrEqual(atLeast);
    expect(fields.filter((field) => !headings.has(field))).toEqual([]);
  });

  test('settlement list: the tables of the example have the fields that a profile maps', () => {
    const headings = headingsOf('settlement-list-tables');
    const fields = new Set(fieldsOf(/^(4101|2304)/));
    const text = readFileSync(join(packageRoot(), 'examples', 'profiles', 'settlement-list-tables.yaml'), 'utf8');
    const mapped = [...text.matchAll(/\b[a-z]+(?:_[a-z0-9]+)+\b/g)]
      .map(([name]) => name)
      .filter((name) => fields.has(name));
    expect(new Set(mapped).size).toBeGreaterThan(35);
    const absent = [...new Set(mapped)].filter((name) => !headings.has(name));
    // Funds and charges lie in tables of their own here, and 个人自费 under its other name.
    expect(absent.sort()).toEqual(['hifmi_pay', 'hifob_pay', 'hifp_pay', 'maf_pay', 'psn_ownpay']);
  });
});
