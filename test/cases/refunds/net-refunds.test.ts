import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCaseRecords } from '../../../src/cases/read/read-case-records.js';
import { readCases } from '../../../src/cases/read/read-cases.js';
import { writeNetted } from '../../../src/cases/write/write-netted.js';
import { tableTexts } from '../table-rows.js';
import { temporaryFolder, writeSample } from '../temporary-folder.js';

const folder = temporaryFolder();
const HEADING = 'case_id,dx,settlement_id,total_cost,cost_drug';
const read = (rows: readonly string[], columns?: readonly string[]) =>
  readCases([writeSample(folder, `${HEADING}\n${rows.join('\n')}\n`)], columns === undefined ? {} : { columns });

const roles = (netted: readonly { row: number; role: string; remainingFen: number }[]) =>
  netted.map(({ row, role, remainingFen }) => [row, role, remainingFen]);

describe('refunds', () => {
  test('a whole refund takes its stay away: 4 rows are 2 cases and 2 netted, whatever else the refund row lacks', async () => {
    const { table, rejected, netted, summary } = await read([
      'A,I10,S1,5000.00,100.00',
      'B,I10,S2,700.00,',
      'A,,S1,-5000.00,-100.00',
      'C,I10,S3,1.00,',
    ]);
    expect(tableTexts(table).case_id).toEqual(['B', 'C']);
    expect([...table.sourceRow]).toEqual([2, 4]);
    expect(rejected).toEqual([]);
    expect(summary).toMatchObject({ rowsRead: 4, cases: 2, netted: 2, rejected: 0 });
    expect(netted).toMatchObject([
      { row: 3, role: 'refund', totalFen: -500_000, matchedBy: 'settlement_id', otherRow: 1, remainingFen: 0 },
      { row: 1, role: 'withdrawn', totalFen: 500_000, matchedBy: 'settlement_id', otherRow: 3, remainingFen: 0 },
    ]);
  });

  test('a part taken back leaves the case with less, column by column: 5000 − 1200.50 = 3799.50, drugs 100 − 40 = 60', async () => {
    const { table, netted, summary } = await read(['A,I10,S1,5000.00,100.00', 'A,I10,S1,-1200.50,-40.00']);
    expect(tableTexts(table)).toMatchObject({ total_cost: ['3799.50'], cost_drug: ['60.00'] });
    expect(summary).toMatchObject({ rowsRead: 2, cases: 1, netted: 1, rejected: 0 });
    expect(roles(netted)).toEqual([
      [2, 'refund', 379_950],
      [1, 'reduced', 379_950],
    ]);
  });

  test('two refunds of one stay: 5000 − 2000 − 3000 leaves nothing, and all three rows are netted', async () => {
    const { summary, netted } = await read(['A,I10,S1,5000,', 'A,I10,S1,-2000,', 'B,I10,S2,1,', 'A,I10,S1,-3000,']);
    expect(summary).toMatchObject({ rowsRead: 4, cases: 1, netted: 3, rejected: 0 });
    expect(roles(netted).map(([, role]) => role)).toEqual(['refund', 'reduced', 'refund', 'withdrawn']);
  });

  test('a stay settled anew after its refund: the first is gone, the second no repeated case id', async () => {
    const { table, summary, netted } = await read(['A,I10,S1,5000,', 'A,I10,S9,-5000,', 'A,I10,S2,4800,']);
    expect(tableTexts(table)).toMatchObject({ case_id: ['A'], total_cost: ['4800.00'] });
    expect(summary).toMatchObject({ cases: 1, netted: 2, rejected: 0 });
    expect(netted[0]).toMatchObject({ matchedBy: 'case_id', otherRow: 1 });
  });

  test('the refund may come first, and its settlement id wins over its case id', async () => {
    const { table } = await read(['X,I10,S2,-100,', 'X,I10,S1,100,', 'Y,I10,S2,100,']);
    expect(tableTexts(table).case_id).toEqual(['X']);
  });

  test.each([
    ['no original', ['A,I10,S1,5,', 'B,I10,S2,-5,'], 'row_refund_unmatched', /没有结算流水号/],
    ['more than is left', ['A,I10,S1,5,', 'A,I10,S1,-5.01,'], 'row_refund_too_large', /大于/],
    ['more of one column than is left', ['A,I10,S1,5,1', 'A,I10,S1,-3,-2'], 'row_refund_too_large', /大于/],
    ['off an amount that is missing', ['A,I10,S1,5,', 'A,I10,S1,-3,-1'], 'row_refund_too_large', /大于/],
    ['several originals', ['A,I10,S1,5,', 'B,I10,S1,6,', 'C,I10,S1,-4,'], 'row_refund_ambiguous', /不止一条/],
  ])('%s: the refund alone is rejected, with its reason', async (_, rows, code, zh) => {
    const { rejected, netted, summary } = await read(rows);
    expect(rejected.map((one) => [one.row, one.column, one.code])).toEqual([[rows.length, 'total_cost', code]]);
    expect(rejected[0]!.zh).toMatch(zh);
    expect(netted).toEqual([]);
    expect(summary).toMatchObject({ rowsRead: rows.length, cases: rows.length - 1, netted: 0, rejected: 1 });
  });

  test('among several originals the one of exactly the opposite amount is taken', async () => {
    const { table } = await read(['A,I10,S1,5,', 'B,I10,S1,6,', 'C,I10,S1,7,', 'R,I10,S1,-6,']);
    expect(tableTexts(table).case_id).toEqual(['A', 'C']);
  });

  test('a run that reads neither amounts nor settlement ids nets all the same, and keeps only what it asked for', async () => {
    const { table, summary } = await read(['A,I10,S1,5000,', 'Z,I10,S1,-5000,', 'B,I10,S2,1,'], ['case_id', 'dx']);
    expect(tableTexts(table)).toEqual({ case_id: ['B'], dx: ['I10'] });
    expect(summary).toMatchObject({ rowsRead: 3, cases: 1, netted: 2 });
  });

  test('a lone "-" is no refund, nor is a negative amount beside a total that is not', async () => {
    const { rejected, summary } = await read(['A,I10,S1,5,-1', 'B,I10,S2,-,']);
    expect(rejected.map(({ row, code }) => [row, code])).toEqual([
      [1, 'cell_negative_amount'],
      [2, 'cell_not_a_number'],
    ]);
    expect(summary.netted).toBe(0);
  });

  test('an amount of the refund that cannot be read rejects it for that', async () => {
    const { rejected } = await read(['A,I10,S1,5,', 'A,I10,S1,-5,x']);
    expect(rejected.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'total_cost', 'cell_negative_amount'],
      [2, 'cost_drug', 'cell_not_a_number'],
    ]);
  });

  test('what the refund of a whole stay leaves of its other amounts is told by column, and counted nowhere', async () => {
    const path = writeSample(
      folder,
      'case_id,dx,settlement_id,total_cost,pooled_fund\nA,I10,S1,7000,5000\nA,I10,S1,-7000,-4000\nB,I10,S2,9,8\nB,I10,S2,-9,-8\n',
    );
    const { table, summary } = await readCases([path]);
    expect(table.caseCount).toBe(0);
    const told = summary.notices.filter(({ code }) => code === 'notice_refund_leftover');
    expect(told).toHaveLength(1);
    expect(told[0]!.zh).toMatch(/^1 例整例退费，但退费行的“统筹基金记账”（pooled_fund）.*相差 1000\.00 元/);
    expect(told[0]!.en).toMatch(/^1 stays .*"pooled fund, as recorded" \(pooled_fund\).*1000\.00 yuan/);
  });

  test('refunds find originals in other files, and both files are named', async () => {
    const january = writeSample(folder, `${HEADING}\nA,I10,S1,5,\nB,I10,S2,6,\n`);
    const february = writeSample(folder, `${HEADING}\nC,I10,S3,7,\nA,I10,S1,-5,\nC,I10,S3,9,\n`);
    const { table, netted, rejected } = await readCases([january, february]);
    expect(tableTexts(table).case_id).toEqual(['B', 'C']);
    expect(netted.map(({ file, row }) => [file, row])).toEqual([
      [february.split('/').at(-1), 2],
      [january.split('/').at(-1), 1],
    ]);
    // Rows that moved up keep the names of their files.
    expect(rejected).toMatchObject([{ file: february.split('/').at(-1), row: 3, code: 'row_case_id_doubled' }]);
    expect(rejected[0]!.en).toMatch(new RegExp(`sheet row 2 of ${february.split('/').at(-1)}`));
  });

  test('records given by a caller keep one outcome each: a negative total is rejected', () => {
    const { rejected, summary } = readCaseRecords(HEADING.split(','), [
      ['A', 'I10', 'S1', '5', ''],
      ['A', 'I10', 'S1', '-5', ''],
    ]);
    expect(rejected.map(({ row, code }) => [row, code])).toEqual([[2, 'cell_negative_amount']]);
    expect(summary).toMatchObject({ cases: 1, netted: 0, rejected: 1 });
  });

  test('netted.csv holds both sides in yuan, with the rows that a spreadsheet shows, as rejected.csv does', async () => {
    const { netted } = await read(['A,I10,S1,5000,', 'A,I10,S1,-1200.5,']);
    const path = join(folder, 'netted.csv');
    writeNetted(path, netted);
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines[0]).toBe(
      '\ufefffile,row,sheet_row,case_id,settlement_id,role,total_cost,matched_by,other_file,other_row,other_sheet_row,remaining',
    );
    expect(lines[1]).toMatch(/,2,3,A,S1,refund,-1200\.50,settlement_id,sample-\d+\.csv,1,2,3799\.50$/);
    expect(lines[2]).toMatch(/,1,2,A,S1,reduced,5000\.00,settlement_id,sample-\d+\.csv,2,3,3799\.50$/);
  });

  test('a title above the headings, and rows that others moved up, leave both sides at their own place', async () => {
    const title = `\n\n${HEADING}\nA,I10,S1,5,\nB,I10,S2,6,\nA,I10,S1,-5,\nB,I10,S2,-1,\n`;
    const { netted } = await readCases([writeSample(folder, title)]);
    expect(
      netted.map(({ row, sheetRow, otherRow, otherSheetRow }) => [row, sheetRow, otherRow, otherSheetRow]),
    ).toEqual([
      [3, 6, 1, 4],
      [1, 4, 3, 6],
      [4, 7, 2, 5],
      [2, 5, 4, 7],
    ]);
  });

  test('whatever the rows: read = cases + netted + rejected, and no fen appears or is lost', async () => {
    const row = fc.record({
      stay: fc.integer({ min: 0, max: 5 }),
      fen: fc.integer({ min: -400, max: 400 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const texts = rows.map(({ stay, fen }, index) => `C${index},I10,S${stay},${(fen / 100).toFixed(2)},`);
        const { table, netted, rejected, summary } = await read(texts);
        expect(summary.rowsRead).toBe(summary.cases + summary.netted + summary.rejected);
        const column = table.columns.total_cost as { values: Float64Array };
        const cases = column.values.reduce((sum, fen) => sum + fen, 0);
        const refused = new Set(rejected.map((one) => one.row));
        const kept = rows.reduce((sum, { fen }, index) => (refused.has(index + 1) ? sum : sum + fen), 0);
        expect(cases).toBe(kept);
        expect(new Set(netted.filter(({ role }) => role === 'refund').map((one) => one.row)).size).toBe(
          rows.filter(({ fen }, index) => fen < 0 && !refused.has(index + 1)).length,
        );
      }),
      { numRuns: 60 },
    );
  });
});
