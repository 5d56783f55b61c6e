import { columnSchema } from '../cases/columns.js';

/** Everything grouping may look at; a stage asks only for what a scheme can use. */
export const GROUPING_COLUMNS = [
  'case_id',
  'sex',
  'age_years',
  'age_days',
  'birth_weight_g',
  'admission_weight_g',
  'los_days',
  'discharge_type',
  'dx',
  'px',
].filter((name) => columnSchema(name) !== undefined);
