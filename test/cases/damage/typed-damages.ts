/** A value that only a column of a type holds, in one row, and what it must end in. */
export interface TypedDamage {
  readonly name: string;
  readonly column: string;
  readonly type: string;
  /** The odd value, as SQL. */
  readonly value: string;
  /** Why the row is rejected; `error`: the file is refused. */
  readonly code: string;
  readonly ends: 'row' | 'error';
}

const row = (name: string, column: string, type: string, value: string, code: string): TypedDamage => ({
  name,
  column,
  type,
  value,
  code,
  ends: 'row',
});

export const TYPED_DAMAGES: readonly TypedDamage[] = [
  row('NaN as an amount', 'total_cost', 'DOUBLE', "'NaN'::DOUBLE", 'cell_not_a_number'),
  row('an infinite amount', 'total_cost', 'DOUBLE', "'Infinity'::DOUBLE", 'cell_not_a_number'),
  row('an amount of 1e300', 'total_cost', 'DOUBLE', '1e300::DOUBLE', 'cell_out_of_range'),
  row('an amount below zero as FLOAT', 'cost_drug', 'FLOAT', '(-0.5)::FLOAT', 'cell_negative_amount'),
  row(
    'an amount of 38 digits',
    'total_cost',
    'DECIMAL(38,2)',
    "'999999999999999999999999999999999999.99'::DECIMAL(38,2)",
    'cell_out_of_range',
  ),
  row('NaN as an age', 'age_years', 'DOUBLE', "'NaN'::DOUBLE", 'cell_not_a_number'),
  row('half a year', 'age_years', 'DOUBLE', '4.5::DOUBLE', 'cell_not_whole'),
  row('half a day', 'los_days', 'DECIMAL(9,1)', '2.5::DECIMAL(9,1)', 'cell_not_whole'),
  row('days of 20 digits', 'los_days', 'UBIGINT', '18446744073709551615::UBIGINT', 'cell_out_of_range'),
  row('days below zero', 'los_days', 'BIGINT', '(-9223372036854775807)::BIGINT', 'cell_out_of_range'),
  row('a sex of 255', 'sex', 'UTINYINT', '255::UTINYINT', 'cell_value_not_allowed'),
  row('a sex of 1.5', 'sex', 'DOUBLE', '1.5::DOUBLE', 'cell_not_whole'),
  row('a discharge type below zero', 'discharge_type', 'TINYINT', '(-1)::TINYINT', 'cell_value_not_allowed'),
  row(
    'an insurance that an enumeration has',
    'insurance',
    "ENUM('employee','resident','other','none')",
    "'none'",
    'cell_value_not_allowed',
  ),
  row('a day without end', 'discharge_date', 'DATE', "'infinity'::DATE", 'cell_not_a_date'),
  row('a moment without end', 'discharge_date', 'TIMESTAMP', "'infinity'::TIMESTAMP", 'cell_not_a_date'),
  row('a moment of 1905', 'admit_date', 'TIMESTAMP', "'1905-07-17 00:00:00'::TIMESTAMP", 'cell_date_out_of_range'),
  row('a day before Christ', 'admit_date', 'DATE', "'0044-03-15 (BC)'::DATE", 'cell_not_a_date'),
  {
    name: 'a moment that is no midnight',
    column: 'discharge_date',
    type: 'TIMESTAMPTZ',
    value: "'2026-03-03 16:00:00+00'::TIMESTAMPTZ",
    code: 'parquet_moments_not_days',
    ends: 'error',
  },
];
