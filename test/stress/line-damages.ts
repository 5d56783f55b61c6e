import { type CaseTexts, HEADINGS } from '../cases/damage/clean-cases.js';
import { ROW_DAMAGES } from '../cases/damage/row-damages.js';
import { csvLine } from '../cases/damage/write-form.js';

/** A fault of one line of a CSV file and the reason that it must end in. */
export interface LineDamage {
  readonly name: string;
  readonly code: string;
  readonly column: string;
  /** The line without its end; `first` is the first case of the file. */
  readonly line: (row: CaseTexts, first: CaseTexts) => string;
}

export const lineOf = (row: CaseTexts): string => csvLine(HEADINGS.map((heading) => row[heading] ?? ''));

const cell = (name: string, column: string, value: string, code: string): LineDamage => ({
  name,
  code,
  column,
  line: (row) => lineOf({ ...row, [column]: value }),
});
const shape = (name: string, code: string, alter: (line: string) => string): LineDamage => ({
  name,
  code,
  column: '',
  line: (row) => alter(lineOf(row)),
});

/** 40 kinds and more: those that any form can carry, and those of lines and of what spreadsheets leave in cells. */
export const LINE_DAMAGES: readonly LineDamage[] = [
  ...ROW_DAMAGES.map(({ name, code, column, harm }) => ({
    name,
    code,
    column,
    line: (row: CaseTexts, first: CaseTexts) => lineOf(harm(row, [first])),
  })),
  shape('a cell too few', 'row_too_few_cells', (line) => line.slice(0, line.lastIndexOf(','))),
  shape('a cell too many', 'row_too_many_cells', (line) => `${line},x`),
  shape('text after a closing quote', 'row_broken_quotes', (line) => line.replace(/^[^,]*/, '"$&"x')),
  cell('an error value', 'total_cost', '#N/A', 'cell_not_a_number'),
  cell('a formula for an amount', 'total_cost', '=A1+1', 'cell_not_a_number'),
  cell('a truth value for a sex', 'sex', 'TRUE', 'cell_value_not_allowed'),
  cell('a thirteenth month', 'discharge_date', '2026-13-01', 'cell_not_a_date'),
  cell('days below zero', 'los_days', '-3', 'cell_out_of_range'),
  cell('half a day', 'los_days', '2.5', 'cell_not_whole'),
  cell('an amount in hexadecimal digits', 'cost_drug', '0x1F', 'cell_not_a_number'),
];
