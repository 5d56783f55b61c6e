import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateGroupColumns } from '../../src/grouping/group-columns.js';
import { formatDecimal } from '../../src/kernel/decimal.js';
import { deriveAuxiliary, SPECIFIED_AUXILIARY_RULE } from '../../src/weighting/derive-auxiliary.js';
import { smallCatalogue, smallTable } from '../pricing/small-region.js';

/** Costs in yuan of group A, and of each the fact. */
function derive(
  cases: readonly (readonly [cost: number, fact: number])[],
  rule: Partial<typeof SPECIFIED_AUXILIARY_RULE> = {},
) {
  const catalogue = smallCatalogue();
  const table = smallTable(cases.map(([cost]) => ({ cost: cost * 100 })));
  const groups = allocateGroupColumns(cases.length);
  groups.group.fill(catalogue.codes.indexOf('A'));
  const type = { name: 'icu', fact: Int16Array.from(cases, ([, fact]) => fact), least: 2, most: 7 };
  return deriveAuxiliary(table, groups, catalogue, [type], { ...SPECIFIED_AUXILIARY_RULE, ...rule });
}
const times = (count: number, cost: number, fact: number) => Array.from({ length: count }, () => [cost, fact] as const);

describe('coefficients of auxiliary types from past cases', () => {
  it('mean of the type 18,000 over mean of the group 12,000 is 1.5000', () => {
    const [line] = derive([...times(15, 18_000, 3), ...times(30, 9_000, 0)]);
    expect(line).toMatchObject({
      group: 'A',
      type: 'icu',
      cases: 15,
      groupCases: 45,
      meanFen: 1_800_000,
      groupMeanFen: 1_200_000,
    });
    expect(formatDecimal(line!.coefficient)).toBe('1.5000');
    expect(line).toMatchObject({ fall: 1, verdict: 'kept' });
  });

  it('both edges of the type belong to it: 2 and 7 days in, 1 and 8 out; a missing fact is in none', () => {
    const [line] = derive(
      [
        [10, 2],
        [10, 7],
        [20, 1],
        [20, 8],
        [20, -1],
      ],
      { minCases: 1 },
    );
    expect(line).toMatchObject({ cases: 2, groupCases: 5 });
  });

  it('needs 15 cases of the type and 15 of the others: 14 are few', () => {
    expect(derive([...times(15, 20, 3), ...times(15, 10, 0)])[0]!.verdict).toBe('kept');
    expect(derive([...times(14, 20, 3), ...times(15, 10, 0)])[0]!.verdict).toBe('few_cases');
    expect(derive([...times(15, 20, 3), ...times(14, 10, 0)])[0]!.verdict).toBe('few_cases');
  });

  it('the CV must fall by 20 %, the edge included: 5 and 3 about means 4 apart fall by exactly a fifth', () => {
    // Parts of ± 4 about means 6 apart: within 16, between 9, total 25: CV falls to 4/5.
    const exactly = [...times(8, 13, 0), ...times(8, 21, 0), ...times(8, 19, 3), ...times(8, 27, 3)];
    expect(derive(exactly)[0]).toMatchObject({ fall: 0.2, verdict: 'kept' });
    const less = [...times(8, 13, 0), ...times(8, 21, 0), ...times(8, 18.99, 3), ...times(8, 26.99, 3)];
    expect(derive(less)[0]!.verdict).toBe('cv_falls_too_little');
    expect(derive(less, { relaxed: ['icu'] })[0]!.verdict).toBe('kept');
  });

  it('leaves cases out that are marked, and those without a cost; a group without the type has no line', () => {
    const left = Uint8Array.from([1, 0, 0]);
    const [line] = derive(
      [
        [99, 3],
        [10, 3],
        [20, 0],
      ],
      { minCases: 1, isLeftOut: left },
    );
    expect(line).toMatchObject({ cases: 1, groupCases: 2, meanFen: 1_000 });
    expect(
      derive([
        [0, 3],
        [10, 0],
      ]),
    ).toEqual([]);
  });

  it('weighed by cases, a type and the others come back to the mean of the group', () => {
    const one = fc.tuple(fc.integer({ min: 1, max: 500_000 }), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(fc.array(one, { minLength: 2, maxLength: 40 }), (cases) => {
        for (const line of derive(cases)) {
          const inType = cases.filter(([, fact]) => fact >= 2 && fact <= 7).map(([cost]) => cost);
          const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
          const expected = mean(inType) / mean(cases.map(([cost]) => cost));
          expect(line.coefficient.digits / 10_000).toBeCloseTo(expected, 3);
          expect(Number.isNaN(line.fall) || (line.fall >= 0 && line.fall <= 1)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
