import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { columnSchema } from '../../cases/columns.js';
import { fewAlike } from '../../cases/export/few-alike.js';
import { gradeCases } from '../../cases/export/grade-cases.js';
import type { ImportProfile } from '../../cases/import-profile.js';
import { removeRows } from '../../cases/read/compact-columns.js';
import { readCases } from '../../cases/read/read-cases.js';
import { csvLine } from '../../cases/write/csv-line.js';
import { writeCaseCsv } from '../../cases/write/write-case-csv.js';
import { todayText } from '../../kernel/day.js';
import { sha256 } from '../../kernel/hash.js';
import { packageRoot } from '../../kernel/package-root.js';
import { refusePipe } from '../../kernel/refuse-pipe.js';
import { source, text } from '../../policy/schema/common.js';
import { readDocument } from '../../simulation/scenario-file/read-document.js';
import { refuseFile, refuseInputAsOutput, writeFileAside } from '../output-folder.js';
import { stage } from '../progress.js';
import type { RunContext } from '../run-context.js';
import { EXPORT_ERRORS } from './export-errors.js';

const gradesSchema = z.strictObject({
  grades: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        title: text,
        columns: z.union([
          z.literal('all'),
          z.array(z.string().refine((name) => columnSchema(name) !== undefined)).min(1),
        ]),
        ids: z.enum(['kept', 'hashed', 'none']),
        dates: z.enum(['day', 'month', 'none']),
        ages: z.enum(['years', 'bands']),
        shift: z.enum(['allowed', 'refused']),
        /** Columns by which a person may be known, and how many cases must be alike in them; absent: no case is left out. */
        alike: z
          .strictObject({
            columns: z.array(z.string().refine((name) => columnSchema(name) !== undefined)).min(1),
            least: z.int().min(2).optional(),
          })
          .optional(),
      }),
    )
    .min(1),
  source,
});

export interface ExportRunOptions {
  readonly files: readonly string[];
  readonly profile?: ImportProfile | undefined;
  readonly out: string;
  readonly grade: string;
  readonly grades?: string | undefined;
  readonly saltFile: string;
  readonly shift: 'none' | 'per_patient';
  /** Cases that fewer than so many are alike to are left out; absent: as the grade says. */
  readonly leastAlike?: number | undefined;
  /** Who exports, and what for: a line of the log. */
  readonly by: string;
  readonly purpose: string;
  /** Absent: export-log.csv beside the file. */
  readonly log?: string | undefined;
}

export interface ExportRunResult {
  readonly out: string;
  readonly log: string;
  readonly cases: number;
  /** Cases that too few were alike to. */
  readonly leftOut: number;
  readonly columns: readonly string[];
  readonly rejected: number;
}

const LEAST_SALT = 16;
const LOG_HEADINGS = [
  ...['date', 'by', 'purpose', 'grade', 'file', 'cases', 'columns', 'dates_shifted'],
  ...['input_sha256', 'output_sha256', 'salt_mark', 'least_alike', 'left_out'],
];

/**
 * Cases let out by grade (数据分级导出), and a line in the log: who, when, what for, which grade, from what, what file.
 * @throws export_grade_unknown, export_salt_short, export_shift_refused, and the errors of reading cases
 */
export async function runExport(options: ExportRunOptions, context: RunContext): Promise<ExportRunResult> {
  const { files, out, saltFile, by, purpose, shift } = options;
  const gradesFile = options.grades ?? join(packageRoot(), 'monitoring', 'data-grades', 'grades.yaml');
  const log = options.log ?? join(dirname(out), 'export-log.csv');
  refuseFile(out);
  refuseFile(log);
  for (const file of [out, log]) refuseInputAsOutput(file, [...files, saltFile, gradesFile]);
  refuseInputAsOutput(out, [log]);
  if (!existsSync(gradesFile) || !statSync(gradesFile).isFile()) {
    throw EXPORT_ERRORS.export_grades_missing({ file: gradesFile });
  }
  const raise = EXPORT_ERRORS.export_grades_invalid;
  const { grades } = readDocument(readFileSync(gradesFile, 'utf8'), gradesFile, gradesSchema, raise);
  const grade = grades.find(({ name }) => name === options.grade);
  const known = grades.map(({ name }) => name).join(', ');
  if (grade === undefined) throw EXPORT_ERRORS.export_grade_unknown({ grade: options.grade, known });
  if (shift !== 'none' && grade.shift === 'refused') throw EXPORT_ERRORS.export_shift_refused({ grade: grade.name });
  refusePipe(saltFile);
  const salt = existsSync(saltFile) ? readFileSync(saltFile, 'utf8').trim() : '';
  if (salt.length < LEAST_SALT) throw EXPORT_ERRORS.export_salt_short({ file: saltFile });
  const least = options.leastAlike ?? grade.alike?.least;
  if (options.leastAlike !== undefined && grade.alike === undefined) {
    throw EXPORT_ERRORS.export_alike_columns({ grade: grade.name });
  }
  const { profile } = options;
  const read = await stage(context, 'read', { zh: '读取病例', en: 'reading cases' }, 0, () =>
    readCases(files, { required: ['case_id'], ...(profile === undefined ? {} : { profile }) }),
  );
  let table = gradeCases(read.table, grade, salt, shift);
  let leftOut = 0;
  if (least !== undefined && grade.alike !== undefined) {
    const isFew = fewAlike(table, grade.alike.columns, least);
    leftOut = isFew.reduce((sum, few) => sum + few, 0);
    const caseCount = table.caseCount - leftOut;
    if (caseCount === 0 && leftOut > 0) throw EXPORT_ERRORS.export_none_alike({ least, cases: leftOut });
    // Graded anew, so that running numbers have no gaps.
    const kept = removeRows(read.table.columns, read.table.sourceRow, isFew);
    table = gradeCases({ ...kept, caseCount }, grade, salt, shift);
  }
  const hash = await writeFileAside(out, async (aside) => {
    writeCaseCsv(aside, table);
    return sha256(readFileSync(aside));
  });
  const columns = Object.keys(table.columns);
  const line = csvLine([
    ...[todayText(), by, purpose, grade.name, basename(out), String(table.caseCount), columns.join('|')],
    ...[shift === 'none' ? 'no' : 'yes', read.summary.files.map(({ sha256: of }) => of).join('|'), hash],
    // Tells exports of one salt from those of another, and nothing of the salt.
    sha256(`mark ${salt}`).slice(0, 8),
    ...[least === undefined ? '' : String(least), String(leftOut)],
  ]);
  const isNew = !existsSync(log) || statSync(log).size === 0;
  appendFileSync(log, `${isNew ? csvLine(LOG_HEADINGS) : ''}${line}`);
  return { out, log, cases: table.caseCount, leftOut, columns, rejected: read.rejected.length };
}
