import type { Text } from '../../kernel/errors.js';
import type { MonitorFacts } from '../monitor/monitor-facts.js';
import type { MonitorNeed } from '../monitor/needs.js';
import type { MonitorRules } from '../monitor/rules/monitor-rules-schema.js';

/** Answers of a check by row. What a check needs and a list lacks makes it not applicable: neither passed nor failed. */
export const NOT_APPLICABLE = 0;
export const PASSED = 1;
export const FAULT = 2;

/** One of the checks of a settlement list (清单质控). */
export interface ListCheck {
  readonly id: string;
  readonly label: Text;
  readonly needs: readonly MonitorNeed[];
  /** What the rules of the region make it need besides. */
  readonly furtherNeeds?: (rules: MonitorRules) => readonly MonitorNeed[];
  /** By row NOT_APPLICABLE, PASSED or FAULT. */
  readonly judge: (facts: MonitorFacts) => Uint8Array;
}

/** Judges row by row. */
export function judgeRows(facts: MonitorFacts, answer: (row: number) => number): Uint8Array {
  const out = new Uint8Array(facts.caseCount);
  for (let row = 0; row < out.length; row++) out[row] = answer(row);
  return out;
}

export const faultIf = (isFault: boolean): number => (isFault ? FAULT : PASSED);
