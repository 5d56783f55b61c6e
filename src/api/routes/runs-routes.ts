import { z } from 'zod';
import type { Language } from '../../kernel/errors.js';
import { reformSchema } from '../../policy/policy-schema.js';
import { RESAMPLINGS } from '../../simulation/intervals/replicate-values.js';
import type { App } from '../app-type.js';
import { checkSweepAsked } from '../check-sweep-asked.js';
import { dataFile } from '../data-folder.js';
import { problemSchema } from '../problem.js';
import { routeText } from '../route-texts.js';
import type { RunJob } from '../run-job.js';
import { RUN_STATES, type RunQueue, type RunRecord } from '../run-queue.js';
import { scenarioFields, scenarioJob } from '../scenario-bodies.js';
import { isShippedPolicy, refuseReformsOutside, requestedTimeline, shippedPolicy } from '../shipped-names.js';

const MOST_CASES = 5_000_000;
const MOST_FILES = 100;
const LARGEST_SEED = 2 ** 32 - 1;

const fileName = z.string().min(1).max(500);
const files = z.array(fileName).min(1).max(MOST_FILES);
const language = z.enum(['zh', 'en']).exactOptional().describe('of the report; default: the server’s');
const seed = z.int().min(0).max(LARGEST_SEED);
const statements = z.boolean().default(false).describe('also write a statement for each hospital: HTML, XLSX, CSV');

const ofFiles = {
  files: files.describe('files of the year’s cases, relative to the data folder'),
  history: files.exactOptional().describe('files of past cases, to make the weights'),
  weights: fileName.exactOptional().describe('weight table (CSV); takes the place of history'),
  register: fileName.exactOptional().describe('register of hospitals (CSV)'),
  ledger: fileName.exactOptional().describe('ledger of advances, deductions and disputes (CSV), for the clearing'),
  population: fileName.exactOptional().describe('insured people (CSV), for budgets per head of county communities'),
  outpatient: fileName.exactOptional().describe('visits (CSV), for communities and benefits that count them'),
  group_means: fileName
    .exactOptional()
    .describe('last year’s mean costs of groups (CSV), for cost deviation; absent: they come from the history'),
  policy: z.string().min(1).max(500).describe('name of a shipped policy, or a file in the data folder'),
  reforms: z.array(reformSchema).default([]),
  seed: seed.exactOptional(),
  language,
};
export const intervalsSchema = z.strictObject({
  replicates: z.int().min(10).max(10_000).default(200),
  level: z.number().gt(0).lt(1).default(0.95),
  resampling: z.enum(RESAMPLINGS).default('cases').describe('what is resampled'),
});
const variation = z.string().min(1).max(500);

const body = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('settle').describe('one policy'), ...ofFiles, statements }),
  z.strictObject({
    kind: z.literal('simulate').describe('the policy against reforms of it: the fields of a scenario file'),
    ...ofFiles,
    ...scenarioFields,
    intervals: intervalsSchema.exactOptional().describe('intervals in the comparison tables; absent: none'),
    statements,
  }),
  z.strictObject({
    kind: z.literal('sweep').describe('a policy over values of one or two parameters, or the value that meets a goal'),
    ...ofFiles,
    vary: z.array(variation).min(1).max(2).describe('path=from:to:step, path=value,value; with a goal path=low..high'),
    goal: variation.exactOptional().describe('measure=number, measure>=number or measure<=number'),
    tolerance: z.number().nonnegative().exactOptional().describe('how far an equal goal may be off: yuan or share'),
    before_clearing: z.boolean().default(false).describe('stop before the year’s clearing'),
  }),
  z.strictObject({
    kind: z.literal('demo').describe('the synthetic region, made from a seed'),
    cases: z.int().min(1_000).max(MOST_CASES).default(20_000),
    seed: seed.default(1),
    reforms: z.array(reformSchema).exactOptional().describe('absent: the question of the demo'),
    statements,
    language,
  }),
]);
type Body = z.infer<typeof body>;

const links = z.object({ json: z.string(), csv: z.string() });
export const runSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['settle', 'simulate', 'sweep', 'demo', 'compare', 'monitor']),
    state: z.enum(RUN_STATES),
    place_in_line: z.union([z.int(), z.null()]).describe('runs that go before it; null unless queued'),
    stage: z.union([z.object({ zh: z.string(), en: z.string() }), z.null()]),
    progress: z
      .union([z.object({ done: z.number(), total: z.number() }), z.null()])
      .describe('of the stage, in its own unit; total 0: not known'),
    error: z.union([problemSchema, z.null()]),
    manifest: z.union([z.looseObject({}), z.null()]).describe('hashes, counts and checks; null until done'),
    links: z
      .object({ self: z.string(), tables: z.record(z.string(), links), statements: z.union([z.string(), z.null()]) })
      .describe('tables once done; statements where they were asked for'),
  })
  .meta({ id: 'Run' });

const params = z.object({ id: z.string().min(1).max(64) });

export function runsRoutes(app: App, queue: RunQueue, serverLanguage: Language): void {
  const submit = { ...routeText('POST /v1/runs'), body, response: { 202: runSchema } };
  app.post('/v1/runs', { schema: submit }, async (request, reply) => {
    const record = queue.submit(jobOf(request.body, queue.dataFolder, serverLanguage));
    return await reply.code(202).header('location', `/v1/runs/${record.id}`).send(describeRun(record, queue));
  });

  const list = { ...routeText('GET /v1/runs'), response: { 200: z.object({ runs: z.array(runSchema) }) } };
  app.get('/v1/runs', { schema: list }, () => ({ runs: queue.list().map((record) => describeRun(record, queue)) }));

  const find = { ...routeText('GET /v1/runs/{id}'), params, response: { 200: runSchema } };
  app.get('/v1/runs/:id', { schema: find }, (request) => describeRun(queue.find(request.params.id), queue));

  const cancel = { ...routeText('DELETE /v1/runs/{id}'), params, response: { 200: runSchema } };
  app.delete('/v1/runs/:id', { schema: cancel }, (request) => describeRun(queue.cancel(request.params.id), queue));
}

/**
 * The job that a request asks for. Files, policy and reforms are looked at now, so that a mistake is told at once.
 * @throws file_outside_data, data_file_not_found, and the errors of policies and reforms
 */
function jobOf(request: Body, folder: string, serverLanguage: Language): RunJob {
  const language = request.language ?? serverLanguage;
  if (request.kind === 'demo') {
    const { kind, cases, seed, reforms } = request;
    refuseReformsOutside(reforms ?? []);
    return { kind, cases, seed, reforms, language, statements: outputOf(request.statements) };
  }
  const { policy, reforms, seed, weights, register, ledger, population, outpatient } = request;
  const one = (name: string | undefined, place: string): string | undefined =>
    name === undefined ? undefined : dataFile(folder, name, place);
  const many = (names: readonly string[], place: string): string[] =>
    names.map((name, index) => dataFile(folder, name, `${place}/${index}`));
  const job = {
    language,
    reforms,
    seed,
    files: many(request.files, '/files'),
    history: request.history && many(request.history, '/history'),
    weights: one(weights, '/weights'),
    register: one(register, '/register'),
    ledger: one(ledger, '/ledger'),
    population: one(population, '/population'),
    outpatient: one(outpatient, '/outpatient'),
    groupMeans: one(request.group_means, '/group_means'),
    policy: isShippedPolicy(policy) ? shippedPolicy(policy) : dataFile(folder, policy, '/policy'),
  };
  if (request.kind === 'settle') {
    requestedTimeline(job.policy, reforms);
    return { ...job, kind: 'settle', statements: outputOf(request.statements) };
  }
  if (request.kind === 'sweep') {
    const { kind, vary, goal, tolerance, before_clearing: isBefore } = request;
    checkSweepAsked(job.policy, reforms, vary, goal);
    return { ...job, kind, vary, goal, tolerance, clearing: isBefore ? 'none' : 'year' };
  }
  const { kind, intervals } = request;
  const scenario = scenarioJob(request, job.policy, folder);
  return { ...job, ...scenario, kind, intervals, statements: outputOf(request.statements) };
}

const outputOf = (statements: boolean) => (statements ? ('files' as const) : undefined);

/** The run as the API tells it. */
export function describeRun(record: RunRecord, queue: RunQueue): z.infer<typeof runSchema> {
  const { id, kind, state, stage, done, total, error, outcome } = record;
  const self = `/v1/runs/${id}`;
  const tables = (outcome?.tables ?? []).map(({ schema }) => schema.name);
  return {
    id,
    kind,
    state,
    place_in_line: queue.placeInLine(record) ?? null,
    stage: stage ?? null,
    progress: state === 'running' ? { done, total } : null,
    error: error === undefined ? null : { ...error, fields: error.fields && [...error.fields] },
    manifest: outcome === undefined ? null : { ...outcome.manifest },
    links: {
      self,
      statements: (outcome?.statements?.size ?? 0) > 0 ? `${self}/statements` : null,
      tables: Object.fromEntries(
        tables.map((name) => [name, { json: `${self}/tables/${name}.json`, csv: `${self}/tables/${name}.csv` }]),
      ),
    },
  };
}
