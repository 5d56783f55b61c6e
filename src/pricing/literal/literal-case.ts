import { type CaseTable, codesAt, findColumn, textAt } from '../../cases/case-table.js';
import type { HospitalRecord } from '../../cases/register.js';
import { GROUP_STATUSES, type GroupStatus } from '../../grouping/group-columns.js';
import { MISSING_DAY } from '../../kernel/day.js';
import type { PricingInput } from '../pricing-input.js';

/** One case as pricing sees it: texts and whole fen; undefined is missing. */
export interface LiteralCase {
  readonly row: number;
  readonly caseId: string;
  readonly hospital: string;
  readonly level: string;
  readonly department: string;
  readonly insurance: string;
  readonly kind: string;
  readonly day: number | undefined;
  readonly dischargeType: number | undefined;
  readonly group: string;
  readonly status: GroupStatus;
  readonly totalCost: bigint | undefined;
  readonly pooledFund: bigint | undefined;
}

/** Reads one row; a column that the table lacks reads as missing. */
export function literalCase(input: PricingInput, row: number): LiteralCase {
  const { table } = input;
  return {
    row,
    caseId: textOf(table, 'case_id', row),
    hospital: wordOf(table, 'hospital_id', row),
    level: wordOf(table, 'hospital_level', row),
    department: wordOf(table, 'department', row),
    insurance: wordOf(table, 'insurance', row),
    kind: wordOf(table, 'payment_kind', row),
    day: dayOfColumn(table, input.timeline.segments[0]!.policy.year_by, row),
    dischargeType: integerOf(table, 'discharge_type', row),
    group: input.catalogue.codes[input.groups.group[row]!]!,
    status: GROUP_STATUSES[input.groups.status[row]!]!,
    totalCost: amountOfColumn(table, 'total_cost', row),
    pooledFund: amountOfColumn(table, 'pooled_fund', row),
  };
}

/**
 * The row of the register for a hospital on the day by which the policy takes a case: where rows are dated, the one that
 * has begun by then and has not ended before.
 */
export function registeredFor(input: PricingInput, hospital: string, row: number): HospitalRecord | undefined {
  const record = input.register.get(hospital);
  if (record?.dated === undefined) return record;
  const day = dayOfColumn(input.table, input.timeline.segments[0]!.policy.year_by, row);
  for (const { from, until, record: dated } of record.dated) {
    if (day !== undefined && !(day < from) && !(day > until)) return dated;
  }
  return undefined;
}

/** The text of a row in a column of few texts; '' where it is missing. */
export function wordOf(table: CaseTable, column: string, row: number): string {
  const found = findColumn(table, column, 'dictionary');
  return found === undefined ? '' : found.values[found.codes[row]!]!;
}

/** The same in a column of free text. */
export function textOf(table: CaseTable, column: string, row: number): string {
  const found = findColumn(table, column, 'text');
  return found === undefined ? '' : textAt(found, row);
}

export function integerOf(table: CaseTable, column: string, row: number): number | undefined {
  const value = findColumn(table, column, 'integer')?.values[row];
  return value === undefined || value < 0 ? undefined : value;
}

export function dayOfColumn(table: CaseTable, column: string, row: number): number | undefined {
  const value = findColumn(table, column, 'day')?.values[row];
  return value === undefined || value === MISSING_DAY ? undefined : value;
}

/** Whole fen of a row in a column of money. */
export function amountOfColumn(table: CaseTable, column: string, row: number): bigint | undefined {
  const value = findColumn(table, column, 'money')?.values[row];
  return value === undefined || Number.isNaN(value) ? undefined : BigInt(value);
}

/** Codes of a row in their order. */
export function codesOf(table: CaseTable, column: string, row: number): readonly string[] {
  return codesAt(findColumn(table, column, 'codes'), row);
}
