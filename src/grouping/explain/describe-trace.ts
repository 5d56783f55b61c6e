import type { Language } from '../../kernel/errors.js';
import { isProcedureWord } from '../interpreter/condition-lists.js';
import {
  COLON,
  COMMA,
  inBrackets,
  inListZh,
  listWords,
  MISSING,
  numberName,
  numberValue,
  OPERATOR_SIGNS,
  SEMICOLON,
  WHO_FOUND,
} from './condition-words.js';
import { describeCondition } from './describe-condition.js';
import {
  type CompoundTrace,
  type ConditionTrace,
  decidingPart,
  isCompound,
  type NotTrace,
  type TestTrace,
  testsOf,
} from './trace-condition.js';

/**
 * What a case had to say to a condition, as facts with the code or number that decided each. Of a condition that holds,
 * the facts that made it hold; of one that fails, all of them, with ✓ before what was met and ✗ before what was not. Of
 * several alternatives that all fail only the nearest is told.
 */
export function describeTrace(trace: ConditionTrace, language: Language): string {
  if (!isCompound(trace)) return describeFact(trace, language);
  if (trace.holds) return describeFacts(decidingPart(trace), language).join(SEMICOLON[language]);
  if (trace.kind === 'any' && trace.parts.some(isCompound)) return describeNearest(trace, language);
  const isMixed = trace.parts.some((part) => part.holds);
  const told = trace.parts.flatMap((part) => {
    const facts = part.holds ? describeFacts(decidingPart(part), language) : [describeFailure(part, language)];
    return facts.map((fact) => (isMixed ? `${part.holds ? '✓' : '✗'} ${fact}` : fact));
  });
  return [...new Set(told)].join(SEMICOLON[language]);
}

function describeFailure(part: ConditionTrace, language: Language): string {
  return isCompound(part) ? inBrackets(describeTrace(part, language), language) : describeFact(part, language);
}

/** The alternative with the fewest tests failed, the first of equals. */
function describeNearest(trace: CompoundTrace, language: Language): string {
  let nearest = trace.parts[0]!;
  for (const part of trace.parts) if (failedTests(part) < failedTests(nearest)) nearest = part;
  const count = trace.parts.length;
  const note = language === 'zh' ? `（${count} 种情形中最接近的一种）` : ` (nearest of ${count} alternatives)`;
  return `${describeTrace(nearest, language)}${note}`;
}

function failedTests(trace: ConditionTrace): number {
  return trace.holds ? 0 : testsOf(decidingPart(trace)).length;
}

/** Facts that hold side by side, whatever joined their tests; a fact that two tests share is told once. */
function describeFacts(trace: ConditionTrace, language: Language): string[] {
  if (!isCompound(trace)) return [describeFact(trace, language)];
  return [...new Set(trace.parts.flatMap((part) => describeFacts(part, language)))];
}

function describeFact(trace: NotTrace | TestTrace, language: Language): string {
  if (trace.kind !== 'not') return describeTest(trace, language);
  // A fact about codes reads the same whether the rule asks for it or forbids it.
  if (trace.part.kind === 'codes') return describeTest(trace.part, language);
  const inner = inBrackets(describeCondition(trace.part, language), language);
  if (language === 'zh') return `${trace.holds ? '不成立' : '成立，而须不成立'}${inner}`;
  return `${trace.holds ? 'does not hold' : 'holds and must not'}: ${inner}`;
}

function describeTest(test: TestTrace, language: Language): string {
  switch (test.kind) {
    case 'codes':
      return describeCodes(test, language);
    case 'count': {
      const codes = test.hits!.length === 0 ? '' : ` ${inBrackets(test.hits!.join(COMMA[language]), language)}`;
      const found = language === 'zh' ? `实有 ${test.value} 个${codes.trim()}` : `found ${test.value}${codes}`;
      return `${describeCondition(test, language)}${COLON[language]}${found}`;
    }
    case 'number':
      return describeNumber(test, language);
    case 'severity': {
      const level = test.level.toUpperCase();
      if (!test.holds) return language === 'zh' ? `没有计入的 ${level}` : `no counted ${level}`;
      const codes = test.hits!.join(COMMA[language]);
      return language === 'zh' ? `计入的 ${level} ${codes}` : `counted ${level} ${codes}`;
    }
    case 'constant':
    case 'comparison':
      return describeCondition(test, language);
  }
}

function describeNumber(test: Extract<TestTrace, { kind: 'number' }>, language: Language): string {
  const name = numberName(test.name)[language];
  const isMissing = test.value === null || test.value === undefined;
  const value = isMissing ? MISSING[language] : numberValue(test.name, test.value!, language);
  const limit = numberValue(test.name, test.limit, language);
  const codes = test.hits === undefined || test.hits.length === 0 ? '' : ` [${test.hits.join(COMMA[language])}]`;
  const stated = language === 'zh' ? `${name}${isMissing ? '' : ' '}${value}` : `${name} is ${value}`;
  const found = `${stated}${codes}`;
  if (test.operator === '==') {
    if (test.holds) return found;
    return language === 'zh' ? `${found}，须为${/^\d/.test(limit) ? ' ' : ''}${limit}` : `${found}, must be ${limit}`;
  }
  const asked = `${OPERATOR_SIGNS[test.operator]} ${limit}`;
  if (test.holds) return language === 'zh' ? `${found}（${asked}）` : `${found} (${asked})`;
  return language === 'zh' ? `${found}，须 ${asked}` : `${found}, must be ${asked}`;
}

function describeCodes(test: Extract<TestTrace, { kind: 'codes' }>, language: Language): string {
  const list = listWords(test.who, test.list)[language];
  const who = WHO_FOUND[test.who][language];
  if (test.holds) {
    const hits = [...new Set(test.hits)];
    const codes = hits.join(COMMA[language]);
    if (language === 'zh') return `${who} ${codes} ${inListZh(list)}`;
    return hits.length > 1 ? `${plural(who)} ${codes} are in ${list}` : `${who} ${codes} is in ${list}`;
  }
  if (test.code === undefined) {
    return language === 'zh' ? `没有${who}${inListZh(list)}` : `no ${who} is in ${list}`;
  }
  if (test.code === null) return (isProcedureWord(test.who) ? NO_PROCEDURE : NO_PRINCIPAL)[language];
  return language === 'zh' ? `${who} ${test.code} 不${inListZh(list)}` : `${who} ${test.code} is not in ${list}`;
}

function plural(who: string): string {
  return who.replace('procedure', 'procedures').replace('diagnosis', 'diagnoses');
}

const NO_PROCEDURE = { zh: '没有手术操作', en: 'there is no procedure' };
const NO_PRINCIPAL = { zh: '没有主要诊断', en: 'there is no principal diagnosis' };
