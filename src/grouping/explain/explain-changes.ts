import { withoutUnrelated } from '../../schemes/switched-conditions.js';
import type { GroupAnswer } from '../group-columns.js';
import { CASE_NUMBERS, type CaseFacts } from '../interpreter/case-facts.js';
import { interpretCase } from '../interpreter/interpret-case.js';
import { sexesThatWouldGroup, undecidedConditions } from '../interpreter/ungrouped-reason.js';
import type { Decision } from '../interpreter/walk-scheme.js';
import { codeOfRule } from './code-of-rule.js';
import type { Changes, UndecidedNumber } from './explanation.js';
import { type ConditionTrace, decidingPart, type TestTrace, testsOf, traceCondition } from './trace-condition.js';

/** What would change the answer: severity up and down, numbers and sex that are missing, chapters of the principal. */
export function explainChanges(facts: CaseFacts, decision: Decision | undefined): Changes {
  const isGrouped = decision !== undefined && decision.rule.kind !== 'fallback';
  return {
    ...(decision === undefined ? {} : neighbours(facts, decision)),
    ...(decision?.rule.kind === 'unrelated' ? { asMedical: answerAsMedical(facts) } : {}),
    undecided: undecidedNumbers(facts),
    otherSex: isGrouped ? [] : otherSexes(facts),
    homes: isGrouped ? [] : homes(facts),
  };
}

function neighbours(facts: CaseFacts, decision: Decision): Pick<Changes, 'higher' | 'lower'> {
  const { chapter, rule, group } = decision;
  const traces = rule.groups.map((entry) => traceCondition(entry.when, facts, { chapter, rule }));
  const at = rule.groups.indexOf(group);
  const before = rule.groups[at - 1];
  const without = decidingPart(traces[at]!);
  const lost = new Set(testsOf(without).map(testKey));
  const lowerAt = traces.findIndex((trace, index) => index > at && holdsWithout(trace, lost));
  const after = rule.groups[lowerAt];
  return {
    ...(before === undefined
      ? {}
      : { higher: { group: before.code, name: before.name, missing: decidingPart(traces[at - 1]!) } }),
    ...(after === undefined ? {} : { lower: { group: after.code, name: after.name, without } }),
  };
}

/** Equal for equal tests, wherever they stand. */
function testKey(test: TestTrace): string {
  switch (test.kind) {
    case 'constant':
      return `constant ${test.truth}`;
    case 'severity':
      return test.level;
    case 'number':
      return `${test.name} ${test.operator} ${test.limit}`;
    case 'comparison':
      return test.text;
    case 'codes':
      return `${test.who}(${test.list})`;
    case 'count':
      return `count(${test.who}(${test.list})) ${test.operator} ${test.limit}`;
  }
}

/** The condition's truth if the given tests came out the other way. */
function holdsWithout(condition: ConditionTrace, lost: ReadonlySet<string>): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.parts.every((part) => holdsWithout(part, lost));
    case 'any':
      return condition.parts.some((part) => holdsWithout(part, lost));
    case 'not':
      return !holdsWithout(condition.part, lost);
    default:
      return lost.has(testKey(condition)) ? !condition.holds : condition.holds;
  }
}

function answerAsMedical(facts: CaseFacts): GroupAnswer {
  return interpretCase(facts.document, facts.record, withoutUnrelated(facts.options));
}

function undecidedNumbers(facts: CaseFacts): UndecidedNumber[] {
  const found: UndecidedNumber[] = [];
  for (const number of CASE_NUMBERS) {
    if (facts.numbers[number] >= 0) continue;
    const places = undecidedConditions(facts, number).map(({ chapter, rule }) =>
      rule === undefined ? { code: chapter.mdc, name: chapter.name } : { code: codeOfRule(rule), name: rule.name },
    );
    if (places.length > 0) found.push({ number, places });
  }
  return found;
}

function otherSexes(facts: CaseFacts): Changes['otherSex'] {
  return sexesThatWouldGroup(facts).map((sex) => ({
    sex,
    answer: interpretCase(facts.document, { ...facts.record, sex }, facts.options),
  }));
}

function homes(facts: CaseFacts): Changes['homes'] {
  const principal = facts.diagnoses[0];
  if (principal === undefined) return [];
  return facts.document.chapters
    .filter((chapter) => chapter.diagnoses.has(principal))
    .map(({ mdc, name }) => ({ mdc, name }));
}
