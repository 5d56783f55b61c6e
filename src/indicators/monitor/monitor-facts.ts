import { findColumn } from '../../cases/case-table.js';
import { levelClassOfText } from '../../cases/level-class.js';
import { STATUS_GROUPED } from '../../grouping/group-columns.js';
import { isHighBand, isLowBand } from '../../pricing/outlier-bands.js';
import { METHOD_UNPRICED } from '../../pricing/priced-columns.js';
import { findCasePeriods } from '../../pricing/pricing-periods.js';
import type { MonitorInput } from './monitor-input.js';

/** What several figures and rules look at, made once from the input. Indexes by hospital are those of the column. */
export interface MonitorFacts extends MonitorInput {
  readonly caseCount: number;
  /** By row: index into `hospitals`; 0 is a case without one. */
  readonly hospital: ArrayLike<number>;
  readonly hospitals: readonly string[];
  /** By hospital: '3', '2', '1' or 'unknown', of the register, else of its first case. */
  readonly levels: readonly string[];
  readonly department: ArrayLike<number>;
  readonly departments: readonly string[];
  /** Total charges in fen, NaN missing; length of stay, -1 missing; empty where the cases have no such column. */
  readonly cost: Float64Array;
  readonly los: ArrayLike<number>;
  readonly dead: ArrayLike<number>;
  /** Sums by group over the cases that are grouped and have the figure. */
  readonly means: GroupSums;
  /** By row: -1 in a band below the standard, 1 above, 0 else; empty without prices. */
  readonly side: Int8Array;
}

/** Exact sums by group of the catalogue, from which means are compared without rounding. */
export interface GroupSums {
  readonly costFen: Float64Array;
  readonly costCases: Float64Array;
  readonly losDays: Float64Array;
  readonly losCases: Float64Array;
  readonly deaths: Float64Array;
  readonly deathCases: Float64Array;
}

const DIED = 5;
const NONE = new Uint8Array(0);

export function monitorFacts(input: MonitorInput): MonitorFacts {
  const { table, groups, catalogue } = input;
  const hospital = findColumn(table, 'hospital_id', 'dictionary');
  const department = findColumn(table, 'department', 'dictionary');
  const cost = findColumn(table, 'total_cost', 'money')?.values ?? new Float64Array(0);
  const los = findColumn(table, 'los_days', 'integer')?.values ?? NONE;
  const dead = findColumn(table, 'discharge_type', 'integer')?.values ?? NONE;
  const count = table.caseCount;
  return {
    ...input,
    caseCount: count,
    hospital: hospital?.codes ?? new Uint8Array(count),
    hospitals: hospital?.values ?? [''],
    levels: levelsOf(input),
    department: department?.codes ?? new Uint8Array(count),
    departments: department?.values ?? [''],
    cost,
    los,
    dead,
    means: groupSums(groups, catalogue.codes.length, count, cost, los, dead),
    side: sidesOf(input),
  };
}

/** Whether a discharge type says that the patient died. */
export const isDeath = (type: number): boolean => type === DIED;

function groupSums(
  { group, status }: MonitorInput['groups'],
  groupCount: number,
  count: number,
  cost: Float64Array,
  los: ArrayLike<number>,
  dead: ArrayLike<number>,
): GroupSums {
  const sums = (): Float64Array => new Float64Array(groupCount);
  const means = {
    costFen: sums(),
    costCases: sums(),
    losDays: sums(),
    losCases: sums(),
    deaths: sums(),
    deathCases: sums(),
  };
  const { costFen, costCases, losDays, losCases, deaths, deathCases } = means;
  for (let row = 0; row < count; row++) {
    if (status[row] !== STATUS_GROUPED) continue;
    const g = group[row]!;
    const fen = cost[row]!;
    if (fen >= 0) {
      costFen[g]! += fen;
      costCases[g]! += 1;
    }
    const days = los[row]!;
    if (days >= 0) {
      losDays[g]! += days;
      losCases[g]! += 1;
    }
    const type = dead[row]!;
    if (type >= 0) {
      deathCases[g]! += 1;
      if (type === DIED) deaths[g]! += 1;
    }
  }
  return means;
}

/** The register's level, else the one that the hospital's first case with a readable level gives. */
function levelsOf({ table, register }: MonitorInput): string[] {
  const hospital = findColumn(table, 'hospital_id', 'dictionary');
  if (hospital === undefined) return [''];
  const level = findColumn(table, 'hospital_level', 'dictionary');
  const classes = level?.values.map((text) => levelClassOfText(text));
  const ofCases: string[] = new Array(hospital.values.length).fill('');
  for (let row = 0; row < table.caseCount && classes !== undefined; row++) {
    const h = hospital.codes[row]!;
    if (ofCases[h] === '') ofCases[h] = String(classes[level!.codes[row]!] ?? '');
  }
  return hospital.values.map((id, h) => {
    const record = register.get(id);
    if (record !== undefined) return String(record.levelClass);
    return ofCases[h] === '' ? 'unknown' : ofCases[h]!;
  });
}

/** Bands count in the policy of the case's own day. */
function sidesOf({ table, pricing }: MonitorInput): Int8Array {
  if (pricing === undefined) return new Int8Array(0);
  const { priced, timeline } = pricing;
  const { segments } = timeline;
  const { day, firstDay, periodOfDay } = findCasePeriods({ table }, segments);
  const bySegment = segments.map(({ policy }) => [
    0,
    ...policy.outliers.bands.map((band) => (isLowBand(band) ? -1 : isHighBand(band) ? 1 : 0)),
  ]);
  const side = new Int8Array(table.caseCount);
  for (let row = 0; row < side.length; row++) {
    const band = priced.band[row]!;
    if (band === 0 || priced.method[row] === METHOD_UNPRICED) continue;
    side[row] = bySegment[day === undefined ? 0 : periodOfDay[day[row]! - firstDay]!]![band]!;
  }
  return side;
}
