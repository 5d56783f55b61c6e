import type { SchemeDocument, SchemeOptions } from '../../schemes/scheme-document.js';
import { principalsOf } from '../../schemes/switched-conditions.js';
import { codeOfRule } from '../explain/code-of-rule.js';
import { decidingPart, type TestTrace, testsOf, traceCondition } from '../explain/trace-condition.js';
import type { CaseRecord } from '../group-columns.js';
import { caseFacts } from '../interpreter/case-facts.js';
import { matchCode } from '../interpreter/code-matching.js';
import { isRefused, UNGROUPED } from '../interpreter/interpret-case.js';
import { conditionAt, findDecision, isTried } from '../interpreter/walk-scheme.js';
import type { Move, Side } from './move.js';
import type { PlacedRule, SchemePair } from './pair-schemes.js';
import { reasonWithinAdrg } from './reason-within-adrg.js';

/**
 * Why a case that has another group under the second scheme has it: the literal walks of both are held against each
 * other, and the first reason in the order of MOVE_REASONS that holds is given. Only for cases that moved.
 *
 * @param options switches of this run, over the defaults of both schemes
 */
export function reasonOfMove(pair: SchemePair, record: CaseRecord, options: Partial<SchemeOptions> = {}): Move {
  const from = sideOf(pair.from, record, options);
  const to = sideOf(pair.to, record, options);
  return (
    unknownCode(from, to) ??
    procedureValidity(from, to) ??
    changedChapter(from, to) ??
    changedRule(pair, from, to) ??
    reasonWithinAdrg(from, to) ?? { reason: 'renamed', detail: arrow(groupCode(from), groupCode(to)) }
  );
}

function sideOf(document: SchemeDocument, record: CaseRecord, options: Partial<SchemeOptions>): Side {
  const facts = caseFacts(document, record, { ...document.options, ...options });
  return { document, facts, decision: isRefused(facts) ? undefined : findDecision(facts) };
}

const arrow = (before: string, after: string): string => `${before} → ${after}`;
const groupCode = ({ decision }: Side): string => decision?.group.code ?? UNGROUPED;
const ruleCode = ({ decision }: Side): string => (decision === undefined ? UNGROUPED : codeOfRule(decision.rule));

/** Codes that made the decision: the principal, and what the tests of chapter, rule and group found. */
function decidingCodes({ facts, decision }: Side): string[] {
  const codes = facts.diagnoses.slice(0, 1).filter((code) => code !== undefined);
  if (decision === undefined) return codes;
  const { chapter, rule, group } = decision;
  const traces = [
    traceCondition(conditionAt(facts, chapter), facts, { chapter }),
    traceCondition(conditionAt(facts, chapter, rule), facts, { chapter, rule }),
    traceCondition(group.when, facts, { chapter, rule }),
  ];
  return [...codes, ...traces.flatMap((trace) => testsOf(decidingPart(trace)).flatMap((test) => test.hits ?? []))];
}

/** What a scheme takes each code of the record for, diagnoses before procedures; undefined where it knows none. */
function matchedCodes({ document, facts: { record, options } }: Side): (string | undefined)[] {
  return [
    ...record.dx.map((code) => matchCode(document.diagnoses, code, options.code_match)),
    ...record.px.map((code) => matchCode(document.procedures, code, options.code_match)),
  ];
}

function unknownCode(from: Side, to: Side): Move | undefined {
  for (const [side, other] of [
    [from, to],
    [to, from],
  ] as const) {
    // By position: a code that the other scheme takes by its category has another name there and is known all the same.
    const given = matchedCodes(side);
    const taken = matchedCodes(other);
    for (const code of decidingCodes(side)) {
      if (taken[given.indexOf(code)] !== undefined) continue;
      return { reason: 'code_unknown', detail: `${code}: ${side.document.id}` };
    }
  }
  return undefined;
}

const isUnrelated = ({ decision }: Side): boolean => decision?.rule.kind === 'unrelated';

function procedureValidity(from: Side, to: Side): Move | undefined {
  if (isUnrelated(from) === isUnrelated(to)) return undefined;
  const isValid = ({ document, facts: { procedures } }: Side): boolean =>
    procedures[0] !== undefined && document.validProcedures.has(procedures[0]);
  if (isValid(from) === isValid(to)) return undefined;
  const side = isValid(from) ? from : to;
  return { reason: 'procedure_validity', detail: `${side.facts.procedures[0]}: ${side.document.id}` };
}

/** Letters of the chapters whose own list holds the principal. */
function homes({ document, facts }: Side): string[] {
  const principal = facts.diagnoses[0];
  if (principal === undefined) return [];
  return document.chapters
    .filter((chapter) => principalsOf(chapter, facts.options.left_out_principals).has(principal))
    .map(({ mdc }) => mdc);
}

function changedChapter(from: Side, to: Side): Move | undefined {
  const before = homes(from);
  const after = homes(to);
  const left = from.decision?.chapter.mdc;
  const entered = to.decision?.chapter.mdc;
  if (left === entered) return undefined;
  const isLeft = left !== undefined && before.includes(left) && !after.includes(left);
  const isEntered = entered !== undefined && after.includes(entered) && !before.includes(entered);
  if (!isLeft && !isEntered) return undefined;
  const shown = (letters: readonly string[]): string => (letters.length === 0 ? '–' : letters.join(' '));
  const principal = (from.facts.diagnoses[0] ?? to.facts.diagnoses[0])!;
  return { reason: 'chapter_changed', detail: `${principal}: ${arrow(shown(before), shown(after))}` };
}

/**
 * The deciding rule of the first scheme is looked for in the second: if it is gone or does not hold there, that is why.
 * If it does hold, the second's rule was tried before it, and is looked for in the first.
 */
function changedRule(pair: SchemePair, from: Side, to: Side): Move | undefined {
  if (isFallen(from) && isFallen(to)) return undefined;
  const counterpart = from.decision === undefined ? undefined : pair.counterparts.get(from.decision.rule);
  if (counterpart !== undefined && counterpart.rule === to.decision?.rule) return undefined;
  const turn = (before: string, after: string): string => arrow(before, after);
  if (!isFallen(from)) {
    const lost = whyNotTaken(from, to, counterpart, turn);
    if (lost !== undefined) return lost;
  }
  if (!isFallen(to)) {
    const original = pair.originals.get(to.decision!.rule);
    const gained = whyNotTaken(to, from, original, (after, before) => arrow(before, after));
    if (gained !== undefined) return gained;
  }
  return { reason: 'order_changed', detail: arrow(ruleCode(from), ruleCode(to)) };
}

/** Taken by no rule, or by the one for what no other takes. */
const isFallen = ({ decision }: Side): boolean => decision === undefined || decision.rule.kind === 'fallback';

/**
 * Why the rule that decided on one side did not take the case on the other; undefined where it holds there.
 * @param turn puts what is said of this side and of the other in the order of the two schemes
 */
function whyNotTaken(
  side: Side,
  other: Side,
  there: PlacedRule | undefined,
  turn: (here: string, there: string) => string,
): Move | undefined {
  const { chapter, rule } = side.decision!;
  if (isRefused(other.facts)) return { reason: 'condition_changed', detail: `missing=${other.facts.options.missing}` };
  if (rule.kind === 'unrelated') {
    if (there === undefined || !isTried(there.rule, other.facts)) {
      return { reason: 'unrelated_rule', detail: turn(ruleCode(side), ruleCode(other)) };
    }
  }
  const here = [
    ...heldTests(traceCondition(conditionAt(side.facts, chapter), side.facts, { chapter })),
    ...heldTests(traceCondition(conditionAt(side.facts, chapter, rule), side.facts, { chapter, rule })),
  ];
  const listed = (code: string): Move => ({
    reason: 'list_changed',
    detail: `${code}: ${turn(ruleCode(side), ruleCode(other))}`,
  });
  const deciding = here.flatMap((test) => test.hits ?? []).at(-1) ?? side.facts.diagnoses[0] ?? '–';
  if (there === undefined) return listed(deciding);
  const steps = [
    {
      name: chapter.mdc,
      text: chapter.whenText,
      otherText: there.chapter.whenText,
      when: conditionAt(other.facts, there.chapter),
    },
    {
      name: codeOfRule(rule),
      text: rule.whenText,
      otherText: there.rule.whenText,
      when: conditionAt(other.facts, there.chapter, there.rule),
    },
  ];
  for (const { name, text, otherText, when } of steps) {
    const trace = traceCondition(when, other.facts, there);
    if (trace.holds) continue;
    const code = codeOfLostList(here, testsOf(decidingPart(trace)));
    if (code !== undefined) return listed(code);
    if (text === otherText) return listed(deciding);
    return { reason: 'condition_changed', detail: `${name}: ${turn(text, otherText)}` };
  }
  return undefined;
}

function heldTests(trace: Parameters<typeof decidingPart>[0]): TestTrace[] {
  return testsOf(decidingPart(trace)).filter((test) => test.holds);
}

/** A code that a list held on this side, where the same test of the other side found nothing. */
function codeOfLostList(held: readonly TestTrace[], failed: readonly TestTrace[]): string | undefined {
  for (const test of failed) {
    if ((test.kind !== 'codes' && test.kind !== 'count') || test.holds) continue;
    const same = held.find(
      (before) =>
        (before.kind === 'codes' || before.kind === 'count') && before.who === test.who && before.list === test.list,
    );
    if (same?.hits?.[0] !== undefined) return same.hits[0];
  }
  return undefined;
}
