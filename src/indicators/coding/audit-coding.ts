import type { CaseTable } from '../../cases/case-table.js';
import type { GroupColumns } from '../../grouping/group-columns.js';
import type { Fen } from '../../kernel/money.js';
import { CODING_ERROR_NAMES, type CodingError, putRight, type RecordCodes } from './coding-errors.js';
import { type CaseCodes, caseCodesAt, withCodes } from './with-codes.js';

/** One case of the list against its record. */
export interface AuditedCase {
  readonly row: number;
  readonly listGroup: number;
  readonly recordGroup: number;
  /** NaN where the group has no standard. */
  readonly listFen: Fen;
  readonly recordFen: Fen;
  /** Kinds of error that the list has, whether or not they change the group. */
  readonly errors: readonly CodingError[];
  /** Record less list by kind, in fen: above 0 the list loses, below it gains. Adds up to recordFen − listFen. */
  readonly parts: ReadonlyMap<CodingError, Fen>;
  /** Kinds of error that change the group, whatever that is worth. */
  readonly moved: ReadonlySet<CodingError>;
}

/**
 * Lists against records: the errors are put right kind after kind, all cases grouped anew each time, and the step of the
 * standard is that kind's (rules 8.4: standard reachable − standard of the list).
 * @param records  by row; undefined: no record of the case was given
 * @param regroup  groups a table of the same cases with other codes
 * @param standardOf  standard of a row in a group, NaN where there is none
 */
export async function auditCoding(
  table: CaseTable,
  groups: GroupColumns,
  records: readonly (RecordCodes | undefined)[],
  regroup: (table: CaseTable) => Promise<GroupColumns>,
  standardOf: (row: number, group: number) => Fen,
): Promise<AuditedCase[]> {
  const codes: CaseCodes[] = Array.from({ length: table.caseCount }, (_, row) => caseCodesAt(table, row));
  const errors: CodingError[][] = codes.map(() => []);
  const steps: { readonly error: CodingError; readonly group: Uint16Array }[] = [];
  for (const error of CODING_ERROR_NAMES) {
    let changed = false;
    records.forEach((record, row) => {
      if (record === undefined) return;
      const right = putRight(codes[row]!, record, error);
      if (right === codes[row]) return;
      codes[row] = right;
      errors[row]!.push(error);
      changed = true;
    });
    if (!changed) continue;
    const made = await regroup(withCodes(table, (row) => codes[row]!));
    steps.push({ error, group: made.group.slice() });
  }
  return records.flatMap((record, row) => {
    if (record === undefined) return [];
    const listGroup = groups.group[row]!;
    const listFen = standardOf(row, listGroup);
    const parts = new Map<CodingError, Fen>();
    const moved = new Set<CodingError>();
    let [before, group] = [listFen, listGroup];
    for (const step of steps) {
      const groupBefore = group;
      group = step.group[row]!;
      if (!errors[row]!.includes(step.error)) continue;
      if (group !== groupBefore) moved.add(step.error);
      const after = standardOf(row, group);
      parts.set(step.error, after - before);
      before = after;
    }
    return [{ row, listGroup, recordGroup: group, listFen, recordFen: before, errors: errors[row]!, parts, moved }];
  });
}
