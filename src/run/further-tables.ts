import type { ResultTable } from '../kernel/result-table.js';
import { paymentPartsTable } from '../simulation/attribution/payment-parts-table.js';
import { standardsAtFirstValue } from '../simulation/attribution/standards-at-first-value.js';
import type { TableContext } from '../simulation/build-tables.js';
import { drivingGroups } from '../simulation/driving-groups.js';
import { outlierMoves } from '../simulation/splits/outlier-moves.js';
import { splitYear } from '../simulation/splits/split-rows.js';
import { compareSplits } from '../simulation/splits/split-tables.js';
import { winnersTable } from '../simulation/splits/winners-table.js';
import { groupKindOf } from './kinds-of-method.js';
import type { ScenarioResult } from './scenario-run.js';

/**
 * The comparison cut by other keys: category, age, payment, patients, margin decile, moves between bands, and the change
 * as structure, price and management. Every sum in them is one of the common tables'.
 */
export function furtherTables(
  baseline: ScenarioResult,
  reform: ScenarioResult,
  contexts: { readonly baseline: TableContext; readonly reform: TableContext },
): ResultTable[] {
  const [before, after] = (['baseline', 'reform'] as const).map((side) => {
    const result = side === 'baseline' ? baseline : reform;
    const { method } = result.timeline.segments.at(-1)!.policy;
    return splitYear(result.cleared, result.settlement, contexts[side], groupKindOf(method));
  });
  return [
    ...compareSplits(before!, after!),
    outlierMoves(baseline.cleared, reform.cleared),
    paymentPartsTable(baseline.settlement, reform.settlement, standardsAtFirstValue(baseline.cleared, reform.cleared)),
  ];
}

/** What the common tables say in short: winners and losers, groups that drive the change. They have no sums of their own. */
export function shortTables(tables: readonly ResultTable[]): ResultTable[] {
  const named = (name: string): ResultTable => tables.find(({ schema }) => schema.name === name)!;
  return [winnersTable(named('hospitals')), drivingGroups(named('groups'), Number.POSITIVE_INFINITY)];
}
