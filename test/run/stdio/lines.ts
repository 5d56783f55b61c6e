import { Readable, Writable } from 'node:stream';
import { openStdio, type StdioChoice } from '../../../src/run/stdio/open-stdio.js';
import { runStdio, type StdioResult } from '../../../src/run/stdio/stdio-run.js';

/** What the line program is told where a test says nothing else. */
export const CHOICE: StdioChoice = {
  columns: ['case_id', 'sex', 'age_years', 'los_days', 'dx', 'px'],
  escaping: 'none',
  hasChunkHeaders: false,
  scheme: 'chs-drg-2.0',
  switches: {},
};

/** Runs the line program in this process over parts of an input, and answers what it wrote. */
export async function answersTo(
  parts: readonly (string | Uint8Array)[],
  choice: Partial<StdioChoice> = {},
): Promise<{ bytes: Buffer; lines: string[]; result: StdioResult }> {
  const written: Buffer[] = [];
  const output = new Writable({
    highWaterMark: 1024,
    write(bytes: Buffer, _, done) {
      written.push(bytes);
      // A slow reader: the next part is asked for a turn later.
      setImmediate(done);
    },
  });
  const input = Readable.from(
    parts.map((part) => Buffer.from(part)),
    { objectMode: false },
  );
  const result = await runStdio(await openStdio({ ...CHOICE, ...choice }), input, output);
  await new Promise<void>((resolve) => output.end(resolve));
  const bytes = Buffer.concat(written);
  const text = bytes.toString('utf8');
  return { bytes, lines: text === '' ? [] : text.replace(/\n$/, '').split('\n'), result };
}
