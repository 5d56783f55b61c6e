import { BUREAU_FEEDBACK_TABLE } from './bureau-feedback-table.js';
import { DISTANCES_TABLE } from './distances-table.js';
import { EXAMINATIONS_TABLE } from './examinations-table.js';
import { GROUP_MEANS_TABLE } from './group-means-table.js';
import type { InputTable, InputTableKind } from './input-table.js';
import { ITEMS_TABLE } from './items-table.js';
import { LEDGER_TABLE } from './ledger-table.js';
import { LOW_RISK_GROUPS_TABLE } from './low-risk-groups-table.js';
import { MEDICAL_RECORDS_TABLE } from './medical-records-table.js';
import { OUTPATIENT_TABLE } from './outpatient-table.js';
import { PERSON_POINTS_TABLE } from './person-points-table.js';
import { POPULATION_TABLE } from './population-table.js';
import { REGISTER_TABLE } from './register-table.js';
import { REVIEW_LIST_TABLE } from './review-list-table.js';

/** Every table beside the cases. */
export const INPUT_TABLES: Readonly<Record<InputTableKind, InputTable>> = {
  register: REGISTER_TABLE,
  ledger: LEDGER_TABLE,
  'group-means': GROUP_MEANS_TABLE,
  items: ITEMS_TABLE,
  outpatient: OUTPATIENT_TABLE,
  population: POPULATION_TABLE,
  distances: DISTANCES_TABLE,
  'medical-records': MEDICAL_RECORDS_TABLE,
  examinations: EXAMINATIONS_TABLE,
  'low-risk-groups': LOW_RISK_GROUPS_TABLE,
  'review-list': REVIEW_LIST_TABLE,
  'bureau-feedback': BUREAU_FEEDBACK_TABLE,
  'person-points': PERSON_POINTS_TABLE,
};

export const INPUT_TABLE_KINDS = Object.keys(INPUT_TABLES) as InputTableKind[];
