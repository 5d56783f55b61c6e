import type { StatementLine } from '../../settlement/settlement.js';

/** First and last row of terms that stand one below the other. */
type Run = readonly [first: number, last: number];

/**
 * The spreadsheet formula of each total of a statement whose lines stand one a row from `firstRow` on, amounts in
 * `column`: the total before it plus the terms since. Rounded to the fen, because yuan as doubles are not exact.
 */
export function totalFormulas(
  lines: readonly StatementLine[],
  firstRow: number,
  column: string,
): Map<StatementLine, string> {
  const formulas = new Map<StatementLine, string>();
  let before: number | undefined;
  let runs: Run[] = [];
  for (const [k, line] of lines.entries()) {
    const row = firstRow + k;
    if (line.role === 'term') {
      const last = runs.at(-1);
      if (last?.[1] === row - 1) runs[runs.length - 1] = [last[0], row];
      else runs.push([row, row]);
    } else if (line.role === 'total') {
      formulas.set(line, sumOf(before, runs, column));
      before = row;
      runs = [];
    }
  }
  return formulas;
}

/** ROUND(E20+SUM(E21:E23,E25),2); a sum of nothing is 0. */
export function sumOf(before: number | undefined, runs: readonly Run[], column: string): string {
  const ranges = runs.map(([first, last]) =>
    first === last ? `${column}${first}` : `${column}${first}:${column}${last}`,
  );
  const parts = [
    ...(before === undefined ? [] : [`${column}${before}`]),
    ...(ranges.length === 0 ? [] : [`SUM(${ranges.join(',')})`]),
  ];
  return parts.length === 0 ? 'ROUND(0,2)' : `ROUND(${parts.join('+')},2)`;
}
