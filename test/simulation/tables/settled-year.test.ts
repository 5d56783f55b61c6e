import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { priceCases } from '../../../src/pricing/steps.js';
import type { SettlementInput } from '../../../src/settlement/settlement-input.js';
import { settleYear } from '../../../src/settlement/steps.js';
import { buildTables, type TableContext } from '../../../src/simulation/build-tables.js';
import { compareSettlements } from '../../../src/simulation/compare-settlements.js';
import { caseTotals, reconcileTables } from '../../../src/simulation/reconcile-tables.js';
import { generatedRegion } from '../../pricing/generated-region.js';
import { pricedInput, smallTimeline } from '../../pricing/small-region.js';

const SEED = 20261128;

const contextOf = (input: SettlementInput): TableContext => ({
  register: input.register,
  catalogue: input.catalogue,
  weights: input.weights,
  weightDecimals: input.timeline.segments.at(-1)!.policy.rounding.weight,
});

const differences = (...args: Parameters<typeof reconcileTables>) =>
  reconcileTables(...args).checks.filter((check) => check.expected !== check.found);

test('random policies over random regions: every table adds up to the cases, to the fen, in any row order', async () => {
  await fc.assert(
    fc.asyncProperty(generatedRegion, async (region) => {
      const input = await pricedInput(region);
      const tables = buildTables(settleYear(input), contextOf(input));
      expect(differences(tables, caseTotals(input.table, input.priced))).toEqual([]);
      const ids = region.cases.map((entry, row) => ({ ...entry, id: entry.id ?? `case-${row}` }));
      const [there, back] = [ids, [...ids].reverse()].map((cases) => pricedInput({ ...region, cases }));
      expect(buildTables(settleYear(await back!), contextOf(input))).toEqual(
        buildTables(settleYear(await there!), contextOf(input)),
      );
    }),
    { numRuns: 80, seed: SEED },
  );
});

test('one region under two random policies: both sides add up to the same cases, and so do the changes', async () => {
  await fc.assert(
    fc.asyncProperty(generatedRegion, fc.constantFrom(7000, 9000.5, 11_111.11), async (region, value) => {
      const before = await pricedInput(region);
      const input = { ...before, timeline: smallTimeline([{ policy: { rate: { kind: 'fixed', value } } }]) };
      const after = { ...input, priced: await priceCases(input, inlineExecutor) };
      const tables = compareSettlements(settleYear(before), settleYear(after), contextOf(before), contextOf(after));
      const totals = Object.entries({
        baseline: caseTotals(before.table, before.priced),
        reform: caseTotals(after.table, after.priced),
      }).flatMap(([side, sums]) => Object.entries(sums).map(([name, sum]) => [`${side}_${name}`, sum] as const));
      expect(differences(tables, Object.fromEntries(totals))).toEqual([]);
    }),
    { numRuns: 60, seed: SEED },
  );
});
