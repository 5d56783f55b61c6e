import type { ResultTable } from '../../kernel/result-table.js';
import { COLUMN } from '../../kernel/table-of-rows.js';
import { tableRows } from '../../simulation/build-tables.js';
import { tablesInUnitWords } from '../../simulation/unit-words.js';
import { type RegionRunResult, tableContext } from '../region-run.js';
import type { ScenarioResult } from '../scenario-run.js';
import { type ConsequencesRead, consequencesOf } from './read-consequences.js';

/**
 * Consequences of conduct, points and scores on both sides of a comparison (后果测算), as further tables of the run: the
 * static results stay as they are.
 */
export function withConsequences(result: RegionRunResult, read: ConsequencesRead | undefined): RegionRunResult {
  if (read === undefined) return result;
  const { baseline, reform, region, leaving = new Map() } = result;
  const cases = [region.year, ...(region.history === undefined ? [] : [region.history])];
  const of = (one: ScenarioResult) => {
    const { timeline, settlement } = one;
    const rows = tableRows('departments', settlement, tableContext(region, one));
    const made = consequencesOf(read, rows, timeline.year, { leaving, cases });
    return { ...made, tables: tablesInUnitWords(made.tables, timeline.segments.at(-1)!.policy.method) };
  };
  const before = of(baseline);
  const after = reform === undefined ? undefined : of(reform);
  const tables = before.tables.map((table, index) =>
    after === undefined ? table : bothSides(table, after.tables[index]!),
  );
  // Who leaves answers to the reform: one table, of neither side.
  const { check } = before;
  const addition = { notices: before.notices, figures: [], manifest: { consequences: read.identity } };
  return {
    ...result,
    tables: [...result.tables, ...tables, ...(check === undefined ? [] : [check])],
    additions: [...(result.additions ?? []), addition],
  };
}

/** The rows of both sides below each other, with the side in the first column. */
function bothSides(before: ResultTable, after: ResultTable): ResultTable {
  const columns: Record<string, string[] | Float64Array> = {
    side: [...Array(before.rowCount).fill('baseline'), ...Array(after.rowCount).fill('reform')],
  };
  for (const { name, type } of before.schema.columns) {
    const both = [...before.columns[name]!, ...after.columns[name]!];
    columns[name] = type === 'text' ? both.map(String) : Float64Array.from(both, Number);
  }
  const schema = { ...before.schema, columns: [COLUMN.key('side', '方案', 'side'), ...before.schema.columns] };
  return { schema, rowCount: before.rowCount + after.rowCount, columns };
}
