import { findColumn } from '../../cases/case-table.js';
import { MISSING_DAY } from '../../kernel/day.js';
import { maskOfPatterns } from '../../kernel/match-patterns.js';
import type { MonitorFacts } from '../monitor/monitor-facts.js';
import { type MonitorNeed, missingNeeds } from '../monitor/needs.js';
import { isAbove } from '../monitor/rules/rule-parts.js';
import { FAULT, type ListCheck, NOT_APPLICABLE, PASSED } from './list-check.js';
import { LIST_CHECKS } from './list-checks.js';

/** One check over all lists. */
export interface CheckResult {
  readonly check: ListCheck;
  /** Class of risk; undefined: the rules do not name the check. */
  readonly risk: '3' | '2' | '1' | undefined;
  readonly points: number;
  readonly missing: readonly MonitorNeed[];
  readonly faults: number;
  readonly passed: number;
  readonly notApplicable: number;
}

/** One upload rule over all lists. */
export interface UploadResult {
  readonly name: string;
  /** By row: NOT_APPLICABLE, PASSED or FAULT (late). */
  readonly answers: Uint8Array;
  readonly missing: readonly MonitorNeed[];
}

export interface ListQuality {
  readonly checks: readonly CheckResult[];
  /** By row: sum of the risk points of its faults. */
  readonly points: Uint16Array;
  /** By row, a bit for each check of `checks`: faults, and checks that could be judged. */
  readonly faults: Uint32Array;
  readonly judged: Uint32Array;
  /** Bits of the checks whose faults make the error rate. */
  readonly errorBits: number;
  readonly uploads: readonly UploadResult[];
}

/** Makes all checks of all lists. A check that needs what is not there judges nothing. */
export function judgeLists(facts: MonitorFacts): ListQuality {
  const rules = facts.rules.list_quality;
  const points = new Uint16Array(facts.caseCount);
  const faults = new Uint32Array(facts.caseCount);
  const judged = new Uint32Array(facts.caseCount);
  const checks = LIST_CHECKS.map((check, bit): CheckResult => {
    const risk = rules.checks[check.id];
    const missing = missingNeeds(facts, [...check.needs, ...(check.furtherNeeds?.(facts.rules) ?? [])]);
    const risked = risk === undefined ? 0 : rules.points[risk];
    const result = { check, risk, points: risked, missing };
    if (risk === undefined || missing.length > 0) {
      return { ...result, faults: 0, passed: 0, notApplicable: facts.caseCount };
    }
    const counts = gather(check.judge(facts), 1 << bit, risked, { points, faults, judged });
    return { ...result, ...counts };
  });
  const isError = maskOfPatterns(
    LIST_CHECKS.map(({ id }) => id),
    rules.error_checks,
  );
  return {
    checks,
    points,
    faults,
    judged,
    errorBits: isError.reduce((bits, is, bit) => (is === 1 ? bits | (1 << bit) : bits), 0),
    uploads: rules.uploads.map((rule) => judgeUpload(facts, rule)),
  };
}

function gather(
  answers: Uint8Array,
  bit: number,
  risked: number,
  { points, faults, judged }: Pick<ListQuality, 'points' | 'faults' | 'judged'>,
): Pick<CheckResult, 'faults' | 'passed' | 'notApplicable'> {
  let count = 0;
  let notApplicable = 0;
  for (let row = 0; row < answers.length; row++) {
    const answer = answers[row]!;
    if (answer === NOT_APPLICABLE) {
      notApplicable++;
      continue;
    }
    judged[row]! |= bit;
    if (answer !== FAULT) continue;
    faults[row]! |= bit;
    points[row]! += risked;
    count++;
  }
  return { faults: count, passed: answers.length - notApplicable - count, notApplicable };
}

function judgeUpload(
  facts: MonitorFacts,
  rule: MonitorFacts['rules']['list_quality']['uploads'][number],
): UploadResult {
  const missing = missingNeeds(facts, [{ column: 'upload_date' }, { column: rule.after }]);
  const answers = new Uint8Array(facts.caseCount);
  if (missing.length > 0) return { name: rule.name, answers, missing };
  const uploaded = findColumn(facts.table, 'upload_date', 'day')!.values;
  const after = findColumn(facts.table, rule.after, 'day')!.values;
  for (let row = 0; row < answers.length; row++) {
    if (uploaded[row] === MISSING_DAY || after[row] === MISSING_DAY) continue;
    answers[row] = isAbove(uploaded[row]! - after[row]!, rule.days) ? FAULT : PASSED;
  }
  return { name: rule.name, answers, missing };
}
