import type { CaseTexts } from './clean-cases.js';

/** A fault of one row that any form can carry, and the reason it must end in. */
export interface RowDamage {
  readonly name: string;
  readonly code: string;
  readonly column: string;
  readonly harm: (row: CaseTexts, rows: readonly CaseTexts[]) => CaseTexts;
}

const cell = (name: string, column: string, value: string, code: string): RowDamage => ({
  name,
  code,
  column,
  harm: (row) => ({ ...row, [column]: value }),
});

export const ROW_DAMAGES: readonly RowDamage[] = [
  cell('no case id', 'case_id', '', 'row_case_id_missing'),
  {
    name: 'the case id of an earlier row',
    code: 'row_case_id_doubled',
    column: 'case_id',
    harm: (row, rows) => ({ ...row, case_id: rows[0]!.case_id! }),
  },
  cell('a case id eaten by a spreadsheet', 'case_id', '1.2E+17', 'cell_scientific_notation'),
  cell('a sex of 7', 'sex', '7', 'cell_value_not_allowed'),
  cell('a sex in words', 'sex', '男', 'cell_value_not_allowed'),
  cell('a negative age', 'age_years', '-1', 'cell_out_of_range'),
  cell('an age of 131', 'age_years', '131', 'cell_out_of_range'),
  cell('half a year', 'age_years', '4.5', 'cell_not_whole'),
  cell('an age with its unit', 'age_years', '45岁', 'cell_not_a_number'),
  cell('31 February', 'admit_date', '2026-02-31', 'cell_not_a_date'),
  cell('a day of 1905', 'admit_date', '1905-07-17', 'cell_date_out_of_range'),
  cell('a day of 2126', 'discharge_date', '2126-03-01', 'cell_date_out_of_range'),
  cell('a date written month first', 'admit_date', '03/01/2026', 'cell_not_a_date'),
  cell('a serial number for a date', 'discharge_date', '46082', 'cell_date_is_serial'),
  {
    name: 'a discharge before the admission',
    code: 'row_discharge_before_admission',
    column: 'discharge_date',
    harm: (row) => ({ ...row, admit_date: '2026-03-20', discharge_date: '2026-03-19' }),
  },
  cell('days in words', 'los_days', '三天', 'cell_not_a_number'),
  cell('a stay of 20,001 days', 'los_days', '20001', 'cell_out_of_range'),
  cell('a discharge type of 8', 'discharge_type', '8', 'cell_value_not_allowed'),
  cell('an unknown insurance', 'insurance', '职工', 'cell_value_not_allowed'),
  cell('an amount in words', 'total_cost', '一千元', 'cell_not_a_number'),
  cell('two dots in an amount', 'total_cost', '12..5', 'cell_not_a_number'),
  cell('an amount of NaN', 'total_cost', 'NaN', 'cell_not_a_number'),
  cell('an infinite amount', 'total_cost', 'Infinity', 'cell_not_a_number'),
  cell('a currency sign', 'total_cost', '$12.50', 'cell_not_a_number'),
  cell('a decimal comma', 'total_cost', '1.234,56', 'cell_not_a_number'),
  cell('an amount above ten thousand million', 'total_cost', '10000000000.01', 'cell_out_of_range'),
  cell('a refund without its original', 'total_cost', '-5', 'row_refund_unmatched'),
  cell('a negative part', 'cost_drug', '-0.01', 'cell_negative_amount'),
  cell('a diagnosis eaten by a spreadsheet', 'dx', '1.2E+05', 'cell_scientific_notation'),
  cell('a procedure eaten by a spreadsheet', 'px', '4.7E+17', 'cell_scientific_notation'),
];
