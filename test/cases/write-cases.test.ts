import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseTable } from '../../src/cases/case-table.js';
import { readCases } from '../../src/cases/read/read-cases.js';
import { writeAside } from '../../src/cases/write/write-aside.js';
import { writeCaseCsv } from '../../src/cases/write/write-case-csv.js';
import { writeRejected } from '../../src/cases/write/write-rejected.js';
import { sharedReference } from '../shared-reference.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
let count = 0;

async function roundTrip(table: CaseTable): Promise<CaseTable> {
  const path = join(folder, `written-${++count}.csv`);
  writeCaseCsv(path, table);
  return (await readCases([path])).table;
}

describe('writing cases and reading them back gives an equal table', () => {
  const text = fc
    .array(fc.constantFrom('a', 'B', '1', '-', '科', '"', ',', '\n', ';', '|', "'", '=', '.'), {
      minLength: 1,
      maxLength: 8,
    })
    .map((parts) => parts.join('').trim());
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: '' as const });
  const code = fc.constantFrom('I10.x00x002', 'K35.900', 'E10.300x051+H42.0*', 'J18.9', '47.0100');
  const row = fc.record({
    patient_key: maybe(text),
    department: maybe(text),
    insurance: fc.constantFrom('', 'employee', 'resident', 'other'),
    admit_date: maybe(
      fc.integer({ min: 10_000, max: 20_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
    ),
    sex: maybe(fc.constantFrom('1', '2')),
    age_years: maybe(fc.nat(130)),
    birth_weight_g: maybe(fc.nat(20_000)),
    dx: fc.array(code, { maxLength: 4 }).map((codes) => codes.join('|')),
    total_cost: maybe(
      fc.nat(2_000_000_000).map((fen) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`),
    ),
  });

  test('on generated tables with every kind of column', async () => {
    const headings = [
      'case_id',
      'patient_key',
      'department',
      'insurance',
      'admit_date',
      'sex',
      'age_years',
      'birth_weight_g',
      'dx',
      'total_cost',
    ] as const;
    const quoted = (value: unknown) => `"${String(value).replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const lines = rows.map((one, index) =>
          headings.map((heading) => quoted(heading === 'case_id' ? `C${index}` : one[heading])).join(','),
        );
        const { table, rejected } = await readCases([
          writeSample(folder, `${headings.join(',')}\n${lines.join('\n')}\n`),
        ]);
        expect(rejected).toEqual([]);
        const again = await roundTrip(table);
        expect(again.columns).toEqual(table.columns);
        expect(again.caseCount).toBe(table.caseCount);
      }),
      { numRuns: 150 },
    );
  });

  const reference = sharedReference();
  test.skipIf(reference === undefined)('on the 4,000 sample cases', async () => {
    const { table } = await readCases([join(reference!, 'chs-drg-2.0/sample/cases.csv')]);
    const again = await roundTrip(table);
    expect(again.columns).toEqual(table.columns);
  });

  test('the bytes are the canonical form: fixed order, two decimals, LF, blanks for missing', async () => {
    const { table } = await readCases([
      writeSample(folder, 'total_cost,dx,case_id,sex\n1.5,i10,A,\n0,I10|J18,"B,1",2\n'),
    ]);
    const path = join(folder, 'canonical.csv');
    writeCaseCsv(path, table);
    expect(readFileSync(path, 'utf8')).toBe('case_id,sex,dx,total_cost\nA,,I10,1.50\n"B,1",2,I10|J18,0.00\n');
  });

  test('blocks larger than a megabyte lose nothing', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `C${i},部门${i % 9},I10|J18.9,${i}.07`);
    const { table } = await readCases([writeSample(folder, `case_id,department,dx,total_cost\n${rows.join('\n')}\n`)]);
    const path = join(folder, 'large.csv');
    writeCaseCsv(path, table);
    expect(readFileSync(path, 'utf8')).toBe(`case_id,department,dx,total_cost\n${rows.join('\n')}\n`);
  });
});

describe('writing aside', () => {
  test('a failure half-way leaves neither the file nor a part of it', () => {
    const before = readdirSync(folder).length;
    const path = join(folder, 'half.csv');
    expect(() =>
      writeAside(path, (put) => {
        put(new Uint8Array(10));
        throw new Error('disk full');
      }),
    ).toThrow('disk full');
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(folder)).toHaveLength(before);
  });
});

describe('rejected.csv', () => {
  test('holds file, row, row of the sheet, case id, column, value, code and both sentences, opens in a spreadsheet, and runs no formula', async () => {
    const { rejected } = await readCases([
      writeSample(folder, 'case_id,dx,total_cost\nA,I10,"=1+1,x"\nB,I10,-5.00\nC,I10,1\n'),
    ]);
    const path = join(folder, 'rejected.csv');
    writeRejected(path, rejected);
    const text = readFileSync(path, 'utf8');
    expect(text.startsWith('\ufefffile,row,sheet_row,case_id,column,value,code,zh,en\n')).toBe(true);
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^sample-\d+\.csv,1,2,A,total_cost,"'=1\+1,x",cell_not_a_number,/);
    expect(lines[2]).toMatch(/^sample-\d+\.csv,2,3,B,total_cost,-5\.00,row_refund_unmatched,.*退费.*a refund/);
  });
});
