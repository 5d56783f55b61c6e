import type { ResultTable } from '../../kernel/result-table.js';
import { tableOfRows } from '../../kernel/table-of-rows.js';
import { compareRows } from '../compare-settlements.js';
import { decilesOf, type SplitYear, splitRows } from './split-rows.js';
import { SPLIT_TABLE_NAMES, splitSchema } from './split-schemas.js';

/** The year by category, age band, payment method, burden of patients and decile of margin. */
export function splitTables(year: SplitYear): ResultTable[] {
  const deciles = decilesOf(year);
  return SPLIT_TABLE_NAMES.map((name) =>
    tableOfRows(splitSchema(name, year.context.weightDecimals), splitRows(name, year, deciles)),
  );
}

/** The same of a baseline and a reform, as a comparison. Deciles are the baseline's on both sides. */
export function compareSplits(baseline: SplitYear, reform: SplitYear): ResultTable[] {
  const deciles = decilesOf(baseline);
  const weightDecimals = Math.max(baseline.context.weightDecimals, reform.context.weightDecimals);
  return SPLIT_TABLE_NAMES.map((name) =>
    compareRows(
      splitSchema(name, weightDecimals),
      splitRows(name, baseline, deciles),
      splitRows(name, reform, deciles),
    ),
  );
}
