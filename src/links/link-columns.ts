import type { GroupCatalogue, GroupColumns } from '../grouping/group-columns.js';
import type { Finding } from '../kernel/finding.js';

/** In every column of rows: there is no such stay. */
export const NO_STAY = -1;
/** In every column of days: there is no such stay. Days between stays are never negative, so nothing else is -1. */
export const NO_DAYS = -1;
/** In stayNumberOfYear: the patient or the day of the year is missing. */
export const NO_NUMBER = 0;

/**
 * For each case the nearest stays of the same patient (前后两次住院). A stay comes before another where it ended by the
 * day on which the other began; days are admission less discharge (discharge 1 March, admission 16 March: 15 days; a
 * transfer on one day: 0). Stays that overlap are neither before nor after each other.
 */
export interface NearestStays {
  /** Row of the stay before with the latest discharge; among equal ones the last admitted. */
  readonly previousRow: Int32Array;
  /** Row of the stay after with the earliest admission; among equal ones the first discharged. */
  readonly nextRow: Int32Array;
  readonly daysSincePrevious: Int32Array;
  readonly daysToNext: Int32Array;
}

/** Which stays are looked at as nearest ones: those that share all that is asked. What is missing equals nothing. */
export interface StayScope {
  readonly hospital: 'any' | 'same';
  /** `same`: the same group (DRG, DIP entry); `same_adrg`: the same ADRG. A case that no group takes shares none. */
  readonly group: 'any' | 'same' | 'same_adrg';
  /** Principal diagnosis: the whole code, or its category. */
  readonly principal: 'any' | 'same_category' | 'same_code';
  /** Leading characters that make a category, the dot not counted; 3 where absent (I63.9 → I63). */
  readonly category_characters?: number;
}

/** Rows by patient and time, for questions to linked stays that come later. */
export interface StayOrder {
  /**
   * Rows of patients with two or more usable stays, each patient's together, by admission, discharge and case_id. The
   * order of patients means nothing.
   */
  readonly rows: Int32Array;
  /** Where each patient's stays begin in `rows`; one more entry ends the last. */
  readonly starts: Int32Array;
  /** By row: a number for each patient, -1 where the key is missing. Equal keys have equal numbers, no more is meant. */
  readonly patient: Int32Array;
  readonly patientCount: number;
  /** By row: 1 where patient, admission and discharge are there and in order. */
  readonly isUsable: Uint8Array;
}

/** Facts on other stays, one entry a case in table order, on shared memory; read-only for every stage. */
export interface LinkColumns extends NearestStays {
  /**
   * Number of the stay among the patient's stays of the calendar year of `yearBy`, from 1; 0 unknown. Counted in the
   * order of that day; stays of one day by admission, discharge, case_id. 65,535 stands for that many and more.
   */
  readonly stayNumberOfYear: Uint16Array;
  /** Row of a stay at another hospital that overlaps; absent where the table has no hospital_id. See findOverlaps. */
  readonly overlappingRow?: Int32Array;
  readonly order: StayOrder;
  /** What linkStays was given, for rules that compare groups. */
  readonly groups?: GroupColumns;
  readonly catalogue?: GroupCatalogue;
  /** Rows that got no links, counted, with the first of them. */
  readonly findings: readonly Finding[];
}
