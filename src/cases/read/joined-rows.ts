import type { DuckDBDataChunk } from '@duckdb/node-api';
import bindings from '@duckdb/node-bindings';
import { RowCells, type RowSink } from './scan-rows.js';

/** The control sign meant for this; a cell that holds one makes a row of too many cells, never a wrong value. */
export const UNIT_SEPARATOR = 31;

/** DuckDB's string_t: 4 bytes of length, then the text itself where it has 12 bytes or fewer, else its address at 8. */
const STRING_BYTES = 16;
const LONGEST_INLINE = 12;
const TEXT_AT = 4;
const ADDRESS_AT = 8;
const WORD = 2 ** 32;

/**
 * Hands the rows of chunks on as bytes, where each row is one text with UNIT_SEPARATOR between its cells. No string is
 * made and nothing is copied row by row: texts that follow each other in memory, as those that concat() has made do,
 * are fetched together.
 */
export class JoinedRows {
  private readonly cells = new RowCells();

  constructor(private readonly sink: RowSink) {}

  /** @param chunk  its first column holds the texts, none of them NULL */
  take(chunk: DuckDBDataChunk): void {
    const { rowCount } = chunk;
    const vector = bindings.data_chunk_get_vector(chunk.chunk, 0);
    const data = bindings.vector_get_data(vector, rowCount * STRING_BYTES);
    const strings = new DataView(data.buffer, data.byteOffset, data.byteLength);
    let row = 0;
    while (row < rowCount) {
      const length = strings.getUint32(row * STRING_BYTES, true);
      if (length <= LONGEST_INLINE) {
        const start = row * STRING_BYTES + TEXT_AT;
        this.cut(data, start, start + length);
        row += 1;
      } else {
        row = this.takeRun(data, strings, row, rowCount);
      }
    }
    // The memory is the chunk's: it must live until here.
    if (chunk.rowCount !== rowCount) throw new Error('a chunk changed while its rows were taken');
  }

  /** Rows from `first` on whose texts lie one behind the other. @returns the first row that is not of them */
  private takeRun(data: Uint8Array, strings: DataView, first: number, rowCount: number): number {
    let low = strings.getUint32(first * STRING_BYTES + ADDRESS_AT, true);
    let high = strings.getUint32(first * STRING_BYTES + ADDRESS_AT + 4, true);
    let total = 0;
    let end = first;
    while (end < rowCount) {
      const at = end * STRING_BYTES;
      const length = strings.getUint32(at, true);
      if (length <= LONGEST_INLINE) break;
      if (strings.getUint32(at + ADDRESS_AT, true) !== low) break;
      if (strings.getUint32(at + ADDRESS_AT + 4, true) !== high) break;
      total += length;
      low += length;
      if (low >= WORD) {
        low -= WORD;
        high += 1;
      }
      end += 1;
    }
    const pointer = data.byteOffset + first * STRING_BYTES + ADDRESS_AT;
    const bytes = bindings.get_data_from_pointer(data.buffer as ArrayBuffer, pointer, total);
    let start = 0;
    for (let row = first; row < end; row++) {
      const length = strings.getUint32(row * STRING_BYTES, true);
      this.cut(bytes, start, start + length);
      start += length;
    }
    return end;
  }

  private cut(bytes: Uint8Array, from: number, to: number): void {
    const { cells } = this;
    let count = 0;
    let start = from;
    for (let i = from; i <= to; i++) {
      if (i < to && bytes[i] !== UNIT_SEPARATOR) continue;
      if (count === cells.starts.length) cells.grow();
      cells.starts[count] = start;
      cells.ends[count++] = i;
      start = i + 1;
    }
    cells.count = count;
    this.sink.row(bytes, cells);
  }
}
