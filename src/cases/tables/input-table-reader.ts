import type { Details } from '../../kernel/errors.js';
import type { Finding } from '../../kernel/finding.js';
import { nearestNames } from '../../kernel/nearest-names.js';
import { plainHeading } from '../plain-heading.js';
import type { CellFault } from '../read/cell-fault.js';
import { headingsNear } from '../read/headings-found.js';
import type { HeadingMapping } from '../read/map-headings.js';
import type { RowTarget } from '../read/row-target.js';
import { isCellBlank, shownCell } from '../read/row-texts.js';
import type { RowCells } from '../read/scan-rows.js';
import { isTotalText, mayBeTotal } from '../read/total-row.js';
import { readInputCell } from './input-cell.js';
import { InputRowKeys } from './input-row-keys.js';
import type { InputCell, InputColumn, InputForm, InputRow, InputTable } from './input-table.js';
import { type INPUT_TABLE_ERRORS, problemText } from './input-table-errors.js';

const MOST_LISTED = 1000;
/** The column of a case whose kind a reader of workbooks should treat a cell as. */
const CARRIERS: Readonly<Record<InputForm, string>> = {
  text: 'case_id',
  level: 'case_id',
  amount: 'total_cost',
  decimal: 'total_cost',
  whole: 'total_cost',
  day: 'admit_date',
  month: 'admit_date',
};

/** Takes the rows of one input table from whatever reader, checks them, and keeps the problems of all of them. */
export class InputTableReader implements RowTarget {
  rowCount = 0;
  blankCount = 0;
  expectedRows = 0;
  readonly findings: Finding[] = [];
  private problemsLeft = 0;
  private columns: readonly { readonly column: InputColumn; cell: number }[] = [];
  private width = 0;
  /** No row can be used, and what each lacks was said of the table. */
  private isUnusable = false;
  private keys: InputRowKeys;

  constructor(
    private readonly table: InputTable,
    /** Before the place in a finding: the file's name. */
    private readonly file: string,
    private readonly take: (row: InputRow, rowNumber: number) => void,
  ) {
    this.keys = new InputRowKeys(table);
  }

  /** Cells by heading: canonical names, Chinese labels and synonyms. What is missing becomes a finding. */
  mapHeadings(headings: readonly string[]): HeadingMapping {
    const { table } = this;
    this.findings.length = 0;
    const taken = new Map<number, InputColumn>();
    for (const column of table.columns) {
      const accepted = new Set([column.name, column.label.zh, ...(column.synonyms ?? [])].map(plainHeading));
      const cells = headings.flatMap((heading, cell) => (accepted.has(plainHeading(heading)) ? [cell] : []));
      const own = cells.find((cell) => plainHeading(headings[cell]!) === plainHeading(column.name)) ?? cells[0];
      if (own !== undefined && !taken.has(own)) taken.set(own, column);
      const second = cells.find((cell) => cell !== own && !taken.has(cell));
      if (second !== undefined) {
        const details = { column: column.name, first: headings[own!]!, second: headings[second]! };
        this.note('error', 'input_heading_twice', '', column.name, details);
      }
    }
    const has = new Set([...taken.values()].map((column) => column.name));
    for (const column of table.columns) {
      if (column.isNeeded === undefined || has.has(column.name)) continue;
      const details = { column: column.name, headings: headingsNear(column.name, headings) };
      this.note(
        'error',
        'input_column_missing',
        '',
        column.name,
        { ...details, label: column.label.zh },
        { ...details, label: column.label.en },
      );
    }
    if (table.anyOf !== undefined && !table.anyOf.some((name) => has.has(name))) {
      const details = { columns: table.anyOf.join(', '), headings: headingsNear(table.anyOf[0]!, headings) };
      this.note('error', 'input_any_column_missing', '', '', details);
    }
    this.isUnusable = this.findings.length > 0;
    const known = table.columns.map((column) => column.name);
    headings.forEach((heading, cell) => {
      if (taken.has(cell) || heading === '') return;
      const near = nearestNames(heading, known).join(', ');
      this.note(
        'warning',
        'input_heading_unknown',
        '',
        heading,
        { heading, near: `可用：${near}。` },
        { heading, near: `Near: ${near}.` },
      );
    });
    const columns = [...taken].map(([cell, column]) => ({ column, cell })).sort((a, b) => a.cell - b.cell);
    this.columns = columns;
    return {
      headingCount: headings.length,
      sources: columns.map(({ column, cell }) => ({ column: CARRIERS[column.form], cells: [cell] })),
      mapped: columns.map(({ column, cell }) => ({ from: headings[cell]!, to: column.name })),
      ignored: headings.filter((_, cell) => !taken.has(cell)),
    };
  }

  /** The mapping may have been narrowed to the cells that were read: they come in the order of `mapHeadings`. */
  startFile(_file: string, mapping: HeadingMapping): void {
    this.blankCount = 0;
    this.width = mapping.headingCount;
    this.columns = this.columns.map(({ column }, index) => ({ column, cell: mapping.sources[index]!.cells[0]! }));
  }

  addRow(bytes: Uint8Array, cells: RowCells, row: number, faults?: ReadonlyMap<number, CellFault>): void {
    let { count } = cells;
    while (count > 0 && isCellBlank(bytes, cells.starts[count - 1]!, cells.ends[count - 1]!)) count--;
    if (count === 0 && faults === undefined) {
      this.blankCount++;
      return;
    }
    this.rowCount++;
    if (this.isUnusable) return;
    if (cells.isBroken || cells.count < this.width || count > this.width) {
      this.note('error', 'input_row_uneven', String(row), '', { value: cells.count, expected: this.width });
      return;
    }
    const total = this.totalOf(bytes, cells);
    if (total !== undefined) {
      const { zh, en } = this.table.label;
      this.note(
        'error',
        'input_total_row',
        String(row),
        total.column,
        { value: total.value, label: zh },
        { value: total.value, label: en },
      );
      return;
    }
    const values: Record<string, InputCell> = {};
    const before = this.problemCount();
    for (const { column, cell } of this.columns) {
      const fault = faults?.get(cell);
      const text = fault?.value ?? shownCell(bytes, cells, cell).trim();
      if (fault !== undefined) {
        this.note('error', 'input_cell_unreadable', String(row), column.name, { value: text });
      } else if (text === '') {
        if (column.isNeeded === undefined) continue;
        this.note(
          'error',
          'input_cell_empty',
          String(row),
          column.name,
          { label: column.label.zh },
          { label: column.label.en },
        );
      } else {
        const read = readInputCell(text, column);
        if ('code' in read) this.put('error', read.code, String(row), column.name, read.zh, read.en);
        else values[column.name] = read.value;
      }
    }
    if (this.problemCount() === before) this.checkRow(values, row);
    if (this.problemCount() === before) this.take(values, row);
  }

  /** The first cell of a row that is not blank, where it says that the row is a total (合计). */
  private totalOf(bytes: Uint8Array, cells: RowCells): { readonly column: string; readonly value: string } | undefined {
    for (const { column, cell } of this.columns) {
      const [start, end] = [cells.starts[cell]!, cells.ends[cell]!];
      if (isCellBlank(bytes, start, end)) continue;
      const value = mayBeTotal(bytes, start, end) ? shownCell(bytes, cells, cell).trim() : '';
      return isTotalText(value) ? { column: column.name, value } : undefined;
    }
    return undefined;
  }

  mark(): unknown {
    return undefined;
  }

  /** One file a reader: beginning again forgets everything. */
  returnTo(): void {
    this.rowCount = 0;
    this.problemsLeft = 0;
    this.keys = new InputRowKeys(this.table);
  }

  /** All problems, in the order of the file; beyond the first thousand their number. */
  finish(): readonly Finding[] {
    // A ledger without entries may be right; without a hospital in the register every case is of none.
    if (this.rowCount === 0) {
      const { kind, label } = this.table;
      const severity = kind === 'register' ? 'error' : 'warning';
      this.note(severity, 'input_table_without_rows', '', '', { label: label.zh }, { label: label.en });
    }
    if (this.problemsLeft > 0) {
      const count = this.problemsLeft;
      const text = problemText('input_problems_more', { count });
      this.findings.push({ code: 'input_problems_more', severity: 'error', path: this.file, ...text });
    }
    return this.findings;
  }

  private checkRow(values: InputRow, row: number): void {
    const { table } = this;
    // Where no heading is one of them, that was said of the table.
    const hasAny = this.columns.some(({ column }) => table.anyOf?.includes(column.name));
    if (hasAny && table.anyOf?.every((name) => values[name] === undefined) === true) {
      this.note('error', 'input_any_needed', String(row), table.anyOf[0]!, { columns: table.anyOf.join(', ') });
    }
    for (const [from, until] of table.spans) {
      const [first, last] = [values[from], values[until]];
      if (typeof first === 'number' && typeof last === 'number' && first > last) {
        this.note('error', 'input_span_backwards', String(row), from, { from, until });
        return;
      }
    }
    const problem = table.checkRow?.(values);
    if (problem !== undefined) this.put('error', problem.code, String(row), problem.column, problem.zh, problem.en);
    const first = this.keys.clash(values, row);
    if (first === undefined) return;
    const key = table.key.map((name) => `${name} ${values[name] ?? ''}`.trim()).join(', ');
    const spans = table.spans.map((span) => span.join('–')).join(', ');
    this.note('error', spans === '' ? 'input_row_twice' : 'input_row_overlaps', String(row), table.key[0]!, {
      first,
      key,
      spans,
    });
  }

  /** Problems beyond those that `finish` lists. */
  get unlistedCount(): number {
    return this.problemsLeft;
  }

  private problemCount(): number {
    return this.findings.length + this.problemsLeft;
  }

  private note(
    severity: Finding['severity'],
    code: keyof typeof INPUT_TABLE_ERRORS,
    row: string,
    column: string,
    zh: Details,
    en: Details = zh,
  ): void {
    const text = problemText(code, zh, en);
    this.put(severity, code, row, column, text.zh, text.en);
  }

  private put(severity: Finding['severity'], code: string, row: string, column: string, zh: string, en: string): void {
    if (this.findings.length >= MOST_LISTED) {
      this.problemsLeft++;
      return;
    }
    const path = [this.file, row, column].filter((part) => part !== '').join(':');
    this.findings.push({ code, severity, path, zh, en });
  }
}
