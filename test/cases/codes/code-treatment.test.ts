import { describe, expect, test } from 'vitest';
import { codeBesideName } from '../../../src/cases/codes/code-beside-name.js';
import { CodeTreatment } from '../../../src/cases/codes/code-treatment.js';
import { EatenZeros } from '../../../src/cases/codes/eaten-zeros.js';
import { parseProfile } from '../../../src/cases/import-profile.js';
import { readCases } from '../../../src/cases/read/read-cases.js';
import { sharedReference } from '../../shared-reference.js';
import { tableTexts } from '../table-rows.js';
import { temporaryFolder, writeSample } from '../temporary-folder.js';

const folder = temporaryFolder();
const KNOWN = {
  diagnoses: ['I63.900', 'I10.x00', 'E10.300x051+H42.0*'],
  procedures: ['03.3100', '47.0900', '47.0', '51.2', '51.20', '00.5000', '38.9x01'],
};

async function read(rows: readonly string[], profile: object = {}, known: typeof KNOWN | null = KNOWN) {
  const path = writeSample(folder, `case_id,dx,px\n${rows.join('\n')}\n`);
  return await readCases([path], {
    profile: parseProfile(profile, path),
    ...(known === null ? {} : { knownCodes: known }),
  });
}

describe('zeros that a spreadsheet ate', () => {
  const zeros = new EatenZeros(KNOWN.procedures);
  test.each([
    ['3.31', '03.3100'],
    ['47.09', '47.0900'],
    ['47', '47.0'],
    ['0.5', '00.5000'],
    // 51.2 and 51.20 are the same number: nobody can tell which it was.
    ['51.200', ''],
    // One digit before the dot is no code, and none of the list fits.
    ['8.76', ''],
    ['12', ''],
    // A code as codes are written is unknown, not damaged.
    ['99.9999', undefined],
    ['331400016', undefined],
    ['38.9x01', undefined],
  ])('%s → %s', (damaged, repaired) => {
    expect(zeros.repair(damaged)).toBe(repaired);
  });

  test('3.31 twice and 47 once are put back and told; 8.76 rejects its row; a code of the list stays as it is', async () => {
    const { table, rejected, summary } = await read(['A,I63.900,3.31|47.0900', 'B,I10.x00,3.31;47', 'C,I10.x00,8.76']);
    expect(tableTexts(table).px).toEqual(['03.3100|47.0900', '03.3100|47.0']);
    expect(rejected.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [3, 'px', 'cell_code_zeros_lost', '8.76'],
    ]);
    expect(summary.codeChanges).toEqual([
      { column: 'px', fate: 'repaired', from: '3.31', to: '03.3100', count: 2 },
      { column: 'px', fate: 'repaired', from: '47', to: '47.0', count: 1 },
    ]);
    const told = summary.notices.find(({ code }) => code === 'notice_codes_repaired')!;
    expect(told.en).toMatch(/^3 procedure codes .*3\.31 → 03\.3100/);
    expect(told.zh).toMatch(/^3 个手术编码/);
  });

  test('without a list nothing is repaired or refused, but told', async () => {
    const { table, summary } = await read(['A,I10.x00,3.31|47.09'], {}, null);
    expect(tableTexts(table).px).toEqual(['3.31|47.09']);
    expect(summary.codeChanges).toEqual([{ column: 'px', fate: 'suspicious', from: '3.31', to: '3.31', count: 1 }]);
  });

  test('a diagnosis is never taken for a damaged number, and 1.2E+17 is refused with the remedy', async () => {
    const { table, rejected } = await read(['A,3.31,', '1.2E+17,I10.x00,']);
    expect(tableTexts(table).dx).toEqual(['3.31']);
    expect(rejected[0]).toMatchObject({ row: 2, code: 'cell_scientific_notation' });
    expect(rejected[0]!.en).toMatch(/formatted as text/);
  });
});

describe('a crosswalk that the user brings', () => {
  const diagnoses = writeSample(
    folder,
    'from,to,name\nA01.003,A01.003,x\nI63.902,I63.900,脑梗死\nB18.800x001,B18.800x005,慢性戊型肝炎\nB18.8,B18.800x001,三重感染\nQ99,,没有对应\n',
  );
  const procedures = writeSample(folder, '临床编码\t医保编码\n04.0700\t04.0701\n', '.tsv');
  const profile = (ambiguous?: string) => ({
    crosswalk: { diagnoses, procedures, ...(ambiguous ? { ambiguous } : {}) },
  });

  test('converts, counts each appearance, and leaves what it does not list', async () => {
    const { table, summary } = await read(['A,I63.902|Z99.900,4.07', 'B,i63.902|A01.003,04.0700'], profile());
    expect(tableTexts(table)).toMatchObject({ dx: ['I63.900|Z99.900', 'I63.900|A01.003'], px: ['04.0701', '04.0701'] });
    expect(summary.codeChanges).toEqual([
      { column: 'dx', fate: 'converted', from: 'I63.902', to: 'I63.900', count: 2 },
      { column: 'dx', fate: 'not_in_crosswalk', from: 'Z99.900', to: 'Z99.900', count: 1 },
      { column: 'px', fate: 'converted', from: '04.0700', to: '04.0701', count: 1 },
      { column: 'px', fate: 'converted', from: '4.07', to: '04.0701', count: 1 },
    ]);
  });

  test('a code of both editions with two meanings: refused, or as the profile says', async () => {
    const rows = ['A,B18.800x001,', 'B,I63.902,'];
    const refused = await read(rows, profile());
    expect(refused.rejected.map(({ row, code }) => [row, code])).toEqual([[1, 'cell_code_ambiguous']]);
    expect(refused.rejected[0]!.en).toMatch(/crosswalk\.ambiguous/);
    expect(tableTexts((await read(rows, profile('convert'))).table).dx).toEqual(['B18.800x005', 'I63.900']);
    expect(tableTexts((await read(rows, profile('keep'))).table).dx).toEqual(['B18.800x001', 'I63.900']);
  });

  test('a code that is valid in the scheme is ambiguous too, even if the table never answers it', async () => {
    const walk = writeSample(folder, 'from,to\nI10.x00,I15.900\n');
    const { rejected } = await read(['A,I10.x00,'], { crosswalk: { diagnoses: walk } });
    expect(rejected.map(({ code }) => code)).toEqual(['cell_code_ambiguous']);
  });

  test('two targets for one code, a lacking column and a lacking file are errors that say so', async () => {
    const twice = writeSample(folder, 'from,to\nA,B\nA,C\n');
    await expect(read(['A,I10,'], { crosswalk: { diagnoses: twice } })).rejects.toThrow(
      /row 2 .*"A" already goes to B/,
    );
    const headless = writeSample(folder, 'from,nach\nA,B\n');
    await expect(read(['A,I10,'], { crosswalk: { diagnoses: headless } })).rejects.toThrow(/lacks the column to/);
    await expect(read(['A,I10,'], { crosswalk: { diagnoses: `${folder}/no.csv` } })).rejects.toThrow(/no crosswalk/);
  });

  const reference = sharedReference();
  test.skipIf(reference === undefined)(
    'the clinical edition: of 35,587 codes 4,388 change, 57 of them mean something else in the insurance edition',
    () => {
      const path = `${reference}/dip/icd10-clinical2.0-to-insurance2.0.tsv`;
      const treatment = new CodeTreatment({
        list: 'dx',
        profile: parseProfile({ crosswalk: { diagnoses: path } }, 'p'),
        knownCodes: undefined,
      });
      const counts: Record<string, number> = {};
      for (const code of treatment.listed()) {
        const { fate } = treatment.treat(code);
        counts[fate] = (counts[fate] ?? 0) + 1;
      }
      expect(counts).toEqual({ same: 35_587 - 4388, converted: 4388 - 57, ambiguous: 57 });
    },
  );
});

describe('how codes are written', () => {
  test.each([
    ['I10.x00 高血压', 'I10.x00'],
    ['I10.x00x002高血压病2级', 'I10.x00x002'],
    ['高血压(I10.x00)', 'I10.x00'],
    ['高血压（I10.x00）', 'I10.x00'],
    ['高血压：I10.x00', 'I10.x00'],
    ['47.0100 腹腔镜下阑尾切除术', '47.0100'],
    ['E10.300x051+H42.0* 糖尿病性白内障', 'E10.300x051+H42.0*'],
    ['Ｊ１８．９００　肺炎', 'J18.900'],
    ['高血压', ''],
    ['2型糖尿病', ''],
  ])('%s holds %s', (text, code) => {
    expect(codeBesideName(text)).toBe(code);
  });

  test('names are taken off only where the profile says so', async () => {
    const rows = ['A,I63.900 脑梗死；I10.x00 高血压,'];
    expect(tableTexts((await read(rows, { names_beside_codes: 'remove' })).table).dx).toEqual(['I63.900|I10.x00']);
    expect(tableTexts((await read(rows)).table).dx).toEqual(['I63.900脑梗死|I10.x00高血压']);
  });

  test('a name alone in the place of the principal leaves the case without one', async () => {
    const { table, summary } = await read(['A,脑梗死；I10.x00 高血压,'], { names_beside_codes: 'remove' });
    expect(tableTexts(table).dx).toEqual(['']);
    expect(summary.notices.map(({ code }) => code)).toContain('notice_principal_missing');
  });

  test('，；、｜ part codes as , ; | do, and the cells are counted', async () => {
    const { table, summary } = await read([
      'A,I63.900，I10.x00,47.0',
      'B,I63.900、I10.x00｜I63.900；I10.x00,',
      'C,I10.x00,',
    ]);
    expect(tableTexts(table).dx).toEqual(['I63.900|I10.x00', 'I63.900|I10.x00|I63.900|I10.x00', 'I10.x00']);
    expect(summary.notices.find(({ code }) => code === 'notice_wide_separators')?.en).toMatch(/between codes.*: 2\.$/);
  });

  test('a stated separator takes its own full-width form only', async () => {
    const profile = { list_separator: ';' };
    const { table } = await read(['A,I63.900；I10.x00,', 'B,E10.300x051+H42.0*;I10.x00,'], profile);
    expect(tableTexts(table).dx).toEqual(['I63.900|I10.x00', 'E10.300x051+H42.0*|I10.x00']);
  });

  test('a dagger–asterisk pair is one code of the list, and codes beyond the list are counted', async () => {
    const { summary } = await read(['A,E10.300x051+H42.0*,', 'B,e10.300X051+h42.0*|Q99.900,', 'C,Q99.900|R69.x00,']);
    expect(summary.unknownCodes).toEqual([
      { column: 'dx', code: 'Q99.900', count: 2 },
      { column: 'dx', code: 'R69.x00', count: 1 },
    ]);
    expect(summary.normalisedCodes).toBe(1);
  });
});
