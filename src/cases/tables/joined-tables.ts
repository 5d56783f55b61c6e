import { columnSchema } from '../columns.js';
import type { ByteText } from '../compose/byte-text.js';
import { PieceMap } from '../compose/piece-map.js';
import type { ImportProfile } from '../import-profile.js';
import { notice } from '../read/notices.js';
import type { Notice, RejectedRow } from '../read/read-result.js';
import { reasonText } from '../read/row-reasons.js';
import { replacementsOf } from '../read/writers/make-writer.js';
import type { JoinSummary } from './join-summary.js';
import { JoinedAmounts } from './joined-amounts.js';
import type { JoinedFault } from './joined-fault.js';
import { JoinedTable } from './joined-table.js';

const encoder = new TextEncoder();
const NO_ROW = -1;
/** Unmatched rows are all counted; so many are listed. */
const MOST_LISTED = 10_000;

export interface ListForm {
  readonly listSign: string;
  readonly pieces: PieceMap;
}

/** The tables that a profile joins to the stays. */
export class JoinedTables {
  readonly diagnoses: JoinedTable | undefined;
  readonly procedures: JoinedTable | undefined;
  readonly amounts: readonly JoinedAmounts[];
  /** Heading of the key that joins the tables. */
  readonly key: string;

  constructor(whole: ImportProfile, profile: NonNullable<ImportProfile['tables']>) {
    this.key = profile.key;
    this.diagnoses = profile.diagnoses === undefined ? undefined : new JoinedTable(profile.diagnoses);
    this.procedures = profile.procedures === undefined ? undefined : new JoinedTable(profile.procedures);
    const blanks = new PieceMap(replacementsOf(whole, ''));
    this.amounts = profile.amounts.map((one) => new JoinedAmounts(one, whole.money, blanks));
  }

  /** Columns of amounts of the tables that were read: column → number of the first table that fills it. */
  amountColumns(): ReadonlyMap<string, number> {
    const columns = new Map<string, number>();
    for (const [table, one] of this.amounts.entries()) {
      if (!one.isThere) continue;
      for (const column of one.columns) if (!columns.has(column)) columns.set(column, table);
    }
    return columns;
  }

  /**
   * Appends the codes of a stay (or what goes with each), principal first, then in the order of the file. Where the
   * table names a principal and this stay has none, the first piece stays empty, so that no other stands in for it.
   */
  putList(
    list: 'dx' | 'px' | 'dx_on_admission',
    bytes: Uint8Array,
    from: number,
    to: number,
    target: ByteText,
    form: ListForm,
  ): JoinedFault | undefined {
    const table = list === 'px' ? this.procedures : this.diagnoses;
    if (table === undefined || from === to) return undefined;
    const key = table.use(bytes, from, to);
    if (key < 0) return undefined;
    const fault = table.faults.get(key);
    if (fault !== undefined) return fault;
    let count = 0;
    const put = (index: number): void => {
      if (count++ > 0) target.putText(list === 'dx_on_admission' ? '|' : form.listSign);
      if (list === 'dx_on_admission') {
        const text = encoder.encode(table.conditions.textOf(table.conditionOf[index]!));
        const replacement = form.pieces.find(text, 0, text.length) ?? text;
        target.put(replacement, 0, replacement.length);
      } else {
        target.putText(table.codes.textOf(table.codeOf[index]!));
      }
    };
    for (let row = table.first[key]!; row !== NO_ROW; row = table.next[row]!) {
      if (table.isPrincipal[row] === 1) put(row);
    }
    if (count === 0 && table.hasPrincipal && list !== 'px') {
      // Nothing goes with diagnoses that a case without a principal does not have.
      if (list === 'dx_on_admission') return undefined;
      count = 1;
    }
    for (let row = table.first[key]!; row !== NO_ROW; row = table.next[row]!) {
      if (table.isPrincipal[row] === 0) put(row);
    }
    return undefined;
  }

  /** Rows whose key no stay has, after all stays were read. */
  close(): { summaries: JoinSummary[]; unmatched: RejectedRow[]; notices: Notice[] } {
    const summaries: JoinSummary[] = [];
    const unmatched: RejectedRow[] = [];
    const notices: Notice[] = [];
    const tell = (column: string, file: string, row: number, sheetRow: number, value: string): void => {
      if (unmatched.length >= MOST_LISTED) return;
      const { label } = columnSchema(column)!;
      const zh = reasonText('row_without_stay', { value, label: label.zh }).zh;
      const { en } = reasonText('row_without_stay', { value, label: label.en });
      unmatched.push({ file, row, sheetRow, caseId: value, column, value, code: 'row_without_stay', zh, en });
    };
    for (const [name, column, table] of [
      ['diagnoses', 'dx', this.diagnoses],
      ['procedures', 'px', this.procedures],
    ] as const) {
      if (table === undefined) continue;
      let count = table.keyless.length;
      for (const { file, row, sheetRow } of table.keyless) tell(column, file, row, sheetRow, '');
      for (let key = 0; key < table.keys.entryCount; key++) {
        if (table.isUsed[key] === 1) continue;
        for (let row = table.first[key]!; row !== NO_ROW; row = table.next[row]!) {
          count++;
          tell(column, table.fileOf(row), table.sourceRow[row]!, table.sheetRowOf(row), table.keys.textOf(key));
        }
      }
      summaries.push({ table: name, rows: table.rowCount, unmatched: count, skipped: table.skippedCount });
    }
    for (const table of this.amounts) {
      if (!table.isAsked) continue;
      const { name, kind, amount } = table.profile;
      let count = 0;
      for (let row = 0; row < table.rowCount; row++) {
        const key = table.keyOf[row]!;
        if (key >= 0 && table.isUsed[key] === 1) continue;
        count++;
        const value = key < 0 ? '' : table.keys.textOf(key);
        tell(table.columns[0]!, table.fileOf(row), table.sourceRow[row]!, table.sheetRowOf(row), value);
      }
      summaries.push({ table: name, rows: table.rowCount, unmatched: count, skipped: table.skippedCount });
      for (const [text, rows] of table.kindsElsewhere()) {
        notices.push(notice('notice_kind_elsewhere', { table: name, heading: kind, kind: text, count: rows }));
      }
      for (const rounded of table.tally.roundedAmounts.values()) {
        notices.push(notice('notice_amounts_rounded', { column: `${name} ${amount}`, count: rounded }));
      }
    }
    return { summaries, unmatched, notices };
  }
}
