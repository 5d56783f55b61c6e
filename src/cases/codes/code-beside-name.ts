const CODE = String.raw`(?:[A-Z]\d{2}[0-9A-Zx.+*†-]*|\d{1,2}\.\d[0-9x]*(?:X\d+)?)`;
const BEFORE_NAME = new RegExp(`^(${CODE})(?![0-9A-Z.])`, 'i');
const IN_BRACKETS = new RegExp(String.raw`[(（\[【](${CODE})[)）\]】]$`, 'i');
const AFTER_NAME = new RegExp(`[\\s:：]\\s*(${CODE})$`, 'i');

/**
 * The code of a cell that holds a name beside it: "I10.x00 高血压", "高血压(I10.x00)", "高血压 I10.x00". "" where there
 * is none: a name alone is no code.
 */
export function codeBesideName(text: string): string {
  const trimmed = text.normalize('NFKC').trim();
  return (BEFORE_NAME.exec(trimmed) ?? IN_BRACKETS.exec(trimmed) ?? AFTER_NAME.exec(trimmed))?.[1] ?? '';
}
