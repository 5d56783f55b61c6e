import type { Language, Text } from '../../kernel/errors.js';
import { type CodesWho, isProcedureWord } from '../interpreter/condition-lists.js';

/** The words that conditions and traces are told with, in both languages. */

export const WHO: Readonly<Record<CodesWho, Text>> = {
  pdx: { zh: '主要诊断', en: 'principal diagnosis' },
  adx: { zh: '任一诊断', en: 'any diagnosis' },
  sdx: { zh: '任一其他诊断', en: 'any secondary diagnosis' },
  ppx: { zh: '主要手术操作', en: 'first procedure' },
  apx: { zh: '任一手术操作', en: 'any procedure' },
  spx: { zh: '任一其他手术操作', en: 'any procedure after the first' },
};

/** The same as the subject of a fact: "diagnosis J18 is in …". */
export const WHO_FOUND: Readonly<Record<CodesWho, Text>> = {
  pdx: WHO.pdx,
  adx: { zh: '诊断', en: 'diagnosis' },
  sdx: { zh: '其他诊断', en: 'secondary diagnosis' },
  ppx: WHO.ppx,
  apx: { zh: '手术操作', en: 'procedure' },
  spx: { zh: '其他手术操作', en: 'procedure after the first' },
};

/** The list a test names. */
export function listWords(who: CodesWho, list: string): Text {
  if (list === 'mdc') return { zh: '该大类的诊断表', en: "the chapter's diagnosis list" };
  if (list === 'valid') return { zh: '有效手术操作目录', en: 'the list of valid procedures' };
  const isNumber = /^\d+$/.test(list);
  if (!isNumber) return { zh: `名单 ${list}`, en: `the list ${list}` };
  return isProcedureWord(who)
    ? { zh: `手术操作表 ${list}`, en: `procedure list ${list}` }
    : { zh: `诊断表 ${list}`, en: `diagnosis list ${list}` };
}

const NUMBERS: Readonly<Record<string, { readonly name: Text; readonly unit: Text }>> = {
  sex: { name: { zh: '性别', en: 'sex' }, unit: { zh: '', en: '' } },
  age_years: { name: { zh: '年龄', en: 'age' }, unit: { zh: ' 岁', en: ' years' } },
  age_days: { name: { zh: '日龄', en: 'age in days' }, unit: { zh: ' 天', en: '' } },
  birth_weight_g: { name: { zh: '出生体重', en: 'birth weight' }, unit: { zh: ' 克', en: ' g' } },
  admission_weight_g: { name: { zh: '新生儿入院体重', en: 'admission weight' }, unit: { zh: ' 克', en: ' g' } },
  los_days: { name: { zh: '住院天数', en: 'length of stay' }, unit: { zh: ' 天', en: ' days' } },
  discharge_type: { name: { zh: '离院方式', en: 'discharge type' }, unit: { zh: '', en: '' } },
  regions: { name: { zh: '损伤部位数', en: 'number of injured regions' }, unit: { zh: '', en: '' } },
};

/** A number of the case as conditions call it. */
export function numberName(name: string): Text {
  return NUMBERS[name]?.name ?? { zh: name, en: name };
}

/** A value with its unit: 66 岁, 1500 g, 男, 1 医嘱离院. */
export function numberValue(name: string, value: number, language: Language): string {
  if (name === 'sex' && (value === 1 || value === 2)) return SEX[value][language];
  const type = name === 'discharge_type' ? DISCHARGE_TYPES[value] : undefined;
  if (type !== undefined) return `${value} ${type[language]}`;
  return `${value}${NUMBERS[name]?.unit[language] ?? ''}`;
}

/** 离院方式 of the national list, as docs/columns.md states it. */
const DISCHARGE_TYPES: Readonly<Record<number, Text>> = {
  1: { zh: '医嘱离院', en: 'on order' },
  2: { zh: '医嘱转院', en: 'transfer to another hospital' },
  3: { zh: '医嘱转社区/乡镇', en: 'to a community unit' },
  4: { zh: '非医嘱离院', en: 'against advice' },
  5: { zh: '死亡', en: 'death' },
  9: { zh: '其他', en: 'other' },
};

export const SEX: Readonly<Record<1 | 2, Text>> = {
  1: { zh: '男', en: 'male' },
  2: { zh: '女', en: 'female' },
};

export const OPERATOR_SIGNS = { '<': '<', '<=': '≤', '>': '>', '>=': '≥', '==': '=', '!=': '≠' } as const;

export const AND: Text = { zh: '，且', en: ' and ' };
export const OR: Text = { zh: '，或', en: ' or ' };
/** Between items of a list, and between facts. */
export const COMMA: Text = { zh: '、', en: ', ' };
export const SEMICOLON: Text = { zh: '；', en: '; ' };
export const COLON: Text = { zh: '：', en: ': ' };
export const MISSING: Text = { zh: '缺失', en: 'missing' };

/** 在…中, with a space after a number as is usual between digits and characters. */
export function inListZh(list: string): string {
  return /[0-9a-z]$/.test(list) ? `在${list} 中` : `在${list}中`;
}

/** Brackets as the language writes them. */
export function inBrackets(text: string, language: Language): string {
  return language === 'zh' ? `（${text}）` : `(${text})`;
}
