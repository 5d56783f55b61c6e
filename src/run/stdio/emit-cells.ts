import type { Readable, Writable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { LineEscape } from '../../cases/lines/line-form.js';
import { CaseLineReader } from '../../cases/lines/read-case-lines.js';
import { groupCases } from '../../grouping/group-cases.js';
import { inlineExecutor } from '../../kernel/executor.js';
import { canonicalJson, sha256 } from '../../kernel/hash.js';
import type { AnyCompiledScheme, AnySwitches } from '../../schemes/any-scheme.js';
import { cellLine, identityLine, identityName, partLine } from '../cell-lines/cell-line.js';
import { CellGatherer } from '../cell-lines/gather-cells.js';
import { refuseSwitches } from '../refuse-switches.js';
import { type LineInput, lineBatches } from './line-batches.js';
import { needColumns, refuseTwice } from './line-fields.js';
import type { StdioResult } from './stdio-run.js';
import { writeBytes } from './write-bytes.js';

export interface EmitCellsOptions extends LineInput {
  readonly escaping: LineEscape;
  readonly scheme: AnyCompiledScheme;
  readonly switches: AnySwitches;
}

const LARGEST_SUM = 2 ** 52;
/** Lines written at once. */
const LINES_PER_WRITE = 256;

/**
 * Groups rows of text and writes the cells of all of them at the end of the input, a line a cell: a calculation of a
 * part of the cases that others can be merged with (readCells). Rows that cannot be read stand in cells of their own.
 * @throws stdio_columns_missing, stdio_column_twice, stdio_chunk_header, stdio_chunk_short
 */
export async function emitCells(options: EmitCellsOptions, input: Readable, output: Writable): Promise<StdioResult> {
  const { columns, switches, scheme } = options;
  refuseTwice('--columns', columns);
  needColumns(columns, ['dx', 'total_cost']);
  refuseSwitches(switches, [scheme]);
  const gatherer = new CellGatherer(scheme, switches, columns);
  const reader = new CaseLineReader(options, columns, []);
  let rowCount = 0;
  /** Of the rows as they came, in whatever order: two parts of the same cells but of other rows differ. */
  let rowSum = 0;
  let rejected = 0;
  for await (const { rows, separator } of lineBatches(options, input)) {
    const { table, reasons } = reader.read(rows, separator);
    gatherer.addCases(table, await groupCases(scheme, table, inlineExecutor, switches));
    for (const reason of reasons) {
      if (reason === '') continue;
      gatherer.addRejected(reason);
      rejected += 1;
    }
    rowCount += reasons.length;
    rows.starts.forEach((start, i) => {
      rowSum = (rowSum + crc32(rows.bytes.subarray(start, rows.ends[i]!))) % LARGEST_SUM;
    });
  }
  const cells = gatherer.finish();
  await writeBytes(output, Buffer.from(`${identityLine(gatherer.identity)}\n`));
  const name = identityName(gatherer.identity);
  const part = sha256(canonicalJson([name, rowCount, rowSum])).slice(0, 16);
  for (let from = 0; from < cells.length; from += LINES_PER_WRITE) {
    const lines = cells.slice(from, from + LINES_PER_WRITE).map((cell) => `${cellLine(name, part, cell)}\n`);
    await writeBytes(output, Buffer.from(lines.join('')));
  }
  await writeBytes(output, Buffer.from(`${partLine(name, { part, cells: cells.length, rows: rowCount })}\n`));
  return { rows: rowCount, rejected };
}
