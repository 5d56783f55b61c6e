import type { CaseTable } from '../case-table.js';
import { CaseBuilder } from '../read/case-builder.js';
import { columnsToRead } from '../read/columns-to-read.js';
import { finishReading } from '../read/finish-reading.js';
import { type HeadingMapping, mapHeadings } from '../read/map-headings.js';
import { RowCells } from '../read/scan-rows.js';
import { cutLine, isNull, PlainRow } from './line-cells.js';
import type { LineBatch } from './line-cutter.js';
import type { LineForm } from './line-form.js';

const NAME = 'lines';
const SPACE = 32;

/** What became of the lines of a batch. */
export interface CaseLines {
  /** The lines that are cases; `sourceRow` counts the lines of the batch from 1. */
  readonly table: CaseTable;
  /** By line: '' a case, else the first reason why it is none. */
  readonly reasons: readonly string[];
  /** Values passed through: value k of line i is batch.bytes[passed[2 × (i × width + k)] …); −1 where it has none. */
  readonly passed: Int32Array;
}

/**
 * Reads rows given as lines into columns, each row for itself: no row is rejected for what another one says, so any cut
 * of the rows into batches, processes or machines gives the same answers. Case ids are therefore not held against each
 * other, and a negative total is a reason of its own row.
 */
export class CaseLineReader {
  private readonly mapping: HeadingMapping;
  private readonly kept: ReadonlySet<string>;
  /** Places of the columns that are read. */
  private readonly fed: readonly number[];
  private readonly idPlace: number;
  private readonly raw = new RowCells();
  private readonly row = new PlainRow();

  /**
   * @param wanted  canonical columns to read where the lines have them
   * @param passed  places of values that go out as they came
   */
  constructor(
    private readonly form: LineForm,
    wanted: readonly string[],
    private readonly passed: readonly number[],
  ) {
    this.kept = new Set(wanted);
    const isRead = columnsToRead(this.kept);
    this.idPlace = form.columns.indexOf('case_id');
    this.fed = form.columns.flatMap((name, place) => (name !== 'case_id' && isRead.has(name) ? [place] : []));
    // An id of our own stands for the row's: whether two rows share one is not seen.
    this.mapping = mapHeadings(['case_id', ...this.fed.map((place) => form.columns[place]!)], undefined);
  }

  read(batch: LineBatch, separator: number): CaseLines {
    const { form, raw, row, fed, passed, idPlace } = this;
    const { bytes, starts, ends, cut } = batch;
    const options = { columns: [...this.kept], refunds: 'reject' as const };
    const builder = new CaseBuilder(options, columnsToRead(this.kept));
    builder.startFile(NAME, this.mapping, 0);
    builder.expectedRows = starts.length;
    const reasons = new Array<string>(starts.length).fill('');
    const places = new Int32Array(starts.length * passed.length * 2).fill(-1);
    for (let line = 0; line < starts.length; line++) {
      cutLine(bytes, starts[line]!, ends[line]!, separator, raw);
      const isStraight = raw.count === form.columns.length;
      for (let k = 0; k < passed.length; k++) {
        const place = passed[k]!;
        // Of a bent row only the id is passed, where it stands first: what lies behind a shift belongs elsewhere.
        if (!isStraight && !(place === idPlace && place === 0)) continue;
        const at = 2 * (line * passed.length + k);
        places[at] = raw.starts[place]!;
        places[at + 1] = raw.ends[place]!;
      }
      if (cut.has(line)) reasons[line] = 'row_too_long';
      else if (!isStraight) {
        reasons[line] = raw.count < form.columns.length ? 'row_too_few_cells' : 'row_too_many_cells';
      } else if (idPlace >= 0 && isBlank(bytes, raw.starts[idPlace]!, raw.ends[idPlace]!)) {
        reasons[line] = 'row_case_id_missing';
      } else {
        row.clear();
        row.addNumber(line + 1);
        for (let f = 0; f < fed.length; f++) {
          row.add(bytes, raw.starts[fed[f]!]!, raw.ends[fed[f]!]!, form.escaping);
        }
        builder.addRow(row.bytes, row.cells, line + 1);
      }
    }
    const facts = { files: [], notices: [], mapped: [], ignored: new Set<string>(), hasStartedAgain: false };
    const { table, rejected } = finishReading(builder, facts, this.kept, options);
    for (const { row: number, code } of rejected) if (reasons[number - 1] === '') reasons[number - 1] = code;
    return { table, reasons, passed: places };
  }
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  if (isNull(bytes, from, to)) return true;
  for (let at = from; at < to; at++) if (bytes[at]! > SPACE) return false;
  return true;
}
