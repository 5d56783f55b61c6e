import type { Readable, Writable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { LineBatch } from '../../cases/lines/line-cutter.js';
import type { LineForm } from '../../cases/lines/line-form.js';
import { CaseLineReader } from '../../cases/lines/read-case-lines.js';
import type { BatchWork } from './grouping-work.js';
import { type LineInput, lineBatches } from './line-batches.js';
import { type LineField, type ResultField, TEXT_FIELDS } from './line-fields.js';
import { LineWriter } from './line-writer.js';
import { STDIO_CLOSING } from './stdio-errors.js';
import { writeBytes } from './write-bytes.js';

/** Names of what a row is worked out under, for every row to carry. */
export interface LineIdentity {
  readonly scheme: string;
  readonly scheme_hash: string;
  readonly policy_hash: string;
}

export interface StdioOptions extends LineForm, LineInput {
  readonly fields: readonly LineField[];
  /** Canonical columns that the work looks at. */
  readonly wanted: readonly string[];
  readonly work: BatchWork;
  readonly identity: LineIdentity;
}

export interface StdioResult {
  readonly rows: number;
  readonly rejected: number;
}

/**
 * Answers rows of text line by line: one row out for each row in, in order, nothing before, between or after, so that an
 * engine's row programs (SELECT TRANSFORM, pipe, executable functions) can call it. No row sees another; a row that
 * cannot be read goes out with status `rejected` and its reason.
 * @throws stdio_chunk_header, stdio_chunk_short, stdio_rows_lost, errors of the work that concern every row
 */
export async function runStdio(options: StdioOptions, input: Readable, output: Writable): Promise<StdioResult> {
  let answers: BatchAnswers | undefined;
  let read = 0;
  for await (const { rows, separator } of lineBatches(options, input)) {
    read += rows.starts.length;
    answers ??= new BatchAnswers(options, separator);
    await writeBytes(output, await answers.of(rows));
  }
  const { written, rejected } = answers ?? { written: 0, rejected: 0 };
  if (written !== read) throw STDIO_CLOSING.stdio_rows_lost({ read, written });
  return { rows: read, rejected };
}

/** The answers of batches under one separator. */
class BatchAnswers {
  written = 0;
  rejected = 0;
  private readonly reader: CaseLineReader;
  private readonly writer: LineWriter;
  private readonly passed: ReadonlyMap<LineField, number>;

  constructor(
    private readonly options: StdioOptions,
    private readonly separator: number,
  ) {
    const passed = options.fields.filter((field) => field.kind === 'passed');
    this.passed = new Map(passed.map((field, k) => [field, k]));
    this.reader = new CaseLineReader(
      options,
      options.wanted,
      passed.map(({ place }) => place),
    );
    this.writer = new LineWriter(separator, options.escaping);
  }

  async of(batch: LineBatch): Promise<Buffer> {
    const { fields, work, identity } = this.options;
    const { table, reasons, passed } = this.reader.read(batch, this.separator);
    const resultOf = await work(table);
    const { writer } = this;
    const width = this.passed.size;
    let row = 0;
    for (let line = 0; line < reasons.length; line++) {
      const reason = reasons[line]!;
      const isCase = reason === '';
      for (const field of fields) {
        if (field.kind === 'passed') {
          const at = 2 * (line * width + this.passed.get(field)!);
          if (passed[at]! < 0) writer.missing();
          else writer.raw(batch.bytes, passed[at]!, passed[at + 1]!);
        } else if (field.name === 'checksum') {
          writer.number(String(crc32(batch.bytes.subarray(batch.starts[line]!, batch.ends[line]!))));
        } else if (field.name === 'scheme' || field.name === 'scheme_hash' || field.name === 'policy_hash') {
          writer.text(identity[field.name]);
        } else {
          const result = isCase ? resultOf(field.name, row) : rejection(field.name, reason);
          if (TEXT_FIELDS.has(field.name)) writer.text(result);
          else writer.number(result);
        }
      }
      writer.endRow();
      if (isCase) row += 1;
      else this.rejected += 1;
      this.written += 1;
    }
    return writer.take();
  }
}

/** What a row that cannot be read says in place of results. */
function rejection(field: ResultField, reason: string): string {
  if (field === 'status') return 'rejected';
  return field === 'reason' ? reason : '';
}
