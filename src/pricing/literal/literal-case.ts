import { type CaseTable, findColumn, textAt } from '../../cases/case-table.js';
import { GROUP_STATUSES, type GroupStatus } from '../../grouping/group-columns.js';
import { MISSING_DAY } from '../../kernel/day.js';
import type { PricingInput } from '../pricing-input.js';

/** One case as pricing sees it: texts and whole fen; undefined is missing. */
export interface LiteralCase {
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
  const id = findColumn(table, 'case_id', 'text');
  const type = findColumn(table, 'discharge_type', 'integer')?.values[row];
  const day = findColumn(table, input.timeline.segments[0]!.policy.year_by, 'day')?.values[row];
  return {
    caseId: id === undefined ? '' : textAt(id, row),
    hospital: word(table, 'hospital_id', row),
    level: word(table, 'hospital_level', row),
    department: word(table, 'department', row),
    insurance: word(table, 'insurance', row),
    kind: word(table, 'payment_kind', row),
    day: day === undefined || day === MISSING_DAY ? undefined : day,
    dischargeType: type === undefined || type < 0 ? undefined : type,
    group: input.catalogue.codes[input.groups.group[row]!]!,
    status: GROUP_STATUSES[input.groups.status[row]!]!,
    totalCost: amount(table, 'total_cost', row),
    pooledFund: amount(table, 'pooled_fund', row),
  };
}

function word(table: CaseTable, column: string, row: number): string {
  const found = findColumn(table, column, 'dictionary');
  return found === undefined ? '' : found.values[found.codes[row]!]!;
}

function amount(table: CaseTable, column: string, row: number): bigint | undefined {
  const value = findColumn(table, column, 'money')?.values[row];
  return value === undefined || Number.isNaN(value) ? undefined : BigInt(value);
}
