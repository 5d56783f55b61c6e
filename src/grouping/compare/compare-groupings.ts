import { type CaseTable, findColumn, textAt } from '../../cases/case-table.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { ResultTable, ResultTableSchema } from '../../kernel/result-table.js';
import {
  GROUP_STATUSES,
  type GroupCatalogue,
  type GroupColumns,
  STATUS_GROUPED,
  STATUS_UNGROUPED,
  STATUS_UNRELATED,
} from '../group-columns.js';
import { FLOWS_SCHEMA, MOVED_SCHEMA, RATES_SCHEMA, REASONS_SCHEMA } from './compare-schemas.js';
import { inWordsOf, type MoveJudge } from './move-judge.js';
import { MOVE_REASONS, type MoveReason } from './move-reasons.js';

/** The same cases grouped under one of two schemes. */
export interface GroupedSide {
  readonly catalogue: GroupCatalogue;
  readonly columns: GroupColumns;
}

export interface SchemeComparison {
  readonly cases: number;
  readonly moved: number;
  /** flows, moved, reasons, rates, in this order. */
  readonly tables: readonly [flows: ResultTable, moved: ResultTable, reasons: ResultTable, rates: ResultTable];
}

/** Cases looked at between two reports of progress. */
const STEP = 4096;

/**
 * Holds two groupings of the same cases side by side (方案对照): the flow matrix, every case that moved with its reason,
 * counts by reason and both grouping rates. The groups are the compiled engine's; the reasons are found by the literal
 * one, for the cases that moved, all of them: no count is a sample.
 * The groups of two schemes stand in two columns and are never joined.
 *
 * @param judge what the two schemes, of either method, take for the same group and why a case moved
 */
export function compareGroupings(
  judge: MoveJudge,
  table: CaseTable,
  from: GroupedSide,
  to: GroupedSide,
  progress?: (done: number, total: number) => void,
): SchemeComparison {
  const flows = countFlows(judge, table.caseCount, from, to);
  const moved = movedCases(judge, table, from, to, flows, progress);
  const reasons = new Map<MoveReason, number>();
  for (const reason of moved.columns.move_reason as MoveReason[]) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return {
    cases: table.caseCount,
    moved: moved.rowCount,
    tables: [
      flowsTable(flows, from.catalogue, to.catalogue, judge),
      moved,
      reasonsTable(reasons, moved.rowCount, table.caseCount),
      ratesTable(judge, from, to),
    ],
  };
}

/** A table in the words of the methods: what one side calls a group the other may call an entry. */
function schemaInWords(schema: ResultTableSchema, judge: MoveJudge): ResultTableSchema {
  return {
    ...schema,
    title: inWordsOf(judge, 'both', schema.title),
    columns: schema.columns.map((column) => {
      const side = column.name.startsWith('from_') ? 'from' : column.name.startsWith('to_') ? 'to' : 'both';
      const { label, meaning } = column;
      return {
        ...column,
        label: inWordsOf(judge, side, label),
        ...(meaning === undefined ? {} : { meaning: inWordsOf(judge, side, meaning) }),
      };
    }),
  };
}

interface Flow {
  readonly from: number;
  readonly to: number;
  readonly isMoved: boolean;
  cases: number;
}

type Flows = ReadonlyMap<number, Flow>;

const flowKey = (from: number, to: number): number => from * 0x10000 + to;

function countFlows(judge: MoveJudge, cases: number, from: GroupedSide, to: GroupedSide): Flows {
  const flows = new Map<number, Flow>();
  for (let row = 0; row < cases; row++) {
    const left = from.columns.group[row]!;
    const right = to.columns.group[row]!;
    const flow = flows.get(flowKey(left, right));
    if (flow !== undefined) {
      flow.cases += 1;
      continue;
    }
    const isMoved = !judge.isSame(from.catalogue.codes[left]!, to.catalogue.codes[right]!);
    flows.set(flowKey(left, right), { from: left, to: right, isMoved, cases: 1 });
  }
  return flows;
}

function movedCases(
  judge: MoveJudge,
  table: CaseTable,
  from: GroupedSide,
  to: GroupedSide,
  flows: Flows,
  progress: ((done: number, total: number) => void) | undefined,
): ResultTable {
  const columns: Record<string, string[]> = {};
  for (const { name } of MOVED_SCHEMA.columns) columns[name] = [];
  const ids = findColumn(table, 'case_id', 'text');
  for (let row = 0; row < table.caseCount; row++) {
    if (row % STEP === 0) progress?.(row, table.caseCount);
    const left = from.columns.group[row]!;
    const right = to.columns.group[row]!;
    if (!flows.get(flowKey(left, right))!.isMoved) continue;
    const [before, after] = [from.catalogue.codes[left]!, to.catalogue.codes[right]!];
    const { reason, detail } = judge.reasonOf(table, row, before, after);
    columns.case_id!.push(ids === undefined ? '' : textAt(ids, row));
    columns.from_group!.push(before);
    columns.to_group!.push(after);
    columns.from_status!.push(GROUP_STATUSES[from.columns.status[row]!]!);
    columns.to_status!.push(GROUP_STATUSES[to.columns.status[row]!]!);
    columns.move_reason!.push(reason);
    columns.detail!.push(detail);
  }
  progress?.(table.caseCount, table.caseCount);
  return { schema: schemaInWords(MOVED_SCHEMA, judge), rowCount: columns.case_id!.length, columns };
}

function flowsTable(flows: Flows, from: GroupCatalogue, to: GroupCatalogue, judge: MoveJudge): ResultTable {
  const rows = [...flows.values()].sort(
    (a, b) =>
      compareCodePoints(from.codes[a.from]!, from.codes[b.from]!) ||
      compareCodePoints(to.codes[a.to]!, to.codes[b.to]!),
  );
  const cases = new Map<number, number>();
  for (const flow of rows) cases.set(flow.from, (cases.get(flow.from) ?? 0) + flow.cases);
  return {
    schema: schemaInWords(FLOWS_SCHEMA, judge),
    rowCount: rows.length,
    columns: {
      from_group: rows.map((flow) => from.codes[flow.from]!),
      to_group: rows.map((flow) => to.codes[flow.to]!),
      move_kind: rows.map((flow) => (flow.isMoved ? 'moved' : 'stayed')),
      cases: Float64Array.from(rows, (flow) => flow.cases),
      share_of_from: Float64Array.from(rows, (flow) => flow.cases / cases.get(flow.from)!),
      from_name: rows.map((flow) => from.names[flow.from]!),
      to_name: rows.map((flow) => to.names[flow.to]!),
    },
  };
}

function reasonsTable(counts: ReadonlyMap<MoveReason, number>, moved: number, cases: number): ResultTable {
  const rows = MOVE_REASONS.filter((reason) => counts.has(reason));
  const numbers = Float64Array.from(rows, (reason) => counts.get(reason)!);
  return {
    schema: REASONS_SCHEMA,
    rowCount: rows.length,
    columns: {
      move_reason: rows,
      cases: numbers,
      share_of_moved: numbers.map((count) => count / moved),
      share_of_cases: numbers.map((count) => count / cases),
    },
  };
}

function ratesTable(judge: MoveJudge, ...sides: readonly GroupedSide[]): ResultTable {
  const counts = sides.map(({ columns }) => {
    const statuses = new Float64Array(GROUP_STATUSES.length);
    for (const status of columns.status) statuses[status]! += 1;
    return statuses;
  });
  const grouped = Float64Array.from(counts, (statuses) => statuses[STATUS_GROUPED]!);
  const total = Float64Array.from(sides, ({ columns }) => columns.status.length);
  return {
    schema: schemaInWords(RATES_SCHEMA, judge),
    rowCount: sides.length,
    columns: {
      side: sides.map((_, index) => (index === 0 ? 'from' : 'to')),
      scheme: sides.map(({ catalogue }) => catalogue.schemeId),
      scheme_hash: sides.map(({ catalogue }) => catalogue.schemeHash),
      cases: total,
      grouped,
      unrelated_procedure: Float64Array.from(counts, (statuses) => statuses[STATUS_UNRELATED]!),
      ungrouped: Float64Array.from(counts, (statuses) => statuses[STATUS_UNGROUPED]!),
      grouping_rate: grouped.map((count, index) => (total[index] === 0 ? Number.NaN : count / total[index]!)),
      groups: Float64Array.from(
        sides,
        ({ columns }) => new Set(columns.group).size - (columns.group.includes(0) ? 1 : 0),
      ),
    },
  };
}
