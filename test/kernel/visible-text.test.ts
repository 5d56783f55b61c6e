import { expect, test } from 'vitest';
import { visibleLines, visibleText } from '../../src/kernel/visible-text.js';

test.each([
  ['\u001b[31mred', '\\x1b[31mred'],
  ['a\u0007\u0000b', 'a\\x07\\x00b'],
  ['two\r\nlines\there', 'two\\x0d\\x0alines\\x09here'],
  ['\u007f\u0080\u009f', '\\x7f\\x80\\x9f'],
  ['\u202agpj\u202e.exe', '\\u202agpj\\u202e.exe'],
  ['\u2066x\u2069', '\\u2066x\\u2069'],
])('%j is shown as %s', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test('what stands beside the ranges stays: space, ~, no-break space, U+2029, U+202F, U+2065, U+206A, Han', () => {
  const text = ' ~\u00a0\u2029\u202f\u2065\u206a云澜市—“”é';
  expect(visibleText(text)).toBe(text);
});

test('lines of our own keep their newlines, and nothing else', () => {
  expect(visibleLines('one\ntwo\r\u001b\u202e\n')).toBe('one\ntwo\\x0d\\x1b\\u202e\n');
});
