import { z } from 'zod';
import { parseDay } from '../../kernel/day.js';
import { runCoding } from '../../run/coding/coding-run.js';
import { runConsequences } from '../../run/consequences/consequences-run.js';
import { missingPartsNotice, runCosts } from '../../run/costs/costs-run.js';
import { runForecast } from '../../run/forecast/forecast-run.js';
import { monitorReport } from '../../run/monitor/monitor-report.js';
import { monitorOf } from '../../run/monitor/monitor-run.js';
import { runReconcile } from '../../run/reconcile/reconcile-run.js';
import type { App } from '../app-type.js';
import { withRequestFiles } from '../hospital-side/request-files.js';
import {
  requestContext,
  rowsSchema,
  tableRecords,
  yearAnswer,
  yearAnswerOf,
  yearFields,
  yearOptions,
  yearTables,
} from '../hospital-side/year-bodies.js';
import { routeText } from '../route-texts.js';
import { daySchema } from '../validate.js';

/** Some three hundred cases. */
const LONG_BYTES = 96 * 1024;
const plain = z.strictObject(yearFields);
const monitorBody = z.strictObject({
  ...yearFields,
  records: rowsSchema.exactOptional().describe('rows of medical-records'),
  review: rowsSchema.exactOptional().describe('rows of an earlier review list, whose statuses are kept'),
});
const codingBody = z.strictObject({ ...yearFields, records: rowsSchema.describe('rows of medical-records') });
const forecastBody = z.strictObject({
  ...yearFields,
  as_of: daySchema.exactOptional().describe('last day of the year so far; absent: the last discharge'),
  replicates: z.int().min(10).max(100).default(20),
  level: z.number().gt(0).lt(1).default(0.9),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
});
const consequencesBody = z.strictObject({
  ...yearFields,
  hospitals: rowsSchema.exactOptional().describe('rows of the register, with score and from where they are known'),
  review: rowsSchema.exactOptional().describe('rows of a worked review list'),
  persons: rowsSchema.exactOptional().describe('rows of person-points: codes only, never names'),
});
const reconcileBody = z.strictObject({
  ...yearFields,
  bureau: rowsSchema.describe("rows of the bureau's own result: bureau-feedback"),
});

/** Questions of the hospital's side on cases of a request: the tables of the commands; nothing of a request is kept. */
export function hospitalSideRoutes(app: App, dataFolder: string): void {
  const response = { 200: yearAnswer };
  const config = { aside: { bytes: LONG_BYTES } };
  app.post(
    '/v1/costs',
    { schema: { ...routeText('POST /v1/costs'), body: plain, response }, config },
    async ({ body }) =>
      withRequestFiles(dataFolder, yearTables(body), async (paths) => {
        const { tables, missingParts } = await runCosts(yearOptions(body, paths), requestContext());
        return yearAnswerOf(tables, missingParts.length === 0 ? [] : [missingPartsNotice(missingParts)]);
      }),
  );
  const monitor = { ...routeText('POST /v1/monitor'), body: monitorBody, response };
  app.post('/v1/monitor', { schema: monitor, config }, async ({ body }) => {
    const tables = { ...yearTables(body), records: tableRecords(body.records), review: tableRecords(body.review) };
    return await withRequestFiles(dataFolder, tables, async (paths) => {
      const options = { ...yearOptions(body, paths), groupMeans: undefined };
      const made = await monitorOf({ ...options, records: paths.records, review: paths.review }, requestContext());
      return yearAnswerOf([...made.tables, made.review], monitorReport(made).notices);
    });
  });
  const coding = { ...routeText('POST /v1/coding'), body: codingBody, response };
  app.post('/v1/coding', { schema: coding, config }, async ({ body }) =>
    withRequestFiles(dataFolder, { ...yearTables(body), records: tableRecords(body.records) }, async (paths) => {
      const { files, policy, weights, register } = yearOptions(body, paths);
      const { reforms } = body;
      const options = { files, policy, reforms, weights, register, records: paths.records };
      return yearAnswerOf((await runCoding(options, requestContext())).tables);
    }),
  );
  const forecast = { ...routeText('POST /v1/forecast'), body: forecastBody, response };
  // A hundred years that may come take seconds, of however few cases.
  app.post('/v1/forecast', { schema: forecast, config: { aside: { bytes: 0 } } }, async ({ body }) =>
    withRequestFiles(dataFolder, yearTables(body), async (paths) => {
      const { replicates, level, seed, as_of } = body;
      const asOf = as_of === undefined ? undefined : parseDay(as_of);
      const options = { ...yearOptions(body, paths), replicates, level, seed, asOf };
      const { tables, notices } = await runForecast(options, requestContext());
      return yearAnswerOf(tables, notices);
    }),
  );
  const consequences = { ...routeText('POST /v1/consequences'), body: consequencesBody, response };
  app.post('/v1/consequences', { schema: consequences, config }, async ({ body }) => {
    const { hospitals, review, persons, ...year } = body;
    const own = { register: tableRecords(hospitals), review: tableRecords(review), persons: tableRecords(persons) };
    return await withRequestFiles(dataFolder, { ...yearTables(year), ...own }, async (paths) => {
      const options = { ...yearOptions(year, paths), review: paths.review, persons: paths.persons };
      const { tables, notices } = await runConsequences(options, requestContext());
      return yearAnswerOf(tables, notices);
    });
  });
  const reconcile = { ...routeText('POST /v1/reconcile'), body: reconcileBody, response };
  app.post('/v1/reconcile', { schema: reconcile, config }, async ({ body }) =>
    withRequestFiles(dataFolder, { ...yearTables(body), bureau: tableRecords(body.bureau) }, async (paths) => {
      const found = await runReconcile({ ...yearOptions(body, paths), bureau: paths.bureau! }, requestContext());
      return yearAnswerOf([...found.tables, found.appeal]);
    }),
  );
}
