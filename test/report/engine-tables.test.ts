import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ResultTable, ResultTableSchema } from '../../src/kernel/result-table.js';
import { writeHtmlReport } from '../../src/report/html/write-html-report.js';
import { renderTextTable } from '../../src/report/render-text-table.js';
import { columnsAtFirst } from '../../src/report/table-columns.js';
import { writeWorkbook } from '../../src/report/workbook/write-workbook.js';
import { comparisonSchema } from '../../src/simulation/comparison-schema.js';
import { RESULT_SCHEMAS, RESULT_TABLE_NAMES } from '../../src/simulation/result-schemas.js';
import { comparisonModel } from './model-fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'drgdip-engine-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROWS = { hospitals: 60, departments: 900, groups: 640, insurance: 3, levels: 3, fund: 4 } as const;

/** A table of the engine's own schema, filled with numbers that show nothing but their place. */
function filled(schema: ResultTableSchema, rowCount: number): ResultTable {
  const columns = schema.columns.map(({ name, type }, c) => {
    const values = Array.from({ length: rowCount }, (_, row) =>
      type === 'text'
        ? `${name}-${row}`
        : type === 'ratio' || type === 'number'
          ? row / 7
          : (row * 7919 + c) * 31 - 9000,
    );
    return [name, type === 'text' ? values : Float64Array.from(values as number[])] as const;
  });
  return { schema, rowCount, columns: Object.fromEntries(columns) as ResultTable['columns'] };
}

describe('the engine’s own tables', () => {
  const tables = RESULT_TABLE_NAMES.map((name) => filled(comparisonSchema(RESULT_SCHEMAS[name]), ROWS[name]));

  test('of some 150 columns a reader sees about a dozen first: keys, income, fund and margin of charges', () => {
    for (const table of tables) {
      const seen = columnsAtFirst(table, undefined);
      expect(seen.length).toBeGreaterThan(6);
      expect(seen.length).toBeLessThanOrEqual(14);
      expect(seen).toContain('change_fund');
    }
    expect(columnsAtFirst(tables[0]!, undefined)).toEqual([
      'hospital_id',
      'hospital_name',
      'level_class',
      'reform_cases',
      'reform_fund',
      'change_fund',
      'reform_income',
      'change_income',
      'relative_income',
      'reform_charge_margin',
      'change_charge_margin',
      'reform_cmi',
    ]);
    expect(columnsAtFirst(filled(RESULT_SCHEMAS.fund, 3), undefined)).toContain('balance');
  });

  test('a department that cases do not state reads 未填写 beside its hospital, alone and in a comparison', () => {
    for (const schema of [RESULT_SCHEMAS.departments, comparisonSchema(RESULT_SCHEMAS.departments)]) {
      const whole = filled(schema, 1);
      const table = { ...whole, columns: { ...whole.columns, department: [''] } };
      expect(renderTextTable(table, { language: 'zh', unit: 'yuan', columns: ['department'] })).toContain('未填写');
    }
  });

  test('a region of 60 hospitals and 640 groups is a workbook and a page of a few megabytes', async () => {
    const model = { ...comparisonModel(), tables, charts: {} };
    const [workbook, page] = [join(folder, 'report.xlsx'), join(folder, 'report.html')];
    const started = performance.now();
    await writeWorkbook(workbook, model, 'zh');
    const middle = performance.now();
    await writeHtmlReport(page, model, 'zh');
    console.log(
      `workbook ${((middle - started) / 1000).toPrecision(3)} s, ${statSync(workbook).size} bytes; page ${((performance.now() - middle) / 1000).toPrecision(3)} s, ${statSync(page).size} bytes`,
    );
    expect(statSync(workbook).size).toBeLessThan(8_000_000);
    expect(statSync(page).size).toBeLessThan(8_000_000);
  });
});
