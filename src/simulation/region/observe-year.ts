import { type CaseTable, type IntegerColumn, needColumn } from '../../cases/case-table.js';
import type { RegionModel } from './region-model.js';
import { INSURANCES, LEVELS } from './targets.js';

/** Sums over the cases of one insurance type and level. Money in fen. */
export interface CellObservation {
  cases: number;
  cost: number;
  costSquares: number;
  days: number;
  fund: number;
  /** Charges less self-funded and first-paid parts. */
  inList: number;
}

/** Sums over the cases of one group, by the index of the model's groups. */
export interface GroupObservation {
  /** 1 for a group of the scheme, 0 for unrelated procedures and for what no group takes. */
  readonly isGrouped: Uint8Array;
  readonly cases: Float64Array;
  readonly cost: Float64Array;
  readonly costSquares: Float64Array;
  readonly days: Float64Array;
}

/** What one generated year shows: sums that every figure of the region is worked out from. */
export interface RegionObservation {
  readonly cases: number;
  /** At [insurance × 3 + level], levels in the order 3, 2, 1. */
  readonly cells: readonly CellObservation[];
  readonly groups: GroupObservation;
  /** Known ages: how many, their sum and sum of squares. */
  readonly age: { cases: number; sum: number; squares: number };
  readonly women: number;
  readonly retired: number;
  readonly readmitted: number;
  /** By discharge_type. */
  readonly discharges: ReadonlyMap<number, number>;
  readonly withoutOperation: number;
  readonly diagnoses: number;
  readonly procedures: number;
  readonly ungrouped: number;
  readonly unrelated: number;
}

const DAYS_OF_READMISSION = 30;

/**
 * Adds a generated year up, once over its cases.
 * @param drawnGroup  group each case was drawn for, index into `model.recipes.groupCodes`
 */
export function observeYear(model: RegionModel, table: CaseTable, drawnGroup: Uint16Array): RegionObservation {
  const cells = Array.from({ length: 6 }, () => ({ cases: 0, cost: 0, costSquares: 0, days: 0, fund: 0, inList: 0 }));
  const levelOf = new Map(
    model.hospitals.map(({ hospitalId, levelClass }) => [hospitalId, LEVELS.indexOf(levelClass as 3)]),
  );
  const money = (name: string): Float64Array => needColumn(table, name, 'money', 'simulation').values;
  const integers = (name: string): IntegerColumn['values'] => needColumn(table, name, 'integer', 'simulation').values;
  const hospital = needColumn(table, 'hospital_id', 'dictionary', 'simulation');
  const levels = hospital.values.map((id) => levelOf.get(id) ?? -1);
  const insurance = needColumn(table, 'insurance', 'dictionary', 'simulation');
  const insurances = insurance.values.map((name) => INSURANCES.indexOf(name as 'employee'));
  const insured = needColumn(table, 'insured_class', 'dictionary', 'simulation');
  const retiredCode = insured.values.indexOf('retired');
  const [cost, fund, self, first] = [
    money('total_cost'),
    money('pooled_fund'),
    money('self_funded'),
    money('first_paid'),
  ];
  const [days, ages, sex, type] = [
    integers('los_days'),
    integers('age_years'),
    integers('sex'),
    integers('discharge_type'),
  ];
  const age = { cases: 0, sum: 0, squares: 0 };
  const discharges = new Map<number, number>();
  let [women, retired] = [0, 0];
  for (let row = 0; row < table.caseCount; row++) {
    const cell = cells[insurances[insurance.codes[row]!]! * 3 + levels[hospital.codes[row]!]!]!;
    cell.cases += 1;
    cell.cost += cost[row]!;
    cell.costSquares += cost[row]! * cost[row]!;
    cell.days += days[row]!;
    cell.fund += fund[row]!;
    cell.inList += cost[row]! - self[row]! - first[row]!;
    if (ages[row]! >= 0) {
      age.cases += 1;
      age.sum += ages[row]!;
      age.squares += ages[row]! * ages[row]!;
    }
    if (sex[row] === 2) women++;
    if (insured.codes[row] === retiredCode) retired++;
    discharges.set(type[row]!, (discharges.get(type[row]!) ?? 0) + 1);
  }
  return {
    cases: table.caseCount,
    cells,
    age,
    women,
    retired,
    discharges,
    readmitted: readmissions(table),
    ...observeGroups(model, table, drawnGroup),
    diagnoses: needColumn(table, 'dx', 'codes', 'simulation').offsets[table.caseCount]!,
    procedures: needColumn(table, 'px', 'codes', 'simulation').offsets[table.caseCount]!,
  };
}

function observeGroups(
  model: RegionModel,
  table: CaseTable,
  drawnGroup: Uint16Array,
): Pick<RegionObservation, 'groups' | 'withoutOperation' | 'ungrouped' | 'unrelated'> {
  const { groupCodes } = model.recipes;
  const count = groupCodes.length;
  const kinds = new Map(model.groups.map(({ code, kind }) => [code, kind]));
  const groups: GroupObservation = {
    isGrouped: Uint8Array.from(groupCodes, (code) => (kinds.has(code) ? 1 : 0)),
    cases: new Float64Array(count),
    cost: new Float64Array(count),
    costSquares: new Float64Array(count),
    days: new Float64Array(count),
  };
  const cost = needColumn(table, 'total_cost', 'money', 'simulation').values;
  const days = needColumn(table, 'los_days', 'integer', 'simulation').values;
  for (let row = 0; row < table.caseCount; row++) {
    const group = drawnGroup[row]!;
    groups.cases[group]! += 1;
    groups.cost[group]! += cost[row]!;
    groups.costSquares[group]! += cost[row]! * cost[row]!;
    groups.days[group]! += days[row]!;
  }
  let [withoutOperation, ungrouped, unrelated] = [0, 0, 0];
  groupCodes.forEach((code, group) => {
    const kind = kinds.get(code);
    if (kind === 'medical') withoutOperation += groups.cases[group]!;
    // Codes that no group of the model has: the case that no group takes, and the unrelated procedures.
    if (kind === undefined && /^0+$/.test(code)) ungrouped += groups.cases[group]!;
    else if (kind === undefined) unrelated += groups.cases[group]!;
  });
  return { groups, withoutOperation, ungrouped, unrelated };
}

/** Stays followed by another of the same patient whose admission is at most 30 days after the discharge. */
function readmissions(table: CaseTable): number {
  const stay = needColumn(table, 'stay_number', 'integer', 'simulation').values;
  const admit = needColumn(table, 'admit_date', 'day', 'simulation').values;
  const discharge = needColumn(table, 'discharge_date', 'day', 'simulation').values;
  let count = 0;
  for (let row = 1; row < table.caseCount; row++) {
    if (stay[row]! > 1 && admit[row]! - discharge[row - 1]! <= DAYS_OF_READMISSION) count++;
  }
  return count;
}
