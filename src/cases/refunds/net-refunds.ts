import { formatYuan } from '../../kernel/money.js';
import { type Column, type TextColumn, textAt } from '../case-table.js';
import { columnSchema } from '../columns.js';
import { ByteTable } from '../read/byte-table.js';
import type { CaseBuilder } from '../read/case-builder.js';
import type { RowReason } from '../read/row-reasons.js';
import type { NettedRow, RefundRow } from './refund-row.js';

export interface Netting {
  readonly netted: readonly NettedRow[];
  /** 1 for originals taken back whole. */
  readonly isWithdrawn: Uint8Array;
  readonly withdrawnCount: number;
  readonly rejectedCount: number;
  /** Amounts of stays taken back whole that their refunds did not take back: stays and fen by column. */
  readonly leftovers: ReadonlyMap<string, { readonly stays: number; readonly fen: number }>;
}

interface Candidates {
  readonly rows: readonly number[];
  readonly matchedBy: 'settlement_id' | 'case_id';
}

/**
 * Nets refunds with their originals, in the order of the files. The original is a row with the same settlement id; where
 * none has it (or the refund has none), a row with the same case id. Among several the one of exactly the opposite
 * amount, the first of them; else the only one with as much left. An original with nothing left is no case; one with
 * something left stays a case, its amounts lowered column by column. Refunds without an original are rejected.
 */
export function netRefunds(builder: CaseBuilder, columns: Readonly<Record<string, Column>>): Netting {
  const { refunds, rowCount, sourceRow } = builder;
  const isWithdrawn = new Uint8Array(rowCount);
  const netted: NettedRow[] = [];
  let withdrawnCount = 0;
  let rejectedCount = 0;
  const leftovers = new Map<string, { stays: number; fen: number }>();
  const totals = columns.total_cost;
  const bySettlement = rowsOf(
    columns.settlement_id,
    rowCount,
    refunds.map((refund) => refund.settlementId),
  );
  const byCase = rowsOf(
    columns.case_id,
    rowCount,
    refunds.map((refund) => refund.caseId),
  );
  const first = new Map<number, number>();
  const remainingOf = (row: number): number =>
    totals?.kind !== 'money' || isWithdrawn[row] === 1 ? 0 : totals.values[row]!;
  for (const refund of refunds) {
    const amount = -refund.amounts.get('total_cost')!;
    const open = (rows: readonly number[]): number[] => rows.filter((row) => remainingOf(row) > 0);
    const sameSettlement = open(bySettlement.get(refund.settlementId) ?? []);
    const { rows, matchedBy }: Candidates =
      sameSettlement.length > 0
        ? { rows: sameSettlement, matchedBy: 'settlement_id' }
        : { rows: open(byCase.get(refund.caseId) ?? []), matchedBy: 'case_id' };
    // By one settlement id, tables of amounts have added up both sides: their columns hold what is left.
    const isAddedUp = (name: string): boolean => matchedBy === 'settlement_id' && refund.joined.has(name);
    const amounts = new Map([...refund.amounts].filter(([name]) => !isAddedUp(name)));
    const choice = chooseOriginal(rows, amount, remainingOf);
    if (typeof choice === 'string' || !canLower(columns, choice, amounts, remainingOf(choice) === amount)) {
      rejectedCount++;
      rejectRefund(
        builder,
        refund,
        typeof choice === 'string' ? choice : 'row_refund_too_large',
        Math.max(0, ...rows.map(remainingOf)),
      );
      continue;
    }
    const before = remainingOf(choice);
    const total = first.get(choice) ?? before;
    first.set(choice, total);
    const remaining = before - amount;
    if (remaining === 0) {
      isWithdrawn[choice] = 1;
      withdrawnCount++;
      addLeftovers(leftovers, columns, choice, amounts);
    } else {
      lower(columns, choice, amounts);
    }
    const original = {
      file: builder.fileOf(choice),
      row: sourceRow[choice]!,
      sheetRow: sourceRow[choice]! + builder.fileStarts.headingRowOf(choice),
    };
    const sheetRow = refund.row + refund.headingRow;
    const settlements = columns.settlement_id;
    netted.push(
      {
        ...pick(refund),
        sheetRow,
        role: 'refund',
        totalFen: -amount,
        matchedBy,
        otherFile: original.file,
        otherRow: original.row,
        otherSheetRow: original.sheetRow,
        remainingFen: remaining,
      },
      {
        ...original,
        caseId: textOf(columns.case_id, choice),
        settlementId: textOf(settlements, choice),
        role: remaining === 0 ? 'withdrawn' : 'reduced',
        totalFen: total,
        matchedBy,
        otherFile: refund.file,
        otherRow: refund.row,
        otherSheetRow: sheetRow,
        remainingFen: remaining,
      },
    );
  }
  return { netted, isWithdrawn, withdrawnCount, rejectedCount, leftovers };
}

const pick = ({
  file,
  row,
  caseId,
  settlementId,
}: RefundRow): Pick<RefundRow, 'file' | 'row' | 'caseId' | 'settlementId'> => ({
  file,
  row,
  caseId,
  settlementId,
});

/** The row that a refund takes back, or why there is none. */
function chooseOriginal(
  rows: readonly number[],
  amount: number,
  remainingOf: (row: number) => number,
): number | RowReason {
  if (rows.length === 0) return 'row_refund_unmatched';
  const exact = rows.find((row) => remainingOf(row) === amount);
  if (exact !== undefined) return exact;
  const enough = rows.filter((row) => remainingOf(row) > amount);
  if (enough.length === 0) return 'row_refund_too_large';
  return enough.length === 1 ? enough[0]! : 'row_refund_ambiguous';
}

/** Would every amount stay at zero or above? A stay taken back whole needs no such test. */
function canLower(
  columns: Readonly<Record<string, Column>>,
  row: number,
  amounts: ReadonlyMap<string, number>,
  isWhole: boolean,
): boolean {
  if (isWhole) return true;
  for (const [name, fen] of amounts) {
    const column = columns[name];
    if (column?.kind !== 'money' || fen === 0) continue;
    const left = column.values[row]! + fen;
    // A missing amount is not zero: nothing can be taken off it.
    if (!(left >= 0)) return false;
  }
  return true;
}

/** What the refund of a whole stay leaves of its other amounts; a column that the refund does not have says nothing. */
function addLeftovers(
  leftovers: Map<string, { stays: number; fen: number }>,
  columns: Readonly<Record<string, Column>>,
  row: number,
  amounts: ReadonlyMap<string, number>,
): void {
  for (const [name, fen] of amounts) {
    const column = columns[name];
    if (column?.kind !== 'money' || name === 'total_cost') continue;
    const left = (Number.isNaN(column.values[row]) ? 0 : column.values[row]!) + fen;
    if (left === 0) continue;
    const known = leftovers.get(name) ?? { stays: 0, fen: 0 };
    leftovers.set(name, { stays: known.stays + 1, fen: known.fen + left });
  }
}

function lower(columns: Readonly<Record<string, Column>>, row: number, amounts: ReadonlyMap<string, number>): void {
  for (const [name, fen] of amounts) {
    const column = columns[name];
    if (column?.kind === 'money' && fen !== 0) column.values[row] = column.values[row]! + fen;
  }
}

function rejectRefund(builder: CaseBuilder, refund: RefundRow, reason: RowReason, remaining: number): void {
  builder.reject(refund.row, reason, columnSchema('total_cost'), refund.written, refund.caseId, {
    file: refund.file,
    headingRow: refund.headingRow,
    remaining: formatYuan(remaining),
  });
}

/** Rows of a text column by each of the texts asked for. */
function rowsOf(column: Column | undefined, rowCount: number, texts: readonly string[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  if (column?.kind !== 'text') return rows;
  const wanted = new ByteTable();
  for (const text of texts) if (text !== '') wanted.addText(text);
  if (wanted.entryCount === 0) return rows;
  const { offsets, bytes } = column as TextColumn;
  for (let row = 0; row < rowCount; row++) {
    const entry = wanted.find(bytes, offsets[row]!, offsets[row + 1]!);
    if (entry < 0) continue;
    const text = wanted.textOf(entry);
    const list = rows.get(text);
    if (list === undefined) rows.set(text, [row]);
    else list.push(row);
  }
  return rows;
}

function textOf(column: Column | undefined, row: number): string {
  return column?.kind === 'text' ? textAt(column, row) : '';
}
