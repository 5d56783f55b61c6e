import { z } from 'zod';
import { parseDay } from '../../kernel/day.js';
import { inlineExecutor } from '../../kernel/executor.js';
import { reformSchema } from '../../policy/policy-schema.js';
import { CAVEAT } from '../../report/report-model.js';
import { inStayRecords } from '../../run/in-stay/in-stay-records.js';
import { silentProgress } from '../../run/progress.js';
import { API_ERRORS } from '../api-errors.js';
import type { App } from '../app-type.js';
import { caseRecordsOf, casesSchema, readingOf, readingSchema, rejectedOf, rejectedSchema } from '../case-bodies.js';
import type { PastShelf } from '../past-shelf.js';
import { routeText } from '../route-texts.js';
import { policiesOf, requestedTimeline, type SchemeShelf, shippedPolicy } from '../shipped-names.js';
import { tableJson, tableSchema } from '../table-json.js';
import { daySchema } from '../validate.js';
import { weightsSchema, weightTexts } from '../weight-bodies.js';
import { hospitalRows, hospitalSchema } from './price-route.js';

/** A card explains its case step by step, which takes longer than grouping alone. */
const MOST_PATIENTS = 5_000;
const MOST_PAST_FILES = 100;
/** Some two hundred and fifty patients. */
const LONG_BYTES = 64 * 1024;
/** A year of discharged cases is read. */
const namesPast = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && ('past' in given || 'past_run' in given);

const body = z.strictObject({
  policy: z.string().min(1).max(100).describe('name of a policy that comes with the program'),
  weights: weightsSchema.exactOptional(),
  hospitals: z.array(hospitalSchema).min(1).exactOptional(),
  reforms: z.array(reformSchema).default([]),
  day: daySchema.exactOptional().describe('day that the costs are of; absent: the last admission'),
  past: z
    .array(z.string().min(1).max(500))
    .min(1)
    .max(MOST_PAST_FILES)
    .exactOptional()
    .describe('files of discharged cases, relative to the data folder, for expected_days and expected_cost'),
  past_run: z
    .string()
    .min(1)
    .max(64)
    .exactOptional()
    .describe('a run whose cases are the discharged ones; in the place of past'),
  cases: casesSchema.max(MOST_PATIENTS),
});

const answer = z.object({
  caveat: z.object({ zh: z.string(), en: z.string() }),
  table: tableSchema.describe('one row a patient that could be read, in the order given'),
  past: z
    .object({ cases: z.int(), rejected: z.int().describe('rows that could not be read') })
    .exactOptional()
    .describe('the discharged cases, where the request names some'),
  rejected: rejectedSchema,
  reading: readingSchema,
});

/** Pre-grouping of patients not yet discharged; nothing of a request is kept. */
export function inStayRoute(app: App, schemes: SchemeShelf, pasts: PastShelf): void {
  const schema = { ...routeText('POST /v1/in-stay'), body, response: { 200: answer } };
  app.post(
    '/v1/in-stay',
    { schema, config: { aside: { bytes: LONG_BYTES, isLong: namesPast } } },
    async (request): Promise<z.infer<typeof answer>> => {
      const { policy: name, weights, hospitals, reforms, cases, day } = request.body;
      const timeline = requestedTimeline(shippedPolicy(name), reforms);
      const policies = policiesOf(timeline);
      if (weights === undefined && policies.some(({ rate }) => rate.kind !== 'standard')) {
        const example = '{"group": "…", "weight": "1.0000"}';
        throw API_ERRORS.weights_needed({ policy: name, example }, { path: '/weights' });
      }
      const past = await pasts.of(request.body, timeline);
      const { read, table } = await inStayRecords(
        {
          timeline,
          document: schemes.document(policies.at(-1)!.scheme),
          records: caseRecordsOf(cases),
          weights: weightTexts(weights),
          hospitals: hospitals && hospitalRows(hospitals),
          day: day === undefined ? undefined : parseDay(day),
          past: past?.stays,
        },
        { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' },
      );
      return {
        caveat: CAVEAT,
        table: tableJson(table),
        ...(past === undefined ? {} : { past: { cases: past.cases, rejected: past.rejected } }),
        rejected: rejectedOf(read),
        reading: readingOf(read),
      };
    },
  );
}
