import type { RegionRunResult } from './region-run.js';

/**
 * Whether a comparison changes nothing, so that its tables and charts of changes would be zeros alone: an empty reform (as
 * where only an outlook over years is asked), no price cut, no behaviour, and no hospital whose income moves.
 */
export function isEmptyComparison({ scenario, tables }: Pick<RegionRunResult, 'scenario' | 'tables'>): boolean {
  if (scenario?.isEmpty !== true) return false;
  if (tables.some(({ schema }) => schema.name === 'with_behaviour_fund')) return false;
  const hospitals = tables.find(({ schema }) => schema.name === 'hospitals');
  const change = hospitals?.columns.change_income;
  return change instanceof Float64Array && change.every((value) => value === 0 || Number.isNaN(value));
}
