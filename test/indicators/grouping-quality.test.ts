import { describe, expect, test } from 'vitest';
import type { CaseTable } from '../../src/cases/case-table.js';
import type { GroupedParts } from '../../src/grouping/group-by-date.js';
import { groupCases } from '../../src/grouping/group-cases.js';
import { groupingQuality } from '../../src/indicators/grouping-quality/grouping-quality.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { sharedFloat64, sharedUint16 } from '../../src/kernel/shared-arrays.js';
import { checkTable } from '../../src/report/check-table.js';
import { compileScheme } from '../../src/schemes/compile-scheme.js';
import { caseOf } from '../grouping/case-of.js';
import { tableOf } from '../grouping/table-of.js';
import { tinyScheme } from '../grouping/tiny-scheme.js';

const scheme = compileScheme(tinyScheme);

/** Hospital, principal, procedures, cost in fen of each case. */
const ROWS: readonly (readonly [string, string, string, number])[] = [
  ['H2', 'J18', '', 100],
  ['H2', 'J18', '', 300],
  ['H2', 'J18', '47.0', 900],
  ['H1', 'J44', '', 1000],
  ['H1', 'J44', '', 1000],
  ['H1', 'R99', '', 500],
  ['H1', 'J18', '', Number.NaN],
  ['', 'N40', '', 0],
];

function tableWith(cost: 'cost' | 'no cost'): CaseTable {
  const records = ROWS.map(([, dx, px], index) => caseOf(dx, px, { case_id: `${index}`, sex: 1, age_years: 50 }));
  const table = tableOf(records);
  const values = ['', 'H2', 'H1'];
  const codes = sharedUint16(ROWS.length);
  const fen = sharedFloat64(ROWS.length);
  ROWS.forEach(([hospital, , , amount], row) => {
    codes[row] = values.indexOf(hospital);
    fen[row] = amount;
  });
  return {
    ...table,
    columns: {
      ...table.columns,
      hospital_id: { kind: 'dictionary', codes, values },
      ...(cost === 'cost' ? { total_cost: { kind: 'money', values: fen } as const } : {}),
    },
  };
}

async function quality(cost: 'cost' | 'no cost', partOf?: Uint8Array): Promise<Record<string, ResultTable>> {
  const table = tableWith(cost);
  const columns = await groupCases(scheme, table, inlineExecutor);
  const grouped: GroupedParts =
    partOf === undefined
      ? { parts: [{ scheme, columns }] }
      : {
          parts: [
            { scheme, columns },
            { scheme: { ...scheme, id: 'other' }, columns },
          ],
          partOf,
        };
  return Object.fromEntries(groupingQuality(table, grouped).map((found) => [found.schema.name, found]));
}

/** Rows of a table as its cells joined by blanks, the scheme left out unless asked for. */
function lines(table: ResultTable | undefined, names: readonly string[]): string[] {
  return Array.from({ length: table!.rowCount }, (_, row) =>
    names.map((name) => String(table!.columns[name]![row])).join(' '),
  );
}

describe('quality of grouping', () => {
  test('by hospital, in code-point order, a case without a hospital under a blank id', async () => {
    const { grouping_by_hospital: table } = await quality('cost');
    const columns = ['hospital_id', 'cases', 'grouped', 'unrelated_procedure', 'ungrouped', 'grouping_rate', 'groups'];
    expect(lines(table, columns)).toEqual([' 1 1 0 0 1 1', 'H1 4 3 0 1 0.75 2', `H2 3 2 1 0 ${2 / 3} 1`]);
  });

  test('by status and reason: only what is not grouped', async () => {
    const { grouping_by_reason: table } = await quality('cost');
    expect(lines(table, ['hospital_id', 'grouping_status', 'grouping_reason', 'cases', 'share'])).toEqual([
      'H1 ungrouped not_allowed_as_principal 1 0.25',
      `H2 unrelated_procedure  1 ${1 / 3}`,
    ]);
  });

  test('CV by group and RIV by hand: costs 1 and 3 yuan, 10 and 10 yuan', async () => {
    const { cost_by_group: groups, cost_by_chapter: chapters } = await quality('cost');
    // ES35: mean 200, sd 100. Mean of all 600: TSS = 500² + 300² + 400² + 400² = 660,000; WSS = 2 × 100² = 20,000.
    expect(lines(groups, ['group', 'costed_cases', 'mean_cost', 'cv', 'within_share'])).toEqual([
      'ES35 2 200 0.5 1',
      'EX19 2 1000 0 0',
    ]);
    expect(lines(chapters, ['mdc', 'costed_cases', 'groups', 'mean_cost', 'riv'])).toEqual([
      'E 4 2 600 0.969697',
      'total 4 2 600 0.969697',
    ]);
  });

  test('without a cost there are two tables, and nothing is guessed', async () => {
    expect(Object.keys(await quality('no cost'))).toEqual(['grouping_by_hospital', 'grouping_by_reason']);
  });

  test('two schemes stand in lines of their own, a case under none in no line', async () => {
    const tables = await quality('cost', Uint8Array.from([0, 0, 0, 1, 1, 1, 1, 255]));
    expect(lines(tables.grouping_by_hospital, ['scheme', 'hospital_id', 'cases'])).toEqual(['tiny H2 3', 'other H1 4']);
    expect(lines(tables.cost_by_chapter, ['scheme', 'mdc', 'costed_cases'])).toEqual([
      'tiny E 2',
      'tiny total 2',
      'other E 2',
      'other total 2',
    ]);
    for (const table of Object.values(tables)) expect(() => checkTable(table)).not.toThrow();
  });
});
