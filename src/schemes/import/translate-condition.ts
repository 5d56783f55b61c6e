import { SCHEME_ERRORS } from '../scheme-errors.js';

/** What the names of a table's condition language mean in this scheme. */
export interface ConditionNames {
  /** The word of "weight", which is birth weight in some versions and admission weight in others. */
  readonly weight: 'birth_weight_g' | 'admission_weight_g';
  /** Our name of a list that tables name in capitals, e.g. OBD. */
  readonly lists: ReadonlyMap<string, string>;
  /** Gives a name to a set of procedures written out in a condition (`anypx:17.4100,17.4200`). */
  readonly nameProcedures: (codes: readonly string[]) => string;
}

type Node =
  | { readonly kind: 'leaf'; readonly text: string }
  | { readonly kind: 'not'; readonly inner: Node }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Node[] };

const TOKEN =
  /\s*(?:(count)\((\w+):(\w+)\)|(anypx):([\w.,]+)|([a-z]+dx|[a-z]+px):(\w+)|(>=|<=|!=|=|<|>)|([&|!()])|([a-z_]+)|(\d+))/y;

type Token =
  | { readonly kind: 'test'; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string }
  | { readonly kind: 'compare'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string };

/**
 * Translates a condition of plain tables (`(pdx:1 & ppx:1) | count(apx:1)>=2 & !apx:OR`) into the condition language
 * of scheme files (`pdx(1) and ppx(1) or count(apx(1)) >= 2 and not apx(valid)`).
 * @throws scheme_table_condition with the position of what is not understood
 */
export function translateCondition(expression: string, names: ConditionNames, place: string): string {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  const fail = (position: number) =>
    SCHEME_ERRORS.scheme_table_condition({ expression, position: position + 1 }, { path: place });
  while (pattern.lastIndex < expression.trimEnd().length) {
    const position = pattern.lastIndex;
    const match = pattern.exec(expression);
    if (match === null) throw fail(position);
    tokens.push(tokenOf(match, names));
  }
  let next = 0;
  const isSign = (text: string) => tokens[next]?.kind === 'sign' && tokens[next]!.text === text;

  const parseOr = (): Node => parseChain('or', '|', () => parseChain('and', '&', parseNot));
  const parseChain = (kind: 'and' | 'or', sign: string, inner: () => Node): Node => {
    const parts = [inner()];
    while (isSign(sign)) {
      next++;
      parts.push(inner());
    }
    return parts.length === 1
      ? parts[0]!
      : { kind, parts: parts.flatMap((part) => (part.kind === kind ? part.parts : [part])) };
  };
  const parseNot = (): Node => {
    if (isSign('!')) {
      next++;
      return { kind: 'not', inner: parseNot() };
    }
    if (isSign('(')) {
      next++;
      const inner = parseOr();
      if (!isSign(')')) throw fail(expression.length);
      next++;
      return inner;
    }
    const token = tokens[next++];
    if (token?.kind !== 'test') throw fail(next - 1);
    if (tokens[next]?.kind !== 'compare') return { kind: 'leaf', text: token.text };
    const sign = tokens[next]!.text;
    const number = tokens[next + 1];
    if (number?.kind !== 'number') throw fail(next);
    next += 2;
    return { kind: 'leaf', text: `${token.text} ${sign} ${number.text}` };
  };
  const tree = parseOr();
  if (next !== tokens.length) throw fail(next);
  return print(tree, 'none');
}

function tokenOf(match: RegExpExecArray, names: ConditionNames): Token {
  const [, count, countFunction, countList, anypx, anyCodes, test, list, compare, sign, word, number] = match;
  if (count !== undefined) return { kind: 'test', text: `count(${countFunction}(${listName(countList!, names)}))` };
  if (anypx !== undefined) return { kind: 'test', text: `apx(${names.nameProcedures(anyCodes!.split(','))})` };
  if (test !== undefined) return { kind: 'test', text: `${test}(${listName(list!, names)})` };
  if (compare !== undefined) return { kind: 'compare', text: compare === '=' ? '==' : compare };
  if (sign !== undefined) return { kind: 'sign', text: sign };
  if (number !== undefined) return { kind: 'number', text: number };
  return { kind: 'test', text: word === 'weight' ? names.weight : word === 'true' ? 'always' : word! };
}

function listName(name: string, names: ConditionNames): string {
  if (name === 'MDC') return 'mdc';
  if (name === 'OR') return 'valid';
  return names.lists.get(name) ?? name;
}

function print(node: Node, outer: 'none' | 'or' | 'and' | 'not'): string {
  if (node.kind === 'leaf') return node.text;
  if (node.kind === 'not') {
    const inner = print(node.inner, 'not');
    return / [<>=!]/.test(inner) && !inner.startsWith('(') ? `not (${inner})` : `not ${inner}`;
  }
  const text = node.parts.map((part) => print(part, node.kind)).join(` ${node.kind} `);
  return outer === 'none' ? text : `(${text})`;
}
