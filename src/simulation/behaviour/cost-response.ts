import { type Column, findColumn } from '../../cases/case-table.js';
import { multiplyFen } from '../../kernel/money.js';
import { METHOD_OUTLIER, METHOD_STANDARD } from '../../pricing/priced-columns.js';
import type { BehaviourModel } from './behaviour-cases.js';
import type { BehaviourOf } from './behaviour-schema.js';
import { casesWhere, viewCases } from './case-view.js';
import { factorOf } from './factor-of.js';
import { scaleBills } from './scale-bills.js';

/**
 * Cost and length of stay answer the standard (费用与住院日反应): charges of a case paid through its group that lie above
 * its standard come down by elasticity × the excess; days fall by los_elasticity × the relative fall of charges, to whole
 * days, half up, at least 1. Dates stay as they are. Charges at or below the standard stay.
 * @source assumption: convergence on the standard is what a package payment is for; both elasticities are the user's
 * @example charges 12,000, standard 10,000, elasticity 0.3: 11,400; 10 days at los_elasticity 1: 10 × 0.95 = 9.5 → 10
 */
export const respondInCost: BehaviourModel<BehaviourOf<'cost_response'>> = (cases, parameters, context) => {
  const { elasticity, los_elasticity: ofDays, where } = parameters;
  const { priced, tally } = context;
  const { table } = cases;
  const view = viewCases(table);
  const isIn = casesWhere(cases, where, context);
  const factor = factorOf(elasticity);
  const totals = Float64Array.from(view.charges);
  for (let row = 0; row < table.caseCount; row++) {
    const isThroughGroup = priced.method[row] === METHOD_STANDARD || priced.method[row] === METHOD_OUTLIER;
    const excess = view.charges[row]! - priced.standardFen[row]!;
    if (isIn[row] === 1 && isThroughGroup && excess > 0) totals[row] = view.charges[row]! - multiplyFen(excess, factor);
  }
  const scaledTable = scaleBills(table, view.charges, totals);
  const after = viewCases(scaledTable);
  const columns: Record<string, Column> = { ...scaledTable.columns };
  const los = findColumn(table, 'los_days', 'integer');
  const days = los?.values.slice();
  for (let row = 0; row < table.caseCount; row++) {
    if (totals[row] === view.charges[row] || Number.isNaN(totals[row])) continue;
    const fall = totals[row]! - view.charges[row]!;
    tally.add('cheaper', view.place(row), view.charges[row]!, {
      cases: 0,
      charges: fall,
      recorded: after.recorded[row]! - view.recorded[row]!,
    });
    if (days !== undefined && days[row]! > 1) {
      days[row] = Math.max(1, Math.floor(days[row]! * (1 + (ofDays * fall) / view.charges[row]!) + 0.5));
    }
  }
  if (los !== undefined && days !== undefined) columns.los_days = { kind: 'integer', values: shared(days) };
  return { ...cases, table: { ...scaledTable, columns } };
};

/** A typed array's copy is not on shared memory; columns are. */
function shared<Values extends Int8Array | Int16Array | Int32Array>(values: Values): Values {
  const Type = values.constructor as new (buffer: SharedArrayBuffer) => Values;
  const into = new Type(new SharedArrayBuffer(values.byteLength));
  into.set(values);
  return into;
}
