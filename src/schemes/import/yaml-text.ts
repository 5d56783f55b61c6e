/** Texts that need no quotes as a YAML value. */
const PLAIN = /^[^\s\-?:,[\]{}#&*!|>'"%@`][^#:\n]*[^#:\s]$|^[^\s\-?:,[\]{}#&*!|>'"%@`]$/;
const PLAIN_IN_FLOW = /^[^\s\-?:,[\]{}#&*!|>'"%@`][^#:,[\]{}\n]*$/;

/** Writes YAML with a fixed layout, so that equal content gives equal bytes and diffs stay small. */
export class YamlText {
  private readonly lines: string[] = [];

  entry(depth: number, key: string, value: string): void {
    this.raw(depth, `${key}: ${scalar(value, PLAIN)}`);
  }

  section(depth: number, key: string): void {
    this.raw(depth, `${key}:`);
  }

  item(depth: number, value: string): void {
    this.raw(depth, `- ${scalar(value, PLAIN)}`);
  }

  /** One line for a small record in a list: `- {code: GD15, name: …, when: always}`. */
  record(depth: number, values: Readonly<Record<string, string>>): void {
    const inner = Object.entries(values).map(([key, value]) => `${key}: ${scalar(value, PLAIN_IN_FLOW)}`);
    this.raw(depth, `- {${inner.join(', ')}}`);
  }

  /** Code patterns: on the key's line where they fit, else a literal block. */
  block(depth: number, key: string, value: string): void {
    if (value === '') {
      this.raw(depth, `${key}: ''`);
    } else if (!value.includes('\n') && !/^[!*&]/.test(value)) {
      this.raw(depth, `${key}: ${value}`);
    } else {
      this.raw(depth, `${key}: |-`);
      for (const line of value.split('\n')) this.raw(depth + 1, line);
    }
  }

  comment(depth: number, text: string): void {
    this.raw(depth, `# ${text}`);
  }

  raw(depth: number, line: string): void {
    this.lines.push(`${'  '.repeat(depth)}${line}`);
  }

  text(): string {
    return `${this.lines.join('\n')}\n`;
  }
}

const scalar = (value: string, plain: RegExp) => (plain.test(value) ? value : JSON.stringify(value));
