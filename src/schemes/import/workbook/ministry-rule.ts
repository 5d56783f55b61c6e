/**
 * The rule language of the ministry's configuration workbook: a variable or {variables}, `in` or `not in`, a set or
 * {sets}; comparisons of numbers; length(SET ∩ {variables}) >= n; `1` is true; and, or, brackets.
 */
export type MinistryRule =
  | { readonly kind: 'true' }
  | {
      readonly kind: 'member';
      readonly variables: readonly string[];
      readonly isNegated: boolean;
      readonly sets: readonly string[];
    }
  | { readonly kind: 'compare'; readonly variable: string; readonly operator: string; readonly value: number }
  | {
      readonly kind: 'count';
      readonly variables: readonly string[];
      readonly sets: readonly string[];
      readonly operator: string;
      readonly value: number;
    }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly MinistryRule[] };

/** Where and why a rule is not understood. */
export class MinistryRuleError extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
    /** In the rule, 1 first. */
    readonly position: number,
  ) {
    super(en);
  }
}

export interface ParsedRule {
  readonly rule: MinistryRule;
  /** `and` beside `or` without brackets: read with `and` binding tighter. */
  readonly isMixed: boolean;
}

interface Token {
  readonly kind: 'word' | 'number' | 'sign';
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /\s*(?:(>=|<=|<>|!=|==|[=<>(){},∩])|(\d+)(?![\p{L}\p{N}_])|([\p{L}\p{N}_](?:[\p{L}\p{N}_.]|-(?=[\p{L}\p{N}_]))*)|(['"]))/uy;
const COMPARISONS = new Set(['>', '>=', '<', '<=', '=', '==', '!=', '<>']);
const WIDE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '（': '(',
    '）': ')',
    '｛': '{',
    '｝': '}',
    '，': ',',
    '、': ',',
    '≥': '>=',
    '≤': '<=',
    '≠': '!=',
    '＞': '>',
    '＜': '<',
    '＝': '=',
    '“': '"',
    '”': '"',
    '‘': "'",
    '’': "'",
  }),
);

/**
 * Parses a rule whose line breaks are gone. Words of the language in any case; variables in upper case.
 * @throws MinistryRuleError
 */
export function parseMinistryRule(text: string, variables: ReadonlySet<string>): ParsedRule {
  const tokens = tokensOf(text.replace(/[（）｛｝，、≥≤≠＞＜＝“”‘’]/g, (sign) => WIDE.get(sign)!));
  let next = 0;
  let isMixed = false;
  const end = text.length;
  const fail = (zh: string, en: string): MinistryRuleError =>
    new MinistryRuleError(zh, en, (tokens[next]?.at ?? end) + 1);
  const isSign = (sign: string) => tokens[next]?.kind === 'sign' && tokens[next]!.text === sign;
  const isWord = (word: string) => tokens[next]?.kind === 'word' && tokens[next]!.text.toLowerCase() === word;
  const take = (sign: string) => {
    if (!isSign(sign)) throw fail(`此处应为“${sign}”`, `expected "${sign}" here`);
    next++;
  };

  const parseOr = (): MinistryRule => {
    const parts = [parseAnd()];
    while (isWord('or')) {
      next++;
      parts.push(parseAnd());
    }
    if (parts.length === 1) return parts[0]!.rule;
    isMixed ||= parts.some((part) => part.isChain);
    return { kind: 'or', parts: parts.map((part) => part.rule) };
  };
  const parseAnd = (): { rule: MinistryRule; isChain: boolean } => {
    const parts = [parsePart()];
    while (isWord('and')) {
      next++;
      parts.push(parsePart());
    }
    return parts.length === 1 ? { rule: parts[0]!, isChain: false } : { rule: { kind: 'and', parts }, isChain: true };
  };
  const parsePart = (): MinistryRule => {
    if (isSign('(')) {
      next++;
      const inner = parseOr();
      take(')');
      return inner;
    }
    if (isWord('length')) return parseLength();
    const token = tokens[next];
    if (token?.kind === 'number' && token.text === '1') {
      next++;
      return { kind: 'true' };
    }
    const start = next;
    const left = parseNames();
    for (const name of left) {
      if (variables.has(name.toUpperCase())) continue;
      next = start;
      throw fail(`“${name}”不是已知变量`, `"${name}" is no known variable`);
    }
    const upper = left.map((name) => name.toUpperCase());
    if (tokens[next]?.kind === 'sign' && COMPARISONS.has(tokens[next]!.text)) {
      if (upper.length > 1) throw fail('只能比较一个变量', 'only one variable can be compared');
      return { kind: 'compare', variable: upper[0]!, ...parseComparison() };
    }
    const isNegated = isWord('not');
    if (isNegated) next++;
    if (!isWord('in')) throw fail('此处应为 in、not in 或比较', 'expected in, not in or a comparison here');
    next++;
    return { kind: 'member', variables: upper, isNegated, sets: parseNames() };
  };
  const parseComparison = () => {
    const operator = tokens[next]?.text ?? '';
    if (!COMPARISONS.has(operator)) throw fail('此处应为比较符号', 'expected a comparison here');
    next++;
    const number = tokens[next];
    if (number?.kind !== 'number') throw fail('此处应为整数', 'expected a whole number here');
    next++;
    return { operator: operator === '=' ? '==' : operator === '<>' ? '!=' : operator, value: Number(number.text) };
  };
  const parseLength = (): MinistryRule => {
    next++;
    take('(');
    const first = parseNames();
    take('∩');
    const second = parseNames();
    take(')');
    const isVariables = (names: readonly string[]) => names.every((name) => variables.has(name.toUpperCase()));
    if (isVariables(first) === isVariables(second)) {
      throw fail('length 的一边应为变量，另一边为集合', 'length takes variables on one side and sets on the other');
    }
    const [names, sets] = isVariables(first) ? [first, second] : [second, first];
    return { kind: 'count', variables: names.map((name) => name.toUpperCase()), sets, ...parseComparison() };
  };
  const parseNames = (): string[] => {
    if (!isSign('{')) return [parseName()];
    next++;
    const names = [parseName()];
    while (isSign(',')) {
      next++;
      names.push(parseName());
    }
    take('}');
    return names;
  };
  const parseName = (): string => {
    const token = tokens[next];
    if (token?.kind !== 'word' || /^(and|or|in|not|length)$/i.test(token.text)) {
      throw fail('此处应为变量或集合名', 'expected a variable or a set here');
    }
    next++;
    return token.text;
  };

  const rule = parseOr();
  if (next !== tokens.length) throw fail('此处多余', 'nothing was expected here');
  return { rule, isMixed };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.trimEnd().length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw new MinistryRuleError('无法识别', 'not understood', at + 1);
    const [whole, sign, number, word, quote] = match;
    const start = at + whole.length - whole.trimStart().length;
    if (quote !== undefined) continue;
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at: start });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at: start });
    else tokens.push({ kind: 'word', text: word!, at: start });
  }
  return tokens;
}
