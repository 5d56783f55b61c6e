import type { HospitalRegister } from '../cases/register.js';
import type { GroupCatalogue } from '../grouping/group-columns.js';
import type { IndicatorContext, MeasureSums } from '../indicators/indicator.js';
import { quadrantOf } from '../indicators/quadrant.js';
import { decimalToNumber } from '../kernel/decimal.js';
import type { ResultTable } from '../kernel/result-table.js';
import { type TableRowValues, tableOfRows } from '../kernel/table-of-rows.js';
import type { Settlement } from '../settlement/settlement.js';
import type { WeightTable } from '../weighting/weight-table.js';
import { type Aggregate, type AggregateKey, aggregateCells, levelClassOf, sumsAt } from './aggregate-cells.js';
import { fundRows } from './fund-rows.js';
import { MEASURE_COLUMNS } from './result-columns.js';
import { RESULT_TABLE_NAMES, type ResultTableName, resultSchema } from './result-schemas.js';

/** What tables need beside the settlement: names, levels and weights. */
export interface TableContext extends IndicatorContext {
  readonly register: HospitalRegister;
  readonly catalogue: GroupCatalogue;
  /** Weights in force at the end of the year; absent where the policy pays a plain standard. */
  readonly weights?: WeightTable | undefined;
}

/** Values of one row by column name; a name that is absent is blank. */
export type TableRow = TableRowValues;

const AGGREGATE_OF: Readonly<Record<Exclude<ResultTableName, 'fund'>, AggregateKey>> = {
  hospitals: 'hospital',
  departments: 'department',
  groups: 'group',
  insurance: 'insurance',
  levels: 'level',
};

/**
 * The result tables of a settled year: hospitals, departments, groups, insurance, levels, fund. Each is summed from the
 * same cells, so that every sum in one is the same sum in every other (see reconcile-tables).
 */
export function buildTables(settlement: Settlement, context: TableContext): ResultTable[] {
  return RESULT_TABLE_NAMES.map((name) =>
    tableOfRows(resultSchema(name, context.weightDecimals), tableRows(name, settlement, context)),
  );
}

/** Rows of one table in code-point order of their keys (the fund's total stands last). */
export function tableRows(name: ResultTableName, settlement: Settlement, context: TableContext): TableRow[] {
  if (name === 'fund') return fundRows(settlement, context);
  const aggregate = aggregateCells(settlement.cells, AGGREGATE_OF[name], context.register);
  const describe = DESCRIBE[name](settlement, context);
  return aggregate.keys.map((key, row) => {
    const sums = sumsAt(aggregate, row);
    // One object a row: copying some fifty values over took most of the time of a table of many rows.
    return Object.assign(measureValues(sums, context), describe(key, aggregate));
  });
}

/** Every measure and indicator of one set of sums, with its quadrant. */
export function measureValues(sums: MeasureSums, context: IndicatorContext): Record<string, string | number> {
  const row: Record<string, string | number> = {};
  for (const column of MEASURE_COLUMNS) row[column.schema.name] = column.compute(sums, context);
  row.quadrant = quadrantOf(sums, context);
  return row;
}

type Describe = (
  settlement: Settlement,
  context: TableContext,
) => (key: readonly string[], aggregate: Aggregate) => TableRow;

/** Keys and names of a row, by table. */
const DESCRIBE: Readonly<Record<Exclude<ResultTableName, 'fund'>, Describe>> = {
  hospitals:
    (_, { register }) =>
    ([hospital]) => ({
      hospital_id: hospital!,
      hospital_name: register.get(hospital!)?.name ?? '',
      level: register.get(hospital!)?.level ?? '',
      level_class: levelClassOf(register, hospital!),
    }),
  departments:
    (_, { register }) =>
    ([hospital, department]) => ({
      hospital_id: hospital!,
      department: department!,
      hospital_name: register.get(hospital!)?.name ?? '',
    }),
  groups: (_, { catalogue, weights }) => {
    const indexOf = new Map(catalogue.codes.map((code, index) => [code, index]));
    const weightOf = new Map((weights?.rows ?? []).map((row) => [row.group, row]));
    return ([group]) => {
      const index = indexOf.get(group!) ?? -1;
      const row = weightOf.get(group!);
      return {
        group: group!,
        group_name: catalogue.names[index] ?? '',
        mdc: catalogue.mdcs[index] ?? '',
        adrg: catalogue.adrgs[index] ?? '',
        weight: row?.weight === undefined ? Number.NaN : decimalToNumber(row.weight),
        cv: row?.cv ?? Number.NaN,
        weight_status: row?.status ?? '',
      };
    };
  },
  insurance:
    () =>
    ([insurance]) => ({ insurance: insurance! }),
  levels: (settlement, { register }) => {
    const hospitals = new Map<string, Set<string>>();
    for (const hospital of occurringHospitals(settlement)) {
      const level = levelClassOf(register, hospital);
      hospitals.set(level, (hospitals.get(level) ?? new Set()).add(hospital));
    }
    return ([level]) => ({ level_class: level!, hospitals: hospitals.get(level!)?.size ?? 0 });
  },
};

function occurringHospitals({ cells }: Settlement): Set<string> {
  const found = new Set<string>();
  for (let cell = 0; cell < cells.cellCount; cell++) found.add(cells.hospitals[cells.hospital[cell]!]!);
  return found;
}
