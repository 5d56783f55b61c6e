import type { GroupAnswer } from '../../src/grouping/group-columns.js';

/** What a comparison of two engines met; the first few differences in full. */
export interface Tally {
  cases: number;
  readonly groups: Set<string>;
  /** Status, or the reason of an ungrouped case, by count. */
  readonly outcomes: Map<string, number>;
  readonly differences: string[];
}

/** Differences after which nothing more is compared. */
export const MOST_DIFFERENCES = 5;

export const emptyTally = (): Tally => ({ cases: 0, groups: new Set(), outcomes: new Map(), differences: [] });

export function tallyAnswers(record: object, literal: GroupAnswer, compiled: GroupAnswer, tally: Tally): void {
  tally.cases++;
  tally.groups.add(literal.group);
  const outcome = literal.reason === '' ? literal.status : literal.reason;
  tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
  const same =
    literal.group === compiled.group &&
    literal.mdc === compiled.mdc &&
    literal.adrg === compiled.adrg &&
    literal.status === compiled.status &&
    literal.reason === compiled.reason;
  if (same || tally.differences.length >= MOST_DIFFERENCES) return;
  tally.differences.push(
    `${JSON.stringify(record)}: literal ${JSON.stringify(literal)}, compiled ${JSON.stringify(compiled)}`,
  );
}
