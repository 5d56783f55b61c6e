import { describe, expect, test } from 'vitest';
import { parseProfile } from '../../../src/cases/import-profile.js';
import { readCases } from '../../../src/cases/read/read-cases.js';
import { encodeGb18030 } from '../gb18030.js';
import { tableTexts } from '../table-rows.js';
import { temporaryFolder, writeSample } from '../temporary-folder.js';

const folder = temporaryFolder();
const profileWith = (more: object = {}, whole: object = {}) => ({
  missing: ['-'],
  tables: {
    key: 'setl',
    amounts: [
      { name: 'pay', kind: 'fund', amount: 'paid', into: { pooled_fund: [310], assistance: [610] }, ...more },
      {
        name: 'fees',
        kind: 'class',
        amount: 'amt',
        into: { cost_drug: ['09', '10'], tcm_drug_cost: [10] },
        total: 'total_cost',
      },
    ],
  },
  ...whole,
});
const STAYS = 'case_id,setl,dx\nA,S1,I10\nB,S2,I10\nC,S3,I10\n';
const PAY = 'setl,fund,paid\nS1,310,80.10\nS2,610,5\nS1,610,0.20\nS1,310,-10\nS2,999,7\n';
const FEES = 'setl,class,amt\nS1,09,10.05\nS1,10,0.1\nS1,01,100\nS2,01,3\n';

const read = (texts: readonly (string | Uint8Array)[], profile: object = profileWith(), options: object = {}) =>
  readCases(
    texts.map((text) => writeSample(folder, text)),
    { profile: parseProfile(profile, 'p'), ...options },
  );

describe('tables of amounts joined by a key', () => {
  test('are added up to the fen by kind, a kind in several columns, any order of files; a stay without rows has none', async () => {
    const { table, summary } = await read([PAY, STAYS, FEES]);
    expect(tableTexts(table)).toMatchObject({
      // 80.10 − 10 = 70.10; 10.05 + 0.10 + 100 = 110.15.
      pooled_fund: ['70.10', '', ''],
      assistance: ['0.20', '5.00', ''],
      cost_drug: ['10.15', '', ''],
      tcm_drug_cost: ['0.10', '', ''],
      total_cost: ['110.15', '3.00', ''],
    });
    expect(summary.joins).toEqual([
      { table: 'pay', rows: 5, unmatched: 0, skipped: 0 },
      { table: 'fees', rows: 4, unmatched: 0, skipped: 0 },
    ]);
    expect(tableTexts((await read([FEES, PAY, STAYS])).table)).toEqual(tableTexts(table));
    const told = summary.notices.map(({ en }) => en).join('\n');
    expect(told).toMatch(/joined table pay: 1 rows of fund "999", which the profile puts into no column/);
    expect(summary.columnsMapped).toContainEqual({ from: 'pay paid', to: 'pooled_fund' });
  });

  test('what is not listed is missing, or 0 where the profile says so; a stay without any row stays missing', async () => {
    const { table } = await read([STAYS, PAY], profileWith({ not_listed: 'zero' }));
    expect(tableTexts(table)).toMatchObject({ pooled_fund: ['70.10', '0.00', ''], assistance: ['0.20', '5.00', ''] });
    expect(tableTexts(table).cost_drug).toBeUndefined();
  });

  test("the stays' own column wins over the joined one", async () => {
    const { table } = await read(['case_id,setl,pooled_fund\nA,S1,1\n', PAY], profileWith(), { required: ['case_id'] });
    expect(tableTexts(table).pooled_fund).toEqual(['1.00']);
  });

  test.each([
    ['fen', '8010', '80.10'],
    ['wan', '0.801', '8010.00'],
  ])('the unit of the profile holds for them too: %s', async (money, written, yuan) => {
    const { table } = await read([STAYS, `setl,fund,paid\nS1,310,${written}\n`], profileWith({}, { money }));
    expect(tableTexts(table).pooled_fund![0]).toBe(yuan);
  });

  test('an amount that cannot be read rejects its stay, with the row; a blank one counts for nothing', async () => {
    const { rejected, table, summary } = await read([STAYS, `${PAY}S2,310,x\nS3,310,-\n`]);
    expect(tableTexts(table).case_id).toEqual(['A', 'C']);
    expect(rejected[0]).toMatchObject({ caseId: 'B', code: 'row_joined_row_unreadable', value: 'x' });
    expect(rejected[0]!.en).toMatch(/^sheet row 7 of sample-\d+\.csv belongs to this case/);
    expect(summary.joins[0]).toMatchObject({ table: 'pay', rows: 7, skipped: 1 });
  });

  test('rows without a stay, or without a key, are counted and listed; a run that keeps none of the columns says nothing', async () => {
    const { unmatched, summary } = await read([STAYS, `${PAY}S9,310,1\n,310,2\n`]);
    expect(summary.joins[0]).toMatchObject({ table: 'pay', rows: 7, unmatched: 2 });
    expect(unmatched.map(({ row, value, code }) => [row, value, code])).toEqual([
      [6, 'S9', 'row_without_stay'],
      [7, '', 'row_without_stay'],
    ]);
    const narrow = await read([STAYS, PAY], profileWith(), { columns: ['case_id', 'dx'] });
    expect(narrow.summary.joins).toEqual([]);
    expect(narrow.unmatched).toEqual([]);
  });

  test('a refund of the same settlement is in the sum already: 100 − 40 leaves 60 and not 20', async () => {
    const profile = {
      ...profileWith(),
      columns: { settlement_id: 'setl' },
    };
    const stays = 'case_id,setl,dx,total_cost\nA,S1,I10,200\nA,S1,,-50\nB,S2,I10,10\nB,S3,,-4\n';
    const pay = 'setl,fund,paid\nS1,310,100\nS1,310,-40\nS2,310,8\nS3,310,-3\n';
    const { table, summary } = await read([stays, pay], profile);
    expect(summary).toMatchObject({ rowsRead: 4, cases: 2, netted: 2, rejected: 0 });
    // B's refund has a settlement of its own: 8 − 3 = 5.
    expect(tableTexts(table)).toMatchObject({ total_cost: ['150.00', '6.00'], pooled_fund: ['60.00', '5.00'] });
  });

  test('a table in GBK that is begun again counts no row twice', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `S1,310,0.01,${i < 29_999 ? 'x' : '职工'}`);
    const pay = encodeGb18030(`setl,fund,paid,备注\n${lines.join('\n')}\n`);
    const { table, summary } = await read([pay, STAYS]);
    expect(tableTexts(table).pooled_fund![0]).toBe('300.00');
    expect(summary.joins[0]).toMatchObject({ rows: 30_000 });
  });

  test('only columns of amounts can be filled, and the profile says which those are', () => {
    expect(() => parseProfile(profileWith({ into: { sex: [1] } }), 'p')).toThrow(
      /tables\.amounts\.0\.into\.sex.*pooled_fund/,
    );
  });
});
