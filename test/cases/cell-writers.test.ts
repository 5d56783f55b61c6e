import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodeTreatment } from '../../src/cases/codes/code-treatment.js';
import { columnSchema } from '../../src/cases/columns.js';
import { newTally } from '../../src/cases/read/read-tally.js';
import * as reasons from '../../src/cases/read/row-reasons.js';
import { CodesWriter } from '../../src/cases/read/writers/codes-writer.js';
import { DayWriter, readDay } from '../../src/cases/read/writers/day-writer.js';
import { DictionaryWriter } from '../../src/cases/read/writers/dictionary-writer.js';
import { IntegerWriter } from '../../src/cases/read/writers/integer-writer.js';
import { type MoneyUnit, MoneyWriter } from '../../src/cases/read/writers/money-writer.js';
import { dayOf, formatDay, MISSING_DAY } from '../../src/kernel/day.js';
import { parseDecimal } from '../../src/kernel/decimal.js';
import { parseYuan } from '../../src/kernel/money.js';

const encoder = new TextEncoder();

function money(text: string, unit: MoneyUnit = 'yuan'): number | string {
  const writer = new MoneyWriter(columnSchema('total_cost')!, unit, newTally());
  writer.reserve(1);
  const bytes = encoder.encode(text);
  const problem = writer.write(bytes, 0, bytes.length, 0);
  return problem === 0 ? writer.finish(1).values[0]! : reasons.CELL_REASONS[problem]!;
}

describe('amounts become integer fen exactly', () => {
  test.each([
    ['21950', 2_195_000],
    ['12.5', 1250],
    ['0.285', 29],
    ['1.005', 101],
    ['2.675', 268],
    ['12.34', 1234],
    ['12.', 1200],
    ['.5', 50],
    ['1,234,567.89', 123_456_789],
    ['¥1,234.50', 123_450],
    ['1.0E7', 1_000_000_000],
    ['0.30000000000000004', 30],
    ['12345.679999999998', 1_234_568],
    ['4.999E-3', 0],
    ['5E-3', 1],
    ['9999999999.99', 999_999_999_999],
    ['000012.30', 1230],
  ])('%s yuan is %d fen', (text, fen) => {
    expect(money(text)).toBe(fen);
  });

  test('an empty cell is missing, never 0', () => {
    expect(money('')).toBeNaN();
    expect(money('0')).toBe(0);
    expect(money('-0')).toBe(0);
  });

  test('in fen and in 万元', () => {
    expect(money('123456', 'fen')).toBe(123_456);
    expect(money('1.23456', 'wan')).toBe(1_234_560);
    expect(money('1.23456785', 'wan')).toBe(1_234_568);
    expect(money('10.5', 'fen')).toBe(11);
  });

  test.each([
    ['abc', 'cell_not_a_number'],
    ['.', 'cell_not_a_number'],
    ['12.3.4', 'cell_not_a_number'],
    ['1,23.4', 'cell_not_a_number'],
    ['12元', 'cell_not_a_number'],
    ['-0.01', 'cell_negative_amount'],
    ['10000000000.01', 'cell_out_of_range'],
  ])('%s is refused as %s', (text, reason) => {
    expect(money(text)).toBe(reason);
  });

  test('the upper edge of 10 000 000 000 yuan is included', () => {
    expect(money('10000000000.00')).toBe(1e12);
  });

  test('every amount equals the exact decimal rule, whatever its decimals', () => {
    const amount = fc
      .tuple(fc.nat(999_999_999), fc.stringMatching(/^\d{0,6}$/))
      .map(([a, b]) => (b === '' ? `${a}` : `${a}.${b}`));
    fc.assert(
      fc.property(amount, (text) => {
        expect(money(text)).toBe(parseYuan(text));
      }),
      { numRuns: 2000 },
    );
  });
});

function integer(column: string, text: string): number | string {
  const writer = new IntegerWriter(columnSchema(column)!, newTally());
  writer.reserve(1);
  const bytes = encoder.encode(text);
  const problem = writer.write(bytes, 0, bytes.length, 0);
  return problem === 0 ? writer.finish(1).values[0]! : reasons.CELL_REASONS[problem]!;
}

describe('whole numbers', () => {
  test('edges are included, beyond is out of range, empty is −1', () => {
    expect([integer('age_years', '0'), integer('age_years', '130'), integer('age_years', '')]).toEqual([0, 130, -1]);
    expect([integer('age_years', '131'), integer('age_years', '-1')]).toEqual([
      'cell_out_of_range',
      'cell_out_of_range',
    ]);
  });

  test('12.0 is 12; 12.5 is no whole number; text is no number', () => {
    expect([integer('los_days', '12.0'), integer('los_days', '12.5'), integer('los_days', '三天')]).toEqual([
      12,
      'cell_not_whole',
      'cell_not_a_number',
    ]);
  });

  test('a closed value set says which values are allowed', () => {
    expect([integer('sex', '1'), integer('sex', '2')]).toEqual([1, 2]);
    for (const text of ['0', '3', '9', '男', '-1', '99999'])
      expect(integer('sex', text)).toBe('cell_value_not_allowed');
    expect(integer('discharge_type', '6')).toBe('cell_value_not_allowed');
    expect(integer('discharge_type', '9')).toBe(9);
  });
});

describe('dates', () => {
  function day(text: string): string {
    const writer = new DayWriter('ymd', newTally());
    writer.reserve(1);
    const bytes = encoder.encode(text);
    const problem = writer.write(bytes, 0, bytes.length, 0);
    if (problem !== 0) return reasons.CELL_REASONS[problem]!;
    const value = writer.finish(1).values[0]!;
    return value === MISSING_DAY ? '' : formatDay(value);
  }

  test.each([
    ['2026-03-01', '2026-03-01'],
    ['2026/3/1', '2026-03-01'],
    ['2026/03/01', '2026-03-01'],
    ['20260301', '2026-03-01'],
    ['2026.3.1', '2026-03-01'],
    ['2026年3月1日', '2026-03-01'],
    ['2026-03-01 23:59:59', '2026-03-01'],
    ['2026-03-01T23:59:59.999+08:00', '2026-03-01'],
    ['2024/2/29 0:05', '2024-02-29'],
    ['', ''],
    ['1980-01-01', '1980-01-01'],
    ['2099-12-31', '2099-12-31'],
  ])('%s is %s', (text, expected) => {
    expect(day(text)).toBe(expected);
  });

  test.each([
    ['2026-02-29', 'cell_not_a_date'],
    ['2026-13-01', 'cell_not_a_date'],
    ['2026-00-10', 'cell_not_a_date'],
    ['2026-3', 'cell_not_a_date'],
    ['202631', 'cell_not_a_date'],
    ['01/02/2026', 'cell_not_a_date'],
    ['46082', 'cell_date_is_serial'],
    ['46082.75', 'cell_date_is_serial'],
    ['４６０８２', 'cell_date_is_serial'],
    // 1979-12-31 and 2100-01-01 as serial numbers.
    ['29220', 'cell_not_a_date'],
    ['73051', 'cell_not_a_date'],
    ['1979-12-31', 'cell_date_out_of_range'],
    ['1905-07-17', 'cell_date_out_of_range'],
    ['2100-01-01', 'cell_date_out_of_range'],
  ])('%s is refused as %s', (text, reason) => {
    expect(day(text)).toBe(reason);
  });

  test('a profile may put the day or the month first, or give serial numbers', () => {
    expect(readDay('01/02/2026', 'dmy')).toBe(dayOf(2026, 2, 1));
    expect(readDay('01/02/2026', 'mdy')).toBe(dayOf(2026, 1, 2));
    expect(readDay('46082', 'excel')).toBe(dayOf(2026, 3, 1));
    expect(readDay('46082.75', 'excel')).toBe(dayOf(2026, 3, 1));
  });
});

describe('code lists', () => {
  function writerFor(known: readonly string[], hasPrincipal = true, tally = newTally()): CodesWriter {
    const separators = [...encoder.encode('|,;')];
    const writer = new CodesWriter({
      separators,
      knownCodes: known,
      replacements: new Map([['无', '']]),
      hasPrincipal,
      column: 'dx',
      treatment: new CodeTreatment({ list: 'dx', profile: undefined, knownCodes: known }),
      names: 'keep',
      tally,
    });
    writer.reserve(8);
    return writer;
  }
  function writeAll(writer: CodesWriter, rows: readonly string[]): string[][] {
    rows.forEach((text, row) => {
      const bytes = encoder.encode(text);
      expect(writer.write(bytes, 0, bytes.length, row)).toBe(0);
    });
    const column = writer.finish(rows.length);
    return rows.map((_, row) =>
      Array.from(column.codes.subarray(column.offsets[row]!, column.offsets[row + 1]!), (code) => column.values[code]!),
    );
  }

  test('known codes come first: index i is code i + 1, however the file spells them', () => {
    const tally = newTally();
    const writer = writerFor(['I10.x00x002', 'K35.900'], true, tally);
    const bytes = encoder.encode('k35.900|I10.X00X002|Z99.9');
    writer.write(bytes, 0, bytes.length, 0);
    const column = writer.finish(1);
    expect([...column.codes]).toEqual([2, 1, 3]);
    expect(column.values).toEqual(['', 'I10.x00x002', 'K35.900', 'Z99.9']);
    expect(tally.normalisedCodes).toBe(2);
  });

  test('commas and semicolons part codes too; empty places and mapped-away texts vanish', () => {
    expect(writeAll(writerFor([]), ['A00,B01;C02', 'A00||B01|', '', 'A00|无'])).toEqual([
      ['A00', 'B01', 'C02'],
      ['A00', 'B01'],
      [],
      ['A00'],
    ]);
  });

  test('an empty principal diagnosis never lets another one take its place', () => {
    const tally = newTally();
    const writer = writerFor([], true, tally);
    expect(writeAll(writer, ['|I10', 'J18|I10'])).toEqual([[], ['J18', 'I10']]);
    expect(tally.principalMissing).toBe(1);
    expect(writeAll(writerFor([], false), ['|47.0100'])).toEqual([['47.0100']]);
  });

  test('more than 65,535 different codes widen the column and stay right', () => {
    const writer = writerFor([], false);
    writer.reserve(70_000);
    for (let row = 0; row < 70_000; row++) {
      const bytes = encoder.encode(`C${row}`);
      writer.write(bytes, 0, bytes.length, row);
    }
    const column = writer.finish(70_000);
    expect(column.codes).toBeInstanceOf(Uint32Array);
    expect(column.values[column.codes[69_999]!]).toBe('C69999');
    expect(column.values[column.codes[3]!]).toBe('C3');
  });
});

test('a dictionary numbers texts by first appearance, 0 is missing, and a closed set refuses others', () => {
  const writer = new DictionaryWriter(columnSchema('insurance')!);
  writer.reserve(4);
  const write = (text: string, row: number) => {
    const bytes = encoder.encode(text);
    return writer.write(bytes, 0, bytes.length, row);
  };
  expect([write('resident', 0), write('', 1), write('职工', 2), write('employee', 2), write('resident', 3)]).toEqual([
    0,
    0,
    reasons.VALUE_NOT_ALLOWED,
    0,
    0,
  ]);
  const column = writer.finish(4);
  expect([...column.codes]).toEqual([1, 0, 2, 1]);
  expect(column.values).toEqual(['', 'resident', 'employee']);
});

test('parseDecimal, the rule that amounts are held against, reads what the fast path reads', () => {
  expect(parseDecimal('21950.00')).toEqual({ digits: 21_950, scale: 0 });
});
