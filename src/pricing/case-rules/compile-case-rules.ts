import { needColumn } from '../../cases/case-table.js';
import { type Decimal, decimalOf } from '../../kernel/decimal.js';
import { maskOfPatterns } from '../../kernel/match-patterns.js';
import { fenOf } from '../../kernel/money.js';
import { bareCode, codeBeside } from '../../kernel/scheme-code.js';
import { sharedUint16 } from '../../kernel/shared-arrays.js';
import type { SpecialCase } from '../../policy/policy-schema.js';
import { compileTests } from '../case-tests/compile-tests.js';
import { alignDecimals } from '../class-weights.js';
import type { PriceFormulas } from '../price-formula.js';
import { PRICING_ERRORS } from '../pricing-errors.js';
import type { PricingInput } from '../pricing-input.js';
import type { PricingPeriod } from '../pricing-periods.js';
import {
  type CaseCoefficients,
  type CaseRules,
  COMBINE_FIRST,
  COMBINE_HIGHEST,
  COMBINE_PRODUCT,
  COMBINE_SUM,
  type PerDiem,
  type PeriodRules,
  SPECIAL_BY_ITEM,
  SPECIAL_FORMULA,
  SPECIAL_PER_DIEM,
  SPECIAL_REVIEW,
  SPECIAL_SETTLE_AS,
  SPECIAL_STANDARD,
  SPECIAL_ZERO,
  type SpecialRule,
} from './case-rules.js';

const STAGE = 'pricing';

/**
 * The rules on single cases of every period; undefined where the policy has none, so that the plain loop is taken.
 * @throws column_missing, settle_as_unknown_group, the codes of compileTests and of readFormula
 */
export function compileCaseRules(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  formulas: PriceFormulas,
): CaseRules | undefined {
  const hasRules = ({ policy }: PricingPeriod) =>
    [policy.case_coefficients, policy.case_cost, policy.special_cases, policy.supplements].some(
      (part) => part !== undefined,
    ) || policy.outliers.bands.some(({ when }) => when !== undefined);
  if (!periods.some(hasRules)) return undefined;
  return { periods: periods.map((period) => periodRules(input, period, formulas)) };
}

function periodRules(input: PricingInput, period: PricingPeriod, formulas: PriceFormulas): PeriodRules {
  const { policy } = period;
  const amounts = (names: readonly string[]) =>
    names.map((name) => needColumn(input.table, name, 'money', STAGE).values);
  return {
    without: amounts(policy.case_cost?.without ?? []),
    separately: amounts(policy.case_cost?.paid_separately ?? []),
    coefficients: coefficientsOf(input, period),
    special: (policy.special_cases ?? []).map((rule) => specialRule(input, period, rule, formulas)),
    supplements: (policy.supplements ?? []).map(({ name, when, amount, cap }) => ({
      tests: compileTests(when, input, period, `supplements.${name}.when`),
      formula: formulas.add(policy, `supplements.${name}.amount`, amount, undefined),
      capFen: cap === undefined ? Number.POSITIVE_INFINITY : fenOf(decimalOf(cap)),
    })),
  };
}

const COMBINATIONS = {
  highest: COMBINE_HIGHEST,
  first: COMBINE_FIRST,
  product: COMBINE_PRODUCT,
  sum: COMBINE_SUM,
} as const;

function coefficientsOf(input: PricingInput, period: PricingPeriod): CaseCoefficients | undefined {
  const stated = period.policy.case_coefficients;
  if (stated === undefined) return undefined;
  const { rules } = stated;
  const factors = rules.map(({ factor }) => decimalOf(factor));
  const limit = (value: number | undefined): Decimal =>
    value === undefined ? { digits: Number.NaN, scale: 0 } : decimalOf(value);
  const floor = limit(stated.floor);
  const cap = limit(stated.cap);
  return {
    combine: COMBINATIONS[stated.combine],
    rules: rules.map(({ name, when }) => compileTests(when, input, period, `case_coefficients.rules.${name}.when`)),
    digits: factors.map(({ digits }) => digits),
    scales: factors.map(({ scale }) => scale),
    replaces: rules.map((rule) => (rule.hospital_coefficient === 'replace' ? 1 : 0)),
    floorDigits: floor.digits,
    floorScale: floor.scale,
    capDigits: cap.digits,
    capScale: cap.scale,
  };
}

const WORDS: Readonly<Record<string, number>> = {
  by_item: SPECIAL_BY_ITEM,
  standard: SPECIAL_STANDARD,
  zero: SPECIAL_ZERO,
  review_amount: SPECIAL_REVIEW,
};

function specialRule(
  input: PricingInput,
  period: PricingPeriod,
  rule: SpecialCase,
  formulas: PriceFormulas,
): SpecialRule {
  const { pay: text, per_diem: perDiem, settle_as: settleAs, application } = rule;
  const word = text === undefined ? undefined : WORDS[text];
  const isFormula = text !== undefined && word === undefined;
  const from = application === undefined ? undefined : decimalOf(application.from);
  return {
    tests: compileTests(rule.when, input, period, `special_cases.${rule.name}.when`),
    namesKinds: rule.when.payment_kinds === undefined ? 0 : 1,
    pay: word ?? (isFormula ? SPECIAL_FORMULA : perDiem === undefined ? SPECIAL_SETTLE_AS : SPECIAL_PER_DIEM),
    formula: isFormula ? formulas.add(period.policy, `special_cases.${rule.name}.pay`, text, rule.fallback) : -1,
    perDiem: perDiem === undefined ? undefined : perDiemOf(input, perDiem),
    settleAs: settleAs === undefined ? undefined : settleAsOf(input, rule.name, settleAs),
    reviewAmount: word === SPECIAL_REVIEW ? needColumn(input.table, 'review_amount', 'money', STAGE).values : undefined,
    application:
      application === undefined || from === undefined
        ? undefined
        : {
            isOnMean: application.of === 'group_mean' ? 1 : 0,
            digits: from.digits,
            power: 10 ** from.scale,
            isIncluded: application.from_included ? 1 : 0,
          },
    hasQuota: rule.quota === undefined ? 0 : 1,
    isOutside: rule.counts === 'outside' ? 1 : 0,
  };
}

function perDiemOf(input: PricingInput, perDiem: NonNullable<SpecialCase['per_diem']>): PerDiem {
  const daily = alignDecimals(perDiem.bands.map((band) => decimalOf(band.daily)));
  const { by_level: byLevel } = perDiem;
  const level = alignDecimals([1, byLevel?.['1'] ?? 1, byLevel?.['2'] ?? 1, byLevel?.['3'] ?? 1].map(decimalOf));
  return {
    losDays: needColumn(input.table, 'los_days', 'integer', STAGE).values,
    isUnits: perDiem.unit === 'units' ? 1 : 0,
    untilDay: perDiem.bands.map((band) => band.to_day ?? Number.MAX_SAFE_INTEGER),
    dailyDigits: [...daily.digits],
    dailyScale: daily.scale,
    levelDigits: [...level.digits],
    levelScale: level.scale,
  };
}

function settleAsOf(input: PricingInput, name: string, map: Readonly<Record<string, string>>): Uint16Array {
  const { codes } = input.catalogue;
  const target = sharedUint16(codes.length);
  const indexOf = new Map(codes.map((code, index) => [code, index]));
  for (const [pattern, group] of Object.entries(map)) {
    if (!codes.some((code) => code === group || bareCode(code) === group)) {
      throw PRICING_ERRORS.settle_as_unknown_group({ group }, { path: `special_cases.${name}.settle_as` });
    }
    maskOfPatterns(codes, [pattern]).forEach((isIn, g) => {
      // In a year of two schemes: the group of the case's own.
      if (isIn === 1 && target[g] === 0) target[g] = Math.max(0, indexOf.get(codeBeside(group, codes[g]!)) ?? 0);
    });
  }
  // Entry 0 stands for a case without a group, which no pattern fits.
  target[0] = 0;
  return target;
}
