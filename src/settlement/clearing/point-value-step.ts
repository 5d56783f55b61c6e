import { formatFen } from '../../policy/format-value.js';
import { insuranceName } from '../../policy/insurance-names.js';
import { insuranceOfAccount } from '../account-totals.js';
import type { PointValue } from '../clearing-results.js';
import { UnitSums } from '../sum-units.js';
import { CLEARING_ERRORS } from './clearing-errors.js';
import { addClearingLine, type ClearingState } from './clearing-state.js';
import { closingTest } from './closing-test.js';
import { closingValue, worthFen } from './closing-value.js';
import { budgetByPeriod, type FloatingRule, floatingRule } from './floating-rule.js';
import { type FloatingRows, type FloatingSums, floatingRows, sumFloating } from './floating-sums.js';
import { periodName, pointValueWords } from './point-value-words.js';
import { budgetLeft } from './pool-account.js';
import { shareExactly } from './share-exactly.js';

/**
 * The step `point_value`: the closing value of each pool and period, and what it changes for every account, to the fen;
 * the account's amount is shared down to its cells by units. Σ over accounts and the remainder is what there was to
 * share. A rate that does not float gets its closing test instead.
 * @throws point_value_without_units, point_value_negative, period_shares_wrong, the codes of formulas
 * @source rules §§1.12, 4.7, 12 (carve-outs first)
 */
export function applyPointValue(state: ClearingState): void {
  const rule = floatingRule(state.policy);
  if (rule === undefined) {
    closingTest(state);
    return;
  }
  const rows = floatingRows(state.input, state.quota, rule, state.rates);
  const sums = sumFloating(state, rule, rows);
  const values = valuesOfPools(state, rule, sums);
  const gross = payAccounts(state, rule, sums, values);
  shareToCells(state, rule, rows, sums, gross);
}

type PoolValues = ReadonlyMap<string, readonly (PointValue | undefined)[]>;

function valuesOfPools(state: ClearingState, rule: FloatingRule, sums: FloatingSums): PoolValues {
  const { policy, pools, rates } = state;
  const deductsCarveOuts = policy.clearing.steps.includes('carve_outs');
  const values = new Map<string, (PointValue | undefined)[]>();
  for (const pool of pools.values()) {
    const accounts = accountsOf(state, pool.insurance);
    const opening = rates.findLast((rate) => rate.insurance === pool.insurance)!.rate;
    const budgets = budgetByPeriod(budgetLeft(pool), rule);
    const ofPool: (PointValue | undefined)[] = [];
    for (let period = 0; period < rule.periodCount; period++) {
      const total = (measure: Float64Array) =>
        accounts.reduce((sum, account) => sum + measure[account * rule.periodCount + period]!, 0);
      const units = accounts.reduce((sum, account) => sum + sums.units.at(account * rule.periodCount + period), 0n);
      const cases = total(sums.priced);
      const name = periodName(policy.year, rule, period);
      if (cases === 0) {
        ofPool.push(undefined);
        if (rule.periodCount > 1 && budgets[period] !== 0) {
          state.emptyPeriods.push({ insurance: pool.insurance, period: name, budgetFen: budgets[period]! });
        }
        continue;
      }
      const [budgetFen, patientFen, extraFen] = [budgets[period]!, total(sums.patient), total(sums.extra)];
      const carvedOutFen = deductsCarveOuts ? total(sums.carvedOut) + extraFen : 0;
      const toShare = BigInt(budgetFen) - BigInt(carvedOutFen) + (rule.form === 'total' ? BigInt(patientFen) : 0n);
      const { zh, en } = insuranceName(pool.insurance);
      const names = { insurance_zh: zh, insurance_en: en, period: name };
      if (units === 0n) {
        throw CLEARING_ERRORS.point_value_without_units({ ...names, cases }, { path: 'clearing.steps' });
      }
      if (toShare < 0n) {
        throw CLEARING_ERRORS.point_value_negative(
          { ...names, carve_outs: formatFen(carvedOutFen), budget: formatFen(Number(toShare) + carvedOutFen) },
          { path: 'clearing.steps' },
        );
      }
      ofPool.push({
        insurance: pool.insurance,
        period: names.period,
        opening,
        unitsScaled: units,
        budgetFen,
        carvedOutFen,
        costFen: total(sums.cost),
        recordedFen: total(sums.cost) - patientFen,
        toShareFen: Number(toShare),
        ...closingValue(rule, toShare, units, opening),
        paidFen: 0,
        remainderFen: 0,
      });
    }
    values.set(pool.insurance, ofPool);
  }
  return values;
}

function accountsOf({ index }: ClearingState, insurance: string): number[] {
  return Array.from({ length: index.accountCount }, (_, account) => account).filter(
    (account) => insuranceOfAccount(index, account) === insurance,
  );
}

/** Writes the account's line of each period. @returns worth of the units by account × period, fen */
function payAccounts(state: ClearingState, rule: FloatingRule, sums: FloatingSums, values: PoolValues): Float64Array {
  const { index, policy } = state;
  const gross = new Float64Array(index.accountCount * rule.periodCount);
  const paid = new Map<PointValue, number>();
  for (let account = 0; account < index.accountCount; account++) {
    const ofPool = values.get(insuranceOfAccount(index, account));
    for (let period = 0; period < rule.periodCount; period++) {
      const value = ofPool?.[period];
      const place = account * rule.periodCount + period;
      const units = sums.units.at(place);
      if (value === undefined || units === 0n) continue;
      const worth = worthFen(units, value.value);
      gross[place] = worth;
      paid.set(value, (paid.get(value) ?? 0) + worth);
      const own = {
        units,
        worthFen: worth,
        costFen: sums.cost[place]!,
        patientFen: sums.patient[place]!,
        extraFen: sums.extra[place]!,
        openingFen: sums.opening[place]!,
        cases: sums.cases[place]!,
      };
      const fund = worth + own.extraFen - (rule.form === 'total' ? own.patientFen : 0);
      addClearingLine(state, {
        account,
        line: 'point_value',
        band: rule.periodCount === 1 ? '' : value.period,
        role: 'term',
        kind: 'payment',
        amountFen: fund - own.openingFen,
        formula: () => pointValueWords(policy, rule, value, own),
        policyPath: 'rate',
      });
    }
  }
  for (const ofPool of values.values()) {
    for (const value of ofPool) {
      if (value === undefined) continue;
      const paidFen = paid.get(value) ?? 0;
      state.pointValues.push({ ...value, paidFen, remainderFen: value.toShareFen - paidFen });
    }
  }
  return gross;
}

/** Shares each account's worth down to its cells by their units, period by period. */
function shareToCells(
  state: ClearingState,
  rule: FloatingRule,
  rows: FloatingRows,
  sums: FloatingSums,
  gross: Float64Array,
): void {
  const { index, input, adjustment } = state;
  const change = sums.cellChange;
  for (let period = 0; period < rule.periodCount; period++) {
    const units = new UnitSums(index.cellCount);
    for (let row = 0; row < input.table.caseCount; row++) {
      if (rule.periodCount > 1 && rows.periodOf(row) !== period) continue;
      const own = rows.unitsOf(row);
      if (own > 0) units.add(index.cellOf[row]!, own);
    }
    for (let account = 0; account < index.accountCount; account++) {
      const amount = gross[account * rule.periodCount + period]!;
      if (amount === 0) continue;
      const cells: number[] = [];
      for (let cell = index.accountStart[account]!; cell < index.accountStart[account + 1]!; cell++) {
        if (!units.isZero(cell)) cells.push(cell);
      }
      const shares = shareExactly(
        amount,
        cells.map((cell) => units.at(cell)),
      );
      cells.forEach((cell, c) => {
        change[cell]! += shares[c]!;
      });
    }
  }
  for (let cell = 0; cell < index.cellCount; cell++) {
    // Units of an insurance without a pool do not float; their cells have nothing to change.
    if (state.pools.has(index.insurances[index.insurance[cell]!]!)) {
      adjustment[cell]! += change[cell]!;
      state.sums.groupFund[cell]! += change[cell]!;
    }
  }
}
