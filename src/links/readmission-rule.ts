import type { StayScope } from './link-columns.js';

/** Stays that are never counted as readmissions (豁免). */
export interface ReadmissionExemptions {
  /** Planned by the column planned_readmission: its values that say so, and on which stay they were recorded. */
  readonly planned?: {
    readonly values: readonly string[];
    /** The front page records on the first stay that the next one is planned; other files mark the second stay. */
    readonly recorded_on: 'first' | 'second';
  };
  /** Beginnings of the principal diagnosis of the second stay, such as Z51.1 for cycles of chemotherapy. */
  readonly principals?: readonly string[];
  /** Codes of groups or ADRGs of the second stay. */
  readonly groups?: readonly string[];
  /** discharge_type of the first stay: 2 exempts transfers. */
  readonly discharge_types?: readonly number[];
}

/**
 * Which two stays of a patient make a readmission (再入院, 分解住院). Both are compared by hospital, group and principal
 * diagnosis as the scope says; days are the admission of the second less the discharge of the first.
 */
export interface ReadmissionRule extends StayScope {
  /** Longest number of days between, counted in: 15 takes a stay on the 15th day and not one on the 16th. */
  readonly within_days: number;
  /** Shortest number of days between, counted in; 0 where absent, 1 leaves out stays that begin on the day of discharge. */
  readonly least_days?: number;
  readonly exempt?: ReadmissionExemptions;
  /** Which stay is marked: the one after which the patient came back, or the one that came back. */
  readonly counts: 'first' | 'second';
}

/** Answers to a rule, one entry a case in table order, on shared memory. */
export interface ReadmissionColumns {
  /** 1 where the stay that the rule counts is part of such a pair. */
  readonly isHit: Uint8Array;
  /** Row of the nearest other stay of the pair; NO_STAY where there is none. */
  readonly otherRow: Int32Array;
  /** Days between the two; NO_DAYS where there is none. A hit of a longer window with ≤ 10 days is one of 10 days. */
  readonly days: Int32Array;
  /** 1 where all that the rule compares is there. A stay without it is no hit, and no pass either. */
  readonly isJudged: Uint8Array;
}
