import { compareDecimals } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import { formatFormula } from '../kernel/formula/format-formula.js';
import type { FormulaNode } from '../kernel/formula/formula-node.js';
import { parseFormula } from '../kernel/formula/parse-formula.js';
import { FindingList } from './finding-list.js';
import { policyFormulas } from './policy-formulas.js';
import type { Policy } from './policy-schema.js';

/** Names that are above 0 wherever their formula is asked: a case has a standard, a group a mean, a pool a rate. */
const ABOVE_ZERO = new Set([
  ...['standard', 'group_mean', 'rate', 'weight', 'points', 'score', 'base_points', 'point_value'],
  ...['coefficient', 'case_coefficient', 'difference_coefficient', 'level_coefficient', 'fixed', 'floating'],
  ...['cases', 'cmi', 'level_cmi', 'region_cmi'],
]);

/** Names of a formula that never are below 0. */
const NOT_BELOW_ZERO = new Set([
  ...['cost', 'ratio', 'multiple', 'los_days', 'unreasonable_cost', 'new_tech_cost', 'separate_drug_cost', 'recorded'],
  ...['units', 'total_cost', 'recorded_fund', 'standard_fund', 'fund_before_clearing', 'carved_out_fund'],
]);

const ZERO = { digits: 0, scale: 0 };

/**
 * Divisors that may come to 0 for some cases or hospitals, where no test of the formula names what they are made of and
 * the rule has no fallback: a run that meets one stops and names the cases. Told before any run, as warnings, since
 * only the cases say whether one does. A divisor that is 0 on an edge is an error of the edges' own check.
 */
export function checkDivisors(policy: Policy): Finding[] {
  const found = new FindingList();
  const withFallback = new Set(
    (policy.special_cases ?? []).flatMap(({ name, fallback }) =>
      fallback === undefined ? [] : [`special_cases.${name}.pay`],
    ),
  );
  for (const { text, language, path } of policyFormulas(policy)) {
    if (withFallback.has(path)) continue;
    for (const { division, divisor } of openDivisions(parseFormula(text, language), new Set())) {
      const [whole, part] = [formatFormula(division), formatFormula(divisor)];
      const remedy = path.startsWith('special_cases.')
        ? { zh: '，或写 fallback', en: ', or give the rule a fallback' }
        : { zh: '', en: '' };
      found.warning(
        'divisor_can_be_zero',
        path,
        `“${whole}”的除数“${part}”可能为 0；遇到这样的病例或机构时运行会停止并列出它们。请先判断，例如 ${part} != 0 ? … : …${remedy.zh}。`,
        `the divisor "${part}" of "${whole}" can be 0; a run that meets such a case or hospital stops and names them. Test for it first, e.g. ${part} != 0 ? … : …${remedy.en}.`,
      );
    }
  }
  return found.findings;
}

interface Division {
  readonly division: FormulaNode;
  readonly divisor: FormulaNode;
}

/** @param tested  names that a test above has looked at */
function openDivisions(node: FormulaNode, tested: ReadonlySet<string>): Division[] {
  switch (node.kind) {
    case 'number':
    case 'name':
      return [];
    case 'unary':
      return openDivisions(node.operand, tested);
    case 'call':
      return node.args.flatMap((arg) => openDivisions(arg, tested));
    case 'conditional': {
      const inside = new Set([...tested, ...namesOf(node.test)]);
      return [
        ...openDivisions(node.test, tested),
        ...openDivisions(node.whenTrue, inside),
        ...openDivisions(node.whenFalse, inside),
      ];
    }
    case 'binary': {
      // What stands after "and" or "or" is asked only where what stands before lets it.
      const isLogical = node.operator === 'and' || node.operator === 'or';
      const right = isLogical ? new Set([...tested, ...namesOf(node.left)]) : tested;
      const inner = [...openDivisions(node.left, tested), ...openDivisions(node.right, right)];
      if (node.operator !== '/' || signOf(node.right) > 0) return inner;
      if (namesOf(node.right).some((name) => tested.has(name))) return inner;
      return [...inner, { division: node, divisor: node.right }];
    }
  }
}

function namesOf(node: FormulaNode): string[] {
  switch (node.kind) {
    case 'number':
      return [];
    case 'name':
      return [node.name];
    case 'unary':
      return namesOf(node.operand);
    case 'call':
      return node.args.flatMap(namesOf);
    case 'conditional':
      return [node.test, node.whenTrue, node.whenFalse].flatMap(namesOf);
    case 'binary':
      return [...namesOf(node.left), ...namesOf(node.right)];
  }
}

const ABOVE = 1;
const NOT_BELOW = 0;
const ANY = -1;
type Sign = typeof ABOVE | typeof NOT_BELOW | typeof ANY;

/** What is known of a value's sign from its form alone: above 0, not below 0, or nothing. */
function signOf(node: FormulaNode): Sign {
  switch (node.kind) {
    case 'number': {
      const side = compareDecimals(node.value, ZERO);
      return side > 0 ? ABOVE : side === 0 ? NOT_BELOW : ANY;
    }
    case 'name':
      return ABOVE_ZERO.has(node.name) ? ABOVE : NOT_BELOW_ZERO.has(node.name) ? NOT_BELOW : ANY;
    case 'conditional':
      return least(signOf(node.whenTrue), signOf(node.whenFalse));
    case 'call': {
      const signs = node.args.map(signOf);
      if (node.name === 'max') return signs.reduce(greatest);
      if (node.name === 'min') return signs.reduce(least);
      if (node.name === 'yuan' || node.name === 'number') return signs[0]!;
      if (node.name === 'abs') return greatest(signs[0]!, NOT_BELOW);
      return node.name === 'clamp' ? signs[1]! : ANY;
    }
    case 'binary': {
      const [left, right] = [signOf(node.left), signOf(node.right)];
      if (node.operator === '*' || node.operator === '/') return least(left, right);
      return node.operator === '+' && left !== ANY && right !== ANY ? greatest(left, right) : ANY;
    }
    case 'unary':
      return ANY;
  }
}

const least = (a: Sign, b: Sign): Sign => (a < b ? a : b);
const greatest = (a: Sign, b: Sign): Sign => (a > b ? a : b);
