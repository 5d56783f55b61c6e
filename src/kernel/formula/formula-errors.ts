import { defineErrors, PolicyError } from '../errors.js';

/** Faults in the text of a formula. `position` counts characters from 1. */
export const FORMULA_ERRORS = defineErrors(PolicyError, {
  formula_syntax: {
    zh: '公式“{formula}”第 {position} 个字符处无法解析（{reason}）。请检查括号与运算符。',
    en: 'formula "{formula}" cannot be parsed at character {position} ({reason}). Check brackets and operators.',
  },
  formula_too_long: {
    zh: '公式长 {length} 个字符，上限 {limit}。请拆成几个具名参数。',
    en: 'formula has {length} characters, limit {limit}. Split it into named parameters.',
  },
  formula_too_deep: {
    zh: '公式在第 {position} 个字符处嵌套超过 {limit} 层。请拆成几个具名参数。',
    en: 'formula nests deeper than {limit} levels at character {position}. Split it into named parameters.',
  },
  formula_not_allowed: {
    zh: '公式“{formula}”第 {position} 个字符处不允许使用“{part}”。{remedy_zh}',
    en: 'formula "{formula}", character {position}, may not use "{part}". {remedy_en}',
  },
  formula_unknown_name: {
    zh: '公式“{formula}”第 {position} 个字符处的名称“{name}”未知。可用名称：{known}。',
    en: 'formula "{formula}", character {position}, uses the unknown name "{name}". Known: {known}.',
  },
  formula_arguments: {
    zh: '公式“{formula}”第 {position} 个字符处，函数 {name} 的参数个数为 {found}，应为 {least} 至 {most}。',
    en: 'formula "{formula}", character {position}: function {name} has {found} arguments, expected {least} to {most}.',
  },
});

/** A part of a formula that is not allowed, with what to write instead. `at` is an index into the text. */
export function refusePart(formula: string, part: string, at: number, remedyZh: string, remedyEn: string): Error {
  return FORMULA_ERRORS.formula_not_allowed({
    formula,
    part,
    position: at + 1,
    remedy_zh: remedyZh,
    remedy_en: remedyEn,
  });
}
