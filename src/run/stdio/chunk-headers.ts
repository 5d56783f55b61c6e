import type { LineBatch } from '../../cases/lines/line-cutter.js';
import { CHUNK_ERRORS } from './stdio-errors.js';

const COUNT = /^\d{1,12}$/;

/** Takes the lines that only say how many rows follow out of a stream of chunks. */
export class ChunkHeaders {
  private left = 0;

  /** @throws stdio_chunk_header where a count should stand and something else does */
  rowsOf(batch: LineBatch): LineBatch {
    const starts: number[] = [];
    const ends: number[] = [];
    const cut = new Set<number>();
    for (let line = 0; line < batch.starts.length; line++) {
      if (this.left === 0) {
        const text = batch.bytes.toString(
          'utf8',
          batch.starts[line]!,
          Math.min(batch.ends[line]!, batch.starts[line]! + 40),
        );
        if (!COUNT.test(text.trim())) throw CHUNK_ERRORS.stdio_chunk_header({ line: text });
        this.left = Number(text);
        continue;
      }
      this.left -= 1;
      if (batch.cut.has(line)) cut.add(starts.length);
      starts.push(batch.starts[line]!);
      ends.push(batch.ends[line]!);
    }
    return { bytes: batch.bytes, starts, ends, cut };
  }

  /** @throws stdio_chunk_short where the last chunk lacks rows */
  end(): void {
    if (this.left > 0) throw CHUNK_ERRORS.stdio_chunk_short({ missing: this.left });
  }
}
