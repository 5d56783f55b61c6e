import { parseDecimal } from '../decimal.js';
import { FORMULA_ERRORS, refusePart } from './formula-errors.js';
import type { FormulaToken } from './formula-tokens.js';

/** Brackets within brackets; mathjs's parser calls itself for each, and the evaluators for each part. */
export const DEEPEST_FORMULA = 60;

interface Remedy {
  readonly zh: string;
  readonly en: string;
}

const OPERATORS: Remedy = {
  zh: '可用运算符：+ - * / < <= > >= == != and or not。',
  en: 'Operators: + - * / < <= > >= == != and or not.',
};
const HALF_WIDTH: Remedy = {
  zh: '请改用半角英文符号：( ) + - * / , . < > ? :。',
  en: 'Write it as a half-width character: ( ) + - * / , . < > ? :.',
};
const ASCII_NAMES: Remedy = {
  zh: '名称只用英文字母、数字与下划线，可用名称见 docs/policy.md。',
  en: 'Names are written in English letters, digits and underscores; docs/policy.md lists them.',
};
const REMAINDER: Remedy = {
  zh: '没有取余运算；取整请用 floor(a / b)。',
  en: 'There is no remainder; for whole parts write floor(a / b).',
};
const NO_TEXT: Remedy = {
  zh: '公式只计算数字，不含文本：编码（病组、诊断、医院）不能在公式中比较，请用分段的筛选条件或按编码列出的参数表。',
  en: 'Formulas compute numbers and hold no texts: codes (groups, diagnoses, hospitals) are never compared by them. Use the filters of a band, or a parameter listed by code.',
};
const ONE_VALUE: Remedy = {
  zh: '公式只给出一个值，不能赋值或分成几句。',
  en: 'A formula gives one value: it assigns nothing and has no second sentence.',
};
const NO_ACCESS: Remedy = {
  zh: '公式中没有成员、下标、矩阵与对象，只有数字与名称。',
  en: 'There are no members, indices, matrices or objects: numbers and names only.',
};

/** Symbols that are refused wherever they stand, before mathjs sees them. */
const REFUSED: ReadonlyMap<string, Remedy> = new Map([
  [
    '%',
    { zh: '请写小数，例如 0.05；也没有取余运算。', en: 'Write a decimal such as 0.05. There is no remainder either.' },
  ],
  ['^', { zh: '没有乘方，请写成乘法，例如 x * x。', en: 'There are no powers: write a product such as x * x.' }],
  ["'", NO_TEXT],
  ['"', NO_TEXT],
  ['`', NO_TEXT],
  [
    '!',
    { zh: '没有阶乘；否定请写 not (…)，不等请写 !=。', en: 'There is no factorial; write not (…), or != for unequal.' },
  ],
  ['=', { zh: '相等请写 ==；公式不赋值。', en: 'Write == for equality; a formula assigns nothing.' }],
  [';', ONE_VALUE],
  ['#', { zh: '说明请写在 YAML 注释中。', en: 'Write remarks as comments of the YAML document.' }],
  ['&', { zh: '请写 and。', en: 'Write and.' }],
  ['|', { zh: '请写 or。', en: 'Write or.' }],
  ['~', { zh: '请写 not (…)。', en: 'Write not (…).' }],
  ['[', NO_ACCESS],
  [']', NO_ACCESS],
  ['{', NO_ACCESS],
  ['}', NO_ACCESS],
  ['.', NO_ACCESS],
  ['?.', NO_ACCESS],
  ['??', { zh: '缺失值不会变成别的值。', en: 'A missing value is never taken as another.' }],
  ['<<', OPERATORS],
  ['>>', OPERATORS],
  ['.*', OPERATORS],
  ['./', OPERATORS],
  ['.^', OPERATORS],
  [".'", OPERATORS],
  ['$', ASCII_NAMES],
  ['@', OPERATORS],
  ['\\', OPERATORS],
]);

/** Words that mathjs reads as operators; a name can never be one of them. */
export const OPERATOR_WORDS: ReadonlyMap<string, Remedy> = new Map([
  ['mod', REMAINDER],
  ['to', OPERATORS],
  ['in', OPERATORS],
  ['xor', OPERATORS],
]);

const LOGICAL_WORDS = new Set(['and', 'or', 'not']);

/**
 * Refuses what a formula may not hold by its pieces, so that each refusal has its place and its remedy: percent signs,
 * remainder, texts, powers, matrices, assignments, members, a multiplication without its sign, numbers that a double
 * would round, brackets that nest too deep.
 * @throws formula_not_allowed, formula_too_deep
 */
export function refuseTokens(formula: string, tokens: readonly FormulaToken[]): void {
  let depth = 0;
  tokens.forEach((token, index) => {
    const { text, at } = token;
    const remedy =
      token.kind === 'symbol' ? remedyOf(text) : token.kind === 'name' ? OPERATOR_WORDS.get(text) : undefined;
    if (remedy !== undefined) throw refusePart(formula, text, at, remedy.zh, remedy.en);
    if (token.kind === 'number') refuseInexact(formula, token);
    if (token.kind === 'name' && text.includes('$'))
      throw refusePart(formula, text, at, ASCII_NAMES.zh, ASCII_NAMES.en);
    const before = tokens[index - 1];
    if (before !== undefined && isProduct(before, token)) {
      const part = formula.slice(before.at, at + text.length);
      throw refusePart(formula, part, at, '请写出乘号 *。', 'Write the multiplication sign *.');
    }
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth > DEEPEST_FORMULA) throw FORMULA_ERRORS.formula_too_deep({ limit: DEEPEST_FORMULA, position: at + 1 });
  });
}

function remedyOf(symbol: string): Remedy | undefined {
  const known = REFUSED.get(symbol);
  if (known !== undefined) return known;
  const code = symbol.codePointAt(0)!;
  if (code < 0x80) return undefined;
  const isLetter = /\p{L}/u.test(symbol) && !(code >= 0xff00 && code <= 0xffef);
  return isLetter ? ASCII_NAMES : HALF_WIDTH;
}

/** `2 cost`, `(a)(b)`, `a b`, and `k35.0`, which mathjs reads as k35 × .0. */
function isProduct(left: FormulaToken, right: FormulaToken): boolean {
  const endsValue =
    left.kind === 'number' || (left.kind === 'name' && !LOGICAL_WORDS.has(left.text)) || left.text === ')';
  if (!endsValue) return false;
  if (right.kind === 'number') return true;
  if (right.kind === 'name') return !LOGICAL_WORDS.has(right.text);
  return right.text === '(' && left.kind !== 'name';
}

/** A number must be the decimal that is written: mathjs makes a double of it. */
function refuseInexact(formula: string, { text, at }: FormulaToken): void {
  const written = parseDecimal(text);
  const kept = written === undefined ? undefined : parseDecimal(Number(text));
  if (kept !== undefined && kept.digits === written!.digits && kept.scale === written!.scale) return;
  throw refusePart(formula, text, at, '只允许不超过 15 位的小数。', 'Only decimals of at most 15 digits are allowed.');
}
