import type { Indicator, IndicatorContext, MeasureSums } from '../indicator.js';
import type { Measure } from './measures/measure.js';
import type { MonitorNeed } from './needs.js';

/** Sums of measures by name over the cases of one row of a table; money in fen. */
export type MonitorSums = Readonly<Record<string, number>>;

/** A figure of monitoring (监测指标), computed from sums alone; blank (NaN) where it has no meaning. */
export interface MonitorIndicator extends Omit<Indicator, 'compute'> {
  /** Measures that it is computed from, by name. */
  readonly measures: Readonly<Record<string, Measure>>;
  readonly compute: (sums: MonitorSums, context: IndicatorContext) => number;
}

/** What an indicator cannot do without, each once. */
export function needsOf({ measures }: MonitorIndicator): MonitorNeed[] {
  const needs = Object.values(measures).flatMap((measure) => measure.needs);
  return needs.filter((need, at) => needs.findIndex((other) => nameOf(other) === nameOf(need)) === at);
}

const nameOf = (need: MonitorNeed): string => (typeof need === 'object' ? `column ${need.column}` : need);

/**
 * An indicator of the result tables over monitoring's own sums: the same key and formula, so that one name never has
 * two meanings. Prices are those before clearing, and the formula says so.
 */
export function ofCells(
  indicator: Indicator,
  measures: Readonly<Record<string, Measure>>,
  formula: Indicator['formula'] = indicator.formula,
): MonitorIndicator {
  return {
    ...indicator,
    formula,
    measures,
    compute: (sums, context) => indicator.compute(sums as MeasureSums, context),
  };
}
