/** A piece of a formula's text with its place: mathjs's own tree tells no places. */
export interface FormulaToken {
  readonly kind: 'number' | 'name' | 'symbol';
  readonly text: string;
  /** Index of its first character in the text. */
  readonly at: number;
}

const TOKEN =
  /(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_$][A-Za-z0-9_$]*)|(?<symbol>[<>=!]=|\?\?|\?\.|<<|>>|\.[*/^']|\p{L}+|\S)/gu;

/** Cuts a text into numbers, names and symbols, as mathjs does for what formulas may hold; white space is dropped. */
export function formulaTokens(text: string): FormulaToken[] {
  const tokens: FormulaToken[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const kind = match.groups?.number !== undefined ? 'number' : match.groups?.name !== undefined ? 'name' : 'symbol';
    tokens.push({ kind, text: match[0], at: match.index });
  }
  return tokens;
}
