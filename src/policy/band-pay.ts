import { evaluateFormula, evaluateFormulaFen } from '../kernel/formula/evaluate-formula.js';
import type { FormulaNode } from '../kernel/formula/formula-node.js';
import { multiplyRationals, rationalOf, roundRational } from '../kernel/formula/rational.js';
import { type Fen, MISSING_FEN } from '../kernel/money.js';
import { type BreakReference, breakBindings } from './break-reference.js';
import { payLanguage } from './formula-languages.js';
import { readPay } from './policy-formulas.js';
import type { OutlierBand, Policy } from './policy-schema.js';

/** The formula of a band or special case; undefined where it pays by a word. */
type ReadPay = { readonly tree: FormulaNode; readonly isUnits: boolean } | undefined;

const WORDS: ReadonlySet<string> = new Set(['by_item', 'standard', 'zero']);

/** @throws the codes of formulas */
export function readBandPay(policy: Policy, pay: string): ReadPay {
  if (WORDS.has(pay)) return undefined;
  return readPay(pay, payLanguage(policy), policy.method === 'drg-rate' ? 'never' : 'allowed');
}

/** What a band or special case pays the reference case at a cost, fen; missing where its formula has no amount. */
export function payAtCost(
  policy: Policy,
  rule: { readonly pay: string; readonly from?: OutlierBand['from'] },
  read: ReadPay,
  reference: BreakReference,
): (costFen: Fen) => Fen {
  if (read === undefined) {
    if (rule.pay === 'by_item') return (costFen) => costFen;
    return () => (rule.pay === 'zero' ? 0 : reference.standardFen);
  }
  return (costFen) => {
    const bindings = breakBindings(policy, { from: rule.from }, reference, costFen);
    if (!read.isUnits) return evaluateFormulaFen(read.tree, bindings);
    const units = evaluateFormula(read.tree, bindings);
    return units === undefined
      ? MISSING_FEN
      : Number(roundRational(multiplyRationals(units, rationalOf(reference.value)), 2));
  };
}
