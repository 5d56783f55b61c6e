import { describe, expect, test } from 'vitest';
import { parseProfile } from '../../../src/cases/import-profile.js';
import { readCases } from '../../../src/cases/read/read-cases.js';
import { encodeGb18030 } from '../gb18030.js';
import { tableTexts } from '../table-rows.js';
import { temporaryFolder, writeSample } from '../temporary-folder.js';

const folder = temporaryFolder();
const PROFILE = {
  tables: {
    key: 'setl',
    diagnoses: { code: 'dcode', principal: { heading: 'main', values: [1] }, on_admission: 'poa' },
    procedures: { key: 'ref', code: 'pcode' },
  },
};
const STAYS = 'case_id,setl,total_cost\nA,S1,10.00\nB,S2,20.00\nC,S3,30.00\n';
const DIAGNOSES = 'setl,dcode,main,poa\nS2,J18,0,4\nS2,I10,1,1\nS1,K35,1,\nS3,N40,0,1\n';
const PROCEDURES = 'ref,pcode\nS1,47.0100\nS1,54.1100\n';

const read = (texts: readonly (string | Uint8Array)[], profile: object = PROFILE) =>
  readCases(
    texts.map((text) => writeSample(folder, text)),
    { profile: parseProfile(profile, 'p') },
  );

describe('tables joined by a key', () => {
  test('principal first, then the order of the file; a stay whose principal is not flagged has none; amounts stay single', async () => {
    const { table, summary } = await read([DIAGNOSES, STAYS, PROCEDURES]);
    expect(tableTexts(table)).toEqual({
      case_id: ['A', 'B', 'C'],
      total_cost: ['10.00', '20.00', '30.00'],
      dx: ['K35', 'I10|J18', ''],
      px: ['47.0100|54.1100', '', ''],
      dx_on_admission: ['', '1|4', ''],
    });
    expect(summary).toMatchObject({ rowsRead: 3, cases: 3 });
    expect(summary.files.map(({ name }) => name)).toHaveLength(3);
    expect(summary.notices.map(({ code }) => code)).toContain('notice_principal_missing');
  });

  test('rows without a stay, or without a key, are counted and listed; they are no rows of cases', async () => {
    const { unmatched, summary } = await read([STAYS, `${DIAGNOSES}S9,I10,1,\n,J18,1,\n`, `${PROCEDURES}S8,1\nS8,2\n`]);
    expect(summary.joins).toEqual([
      { table: 'diagnoses', rows: 6, unmatched: 2, skipped: 0 },
      { table: 'procedures', rows: 4, unmatched: 2, skipped: 0 },
    ]);
    expect(unmatched.map(({ row, column, value }) => [row, column, value])).toEqual([
      [6, 'dx', ''],
      [5, 'dx', 'S9'],
      [3, 'px', 'S8'],
      [4, 'px', 'S8'],
    ]);
    expect(summary.rowsRead).toBe(3);
  });

  test('a row of codes that cannot be read rejects its case: it must not be grouped without it', async () => {
    const { rejected, table } = await read([STAYS, `${DIAGNOSES}S1,X\n`, PROCEDURES]);
    expect(tableTexts(table).case_id).toEqual(['B', 'C']);
    expect(rejected[0]).toMatchObject({ row: 1, caseId: 'A', column: 'dx', code: 'row_joined_row_unreadable' });
    expect(rejected[0]!.en).toMatch(/^sheet row 6 of sample-\d+\.csv belongs to this case/);
  });

  test('a code that a spreadsheet ate rejects its case, wherever its row stands', async () => {
    const { rejected } = await read([STAYS, 'setl,dcode,main,poa\nS1,1.2E+17,1,\nS2,I10,1,\nS3,I10,1,\n', PROCEDURES]);
    expect(rejected).toMatchObject([{ row: 1, caseId: 'A', code: 'cell_scientific_notation' }]);
  });

  test('files of many parts, in GBK, with 3,000 stays: each finds its own codes', async () => {
    const stays = ['case_id,setl,科室'];
    const parts = [['setl,dcode,main,poa'], ['setl,dcode,main,poa']];
    for (let i = 0; i < 3000; i++) {
      stays.push(`C${i},S${i},内科`);
      parts[i % 2]!.push(`S${i},I${i % 100},1,有`);
      parts[(i + 1) % 2]!.push(`S${i},J${i % 50},0,无`);
    }
    const profile = { ...PROFILE, values: { dx_on_admission: { 有: 1, 无: 4 } } };
    const texts = [stays, ...parts].map((lines) => encodeGb18030(`${lines.join('\n')}\n`));
    const { table } = await read(texts, profile);
    const { dx, dx_on_admission: poa } = tableTexts(table);
    expect(dx).toHaveLength(3000);
    expect(dx!.every((text, i) => text === `I${i % 100}|J${i % 50}`)).toBe(true);
    expect(new Set(poa)).toEqual(new Set(['1|4']));
  });

  test('a key that the stays lack, and no table of stays, are errors that say so', async () => {
    await expect(read(['case_id,total_cost\nA,1\n', DIAGNOSES])).rejects.toThrow(/maps dx to "setl"/);
    await expect(read([DIAGNOSES])).rejects.toThrow(/table of stays .* with "setl"\) is missing/);
  });
});
