import { formatDay, MISSING_DAY } from '../../kernel/day.js';
import type { CaseTable, Column } from '../case-table.js';
import { COLUMN_SCHEMAS } from '../columns.js';
import { CsvBlock } from './csv-block.js';
import { csvCell } from './csv-line.js';
import { type WriteBytes, writeAside } from './write-aside.js';

const COMMA = 44;
const LINE_FEED = 10;
const LIST_SEPARATOR = 124;
/** A number, a date, a separator: nothing of fixed kind is longer. */
const LONGEST_CELL = 24;
const encoder = new TextEncoder();

type PutCell = (block: CsvBlock, row: number) => void;

/**
 * Writes cases as canonical CSV: UTF-8, LF, columns in their fixed order, money in yuan with two decimals, missing
 * empty, code lists joined by |. Reading the file back gives an equal table. Written aside and renamed at the end.
 */
export function writeCaseCsv(path: string, table: CaseTable): void {
  writeAside(path, (put) => {
    const csv = new CaseCsv(put);
    csv.write(table, 0, table.caseCount);
    csv.end();
  });
}

/** Cases as canonical CSV in pieces, of one table or of several with the same columns, one behind the other. */
export class CaseCsv {
  private readonly block: CsvBlock;
  private table: CaseTable | undefined;
  private cells: readonly PutCell[] = [];

  constructor(put: WriteBytes) {
    this.block = new CsvBlock(put);
  }

  /** Rows of a table; the first ones bring the heading. */
  write(table: CaseTable, from: number, to: number): void {
    if (table !== this.table) {
      const schemas = COLUMN_SCHEMAS.filter((schema) => table.columns[schema.name] !== undefined);
      this.cells = schemas.map((schema) => cellOf(table.columns[schema.name]!));
      if (this.table === undefined) {
        const heading = encoder.encode(`${schemas.map((schema) => schema.name).join(',')}\n`);
        this.block.raw(heading, 0, heading.length);
      }
      this.table = table;
    }
    writeRows(this.block, this.cells, from, to);
  }

  end(): void {
    this.block.flush();
  }
}

function writeRows(block: CsvBlock, cells: readonly PutCell[], from: number, to: number): void {
  for (let row = from; row < to; row++) {
    for (let c = 0; c < cells.length; c++) {
      block.reserve(LONGEST_CELL);
      if (c > 0) block.byte(COMMA);
      cells[c]!(block, row);
    }
    block.reserve(1);
    block.byte(LINE_FEED);
  }
}

function cellOf(column: Column): PutCell {
  switch (column.kind) {
    case 'money': {
      const { values } = column;
      return (block, row) => {
        const fen = values[row]!;
        if (!Number.isNaN(fen)) block.yuan(fen);
      };
    }
    case 'integer': {
      const { values } = column;
      return (block, row) => {
        const value = values[row]!;
        if (value >= 0) block.integer(value);
      };
    }
    case 'day':
      return dayCell(column.values);
    case 'dictionary': {
      const { codes } = column;
      const texts = column.values.map((value) => encoder.encode(csvCell(value)));
      return (block, row) => {
        const text = texts[codes[row]!]!;
        block.raw(text, 0, text.length);
      };
    }
    case 'text': {
      const { offsets, bytes } = column;
      return (block, row) => block.cell(bytes, offsets[row]!, offsets[row + 1]!);
    }
    case 'codes': {
      const { offsets, codes } = column;
      const texts = column.values.map((value) => encoder.encode(value));
      return (block, row) => {
        const from = offsets[row]!;
        const to = offsets[row + 1]!;
        for (let i = from; i < to; i++) {
          const text = texts[codes[i]!]!;
          block.reserve(text.length + 1);
          if (i > from) block.byte(LIST_SEPARATOR);
          block.raw(text, 0, text.length);
        }
      };
    }
  }
}

/** Dates repeat: each is written out once and copied after that. */
function dayCell(values: Int32Array): PutCell {
  const texts = new Map<number, Uint8Array>();
  return (block, row) => {
    const day = values[row]!;
    if (day === MISSING_DAY) return;
    let text = texts.get(day);
    if (text === undefined) {
      text = encoder.encode(formatDay(day));
      texts.set(day, text);
    }
    block.raw(text, 0, text.length);
  };
}
