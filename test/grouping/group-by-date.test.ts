import { describe, expect, test } from 'vitest';
import type { CaseTable } from '../../src/cases/case-table.js';
import { groupByDate, NO_DISCHARGE_DATE, NO_SCHEME_IN_FORCE } from '../../src/grouping/group-by-date.js';
import { MISSING_DAY, parseDay } from '../../src/kernel/day.js';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { sharedInt32 } from '../../src/kernel/shared-arrays.js';
import { compileScheme } from '../../src/schemes/compile-scheme.js';
import { type DatedScheme, readSchemeDates, schemeInForce } from '../../src/schemes/dated-schemes.js';
import { caseOf } from './case-of.js';
import { tableOf } from './table-of.js';
import { tinyScheme } from './tiny-scheme.js';

const day = (text: string): number => (text === '' ? MISSING_DAY : parseDay(text)!);
const later = { ...tinyScheme, id: 'later', hash: 'later', severity: { ...tinyScheme.severity, cc: new Map() } };
const schemes = [compileScheme(tinyScheme), compileScheme(later)];
const dates: readonly DatedScheme[] = [
  { scheme: 'tiny', from: day('2026-01-01') },
  { scheme: 'later', from: day('2027-01-01') },
];

function datedTable(days: readonly string[]): CaseTable {
  const records = days.map((_, index) => caseOf('J18|I10', '', { case_id: `${index}`, sex: 1, age_years: 50 }));
  const table = tableOf(records);
  const values = sharedInt32(days.length);
  days.forEach((text, row) => {
    values[row] = day(text);
  });
  return { ...table, columns: { ...table.columns, discharge_date: { kind: 'day', values } } };
}

const failure = (text: string): string => {
  try {
    readSchemeDates(text);
  } catch (error) {
    if (error instanceof EngineError) return `${error.code}: ${error.text('en')}`;
  }
  return 'none';
};

describe('schemes by day of discharge', () => {
  test('the first day belongs to the new scheme, the day before to the old one', async () => {
    const table = datedTable(['2026-12-31', '2027-01-01', '2026-01-01', '2025-12-31', '']);
    const { parts, partOf } = await groupByDate(dates, schemes, table, inlineExecutor);
    expect([...partOf]).toEqual([0, 1, 0, NO_SCHEME_IN_FORCE, NO_DISCHARGE_DATE]);
    expect(parts.map(({ scheme }) => scheme.id)).toEqual(['tiny', 'later']);
    const groupAt = (row: number) => {
      const { scheme, columns } = parts[partOf[row]!]!;
      return scheme.catalogue.codes[columns.group[row]!];
    };
    expect([groupAt(0), groupAt(1), groupAt(2)]).toEqual(['ES33', 'ES35', 'ES33']);
  });

  test('a scheme that no case needs is not run, and the parts keep their own schemes', async () => {
    const { parts, partOf } = await groupByDate(
      dates,
      schemes,
      datedTable(['2027-03-01', '2028-01-01']),
      inlineExecutor,
    );
    expect(parts.map(({ scheme }) => scheme.id)).toEqual(['later']);
    expect([...partOf]).toEqual([0, 0]);
  });

  test('a table without a day of discharge groups nothing rather than guess', async () => {
    const { parts, partOf } = await groupByDate(dates, schemes, tableOf([caseOf('J18')]), inlineExecutor);
    expect([parts.length, partOf[0]]).toEqual([0, NO_DISCHARGE_DATE]);
  });

  test('SCHEME:FIRST-DAY is read, also with a folder that has a colon; the first day may be blank', () => {
    expect(readSchemeDates('a:,b:2027-01-01')).toEqual([
      { scheme: 'a', from: undefined },
      { scheme: 'b', from: day('2027-01-01') },
    ]);
    expect(readSchemeDates(' C:\\schemes\\x:2026-01-01 ')).toEqual([
      { scheme: 'C:\\schemes\\x', from: day('2026-01-01') },
    ]);
    const open = readSchemeDates('a:,b:2027-01-01');
    expect([day('1999-01-01'), day('2027-01-01'), MISSING_DAY].map((at) => schemeInForce(open, at))).toEqual([
      0, 1, -1,
    ]);
  });

  test('what cannot be read or is out of order is refused with what was found', () => {
    expect(failure('a')).toContain('scheme_dates_unreadable: scheme dates: "a"');
    expect(failure(':2027-01-01')).toContain('scheme_dates_unreadable');
    expect(failure('a:,b:')).toContain('"b:"');
    expect(failure('a:2027-02-30')).toContain('"a:2027-02-30"');
    expect(failure('a:2027-01-01,b:2027-01-01')).toBe(
      'scheme_dates_order: scheme dates: "b" begins on 2027-01-01, not after the one before it (2027-01-01). List them in order of their days.',
    );
  });
});
