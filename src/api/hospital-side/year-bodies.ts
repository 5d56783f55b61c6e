import { z } from 'zod';
import type { Text } from '../../kernel/errors.js';
import { inlineExecutor } from '../../kernel/executor.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { reformSchema } from '../../policy/policy-schema.js';
import { CAVEAT } from '../../report/report-model.js';
import type { CaseRecords } from '../../run/group-records.js';
import { weightText } from '../../run/price-records.js';
import { silentProgress } from '../../run/progress.js';
import type { UnwrittenOptions } from '../../run/region-data.js';
import type { RunContext } from '../../run/run-context.js';
import { API_ERRORS } from '../api-errors.js';
import { caseRecordsOf, casesSchema } from '../case-bodies.js';
import { hospitalRows, hospitalSchema } from '../routes/price-route.js';
import { policiesOf, requestedTimeline, shippedPolicy } from '../shipped-names.js';
import { tableJson, tableSchema } from '../table-json.js';
import { cellText, weightsSchema, weightTexts, written } from '../weight-bodies.js';

/** Cases of a request: a year of more goes by files and the command line. */
const MOST_CASES = 20_000;
const MOST_ROWS = 20_000;

/** What every question of the hospital's side is asked of. */
export const yearFields = {
  policy: z.string().min(1).max(100).describe('name of a policy that comes with the program'),
  weights: weightsSchema.exactOptional(),
  hospitals: z.array(hospitalSchema).min(1).exactOptional(),
  reforms: z.array(reformSchema).default([]),
  cases: casesSchema.max(MOST_CASES),
};
interface YearBody {
  readonly policy: string;
  readonly weights?: z.infer<typeof weightsSchema>;
  readonly hospitals?: readonly z.infer<typeof hospitalSchema>[];
  readonly reforms: UnwrittenOptions['reforms'] & readonly object[];
  readonly cases: z.infer<typeof casesSchema>;
}

/** Rows of a table beside the cases, by its column names (docs/input-tables.md). */
export const rowsSchema = z
  .array(z.record(z.string().max(100), z.union([written, z.null()])))
  .min(1)
  .max(MOST_ROWS);

export const yearAnswer = z.object({
  caveat: z.object({ zh: z.string(), en: z.string() }),
  tables: z.array(tableSchema),
  notices: z.array(z.object({ zh: z.string(), en: z.string() })),
});

/** The tables of a request as texts by file name. @throws weights_needed and errors of policies */
export function yearTables(body: YearBody): {
  readonly cases: CaseRecords;
  readonly weights: string | undefined;
  readonly register: CaseRecords | undefined;
} {
  const timeline = requestedTimeline(
    shippedPolicy(body.policy),
    body.reforms as Parameters<typeof requestedTimeline>[1],
  );
  if (body.weights === undefined && policiesOf(timeline).some(({ rate }) => rate.kind !== 'standard')) {
    const example = '{"group": "…", "weight": "1.0000"}';
    throw API_ERRORS.weights_needed({ policy: body.policy, example }, { path: '/weights' });
  }
  const weights = weightText(weightTexts(body.weights), policiesOf(timeline).at(-1)!);
  return {
    cases: caseRecordsOf(body.cases),
    weights: typeof weights === 'string' ? weights : weights?.text,
    register: body.hospitals && hospitalRows(body.hospitals),
  };
}

/** Options of a run on the files of a request. */
export function yearOptions(body: YearBody, paths: Readonly<Record<string, string>>): UnwrittenOptions {
  return {
    files: [paths.cases!],
    policy: shippedPolicy(body.policy),
    weights: paths.weights,
    register: paths.register,
    reforms: body.reforms,
  };
}

/** Rows of a table beside the cases as texts. */
export function tableRecords(rows: z.infer<typeof rowsSchema> | undefined): CaseRecords | undefined {
  return (
    rows &&
    recordsOf(
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellText(value ?? undefined)])),
      ),
    )
  );
}

function recordsOf(rows: readonly Readonly<Record<string, string>>[]): CaseRecords {
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { headings, rows: rows.map((row) => headings.map((heading) => row[heading] ?? '')) };
}

export const requestContext = (): RunContext => ({
  executor: inlineExecutor,
  progress: silentProgress,
  timings: [],
  language: 'en',
});

export function yearAnswerOf(
  tables: readonly ResultTable[],
  notices: readonly Text[] = [],
): z.infer<typeof yearAnswer> {
  return { caveat: CAVEAT, tables: tables.map(tableJson), notices: notices.map(({ zh, en }) => ({ zh, en })) };
}
