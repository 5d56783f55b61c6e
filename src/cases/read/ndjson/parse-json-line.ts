/** A value of a record as the text of a cell, or a value that fits no cell. */
export type JsonCell = string | { readonly nested: string };

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACES = /[ \t\r\n]*/y;
const LONGEST_SHOWN = 80;
const QUOTE = 34;
const BACKSLASH = 92;
const SPACE = 32;
const DEEPEST = 64;

/**
 * One record of a line: each key with its value as a text. Numbers keep the digits they are written with, so that no
 * amount and no id goes through a binary fraction; null is ""; lists of plain values are joined by `listSign`.
 * @throws SyntaxError where the line is not one JSON object, or names a key twice
 */
export function parseJsonLine(line: string, listSign: string): Map<string, JsonCell> {
  return new LineParser(line, listSign).parse();
}

class LineParser {
  private at = 0;

  constructor(
    private readonly line: string,
    private readonly listSign: string,
  ) {}

  parse(): Map<string, JsonCell> {
    const record = new Map<string, JsonCell>();
    this.skip();
    this.expect('{');
    this.skip();
    if (this.line[this.at] === '}') this.at++;
    else {
      for (;;) {
        this.skip();
        const key = this.string();
        this.skip();
        this.expect(':');
        if (record.has(key)) throw new SyntaxError(`"${key}" twice`);
        record.set(key, this.cell());
        this.skip();
        const sign = this.line[this.at++];
        if (sign === '}') break;
        if (sign !== ',') throw this.wrong(this.at - 1);
      }
    }
    this.skip();
    if (this.at < this.line.length) throw this.wrong(this.at);
    return record;
  }

  private cell(): JsonCell {
    this.skip();
    const start = this.at;
    const sign = this.line[start];
    if (sign !== '[') return sign === '{' ? this.nested(start) : this.plain();
    this.at++;
    const items: string[] = [];
    this.skip();
    if (this.line[this.at] === ']') {
      this.at++;
      return '';
    }
    for (;;) {
      this.skip();
      const item = this.line[this.at];
      if (item === '{' || item === '[') return this.nested(start);
      items.push(this.plain());
      this.skip();
      const end = this.line[this.at++];
      if (end === ']') return items.join(this.listSign);
      if (end !== ',') throw this.wrong(this.at - 1);
    }
  }

  /** Steps over an object or a list of lists, checking it all the same. */
  private nested(start: number): JsonCell {
    this.at = start;
    this.value(0);
    return { nested: this.line.slice(start, Math.min(this.at, start + LONGEST_SHOWN)) };
  }

  private value(depth: number): void {
    if (depth > DEEPEST) throw new SyntaxError('too deep');
    this.skip();
    const opening = this.line[this.at];
    if (opening !== '{' && opening !== '[') {
      this.plain();
      return;
    }
    const closing = opening === '{' ? '}' : ']';
    this.at++;
    this.skip();
    if (this.line[this.at] === closing) {
      this.at++;
      return;
    }
    for (;;) {
      this.skip();
      if (opening === '{') {
        this.string();
        this.skip();
        this.expect(':');
      }
      this.value(depth + 1);
      this.skip();
      const sign = this.line[this.at++];
      if (sign === closing) return;
      if (sign !== ',') throw this.wrong(this.at - 1);
    }
  }

  private plain(): string {
    const { line } = this;
    if (line[this.at] === '"') return this.string();
    for (const [word, text] of WORDS) {
      if (!line.startsWith(word, this.at)) continue;
      this.at += word.length;
      return text;
    }
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(line);
    if (number === null) throw this.wrong(this.at);
    this.at = NUMBER.lastIndex;
    return number[0];
  }

  private string(): string {
    const { line } = this;
    const start = this.at;
    if (line[start] !== '"') throw this.wrong(start);
    let isEscaped = false;
    for (let at = start + 1; at < line.length; at++) {
      const sign = line.charCodeAt(at);
      if (sign === BACKSLASH) {
        isEscaped = true;
        at++;
      } else if (sign < SPACE) {
        throw this.wrong(at);
      } else if (sign === QUOTE) {
        this.at = at + 1;
        // What follows a backslash is checked where there is one.
        return isEscaped ? (JSON.parse(line.slice(start, at + 1)) as string) : line.slice(start + 1, at);
      }
    }
    throw new SyntaxError('the line ends early');
  }

  private expect(sign: string): void {
    if (this.line[this.at] !== sign) throw this.wrong(this.at);
    this.at++;
  }

  private skip(): void {
    SPACES.lastIndex = this.at;
    SPACES.exec(this.line);
    this.at = SPACES.lastIndex;
  }

  private wrong(at: number): SyntaxError {
    const found = this.line.slice(at, at + 12);
    return new SyntaxError(found === '' ? 'the line ends early' : `at ${at + 1}: ${found}`);
  }
}

const WORDS: readonly (readonly [string, string])[] = [
  ['null', ''],
  ['true', 'true'],
  ['false', 'false'],
];
