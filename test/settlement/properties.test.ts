import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_MEASURES, type Settlement, type StatementLine } from '../../src/settlement/settlement.js';
import { settleYear } from '../../src/settlement/steps.js';
import { generatedRegion } from '../pricing/generated-region.js';
import { pricedInput } from '../pricing/small-region.js';

const SEED = 20261128;
const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

/** Rebuilds every total of a statement from the printed terms above it. */
function addUp(lines: readonly StatementLine[]): void {
  let running = 0;
  for (const line of lines) {
    if (line.role === 'term') running += line.amountFen;
    if (line.role === 'total') expect(line.amountFen).toBe(running);
  }
}

function accounts(settlement: Settlement): Map<string, StatementLine[]> {
  const found = new Map<string, StatementLine[]>();
  for (const line of settlement.statements) {
    const key = `${line.hospitalId}|${line.insurance}`;
    found.set(key, [...(found.get(key) ?? []), line]);
  }
  return found;
}

describe('clearing', () => {
  it('loses no fen: cells add up to the cases, statements to the cells, cells to the region', async () => {
    await fc.assert(
      fc.asyncProperty(generatedRegion, async (region) => {
        const input = await pricedInput(region);
        const settlement = settleYear(input);
        const { cells } = settlement;
        const { sums } = cells;
        expect(total(sums.cases)).toBe(region.cases.length);
        expect(total(sums.recorded_fund)).toBe(total(input.priced.recordedFen));
        expect(total(sums.patient)).toBe(total(input.priced.patientFen));
        expect(total(sums.standard)).toBe(total(input.priced.standardFen));
        expect(total(sums.weight_scaled)).toBe(total(input.priced.weightScaled));
        expect(total(sums.pay)).toBe(total(sums.fund_before_clearing) + total(sums.patient));
        const priced = region.cases.filter(({ cost, pooled }) => !Number.isNaN(cost) && !Number.isNaN(pooled));
        expect(total(sums.total_cost)).toBe(priced.reduce((sum, { cost }) => sum + cost!, 0));
        for (let cell = 0; cell < cells.cellCount; cell++) {
          expect(sums.fund[cell]).toBe(sums.fund_before_clearing[cell]! + sums.clearing_adjustment[cell]!);
          expect(sums.fund[cell]).toBeGreaterThanOrEqual(0);
        }
        expect(CELL_MEASURES.filter((measure) => !sums[measure].every(Number.isSafeInteger))).toEqual([]);
        const finals = settlement.statements.filter((line) => line.line === 'final_fund');
        expect(total(finals.map((line) => line.amountFen))).toBe(total(sums.fund));
        const before = settlement.statements.filter((line) => line.line === 'fund_before_clearing');
        expect(total(before.map((line) => line.amountFen))).toBe(total(sums.fund_before_clearing));
        for (const pool of settlement.pools) {
          const own = finals.filter((line) => line.insurance === pool.insurance);
          expect(pool.paidFund).toBe(total(own.map((line) => line.amountFen)));
          expect(pool.balance).toBe(pool.fundBudget - pool.reserve - pool.paidFund);
        }
      }),
      { numRuns: 400, seed: SEED },
    );
  });

  it('every total of every statement is the sum of the terms printed above it; orders run from 1', async () => {
    await fc.assert(
      fc.asyncProperty(generatedRegion, async (region) => {
        for (const lines of accounts(settleYear(await pricedInput(region))).values()) {
          addUp(lines);
          expect(lines.map((line) => line.order)).toEqual(lines.map((_, i) => i + 1));
          expect(lines.at(-1)!.line).toBe('kept_or_borne');
          expect(lines.filter((line) => !line.formula.zh || !line.formula.en || !line.policyPath)).toEqual([]);
        }
      }),
      { numRuns: 200, seed: SEED },
    );
  });

  it('leaves no trace of the order of rows: reversed rows give the same settlement, texts included', async () => {
    await fc.assert(
      fc.asyncProperty(generatedRegion, async (region) => {
        const forward = settleYear(await pricedInput(region));
        const backward = settleYear(await pricedInput({ ...region, cases: [...region.cases].reverse() }));
        expect(backward).toEqual(forward);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it('changes none of the priced columns', async () => {
    await fc.assert(
      fc.asyncProperty(generatedRegion, async (region) => {
        const input = await pricedInput(region);
        const before = structuredClone(Object.values(input.priced).map((column) => [...column]));
        settleYear(input);
        expect(Object.values(input.priced).map((column) => [...column])).toEqual(before);
      }),
      { numRuns: 100, seed: SEED },
    );
  });

  it('gives the same shares at every level for one hospital of one pool with one cell', async () => {
    const bands = [{ name: 'shared', fund_share_of_overrun: 0.7 }];
    const finals = await Promise.all(
      ['case', 'hospital', 'pool', 'region'].map(async (level) => {
        const settlement = settleYear(
          await pricedInput({ cases: [{ cost: 1_234_567 }], policy: { retention: { level, bands } } }),
        );
        return total(settlement.cells.sums.fund);
      }),
    );
    // 10,000 + 0.7 × 2,345.67 = 11,641.969
    expect(finals).toEqual([1_164_197, 1_164_197, 1_164_197, 1_164_197]);
  });
});
