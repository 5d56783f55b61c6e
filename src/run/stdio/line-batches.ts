import type { Readable } from 'node:stream';
import { type LineBatch, LineCutter } from '../../cases/lines/line-cutter.js';
import { START_OF_HEADING, TAB } from '../../cases/lines/line-form.js';
import { ChunkHeaders } from './chunk-headers.js';
import { readParts } from './read-parts.js';

/** How the bytes of an input hold its rows. */
export interface LineInput {
  readonly columns: readonly string[];
  /** A byte; absent: TAB, or U+0001 where the first line holds one, and answered alike. */
  readonly separator?: number | undefined;
  /** Each chunk begins with a line of its row count. */
  readonly hasChunkHeaders: boolean;
}

/**
 * The rows of an input as they come, never an empty batch.
 * @throws stdio_chunk_header, stdio_chunk_short
 */
export async function* lineBatches(
  { columns, separator: named, hasChunkHeaders }: LineInput,
  input: Readable,
): AsyncGenerator<{ readonly rows: LineBatch; readonly separator: number }> {
  const cutter = new LineCutter();
  const headers = hasChunkHeaders ? new ChunkHeaders() : undefined;
  let separator = named;
  const rowsOf = (batch: LineBatch): LineBatch => (headers === undefined ? batch : headers.rowsOf(batch));
  for await (const parts of readParts(input)) {
    const rows = rowsOf(cutter.take(parts));
    if (rows.starts.length === 0) continue;
    separator ??= separatorOf(rows, columns.length);
    yield { rows, separator };
  }
  const last = rowsOf(cutter.end());
  if (last.starts.length > 0) yield { rows: last, separator: separator ?? separatorOf(last, columns.length) };
  headers?.end();
}

/** What stands between the values of the first line. */
function separatorOf({ bytes, starts, ends }: LineBatch, columnCount: number): number {
  if (columnCount === 1) return TAB;
  return bytes.subarray(starts[0]!, ends[0]!).includes(START_OF_HEADING) ? START_OF_HEADING : TAB;
}
