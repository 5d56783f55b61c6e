import { type Decimal, decimalOf } from '../kernel/decimal.js';
import { EngineError } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import { evaluateFormula } from '../kernel/formula/evaluate-formula.js';
import type { FormulaNode } from '../kernel/formula/formula-node.js';
import { formulaNames } from '../kernel/formula/read-formula.js';
import { multiplyFen } from '../kernel/money.js';
import { BREAK_BASE_FEN, type BreakReference, breakBindings, breakReference } from './break-reference.js';
import { FindingList } from './finding-list.js';
import { payLanguage } from './formula-languages.js';
import { readPay, SPECIAL_WORDS } from './policy-formulas.js';
import type { Policy } from './policy-schema.js';
import type { Range } from './schema/common.js';

/** Costs that are tried, as multiples of what bands rest on; besides them the edges of the rule. */
const MULTIPLES = [0.01, 0.1, 0.3, 0.5, 0.8, 1, 1.5, 2, 3, 5, 10, 20, 50, 100];
/** What the reference case is worth is tried at these multiples of 10,000.00, so that fixed amounts in yuan decide nothing. */
const WORTHS = [0.01, 1, 100];
/** Facts of the case or numbers of its group that the reference only assumes: formulas over them are left alone. */
const ASSUMED = new Set([
  'los_days',
  'patient',
  'unreasonable_cost',
  'new_tech_cost',
  'separate_drug_cost',
  'multiple',
]);
const LEVELS = ['3', '2', '1'] as const;

interface PaidRule {
  readonly path: string;
  readonly pay: string;
  /** The multiples at which the rule may pay. */
  readonly reach: { readonly from?: number | undefined; readonly to?: number | undefined };
  readonly units: Range | undefined;
  readonly levels: readonly string[];
}

/**
 * Formulas of special cases and outlier bands that pay less than nothing at every cost tried, in every level class, for
 * the reference case of payment breaks (break-reference.ts). A formula that is 0 or above anywhere there is left alone.
 */
export function checkNegativePay(policy: Policy): Finding[] {
  const found = new FindingList();
  for (const rule of paidRules(policy)) {
    if (!isAlwaysNegative(policy, rule)) continue;
    found.warning(
      'pay_negative',
      rule.path,
      `公式“${rule.pay}”在标准 100.00 至 1,000,000.00 元（未乘系数）的参考病例上，各级医院、各种费用试算都小于 0。请核对正负号和倍数。`,
      `the formula "${rule.pay}" is below 0 at every level and cost tried, for reference cases of 100.00 to 1,000,000.00 before coefficients. Check its signs and multiples.`,
    );
  }
  return found.findings;
}

function paidRules({ special_cases: special, outliers }: Policy): PaidRule[] {
  const rules = (special ?? []).flatMap(({ name, pay, when, application }): PaidRule[] =>
    pay === undefined
      ? []
      : [
          {
            path: `special_cases.${name}.pay`,
            pay,
            reach: { from: application?.from },
            units: when.units,
            levels: when.levels ?? LEVELS,
          },
        ],
  );
  const bands = outliers.bands.map(({ name, pay, from, to, when, levels }): PaidRule => {
    return {
      path: `outliers.bands.${name}.pay`,
      pay,
      reach: { from, to },
      units: when?.units,
      levels: levels ?? when?.levels ?? LEVELS,
    };
  });
  return [...rules, ...bands].filter(({ pay }) => !SPECIAL_WORDS.has(pay));
}

function isAlwaysNegative(policy: Policy, { pay, reach, units, levels }: PaidRule): boolean {
  const { tree } = readPay(pay, payLanguage(policy), policy.method === 'drg-rate' ? 'never' : 'allowed');
  if (formulaNames(tree).some((name) => ASSUMED.has(name) || policy.group_values?.[name] !== undefined)) return false;
  let count = 0;
  for (const level of LEVELS.filter((one) => levels.includes(one))) {
    for (const worth of WORTHS) {
      const reference = worthTimes(breakReference(policy, level, units, formulaNames(tree)), decimalOf(worth));
      for (const multiple of multiplesWithin(reach)) {
        const isNegative = isNegativeAt(policy, tree, reach, reference, multiple, decimalOf(worth));
        if (isNegative === false) return false;
        if (isNegative === true) count++;
      }
    }
  }
  return count > 0;
}

function multiplesWithin({ from, to }: PaidRule['reach']): number[] {
  const edges = [from, to].filter((edge) => edge !== undefined);
  return [...MULTIPLES, ...edges].filter((one) => one >= (from ?? 0) && one <= (to ?? one));
}

function worthTimes(reference: BreakReference, worth: Decimal): BreakReference {
  const { value, standardFen, basisFen } = reference;
  return {
    ...reference,
    value: { digits: value.digits * worth.digits, scale: value.scale + worth.scale },
    standardFen: multiplyFen(standardFen, worth),
    basisFen: multiplyFen(basisFen, worth),
  };
}

/** undefined where the formula has no amount there, which says nothing of its sign elsewhere. */
function isNegativeAt(
  policy: Policy,
  tree: FormulaNode,
  reach: PaidRule['reach'],
  reference: BreakReference,
  multiple: number,
  worth: Decimal,
): boolean | undefined {
  const costFen = multiplyFen(reference.basisFen, decimalOf(multiple));
  const bindings = new Map([
    ...breakBindings(policy, reach, reference, costFen),
    ['group_mean', { digits: multiplyFen(BREAK_BASE_FEN, worth), scale: 2 }] as const,
  ]);
  try {
    const amount = evaluateFormula(tree, bindings);
    return amount === undefined ? undefined : amount.numerator < 0n;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return undefined;
  }
}
