import { REGISTER_TABLE } from '../../cases/tables/register-table.js';
import type { FormulaLanguage, FormulaUnit } from '../../kernel/formula/formula-language.js';
import { isFormulaName, namedVocabulary } from '../../kernel/formula/named-vocabulary.js';
import type { Rational } from '../../kernel/formula/rational.js';
import { rationalOf } from '../../kernel/formula/rational.js';
import { UNIT_DECIMALS } from '../../pricing/priced-columns.js';
import { byAccount, hospitalOfAccount, insuranceOfAccount } from '../account-totals.js';
import { LEDGER_KINDS } from '../ledger-entry.js';
import { unitsByAccount } from '../sum-units.js';
import { CaseMix } from './case-mix.js';
import type { ClearingName } from './clearing-name.js';
import type { ClearingState } from './clearing-state.js';
import { BASE_TITLES, LEDGER_TITLES, RESERVED_TITLES } from './clearing-words.js';
import { groupUnits } from './group-units.js';

export const moneyOf = (fen: number): Rational => ({ numerator: BigInt(fen), denominator: 100n });
const whole = (value: number): Rational => ({ numerator: BigInt(value), denominator: 1n });

/** Every line that a step may rest on, by name: the statement's bases, then earlier steps. */
export function clearingBases(state: ClearingState): Map<string, ClearingName> {
  const { index, sums } = state;
  const measure = (values: Float64Array): ClearingName['amountOf'] => {
    const totals = lazy(() => byAccount(index, values));
    return (account) => moneyOf(totals()[account]!);
  };
  const values: Record<keyof typeof BASE_TITLES, ClearingName['amountOf']> = {
    fund_before_clearing: measure(sums.sums.fund_before_clearing),
    recorded_fund: measure(sums.sums.recorded_fund),
    standard_fund: measure(sums.groupFund),
    standard: measure(sums.sums.standard),
    total_cost: measure(sums.sums.total_cost),
    patient: measure(sums.sums.patient),
    carved_out_fund: measure(sums.sums.carved_out_fund),
    running_total: (account) => moneyOf(state.running[account]!),
  };
  const bases = new Map<string, ClearingName>();
  for (const [name, amountOf] of Object.entries(values)) {
    bases.set(name, { unit: 'money', title: BASE_TITLES[name as keyof typeof BASE_TITLES], amountOf });
  }
  for (const [name, amounts] of state.amounts) {
    bases.set(name, {
      unit: 'money',
      title: state.titles.get(name)!,
      amountOf: (account) => moneyOf(amounts[account]!),
    });
  }
  return bases;
}

/** Every name of the formula of an `amount` step, but `base`; numbers of the register are plain, `yuan(x)` makes amounts. What only some formulas need is found when it is asked for. */
export function clearingNames(state: ClearingState): Map<string, ClearingName> {
  const { index, input } = state;
  const names = new Map<string, ClearingName>();
  for (const heading of registerNumbers(state)) {
    const column = REGISTER_TABLE.columns.find(({ name }) => name === heading);
    names.set(heading, {
      unit: 'number',
      title: column?.label ?? { zh: heading, en: heading },
      amountOf: (account) => {
        const value = input.register.get(hospitalOfAccount(index, account))?.numbers?.get(heading);
        return value === undefined ? undefined : rationalOf(value);
      },
    });
  }
  for (const [name, base] of clearingBases(state)) names.set(name, base);
  for (const kind of LEDGER_KINDS) {
    const totals = lazy(() => ledgerTotals(state, kind));
    names.set(`ledger_${kind}`, {
      unit: 'money',
      title: LEDGER_TITLES[kind],
      amountOf: (account) => moneyOf(totals()[account]!),
    });
  }
  const mix = lazy(() => new CaseMix(state));
  const cases = lazy(() => byAccount(index, state.sums.sums.cases));
  const units = lazy(() => unitsByAccount(index, groupUnits(state)));
  const monthly = (part: 'paidFen' | 'heldFen') => {
    const totals = lazy(() => monthTotals(state, part));
    return (account: number) => (state.months === undefined ? undefined : moneyOf(totals()[account]!));
  };
  const built: Record<keyof typeof RESERVED_TITLES, readonly [FormulaUnit, ClearingName['amountOf']]> = {
    cmi: ['number', (account) => mix().ofHospital(account)],
    level_cmi: ['number', (account) => mix().ofLevel(account)],
    region_cmi: ['number', () => mix().ofRegion()],
    cases: ['number', (account) => whole(cases()[account]!)],
    units: ['number', (account) => ({ numerator: units()[account]!, denominator: 10n ** BigInt(UNIT_DECIMALS) })],
    point_value: ['money', (account) => valueOfUnit(state, insuranceOfAccount(index, account))],
    monthly_paid: ['money', monthly('paidFen')],
    monthly_held: ['money', monthly('heldFen')],
  };
  for (const [name, [unit, amountOf]] of Object.entries(built)) {
    names.set(name, { unit, title: RESERVED_TITLES[name as keyof typeof RESERVED_TITLES], amountOf });
  }
  return names;
}

/** The language of these names; a name that no formula can write (in Chinese, say) is left out. */
export function languageOf(names: ReadonlyMap<string, ClearingName>): FormulaLanguage {
  const units: Record<string, FormulaUnit> = Object.create(null);
  for (const [name, { unit }] of names) if (isFormulaName(name)) units[name] = unit;
  return namedVocabulary(units, 'money');
}

function registerNumbers({ input }: ClearingState): Set<string> {
  const found = new Set<string>();
  for (const { numbers } of input.register.values()) for (const name of numbers?.keys() ?? []) found.add(name);
  return found;
}

function ledgerTotals({ index, ledger }: ClearingState, kind: string): Float64Array {
  const totals = new Float64Array(index.accountCount);
  for (let account = 0; account < totals.length; account++) {
    let total = 0;
    for (const entry of ledger[account]!) if (entry.kind === kind) total += entry.amountFen;
    totals[account] = total;
  }
  return totals;
}

function monthTotals({ index, months }: ClearingState, part: 'paidFen' | 'heldFen'): Float64Array {
  const totals = new Float64Array(index.accountCount);
  const accountOf = new Map<string, number>();
  for (let account = 0; account < index.accountCount; account++) {
    accountOf.set(`${hospitalOfAccount(index, account)}\u0000${insuranceOfAccount(index, account)}`, account);
  }
  for (const month of months ?? [])
    totals[accountOf.get(`${month.hospitalId}\u0000${month.insurance}`)!]! += month[part];
  return totals;
}

/** The closing value where one value holds for the year, else the rate of the year's end; missing without a pool. */
function valueOfUnit({ pointValues, rates, pools }: ClearingState, insurance: string): Rational | undefined {
  if (!pools.has(insurance)) return undefined;
  const own = pointValues.filter((value) => value.insurance === insurance);
  if (own.length > 0) return own.length === 1 ? own[0]!.value : undefined;
  const rate = rates.findLast((entry) => entry.insurance === insurance);
  return rate === undefined || rate.isPerCase ? undefined : rationalOf(rate.rate);
}

function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
