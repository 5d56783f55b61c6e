/** White space of every script, and signs that print nothing (zero-width, direction marks, soft hyphen, BOM). */
const INVISIBLE = /\s|\p{Default_Ignorable_Code_Point}|\p{Cc}/gu;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_SHIFT = 0xfee0;
/** An X that begins a code (chapter X60–X84, also after a dagger's +) is a letter of the alphabet; any other is the sign of an extension. */
const EXTENSION_SIGN = /(?<=[^+])X/g;

/**
 * A diagnosis or procedure code as schemes write it (编码规范化): full-width characters made narrow, spaces and
 * zero-width signs removed, letters in upper case, the extension's x in lower case. Dagger–asterisk pairs stay whole:
 * they are codes of their own.
 *
 * @example normaliseCode(' k35.900X001 ') is "K35.900x001"; normaliseCode('Ｊ１８．９') is "J18.9"
 */
export function normaliseCode(text: string): string {
  return text
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH_SHIFT))
    .replace(INVISIBLE, '')
    .toUpperCase()
    .replace(EXTENSION_SIGN, 'x');
}

/** 2E85 and 1E10 are ids, 17.922E0 is a procedure: only a sign, or one digit with a fraction and a long exponent, tells a number. */
const SPREADSHEET_NUMBER = /^[+-]?(?:\d+(?:\.\d+)?[eE]\+\d+|\d\.\d+[eE]-?\d{2,})$/;

/** True for 1.2E+17 and 1.2e17: an id or code that a spreadsheet or a program took for a number; its digits are gone. */
export function isSpreadsheetNumber(text: string): boolean {
  return SPREADSHEET_NUMBER.test(text);
}
