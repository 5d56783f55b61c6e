import { createReadStream, existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { reformSchema } from '../../policy/policy-schema.js';
import { listSchemes } from '../../schemes/list-schemes.js';
import { API_ERRORS } from '../api-errors.js';
import type { App } from '../app-type.js';
import { checkSweepAsked } from '../check-sweep-asked.js';
import { routeText } from '../route-texts.js';
import type { PaidJob, RunJob } from '../run-job.js';
import type { RunQueue, RunRecord } from '../run-queue.js';
import { policiesOf, requestedTimeline, shippedPolicy } from '../shipped-names.js';
import { describeRun, intervalsSchema, runSchema } from './runs-routes.js';
import { outcomeOf } from './tables-route.js';

const DEMO_FILES = { year: 'year.csv', history: 'history.csv', register: 'register.csv', policy: 'policy.yaml' };
/** Policies of the demo region in the units of the other method lie beside its own. */
const BESIDE = /^[\w-]{1,60}\.yaml$/;

const params = z.object({ id: z.string().min(1).max(64) });
const reforms = z.array(reformSchema).max(20).default([]);
const name = z.string().min(1).max(100);
const language = z.enum(['zh', 'en']).default('zh');
const body = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('simulate').describe('reforms of the run’s baseline, or another policy in their place'),
    reforms,
    against: name.exactOptional().describe('a policy that comes with the program, or NAME.yaml beside the run’s own'),
    intervals: intervalsSchema.exactOptional(),
    language,
  }),
  z.strictObject({ kind: z.literal('settle').describe('the same cases under another policy'), policy: name, language }),
  z.strictObject({
    kind: z.literal('sweep').describe('one or two parameters of the baseline with these reforms'),
    reforms,
    vary: z.array(z.string().min(1).max(500)).min(1).max(2).describe('path=from:to:step, or path=value,value'),
    before_clearing: z.boolean().default(false),
    language,
  }),
  z.strictObject({
    kind: z.literal('compare').describe('the cases grouped under the baseline’s scheme and under another'),
    to: name.describe('id of a scheme'),
    language,
  }),
  z.strictObject({ kind: z.literal('monitor').describe('list quality and indicators of the cases'), language }),
]);
type Body = z.infer<typeof body>;

/** What a page asks of a run that is there: a further run on its cases, and the rows that it rejected. */
export function furtherRunsRoutes(app: App, queue: RunQueue): void {
  const schema = { ...routeText('POST /v1/runs/{id}/further'), params, body, response: { 202: runSchema } };
  app.post('/v1/runs/:id/further', { schema }, async (request, reply) => {
    const from = queue.find(request.params.id);
    outcomeOf(from);
    const record = queue.submit(jobOf(request.body, from));
    return await reply.code(202).header('location', `/v1/runs/${record.id}`).send(describeRun(record, queue));
  });

  const rejected = {
    ...routeText('GET /v1/runs/{id}/rejected.csv'),
    params,
    response: {
      200: { description: 'a row for each row rejected', content: { 'text/csv': { schema: z.string() } } },
    },
  };
  app.get('/v1/runs/:id/rejected.csv', { schema: rejected }, async (request, reply) => {
    const record = queue.find(request.params.id);
    outcomeOf(record);
    const path = join(record.folder, 'rejected.csv');
    if (!existsSync(path)) throw API_ERRORS.nothing_rejected({ run: record.id });
    const file: FastifyReply = reply;
    return await file
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="rejected.csv"')
      .send(createReadStream(path));
  });
}

type FilesOfRun = Omit<Extract<PaidJob, { readonly kind: 'settle' }>, 'kind' | 'reforms' | 'statements'>;

/** @throws run_without_policy, run_without_files */
function filesOf({ id, job }: RunRecord): FilesOfRun {
  if (job.kind === 'compare' || job.kind === 'monitor') throw API_ERRORS.run_without_policy({ kind: job.kind });
  if (job.kind !== 'demo') {
    const { files, policy, history, weights, register, ledger, population, outpatient, groupMeans, seed, language } =
      job;
    return { files, policy, history, weights, register, ledger, population, outpatient, groupMeans, seed, language };
  }
  const { filesTo, language } = job;
  if (filesTo === undefined) throw API_ERRORS.run_without_files({ run: id });
  const file = (one: keyof typeof DEMO_FILES): string => join(filesTo, DEMO_FILES[one]);
  return {
    files: [file('year')],
    policy: file('policy'),
    history: [file('history')],
    weights: undefined,
    register: file('register'),
    seed: undefined,
    language,
  };
}

/** @throws the errors of policies, reforms, sweeps and schemes */
function jobOf(request: Body, from: RunRecord): RunJob {
  const own = { ...filesOf(from), language: request.language };
  const underlying = from.job.kind === 'settle' ? from.job.reforms : [];
  const scheme = (): string => policiesOf(requestedTimeline(own.policy, underlying)).at(-1)!.scheme;
  switch (request.kind) {
    case 'settle': {
      const policy = policyNamed(request.policy, own.policy);
      requestedTimeline(policy, []);
      return { ...own, kind: 'settle', policy, reforms: [] };
    }
    case 'simulate': {
      const { against: other, intervals } = request;
      const against = other === undefined ? undefined : policyNamed(other, own.policy);
      // The other policy stands in the place of reforms.
      const all = against === undefined ? [...underlying, ...request.reforms] : [];
      requestedTimeline(against ?? own.policy, all);
      return { ...own, kind: 'simulate', reforms: all, against, intervals };
    }
    case 'sweep': {
      const { vary, before_clearing: isBefore } = request;
      const all = [...underlying, ...request.reforms];
      checkSweepAsked(own.policy, all, vary, undefined);
      return { ...own, kind: 'sweep', reforms: all, vary, goal: undefined, clearing: isBefore ? 'none' : 'year' };
    }
    case 'compare':
      refuseUnknownScheme(request.to);
      return { kind: 'compare', files: own.files, from: scheme(), to: request.to, language: own.language };
    default: {
      const { files, register } = own;
      return { kind: 'monitor', files, register, scheme: scheme(), language: own.language };
    }
  }
}

/** @throws scheme_not_shipped */
function refuseUnknownScheme(id: string): void {
  const known = listSchemes();
  if (!known.includes(id))
    throw API_ERRORS.scheme_not_shipped({ scheme: id, known: known.join(', ') }, { path: '/to' });
}

/** A policy of the program, or a file beside the one in use. */
function policyNamed(given: string, inUse: string): string {
  const beside = join(dirname(inUse), basename(given));
  return BESIDE.test(given) && existsSync(beside) ? beside : shippedPolicy(given);
}
