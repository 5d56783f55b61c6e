import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { compareRationals } from '../../src/kernel/formula/rational.js';
import { priceCases } from '../../src/pricing/steps.js';
import type { Settlement } from '../../src/settlement/settlement.js';
import { settleYear } from '../../src/settlement/steps.js';
import { smallInput } from '../pricing/small-region.js';
import { type ClearingRegion, clearingRegion } from './generated-clearing.js';

const SEED = 20261128;
const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

/** undefined where pricing or clearing refuses. */
async function clear(region: ClearingRegion): Promise<Settlement | undefined> {
  const input = { ...smallInput(region), register: region.register };
  try {
    return settleYear({ ...input, priced: await priceCases(input, inlineExecutor), ledger: region.ledger });
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}

describe('clearing by steps', () => {
  it('loses no fen: lines add up to totals, accounts to cells and pools, what floats to what there was to share', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(clearingRegion, async (region) => {
        const settlement = await clear(region);
        fc.pre(settlement !== undefined);
        count += 1;
        const { cells, statements, pools, pointValues, setAside } = settlement;
        let running = 0;
        for (const line of statements) {
          if (line.order === 1) running = 0;
          if (line.role === 'term') running += line.amountFen;
          if (line.role === 'total') expect([line.line, line.amountFen]).toEqual([line.line, running]);
          expect(Number.isSafeInteger(line.amountFen)).toBe(true);
          expect(Object.is(line.amountFen, -0)).toBe(false);
        }
        const finals = statements.filter(({ line }) => line === 'final_fund');
        expect(total(finals.map(({ amountFen }) => amountFen))).toBe(total(cells.sums.fund));
        for (const pool of pools) {
          const own = finals.filter(({ insurance }) => insurance === pool.insurance);
          expect(pool.paidFund).toBe(total(own.map(({ amountFen }) => amountFen)));
          expect(pool.balance).toBe(pool.fundBudget - pool.reserve - pool.paidFund);
        }
        for (const value of pointValues ?? []) expect(value.paidFen + value.remainderFen).toBe(value.toShareFen);
        for (const fund of setAside ?? []) expect(fund.left).toBe(fund.setAside - fund.paidOut);
        const empty = statements.filter(({ formula, policyPath }) => !formula.zh || !formula.en || !policyPath);
        expect(empty).toEqual([]);
      }),
      { numRuns: 200, seed: SEED },
    );
    // A region that is refused is drawn again: every run came here.
    expect(count).toBe(200);
  });

  it('leaves no trace of the order of rows, of hospitals or of the ledger', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(clearingRegion, async (region) => {
        const forward = await clear(region);
        const backward = await clear({ ...region, cases: [...region.cases].reverse() });
        expect(backward).toEqual(forward);
        // A refusal is the same either way, but it is not counted.
        fc.pre(forward !== undefined);
        count += 1;
      }),
      { numRuns: 100, seed: SEED + 1 },
    );
    expect(count).toBe(100);
  });

  it('more budget never lowers a floating or elastic value', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(clearingRegion.filter(floats), fc.nat(5_000_000), async (region, more) => {
        const first = await floatOf(region, 0);
        fc.pre(first !== undefined && first.length > 0);
        const second = await floatOf(region, more);
        fc.pre(second !== undefined);
        first.forEach((value, v) => {
          expect(compareRationals(second[v]!.value, value.value)).toBeGreaterThanOrEqual(0);
          count += 1;
        });
      }),
      { numRuns: 60, seed: SEED + 2 },
    );
    expect(count).toBeGreaterThanOrEqual(60);
  });
});

/** Whether the year has a value that floats, and a step that finds it. */
function floats({ timeline }: ClearingRegion): boolean {
  const { rate, clearing } = timeline!.segments[0]!.policy;
  return (rate.kind === 'floating' || rate.kind === 'elastic') && clearing!.steps.includes('point_value');
}

/** Closing values at the stated opening value; the budget is raised by so many yuan. */
async function floatOf(region: ClearingRegion, more: number): Promise<Settlement['pointValues']> {
  const segments = region.timeline!.segments.map(({ policy, ...segment }) => {
    const rate = policy.rate.kind === 'floating' ? { ...policy.rate, opening: 10_000 } : policy.rate;
    const pools = policy.pools.map((pool) => ({ ...pool, fund: Math.round(pool.fund * 100 + more * 100) / 100 }));
    return { ...segment, policy: { ...policy, rate, pools } };
  });
  return (await clear({ ...region, timeline: { ...region.timeline!, segments } }))?.pointValues;
}
