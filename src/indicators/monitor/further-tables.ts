import { type CaseTable, needColumn, textAt } from '../../cases/case-table.js';
import { normaliseCode } from '../../cases/codes/normalise-code.js';
import type { InputRow } from '../../cases/tables/input-table.js';
import { MISSING_DAY } from '../../kernel/day.js';

/** Lines of a table whose case is not in the file: counted, the first of them named. */
export interface Unmatched {
  readonly lines: number;
  /** Case ids in the order of the file, each once. */
  readonly caseIds: readonly string[];
}

/** Charge lines as columns, in the order of the file; only lines of cases that are in the file. */
export interface ItemColumns {
  readonly count: number;
  readonly row: Int32Array;
  readonly item: Int32Array;
  readonly items: readonly string[];
  readonly category: Int32Array;
  /** Index 0 is "": the line has none. */
  readonly categories: readonly string[];
  readonly day: Int32Array;
  readonly amountFen: Float64Array;
  readonly quantity: readonly string[];
  readonly unmatched: Unmatched;
}

/** Visits without a stay, by patient. */
export interface VisitColumns {
  readonly count: number;
  readonly patient: readonly string[];
  readonly hospital: readonly string[];
  readonly kind: readonly string[];
  readonly day: Int32Array;
  readonly amountFen: Float64Array;
}

/** What the medical record says of a case (病案首页), by row of the cases; undefined where it has none. */
export interface RecordColumns {
  readonly principal: readonly (string | undefined)[];
  readonly dx: readonly (readonly string[] | undefined)[];
  readonly px: readonly (readonly string[] | undefined)[];
  readonly severity: readonly (string | undefined)[];
  readonly unmatched: Unmatched;
}

/** Examinations with their finding. */
export interface ExaminationColumns {
  readonly count: number;
  readonly hospital: readonly string[];
  readonly kind: readonly string[];
  readonly isPositive: Uint8Array;
}

/** Row of each case id of the table. */
export function rowsOfCases(table: CaseTable): ReadonlyMap<string, number> {
  const ids = needColumn(table, 'case_id', 'text', 'monitor');
  const rows = new Map<string, number>();
  for (let row = 0; row < table.caseCount; row++) rows.set(textAt(ids, row), row);
  return rows;
}

/** Takes charge lines one by one, so that the file is never held whole as rows. */
export class ItemCollector {
  private readonly row: number[] = [];
  private readonly item: number[] = [];
  private readonly category: number[] = [];
  private readonly day: number[] = [];
  private readonly amount: number[] = [];
  private readonly quantity: string[] = [];
  private readonly items = new Map<string, number>();
  private readonly categories = new Map<string, number>([['', 0]]);
  private readonly unmatched = new UnmatchedLines();

  constructor(private readonly rows: ReadonlyMap<string, number>) {}

  add(line: InputRow): void {
    const caseId = String(line.case_id);
    const row = this.rows.get(caseId);
    if (row === undefined) {
      this.unmatched.add(caseId);
      return;
    }
    this.row.push(row);
    this.item.push(numberOf(this.items, String(line.item_code)));
    this.category.push(numberOf(this.categories, String(line.category ?? '')));
    this.day.push(typeof line.charge_date === 'number' ? line.charge_date : MISSING_DAY);
    this.amount.push(line.amount as number);
    this.quantity.push(String(line.quantity ?? ''));
  }

  finish(): ItemColumns {
    return {
      count: this.row.length,
      row: Int32Array.from(this.row),
      item: Int32Array.from(this.item),
      items: [...this.items.keys()],
      category: Int32Array.from(this.category),
      categories: [...this.categories.keys()],
      day: Int32Array.from(this.day),
      amountFen: Float64Array.from(this.amount),
      quantity: this.quantity,
      unmatched: this.unmatched.finish(),
    };
  }
}

/** The records of cases as columns by row of the cases. */
export function recordColumns(
  lines: readonly InputRow[],
  rows: ReadonlyMap<string, number>,
  caseCount: number,
): RecordColumns {
  const principal = new Array<string | undefined>(caseCount);
  const dx = new Array<string[] | undefined>(caseCount);
  const px = new Array<string[] | undefined>(caseCount);
  const severity = new Array<string | undefined>(caseCount);
  const unmatched = new UnmatchedLines();
  for (const line of lines) {
    const row = rows.get(String(line.case_id));
    if (row === undefined) {
      unmatched.add(String(line.case_id));
      continue;
    }
    principal[row] = line.record_principal === undefined ? undefined : normaliseCode(String(line.record_principal));
    dx[row] = listOf(line.record_dx);
    px[row] = listOf(line.record_px);
    severity[row] = textOf(line.stated_severity);
  }
  return { principal, dx, px, severity, unmatched: unmatched.finish() };
}

export function visitColumns(lines: readonly InputRow[]): VisitColumns {
  return {
    count: lines.length,
    patient: lines.map((line) => String(line.patient_key)),
    hospital: lines.map((line) => String(line.hospital_id)),
    kind: lines.map((line) => String(line.kind ?? '')),
    day: Int32Array.from(lines, (line) => line.visit_date as number),
    amountFen: Float64Array.from(lines, (line) => line.amount as number),
  };
}

export function examinationColumns(lines: readonly InputRow[]): ExaminationColumns {
  return {
    count: lines.length,
    hospital: lines.map((line) => String(line.hospital_id)),
    kind: lines.map((line) => String(line.kind)),
    isPositive: Uint8Array.from(lines, (line) => (line.result === 'positive' ? 1 : 0)),
  };
}

class UnmatchedLines {
  private lines = 0;
  private readonly ids = new Set<string>();

  add(caseId: string): void {
    this.lines++;
    this.ids.add(caseId);
  }

  finish(): Unmatched {
    return { lines: this.lines, caseIds: [...this.ids] };
  }
}

function numberOf(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  numbers.set(text, numbers.size);
  return numbers.size - 1;
}

const textOf = (cell: InputRow[string]): string | undefined => (cell === undefined ? undefined : String(cell));

/** Codes joined by |; an empty cell says nothing about them. */
const listOf = (cell: InputRow[string]): string[] | undefined =>
  cell === undefined
    ? undefined
    : String(cell)
        .split('|')
        .map(normaliseCode)
        .filter((code) => code !== '');
