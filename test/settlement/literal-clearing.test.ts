import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { compareRationals } from '../../src/kernel/formula/rational.js';
import { METHOD_SPECIAL_OUTSIDE, type PricedColumns } from '../../src/pricing/priced-columns.js';
import { priceCases } from '../../src/pricing/steps.js';
import { LiteralRefusal } from '../../src/settlement/literal/literal-refusal.js';
import { clearLiterally } from '../../src/settlement/literal/settle-literally.js';
import type { Settlement } from '../../src/settlement/settlement.js';
import { settleYear } from '../../src/settlement/steps.js';
import { smallInput } from '../pricing/small-region.js';
import { type ClearingRegion, clearingRegion } from './generated-clearing.js';

const RUNS = Number(process.env.DRGDIP_PRICING_RUNS ?? 0);
/** A long run takes minutes. */
const TIMEOUT = RUNS === 0 ? 240_000 : 3_600_000;
const SEED = Number(process.env.DRGDIP_DIFFERENTIAL_SEED ?? 20261128);

/** What only the fast clearing checks; the literal one takes valid input. */
const ONLY_FAST = new Set(['clearing_ledger_missing', 'quota_amount_by_pool', 'retention_by_case_after_point_value']);

async function clear(
  region: ClearingRegion,
): Promise<
  { input: ReturnType<typeof smallInput>; hasWeightOutside: boolean; fast: Settlement | EngineError } | undefined
> {
  const input = { ...smallInput(region), register: region.register };
  let priced: PricedColumns;
  try {
    priced = await priceCases(input, inlineExecutor);
  } catch (error) {
    // What pricing itself refuses (a budget below its carve-outs, a formula without an amount) is not for clearing.
    if (!(error instanceof EngineError)) throw error;
    return undefined;
  }
  const hasWeightOutside = priced.method.some(
    (method, row) => method === METHOD_SPECIAL_OUTSIDE && priced.weightScaled[row]! > 0,
  );
  try {
    return { input, hasWeightOutside, fast: settleYear({ ...input, priced, ledger: region.ledger }) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { input, hasWeightOutside, fast: error };
  }
}

function usesCaseMix({ timeline }: ClearingRegion): boolean {
  const { steps } = timeline!.segments.at(-1)!.policy.clearing;
  return steps.some((step) => typeof step !== 'string' && /cmi/.test(step.amount));
}

describe('the literal clearing and the fast one', () => {
  it(
    'agree to the fen on 1,500 random orders of steps, cell by cell, account by account, and on what they refuse',
    async () => {
      const seen = new Map<string, number>();
      const count = (key: string) => seen.set(key, (seen.get(key) ?? 0) + 1);
      await fc.assert(
        fc.asyncProperty(clearingRegion, async (region) => {
          const cleared = await clear(region);
          if (cleared === undefined) return;
          count('priced');
          const { input, fast } = cleared;
          if (fast instanceof EngineError && ONLY_FAST.has(fast.code)) return;
          let literal: ReturnType<typeof clearLiterally>;
          try {
            literal = clearLiterally({ ...input, ledger: region.ledger });
          } catch (error) {
            if (!(error instanceof LiteralRefusal)) throw error;
            expect(fast instanceof EngineError ? fast.code : 'cleared').toBe(error.code);
            count(error.code);
            return;
          }
          if (fast instanceof EngineError) throw fast;
          const { cells } = fast;
          expect(cells.cellCount).toBe(literal.cells.length);
          literal.cells.forEach((cell, c) => {
            expect({ group: cells.groups[cells.group[c]!], fund: BigInt(cells.sums.fund[c]!) }).toEqual({
              group: cell.group,
              fund: cell.fund,
            });
          });
          for (const { hospital, insurance, final, toPay, steps } of literal.accounts) {
            const lines = fast.statements.filter(
              (line) => line.hospitalId === hospital && line.insurance === insurance,
            );
            const of = (name: string) =>
              BigInt(lines.filter(({ line }) => line === name).reduce((sum, { amountFen }) => sum + amountFen, 0));
            expect(of('final_fund')).toBe(final);
            expect(lines.some(({ line }) => line === 'to_pay') ? of('to_pay') : final).toBe(toPay);
            for (const [name, amount] of steps) {
              expect([name, of(name)]).toEqual([name, amount]);
              if (amount !== 0n) count('named step');
            }
          }
          (fast.pointValues ?? []).forEach((value, v) => {
            const expected = literal.values[v]!;
            expect(value.insurance).toBe(expected.insurance);
            expect(compareRationals(value.value, expected.value)).toBe(0);
            expect([BigInt(value.paidFen), BigInt(value.remainderFen)]).toEqual([expected.paid, expected.remainder]);
            count(value.period.length === 4 ? 'year' : 'part of the year');
          });
          for (const pool of fast.pools) {
            const side = literal.sides.get(pool.insurance)!;
            expect(BigInt(pool.reserve)).toBe(side.reserve + side.adjustment_fund);
          }
          for (const { line, role, amountFen } of fast.statements) {
            if (role === 'term' && amountFen !== 0) count(line);
          }
          if (fast.notices.some(({ code }) => code === 'quota_used_up')) count('quota');
          if (cleared.hasWeightOutside && usesCaseMix(region)) count('CMI beside cases outside the groups');
        }),
        { numRuns: RUNS === 0 ? 1_500 : RUNS, seed: SEED },
      );
      expect(seen.get('priced')).toBeGreaterThan(1_200);
      for (const key of [
        ...['named step', 'year', 'part of the year', 'point_value', 'retention', 'quota', 'ledger_dispute'],
        ...['ledger_prepayment', 'ledger_deduction', 'clearing_amount_missing', 'point_value_negative'],
        ...['point_value_without_units', 'quota_amount_missing', 'clearing_nothing_to_share_by'],
        'CMI beside cases outside the groups',
      ]) {
        expect([key, seen.get(key) ?? 0]).toEqual([key, expect.toSatisfy((times: number) => times > 10)]);
      }
    },
    TIMEOUT,
  );
});
