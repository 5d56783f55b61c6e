import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { LiteralFailure } from '../../src/pricing/literal/literal-formula.js';
import { type LiteralPrice, priceLiterally } from '../../src/pricing/literal/price-literally.js';
import { needsUnits } from '../../src/pricing/needs-units.js';
import { PAYMENT_METHODS, type PricedColumns } from '../../src/pricing/priced-columns.js';
import type { PricingInput } from '../../src/pricing/pricing-input.js';
import { priceCases } from '../../src/pricing/steps.js';
import { settleLiterally } from '../../src/settlement/literal/settle-literally.js';
import { settleYear } from '../../src/settlement/steps.js';
import { generatedRegion } from './generated-region.js';
import { ruledRegion } from './generated-ruled-region.js';
import { smallInput } from './small-region.js';

/** The fast result in the literal form; columns that a policy does not need are empty, and read as 0. */
function readFast(input: PricingInput, priced: PricedColumns, row: number) {
  const days = (input.table.columns.discharge_date as { values: Int32Array }).values;
  const { policy } = input.timeline.segments.find(({ from, until }) => from <= days[row]! && days[row]! < until)!;
  const special = priced.special[row] ?? 0;
  return {
    method: PAYMENT_METHODS[priced.method[row]!],
    band: priced.band[row] === 0 ? '' : policy.outliers.bands[priced.band[row]! - 1]!.name,
    special: special === 0 ? '' : policy.special_cases![special - 1]!.name,
    units: BigInt(priced.unitsScaled[row] ?? 0),
    supplement: BigInt(priced.supplementFen[row] ?? 0),
    separate: BigInt(priced.separateFen[row] ?? 0),
    standard: BigInt(priced.standardFen[row]!),
    pay: BigInt(priced.payFen[row]!),
    fund: BigInt(priced.fundFen[row]!),
    patient: BigInt(priced.patientFen[row]!),
    recorded: BigInt(priced.recordedFen[row]!),
    alternativePay: BigInt(priced.alternativePayFen[row]!),
    isFloored: priced.isFloored[row] === 1,
  };
}

/** A literal price as the fast one is read: units only where the run keeps them. */
function literalAt(input: PricingInput, literal: readonly LiteralPrice[], row: number) {
  const { weight: _, units, ...price } = literal[row]!;
  return { ...price, units: needsUnits(input.timeline) ? units : 0n };
}

const RUNS = Number(process.env.DRGDIP_PRICING_RUNS ?? 0);
/** A long run takes minutes. */
const TIMEOUT = RUNS === 0 ? 240_000 : 3_600_000;
const SEED = Number(process.env.DRGDIP_DIFFERENTIAL_SEED ?? 20261128);

describe('the literal calculator and the fast one', () => {
  it(
    'agree to the fen on 1,000 plain random policies × random small regions, case by case and cell by cell',
    async () => {
      const seen = new Map<string, number>();
      const count = (key: string) => seen.set(key, (seen.get(key) ?? 0) + 1);
      await fc.assert(
        fc.asyncProperty(generatedRegion, async (region) => {
          const input = smallInput(region);
          const priced = await priceCases(input, inlineExecutor);
          const literal = priceLiterally(input);
          literal.forEach((_, row) => {
            const expected = literalAt(input, literal, row);
            expect(readFast(input, priced, row)).toEqual(expected);
            count(`${expected.method} ${expected.band}`);
          });
          const { cells, notices } = settleYear({ ...input, priced });
          const expectedCells = settleLiterally(input);
          expect(cells.cellCount).toBe(expectedCells.length);
          expectedCells.forEach((cell, c) => {
            expect({
              hospital: cells.hospitals[cells.hospital[c]!],
              insurance: cells.insurances[cells.insurance[c]!],
              department: cells.departments[cells.department[c]!],
              group: cells.groups[cells.group[c]!],
              cases: BigInt(cells.sums.cases[c]!),
              groupCases: BigInt(cells.sums.group_paid_cases[c]!),
              pay: BigInt(cells.sums.pay[c]!),
              fundBeforeClearing: BigInt(cells.sums.fund_before_clearing[c]!),
              fund: BigInt(cells.sums.fund[c]!),
            }).toEqual(omitInner(cell));
            if (cell.fund !== cell.fundBeforeClearing) count('cleared');
          });
          for (const notice of notices) count(notice.code);
        }),
        { numRuns: RUNS === 0 ? 1_000 : RUNS, seed: SEED },
      );
      // The generator reaches every method, both sides of a band, quotas and clearing.
      const reached = [...seen.keys()];
      // Special cases are in the other generator.
      const methods = PAYMENT_METHODS.filter((method) => !method.startsWith('special_case'));
      for (const method of methods) expect(reached.some((key) => key.startsWith(method))).toBe(true);
      for (const key of ['outlier low', 'outlier middle', 'outlier high', 'quota_used_up', 'fund_floored', 'cleared']) {
        expect(seen.get(key) ?? 0).toBeGreaterThan(50);
      }
    },
    TIMEOUT,
  );

  it(
    'agree to the fen on 1,600 random policies with rules on single cases, also on which cases no formula can pay',
    async () => {
      const seen = new Map<string, number>();
      const count = (key: string) => seen.set(key, (seen.get(key) ?? 0) + 1);
      await fc.assert(
        fc.asyncProperty(ruledRegion, async (region) => {
          const input = smallInput(region);
          const literal = attempt(() => priceLiterally(input));
          let priced: PricedColumns;
          try {
            priced = await priceCases(input, inlineExecutor);
          } catch (error) {
            if (!(error instanceof EngineError)) throw error;
            if (error.code === 'decimals_too_many') {
              // A rate from a budget over next to no units.
              expect(Number(error.details.value)).toBeGreaterThan(9e11);
              return;
            }
            if (error.code === 'amount_too_large') {
              expect(literal).toSatisfy((prices: readonly LiteralPrice[]) => prices.some(isTooLarge));
              return;
            }
            if (error.code !== 'band_formula_without_amount') throw error;
            // Both refuse, and the literal one's first such case is among those that the fast one names.
            expect(literal).toBeInstanceOf(LiteralFailure);
            expect(String(error.details.cases).split(', ')).toContain((literal as LiteralFailure).caseId);
            count('refused');
            return;
          }
          if (literal instanceof LiteralFailure) throw new Error(`the literal one refuses ${literal.caseId}`);
          literal.forEach((_, row) => {
            const expected = literalAt(input, literal, row);
            expect(readFast(input, priced, row)).toEqual(expected);
            count(expected.method);
            if (expected.supplement !== 0n) count('supplement');
            if (expected.separate !== 0n) count('separate');
            if (expected.special !== '' && expected.alternativePay !== expected.pay) count('alternative');
            if (expected.method === 'outlier') count(expected.band);
          });
        }),
        { numRuns: RUNS === 0 ? 1_600 : RUNS, seed: SEED },
      );
      for (const key of [
        ...PAYMENT_METHODS,
        'refused',
        'supplement',
        'separate',
        'alternative',
        'band0',
        'band1',
        'band2',
      ]) {
        expect([key, seen.get(key) ?? 0]).toEqual([key, expect.toSatisfy((times: number) => times > 50)]);
      }
    },
    TIMEOUT,
  );
});

const isTooLarge = ({ standard, pay, alternativePay, units }: LiteralPrice): boolean =>
  [standard, pay, alternativePay, units].some((value) => value > BigInt(Number.MAX_SAFE_INTEGER));

function attempt<Value>(work: () => Value): Value | LiteralFailure {
  try {
    return work();
  } catch (error) {
    if (error instanceof LiteralFailure) return error;
    throw error;
  }
}

function omitInner({ groupFund: _, groupRecorded: __, ...cell }: ReturnType<typeof settleLiterally>[number]) {
  return cell;
}
