import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { suppressSmallCells } from '../../src/report/suppression/suppress-small-cells.js';

type Column = readonly [
  name: string,
  type: 'text' | 'count' | 'money' | 'number' | 'ratio',
  values: readonly (string | number)[],
];

function table(name: string, keys: readonly string[], columns: readonly Column[]): ResultTable {
  return {
    schema: {
      name,
      version: 1,
      title: { zh: name, en: name },
      columns: columns.map(([column, type]) => ({
        name: column,
        type,
        label: { zh: column, en: column },
        ...(keys.includes(column) ? { isKey: true } : {}),
      })),
    },
    rowCount: columns[0]![2].length,
    columns: Object.fromEntries(
      columns.map(([column, type, values]) => [
        column,
        type === 'text' ? (values as string[]) : Float64Array.from(values as number[]),
      ]),
    ),
  };
}

const shown = (
  tables: readonly ResultTable[],
  least: number,
  name: string,
  column: string,
): (string | number | null)[] => {
  const values = suppressSmallCells(tables, least).get(name)!.columns[column]!;
  return Array.from(values as ArrayLike<string | number>, (value) => (Number.isNaN(value) ? null : value));
};

const hospitals = (cases: number[], more: readonly Column[] = []): ResultTable =>
  table(
    'hospitals',
    ['hospital_id'],
    [
      ['hospital_id', 'text', cases.map((_, k) => `H${k}`)],
      ['cases', 'count', cases],
      ['total_cost', 'money', cases.map((count) => count * 100_00)],
      ...more,
    ],
  );

describe('one table', () => {
  test('4 cases are hidden below 5, 5 are shown; the next smallest goes too, for the total is known', () => {
    const tables = [hospitals([100, 4, 30, 5, 0])];
    expect(shown(tables, 5, 'hospitals', 'cases')).toEqual([100, null, 30, null, 0]);
    expect(shown(tables, 5, 'hospitals', 'total_cost')).toEqual([1_000_000, null, 300_000, null, 0]);
    expect(shown(tables, 5, 'hospitals', 'suppressed')).toEqual(['', 'all', '', 'all', '']);
    expect(shown(tables, 4, 'hospitals', 'cases')).toEqual([100, 4, 30, 5, 0]);
  });

  test('rows of 1, 1 and 1 are not enough to hide one another below 5: a fourth goes', () => {
    expect(shown([hospitals([1, 1, 1, 50, 60])], 5, 'hospitals', 'cases')).toEqual([null, null, null, null, 60]);
  });

  test('3 ungrouped of 100, or all but 3, hide the parts of the row and of one more, not the whole', () => {
    const tables = [
      hospitals(
        [100, 200, 300, 400],
        [
          ['ungrouped_cases', 'count', [3, 0, 40, 50]],
          ['group_paid_cases', 'count', [97, 200, 260, 350]],
          ['grouping_rate', 'ratio', [0.97, 1, 0.87, 0.88]],
          ['carved_out_fund', 'money', [5, 6, 7, 8]],
        ],
      ),
    ];
    expect(shown(tables, 5, 'hospitals', 'suppressed')).toEqual(['parts', 'parts', 'parts', '']);
    for (const column of ['ungrouped_cases', 'group_paid_cases', 'grouping_rate', 'carved_out_fund'])
      expect(shown(tables, 5, 'hospitals', column).slice(0, 3), column).toEqual([null, null, null]);
    expect(shown(tables, 5, 'hospitals', 'cases')).toEqual([100, 200, 300, 400]);
    expect(shown(tables, 5, 'hospitals', 'carved_out_fund')[3]).toBe(8);
  });

  test('of a comparison either side counts, and the change goes with them', () => {
    const tables = [
      table(
        'groups',
        ['group'],
        [
          ['group', 'text', ['A', 'B', 'C']],
          ['baseline_cases', 'count', [50, 70, 90]],
          ['reform_cases', 'count', [48, 2, 160]],
          ['change_cases', 'count', [-2, -68, 70]],
          ['change_income', 'money', [1, 2, 3]],
        ],
      ),
    ];
    expect(shown(tables, 5, 'groups', 'change_cases')).toEqual([null, null, 70]);
    expect(shown(tables, 5, 'groups', 'change_income')).toEqual([null, null, 3]);
  });

  test('a change of 3 between two large counts hides nothing: nobody’s cases are counted by it', () => {
    const sides = ['baseline', 'reform'].map(
      (side, k): Column => [`${side}_low_outlier_cases`, 'count', [60 - 3 * k, 80]],
    );
    const table = hospitals([100, 200], [...sides, ['change_low_outlier_cases', 'count', [-3, 0]]]);
    expect(shown([table], 5, 'hospitals', 'suppressed')).toEqual(['', '']);
  });

  test('5 without a length of stay or charges are no secret, 4 with the fund part floored are', () => {
    const quality = hospitals(
      [100, 200],
      [
        ['los_cases', 'count', [97, 200]],
        ['unpriced_cases', 'count', [3, 0]],
      ],
    );
    expect(shown([quality], 5, 'hospitals', 'suppressed')).toEqual(['', '']);
    const floored = hospitals([100, 200], [['floored_cases', 'count', [4, 90]]]);
    expect(shown([floored], 5, 'hospitals', 'suppressed')).toEqual(['parts', 'parts']);
  });
});

describe('tables that add up to each other', () => {
  const departments = (rows: readonly (readonly [string, string, number])[]): ResultTable =>
    table(
      'departments',
      ['hospital_id', 'department'],
      [
        ['hospital_id', 'text', rows.map(([hospital]) => hospital)],
        ['department', 'text', rows.map(([, department]) => department)],
        ['cases', 'count', rows.map(([, , cases]) => cases)],
      ],
    );

  test('a department of 2 takes the smallest other of its hospital with it; other hospitals are not touched by that', () => {
    const tables = [
      hospitals([92, 90]),
      departments([
        ['H0', 'a', 2],
        ['H0', 'b', 20],
        ['H0', 'c', 70],
        ['H1', 'b', 40],
        ['H1', 'c', 50],
      ]),
    ];
    expect(shown(tables, 5, 'departments', 'suppressed')).toEqual(['all', 'all', '', '', '']);
    expect(shown(tables, 5, 'hospitals', 'suppressed')).toEqual(['', '']);
  });

  test('a hospital that is hidden for another’s sake hides its departments: their sum is the hospital', () => {
    const tables = [
      hospitals([3, 20, 500, 600]),
      departments([
        ['H0', 'a', 3],
        ['H1', 'a', 10],
        ['H1', 'b', 10],
        ['H2', 'a', 250],
        ['H2', 'b', 250],
        ['H3', 'a', 300],
        ['H3', 'b', 300],
      ]),
    ];
    expect(shown(tables, 5, 'hospitals', 'suppressed')).toEqual(['all', 'all', '', '']);
    expect(shown(tables, 5, 'departments', 'suppressed').slice(0, 3)).toEqual(['all', 'all', 'all']);
  });

  test('a table of changes by group follows its groups; one that nothing is known of is not shown', () => {
    const groups = table(
      'groups',
      ['group'],
      [
        ['group', 'text', ['A', 'B', 'C']],
        ['cases', 'count', [1, 9, 90]],
      ],
    );
    const drivers = table(
      'drivers',
      ['group'],
      [
        ['group', 'text', ['C', 'A']],
        ['share_of_change', 'number', [0.5, 0.2]],
      ],
    );
    const parts = table(
      'payment_parts',
      ['hospital_id', 'insurance'],
      [
        ['hospital_id', 'text', ['H0']],
        ['insurance', 'text', ['employee']],
        ['price_change', 'money', [1]],
      ],
    );
    expect(shown([groups, drivers], 5, 'drivers', 'share_of_change')).toEqual([0.5, null]);
    expect(suppressSmallCells([groups, drivers, parts], 5).get('payment_parts')).toBeUndefined();
  });

  test('whatever the cases: no shown count lies below the least, and no hidden one follows from any sum that is shown', () => {
    const cell = fc.nat({ max: 12 });
    const grid = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(grid, fc.integer({ min: 2, max: 10 }), (cells, least) => {
        const rows = cells.flatMap((line, h) =>
          line.map((cases, d): [string, string, number] => [`H${h}`, `d${d}`, cases]),
        );
        const sums = cells.map((line) => line.reduce((a, b) => a + b, 0));
        const tables = [hospitals(sums), departments(rows)];
        const byHospital = shown(tables, least, 'hospitals', 'cases');
        const byDepartment = shown(tables, least, 'departments', 'cases');
        for (const count of [...byHospital, ...byDepartment]) {
          if (count !== null) expect(count === 0 || (count as number) >= least).toBe(true);
        }
        // What an attacker gets by taking the shown from a shown total: never a row, never a sum below the least.
        const leak = (values: (string | number | null)[], truth: number[]): void => {
          const gone = truth.filter((count, k) => values[k] === null && count > 0);
          const open = truth.some((count, k) => values[k] !== null && count > 0);
          if (gone.length === 0 || (!open && gone.length === truth.filter((count) => count > 0).length)) return;
          expect(gone.length).toBeGreaterThanOrEqual(2);
          expect(gone.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(least);
        };
        leak(byHospital, sums);
        leak(
          byDepartment,
          rows.map(([, , cases]) => cases),
        );
        sums.forEach((_, h) => {
          const own = rows.flatMap(([hospital], k) => (hospital === `H${h}` ? [k] : []));
          if (byHospital[h] === null) return;
          const gone = own.filter((k) => byDepartment[k] === null && rows[k]![2] > 0);
          if (gone.length === 0) return;
          expect(gone.length).toBeGreaterThanOrEqual(2);
          expect(gone.reduce((sum, k) => sum + rows[k]![2], 0)).toBeGreaterThanOrEqual(least);
        });
        sums.forEach((_, h) => {
          if (byHospital[h] !== null) return;
          const own = rows.flatMap(([hospital, , cases], k) => (hospital === `H${h}` && cases > 0 ? [k] : []));
          for (const k of own) expect(byDepartment[k]).toBeNull();
        });
      }),
      { numRuns: 500, seed: 20 },
    );
  });
});
