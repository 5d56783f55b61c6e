import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STATUS_UNGROUPED } from '../../../src/grouping/group-columns.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import type { ResultTable } from '../../../src/kernel/result-table.js';
import { priceCases } from '../../../src/pricing/steps.js';
import type { SettlementInput } from '../../../src/settlement/settlement-input.js';
import { settleYear } from '../../../src/settlement/steps.js';
import { buildTables, type TableContext } from '../../../src/simulation/build-tables.js';
import { compareSettlements } from '../../../src/simulation/compare-settlements.js';
import { caseTotals, reconcileTables } from '../../../src/simulation/reconcile-tables.js';
import { outlierMoves } from '../../../src/simulation/splits/outlier-moves.js';
import { type SplitYear, splitYear } from '../../../src/simulation/splits/split-rows.js';
import { compareSplits, splitTables } from '../../../src/simulation/splits/split-tables.js';
import { winnersTable } from '../../../src/simulation/splits/winners-table.js';
import { generatedRegion } from '../../pricing/generated-region.js';
import { pricedInput, smallTimeline } from '../../pricing/small-region.js';

const contextOf = (input: SettlementInput): TableContext => ({
  register: input.register,
  catalogue: input.catalogue,
  weights: input.weights,
  weightDecimals: input.timeline.segments.at(-1)!.policy.rounding.weight,
});

const yearOf = (input: SettlementInput): SplitYear => splitYear(input, settleYear(input), contextOf(input), 'drg');

const differences = (...args: Parameters<typeof reconcileTables>) =>
  reconcileTables(...args).checks.filter((check) => check.expected !== check.found);

const column = (table: ResultTable, name: string) => table.columns[name] as Float64Array;
const texts = (table: ResultTable, name: string) => table.columns[name] as readonly string[];
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

describe('the same year cut by category, age, payment, patients and margin', () => {
  test('random policies over random regions: every table adds up to the hospitals’ and to the cases, to the fen', async () => {
    await fc.assert(
      fc.asyncProperty(generatedRegion, async (region) => {
        const input = await pricedInput(region);
        const tables = [...buildTables(settleYear(input), contextOf(input)), ...splitTables(yearOf(input))];
        expect(differences(tables, caseTotals(input.table, input.priced))).toEqual([]);
      }),
      { numRuns: 60, seed: 18 },
    );
  });

  test('random reforms of random regions: changes add up in every table, in the moves between bands too', async () => {
    await fc.assert(
      fc.asyncProperty(generatedRegion, fc.constantFrom(7000, 9000.5, 11_111.11), async (region, value) => {
        const before = await pricedInput(region);
        const input = { ...before, timeline: smallTimeline([{ policy: { rate: { kind: 'fixed', value } } }]) };
        const after = { ...input, priced: await priceCases(input, inlineExecutor) };
        const [base, reform] = [settleYear(before), settleYear(after)];
        const moves = outlierMoves(before, after);
        const tables = [
          ...compareSettlements(base, reform, contextOf(before), contextOf(after)),
          ...compareSplits(yearOf(before), yearOf(after)),
          moves,
        ];
        expect(differences(tables)).toEqual([]);
        expect(sum(column(moves, 'cases'))).toBe(before.table.caseCount);
        const winners = winnersTable(tables[0]!);
        for (const threshold of ['1%', '5%']) {
          const rows = [...texts(winners, 'threshold').keys()].filter(
            (row) => texts(winners, 'threshold')[row] === threshold,
          );
          expect(rows.length).toBe(5);
          const counted = rows.reduce((total, row) => total + column(winners, 'hospitals')[row]!, 0);
          expect(counted).toBe(tables[0]!.rowCount);
        }
      }),
      { numRuns: 60, seed: 18 },
    );
  });

  test('a reform that changes nothing: no case moves and every change in every table is 0 or blank', async () => {
    await fc.assert(
      fc.asyncProperty(generatedRegion, async (region) => {
        const input = await pricedInput(region);
        const year = yearOf(input);
        const moves = outlierMoves(input, input);
        expect(new Set(texts(moves, 'moved'))).toEqual(new Set(region.cases.length === 0 ? [] : ['no']));
        for (const table of [...compareSplits(year, year), moves]) {
          for (const { name } of table.schema.columns.filter((one) => /^(change|relative)_/.test(one.name)))
            for (const value of column(table, name)) expect(value === 0 || Number.isNaN(value), name).toBe(true);
        }
      }),
      { numRuns: 30, seed: 18 },
    );
  });
});

describe('methods and ages of a small year', () => {
  const cases = [
    { id: 'a', cost: 500_000, pooled: 400_000, numbers: { age_years: 0 } },
    { id: 'b', cost: 600_000, pooled: 400_000, numbers: { age_years: 17 } },
    { id: 'c', cost: 700_000, pooled: 500_000, numbers: { age_years: 18 } },
    { id: 'd', cost: 300_000, pooled: 200_000, kind: 'day', numbers: { age_years: 75 } },
    { id: 'e', cost: 300_000, pooled: 100_000, group: '0000', status: STATUS_UNGROUPED },
  ];

  test('each age stands in its band, lower edge included: 17 is 01-17, 18 is 18-44, missing is unknown', async () => {
    const input = await pricedInput({ cases });
    const ages = splitTables(yearOf(input)).find(({ schema }) => schema.name === 'ages')!;
    const found = texts(ages, 'age_band').map((band, row) => [band, column(ages, 'cases')[row]]);
    expect(found).toEqual([
      ['00', 1],
      ['01-17', 1],
      ['18-44', 1],
      ['75+', 1],
      ['unknown', 1],
    ]);
  });

  test('spend by payment method: shares add up to 1, a per-diem case stands as day, an ungrouped one as item', async () => {
    const input = await pricedInput({ cases });
    const methods = splitTables(yearOf(input)).find(({ schema }) => schema.name === 'methods')!;
    const found = texts(methods, 'payment').map((payment, row) => [
      payment,
      texts(methods, 'rule')[row],
      column(methods, 'cases')[row],
    ]);
    expect(found).toContainEqual(['drg', 'standard', 3]);
    expect(found).toContainEqual(['day', 'by_item_kind', 1]);
    expect(found).toContainEqual(['item', 'by_item_ungrouped', 1]);
    expect(sum(column(methods, 'fund_share'))).toBeCloseTo(1, 12);
  });
});
