import type { CaseTable } from '../cases/case-table.js';
import { allocateGroupColumns } from '../grouping/group-columns.js';
import { sharedUint32 } from '../kernel/shared-arrays.js';
import { allocatePricedColumns } from '../pricing/priced-columns.js';
import type { RegionRunResult } from './region-run.js';
import type { ScenarioResult } from './scenario-run.js';

/**
 * A finished result that holds no case any more: its tables, settlements and identities are all there, columns by case
 * are empty, counts of cases stay. For writing, which holds workbooks and pages instead: of ten million cases the columns
 * are two gigabytes.
 */
export function withoutCases(result: RegionRunResult): RegionRunResult {
  const { region, baseline, reform } = result;
  return {
    ...result,
    region: {
      ...region,
      year: withoutColumns(region.year),
      history: region.history && withoutColumns(region.history),
    },
    baseline: sideWithoutCases(baseline),
    reform: reform && sideWithoutCases(reform),
  };
}

const withoutColumns = ({ caseCount }: CaseTable): CaseTable => ({
  caseCount,
  columns: {},
  sourceRow: sharedUint32(0),
});

function sideWithoutCases(side: ScenarioResult): ScenarioResult {
  const [groups, priced] = [allocateGroupColumns(0), allocatePricedColumns(0)];
  const { timeline, weights, register, catalogue } = side.cleared;
  const cleared = { timeline, weights, register, catalogue, groups, priced, table: withoutColumns(side.cleared.table) };
  return { ...side, groups, priced, cleared };
}
