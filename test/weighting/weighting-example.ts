import type { GroupCatalogue, GroupColumns } from '../../src/grouping/group-columns.js';
import { allocateGroupColumns, STATUS_GROUPED } from '../../src/grouping/group-columns.js';
import { policySchema } from '../../src/policy/policy-schema.js';
import type { CalibrationInput } from '../../src/weighting/calibration-input.js';

/** A small scheme: 0000, one QY row, ADRG AA1 with severities, BB1 and CC1 not split. */
export const CATALOGUE: GroupCatalogue = {
  schemeId: 'example-scheme',
  schemeHash: 'a'.repeat(64),
  codes: ['0000', 'AQY', 'AA11', 'AA13', 'AA15', 'BB19', 'CC19'],
  mdcs: ['', 'A', 'A', 'A', 'A', 'B', 'C'],
  adrgs: ['', 'QY', 'AA1', 'AA1', 'AA1', 'BB1', 'CC1'],
  names: ['ungrouped', 'unrelated', 'AA1 MCC', 'AA1 CC', 'AA1 none', 'BB1, all', 'CC1'],
};

const PLAIN = policySchema.parse({
  id: 'example',
  title: { zh: '例', en: 'example' },
  region: 'example',
  year: 2026,
  scheme: 'example-scheme',
  pools: [{ insurance: 'employee', fund: 1 }],
  rate: { kind: 'fixed', value: 1 },
});

export const WEIGHTS = PLAIN.weights;
export const NO_TRIM = { ...WEIGHTS, trim: { method: 'none' } as const };

export interface HistoryCase {
  readonly group: string;
  readonly yuan: number;
  readonly status?: number;
  readonly los?: number;
  readonly year?: number;
  readonly isOutside?: boolean;
}

/** Cases as the columns that calibration reads. */
export function historyOf(
  cases: readonly HistoryCase[],
  weights: CalibrationInput['weights'] = NO_TRIM,
  weightDecimals = 4,
): CalibrationInput {
  const groups: GroupColumns = allocateGroupColumns(cases.length);
  cases.forEach((entry, row) => {
    groups.group[row] = CATALOGUE.codes.indexOf(entry.group);
    groups.status[row] = entry.status ?? STATUS_GROUPED;
  });
  const hasYears = cases.some((entry) => entry.year !== undefined);
  return {
    groups,
    catalogue: CATALOGUE,
    costFen: Float64Array.from(cases, (entry) => Math.round(entry.yuan * 100)),
    losDays: Int16Array.from(cases, (entry) => entry.los ?? 5),
    calendarYears: hasYears ? Uint16Array.from(cases, (entry) => entry.year ?? 0) : undefined,
    isPaidOutside: Uint8Array.from(cases, (entry) => (entry.isOutside === true ? 1 : 0)),
    weights,
    weightDecimals,
  };
}

export const repeat = (count: number, entry: HistoryCase): HistoryCase[] => Array.from({ length: count }, () => entry);
