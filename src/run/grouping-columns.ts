import { CONDITION_NUMBERS } from '../cases/columns.js';

/** Everything grouping may look at; a stage asks only for what a scheme can use. */
export const GROUPING_COLUMNS = ['case_id', ...CONDITION_NUMBERS, 'dx', 'px'];
