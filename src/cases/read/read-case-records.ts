import { columnSchema } from '../columns.js';
import { CaseBuilder } from './case-builder.js';
import { columnsToRead } from './columns-to-read.js';
import { finishReading } from './finish-reading.js';
import { mapHeadings } from './map-headings.js';
import type { Notice, ReadFile, ReadOptions, ReadResult } from './read-result.js';
import { TextRow } from './text-row.js';

/** What the builder takes for more than blank. */
const SAYS_SOMETHING = /[^\u0000-\u0020\s]/;

/** Stands for the file's name in the reasons of rejected rows. */
const NAME = 'records';

/**
 * Cases that a caller holds in memory, a row of texts each, through the same checks as the rows of a file: headings are
 * canonical names (or those of the profile), `sourceRow` counts from 1. A row without any text is rejected for its
 * missing case id rather than skipped as a blank line, so that every row given has its outcome.
 *
 * @param headings  a heading a cell; unknown ones are told in `summary.columnsIgnored`
 * @param rows  as many texts a row as there are headings; "" is missing
 * @throws heading_twice, profile_heading_missing
 */
export function readCaseRecords(
  headings: readonly string[],
  rows: Iterable<readonly string[]>,
  options: ReadOptions = {},
): ReadResult {
  const kept = options.columns === undefined || options.columns === 'all' ? undefined : new Set(options.columns);
  const builder = new CaseBuilder(
    { ...options, refunds: 'reject' },
    kept === undefined ? undefined : columnsToRead(kept),
  );
  const mapping = mapHeadings(headings, options.profile);
  builder.startFile(NAME, mapping, 0);
  const cells = new TextRow();
  let row = 0;
  for (const texts of rows) {
    row += 1;
    if (!texts.some((text) => SAYS_SOMETHING.test(text))) {
      builder.rowsRead += 1;
      builder.rejectedRowCount += 1;
      builder.reject(row, 'row_case_id_missing', columnSchema('case_id'), '', '');
      continue;
    }
    cells.fill(texts);
    builder.addRow(cells.bytes, cells.cells, row);
  }
  const facts = {
    files: [] as ReadFile[],
    notices: [] as Notice[],
    mapped: [...mapping.mapped],
    ignored: new Set(mapping.ignored),
    hasStartedAgain: false,
  };
  return finishReading(builder, facts, kept, options);
}
