import type { Language } from '../../kernel/errors.js';
import {
  AND,
  inBrackets,
  inListZh,
  listWords,
  numberName,
  numberValue,
  OPERATOR_SIGNS,
  OR,
  WHO,
} from './condition-words.js';
import type { ConditionShape } from './read-condition.js';

/**
 * A condition in words, without any case: what a rule asks for. Takes the shape of readCondition, or a trace.
 * @example `pdx(1) and age_days <= 28` → "principal diagnosis in diagnosis list 1 and age in days ≤ 28 days"
 */
export function describeCondition(shape: ConditionShape, language: Language): string {
  switch (shape.kind) {
    case 'all':
    case 'any': {
      const word = (shape.kind === 'all' ? AND : OR)[language];
      return shape.parts
        .map((part) => {
          const text = describeCondition(part, language);
          return part.kind === 'all' || part.kind === 'any' ? inBrackets(text, language) : text;
        })
        .join(word);
    }
    case 'not': {
      const text = describeCondition(shape.part, language);
      return language === 'zh' ? `并非${inBrackets(text, language)}` : `not ${inBrackets(text, language)}`;
    }
    case 'constant':
      if (language === 'zh') return shape.truth ? '无条件' : '从不';
      return shape.truth ? 'always' : 'never';
    case 'codes': {
      const list = listWords(shape.who, shape.list)[language];
      return language === 'zh' ? `${WHO[shape.who].zh}${inListZh(list)}` : `${WHO[shape.who].en} in ${list}`;
    }
    case 'count': {
      const list = listWords(shape.who, shape.list)[language];
      const limit = `${OPERATOR_SIGNS[shape.operator]} ${shape.limit}`;
      const who = shape.who.endsWith('px') ? { zh: '手术操作', en: 'procedures' } : { zh: '诊断', en: 'diagnoses' };
      return language === 'zh'
        ? `${inListZh(list)}的${who.zh}个数 ${limit}`
        : `number of ${who.en} in ${list} ${limit}`;
    }
    case 'number':
      return `${numberName(shape.name)[language]}${limitWords(shape, language)}`;
    case 'severity': {
      const level = shape.level.toUpperCase();
      return language === 'zh' ? `有计入的 ${level}` : `a counted ${level}`;
    }
    case 'comparison':
      return shape.text;
  }
}

/** " ≤ 28 天", or for a value asked for exactly "为 0 岁", " is 0 years". */
export function limitWords(test: Extract<ConditionShape, { kind: 'number' }>, language: Language): string {
  const limit = numberValue(test.name, test.limit, language);
  if (test.operator === '==') return language === 'zh' ? `为${/^\d/.test(limit) ? ' ' : ''}${limit}` : ` is ${limit}`;
  return ` ${OPERATOR_SIGNS[test.operator]} ${limit}`;
}
