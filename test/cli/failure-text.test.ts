import { expect, test } from 'vitest';
import { failureText, interruptedText } from '../../src/cli/failure.js';
import { renderFindings } from '../../src/cli/render-findings.js';
import { OPTION_ERRORS } from '../../src/run/run-errors.js';

test('a failure that quotes a case id with an escape sequence shows it, and clears no screen', () => {
  const error = OPTION_ERRORS.case_not_found({ case: '\u001b[2J\u202e7' });
  expect(failureText(error, 'en')).toBe('error: the file has no case with the id "\\x1b[2J\\u202e7". Check --case.\n');
  expect(failureText(new Error('a\u0007b'), 'en')).toMatch(/^internal error: a\\x07b\n/);
});

test('a finding shows the control characters of its place and its sentence', () => {
  const finding = { code: 'x', severity: 'error', path: 'S\n\u001b:1', zh: '“\u009b”', en: '“\u009b”' } as const;
  expect(renderFindings([finding], 'zh')).toBe('错误  S\\x0a\\x1b:1  “\\x9b”\n错误 1，警告 0，提示 0\n');
});

test('Ctrl-C while something is written is told at a terminal, in one sentence; never in a log, for a program or another end', () => {
  expect(interruptedText(130, true, 'settle', 'zh')).toBe('\n已中断：正在写的结果已撤回，没有留下半成品。\n');
  expect(interruptedText(130, true, 'settle', 'en')).toBe(
    '\ninterrupted: what was being written is taken back, nothing half-written is left.\n',
  );
  for (const [code, isTerminal, command] of [
    [130, false, 'settle'],
    [130, true, 'stdio'],
    [0, true, 'settle'],
    [2, true, 'settle'],
    [143, true, 'settle'],
  ] as const) {
    expect(interruptedText(code, isTerminal, command, 'zh')).toBe('');
  }
});
