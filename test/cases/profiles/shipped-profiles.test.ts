import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProfile } from '../../../src/cases/import-profile.js';
import { shippedProfileNames } from '../../../src/cases/profiles/shipped-profiles.js';
import { readCases } from '../../../src/cases/read/read-cases.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { openScheme } from '../../../src/schemes/open-scheme.js';
import { tableTexts } from '../table-rows.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const scheme = openScheme('chs-drg-2.0');
const knownCodes = { diagnoses: scheme.diagnoses, procedures: scheme.procedures };

async function read(name: string, files: readonly string[]) {
  const paths = files.map((file) => join(packageRoot(), 'examples', name, file));
  const result = await readCases(paths, { profile: loadProfile(name), knownCodes });
  return { ...result, texts: tableTexts(result.table) };
}

const rowOf = (texts: Record<string, string[]>, row: number): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([name, values]) => [name, values[row]!]));

describe('shipped profiles', () => {
  test('are found by name, and an unknown name lists them', () => {
    expect(shippedProfileNames()).toEqual([
      'dip-case-file',
      'hqms',
      'n041',
      'settlement-list',
      'settlement-list-tables',
    ]);
    expect(() => loadProfile('hqmss')).toThrow(
      /shipped: dip-case-file, hqms, n041, settlement-list, settlement-list-tables/,
    );
    expect(() => loadProfile('../own-columns/profile')).toThrow(/no import profile/);
  });

  test('HQMS: 21 stays of 620 columns; all 41 diagnoses of a full row are read and every fen lies in a cost group', async () => {
    const { texts, summary, rejected, table } = await read('hqms', ['cases.csv']);
    expect(rejected).toEqual([]);
    expect(summary).toMatchObject({ rowsRead: 21, cases: 21, unknownCodes: [], codeChanges: [] });
    expect(summary.columnsIgnored.length + new Set(summary.columnsMapped.map(({ from }) => from)).size).toBe(620);
    expect(summary.personalColumns).toEqual(expect.arrayContaining(['A11', 'A20', 'C18x01', 'C39x40', 'C44x01']));
    // What others than the patient paid: D01 − D09, told as derived.
    expect(rowOf(texts, 0)).toMatchObject({ total_cost: '10738.69', pooled_fund: '8054.02' });
    expect(summary.notices.map(({ code }) => code)).toContain('notice_amount_derived');
    expect(texts.dx![7]!.split('|')).toHaveLength(41);
    expect(texts.dx_on_admission![7]!.split('|')).toHaveLength(41);
    for (let row = 0; row < table.caseCount; row++) {
      expect(texts.dx_on_admission![row]!.split('|')).toHaveLength(texts.dx![row]!.split('|').length);
    }
    const fen = (name: string, row: number): number => (table.columns[name] as { values: Float64Array }).values[row]!;
    const groups = ['service', 'nursing', 'diagnostic', 'treatment', 'drug', 'consumable', 'other'];
    for (let row = 0; row < table.caseCount; row++) {
      expect(groups.reduce((sum, name) => sum + fen(`cost_${name}`, row), 0)).toBe(fen('total_cost', row));
    }
    expect(rowOf(texts, 20)).toMatchObject({
      case_id: '260120-1',
      patient_key: 'H41040000001:260120',
      age_days: '2',
      birth_weight_g: '1420',
      admission_weight_g: '1400',
      dx: 'P07.300',
      px: '',
      insurance: 'resident',
    });
  });

  test('HQMS: 1 + 40 diagnoses and 1 + 40 procedures of one row are all read, in their order', async () => {
    const [heading, line] = readFileSync(join(packageRoot(), 'examples', 'hqms', 'cases.csv'), 'utf8').split('\n');
    const headings = heading!.split(',');
    const cells = line!.split(',');
    const number = (n: number): string => String(n).padStart(2, '0');
    const dx = scheme.diagnoses.slice(100, 141);
    const px = scheme.procedures.slice(100, 141);
    for (let n = 0; n <= 40; n++) {
      cells[headings.indexOf(n === 0 ? 'C03C' : `C06x${number(n)}C`)] = dx[n]!;
      cells[headings.indexOf(n === 0 ? 'C14x01C' : `C35x${number(n)}C`)] = px[n]!;
    }
    const path = join(folder, 'full.csv');
    writeFileSync(path, `${heading}\n${cells.join(',')}\n`);
    const { table } = await readCases([path], { profile: loadProfile('hqms'), knownCodes });
    expect(tableTexts(table)).toMatchObject({ dx: [dx.join('|')], px: [px.join('|')] });
  });

  test('N041: 20 stays of 187 columns read as the same stays in HQMS columns are, whichever spelling the fees have', async () => {
    const { texts, summary, rejected, table } = await read('n041', ['cases.csv']);
    expect(rejected).toEqual([]);
    expect(summary).toMatchObject({ rowsRead: 20, cases: 20, unknownCodes: [], codeChanges: [] });
    expect(summary.personalColumns).toEqual(expect.arrayContaining(['XM', 'SFZH', 'XZZ', 'SZ1']));
    expect(rowOf(texts, 0)).toMatchObject({
      case_id: '260100-1',
      hospital_id: '示例市第一人民医院',
      admit_date: '2026-05-18',
      discharge_date: '2026-05-30',
      dx: 'J44.100|J96.000|I10.x00x002',
      dx_on_admission: '1|2|3',
      pooled_fund: '8054.02',
      insurance: 'employee',
    });
    const fen = (name: string, row: number): number => (table.columns[name] as { values: Float64Array }).values[row]!;
    const groups = ['service', 'nursing', 'diagnostic', 'treatment', 'drug', 'consumable', 'other'];
    for (let row = 0; row < table.caseCount; row++) {
      expect(groups.reduce((sum, name) => sum + fen(`cost_${name}`, row), 0)).toBe(fen('total_cost', row));
    }
    // The same stays as in HQMS columns.
    const hqms = await read('hqms', ['cases.csv']);
    const place = new Map(hqms.texts.case_id!.map((id, row) => [id, row]));
    for (const [row, id] of texts.case_id!.entries()) {
      for (const column of ['dx', 'px', 'total_cost', 'cost_drug', 'sex', 'age_years']) {
        expect(texts[column]![row]).toBe(hqms.texts[column]![place.get(id)!]);
      }
    }
    const spelt = readFileSync(join(packageRoot(), 'examples', 'n041', 'cases.csv'), 'utf8')
      .replace('YLFUF', 'YLFWF')
      .replace('SYSZDF', 'ZDF')
      .replace('XSECSTZ', 'XSECSTZ_1');
    const path = join(folder, 'spelt.csv');
    writeFileSync(path, spelt);
    const other = tableTexts((await readCases([path], { profile: loadProfile('n041') })).table);
    for (const column of ['cost_service', 'cost_diagnostic', 'birth_weight_g'])
      expect(other[column]).toEqual(texts[column]);
  });

  test('settlement list as one table: a whole refund and a part of one leave 17 cases of 20 rows', async () => {
    const { texts, summary } = await read('settlement-list', ['cases.csv']);
    expect(summary).toMatchObject({ rowsRead: 20, cases: 17, netted: 3, rejected: 0, unknownCodes: [] });
    expect(texts.case_id).not.toContain('MD2026000006');
    const [icu] = texts.ventilation_hours!.flatMap((hours, row) => (hours === '' ? [] : [rowOf(texts, row)]));
    // 9/13/24: nine days, thirteen completed hours.
    expect(icu!.ventilation_hours).toBe('229');
    expect(new Set(texts.payment_kind)).toEqual(new Set(['drg']));
    expect(new Set(texts.hospital_level)).toEqual(new Set(['三级', '二级']));
  });

  test('settlement list as five tables gives the same codes and amounts in any order of files, and reports the row without a stay', async () => {
    const files = ['setlinfo.csv', 'diseinfo.csv', 'oprninfo.csv', 'payinfo.csv', 'iteminfo.csv'];
    const one = await read('settlement-list', ['cases.csv']);
    const joined = await read('settlement-list-tables', files);
    const turned = await read('settlement-list-tables', [...files].reverse());
    expect(turned.texts).toEqual(joined.texts);
    expect(joined.summary).toMatchObject({ rowsRead: 21, cases: 21, netted: 0, rejected: 0, unknownCodes: [] });
    expect(joined.summary.joins).toEqual([
      { table: 'diagnoses', rows: 51, unmatched: 1, skipped: 5 },
      { table: 'procedures', rows: 17, unmatched: 0, skipped: 0 },
      { table: 'payinfo', rows: 24, unmatched: 0, skipped: 0 },
      { table: 'iteminfo', rows: 237, unmatched: 0, skipped: 0 },
    ]);
    expect(joined.unmatched).toMatchObject([{ file: 'diseinfo.csv', row: 51, value: 'SL2026000999' }]);
    // Others stand in the order of their table; the principal stands first.
    const codesOf = ({ texts }: typeof one, row: number): string[][] =>
      [texts.dx![row]!, texts.px![row]!].map((text) => {
        const [principal = '', ...others] = text.split('|');
        return [principal, ...others.sort()];
      });
    const joinedCodes = new Map(joined.texts.case_id!.map((id, row) => [id, codesOf(joined, row)]));
    for (const [row, id] of one.texts.case_id!.entries()) expect(joinedCodes.get(id)).toEqual(codesOf(one, row));
    // Fund by fund as in the one table, and every fen of the total lies in a class of charges.
    const funds = ['pooled_fund', 'critical_illness', 'assistance'];
    const rowOfCase = new Map(one.texts.case_id!.map((id, row) => [id, row]));
    const cents = (text: string): number => Number(text.replace('.', ''));
    for (const [row, id] of joined.texts.case_id!.entries()) {
      const classes = ['service', 'nursing', 'diagnostic', 'treatment', 'drug', 'consumable', 'other'];
      const charged = classes.reduce((sum, name) => sum + cents(joined.texts[`cost_${name}`]![row]!), 0);
      expect(charged).toBe(cents(joined.texts.total_cost![row]!));
      const same = rowOfCase.get(id);
      // One stay of the one table is lowered by a refund.
      if (same === undefined || id === 'MD2026000009') continue;
      for (const fund of funds) expect(joined.texts[fund]![row]).toBe(one.texts[fund]![same]);
    }
    // The amounts stand once, however many rows of codes a stay has.
    const sum = (values: readonly string[]): number =>
      values.reduce((total, text) => total + Math.round(Number(text) * 100), 0);
    const same = joined.texts.case_id!.map((id) => one.texts.case_id!.includes(id) && id !== 'MD2026000009');
    const kept = joined.texts.total_cost!.filter((_, row) => same[row]);
    const other = one.texts.total_cost!.filter((_, row) => one.texts.case_id![row] !== 'MD2026000009');
    expect(sum(kept)).toBe(sum(other));
  });

  test("a bureau's DIP file of 42 columns: names beside codes are taken off, its own scores are left aside", async () => {
    const { texts, summary } = await read('dip-case-file', ['cases.csv']);
    expect(summary).toMatchObject({ rowsRead: 16, cases: 16, rejected: 0, unknownCodes: [] });
    expect(rowOf(texts, 3)).toMatchObject({
      settlement_id: 'JS202600004',
      dx: expect.stringMatching(/^I63\.900(\||$)/) as string,
      px: '88.4101',
    });
    expect(summary.columnsIgnored).toEqual(expect.arrayContaining(['病种分值', '结算点值', '辅助目录最终系数']));
    expect(summary.columnsIgnored.length + new Set(summary.columnsMapped.map(({ from }) => from)).size).toBe(42);
    expect(texts.hospital_id![0]).toMatch(/^示例/);
  });
});
