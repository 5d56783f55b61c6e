import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { reformSchema } from '../../policy/policy-schema.js';
import type { LiveAnswer } from '../../run/live-region.js';
import type { App } from '../app-type.js';
import { parameterSchema, parametersOn } from '../catalogue/parameters-on.js';
import type { LiveRegions } from '../live/live-regions.js';
import { routeText } from '../route-texts.js';
import { type RunQueue, ThreadFailure } from '../run-queue.js';
import { refuseReformsOutside } from '../shipped-names.js';
import { furtherRunsRoutes } from './further-runs-routes.js';
import { outcomeOf } from './tables-route.js';

const text = z.object({ zh: z.string(), en: z.string() });
const fen = z.number().describe('fen');
const side = z.object({
  cases: z.number(),
  low_outlier_cases: z.number(),
  high_outlier_cases: z.number(),
  total_cost_fen: fen,
  patient_fen: fen,
  fund_fen: fen,
});
const answer = z
  .object({
    clearing: z.enum(['none', 'year']).describe('none: before the year’s clearing'),
    method: z.enum(['cells', 'pass']).describe('cells: summed from cells, to the fen; pass: every case was priced'),
    reason: z.union([text.extend({ code: z.string() }), z.null()]).describe('why cells could not answer'),
    hospitals: z.array(
      z.object({
        hospital_id: z.string(),
        name: z.string(),
        level: z.string().describe('3, 2, 1, or unknown'),
        baseline: side,
        reform: side,
      }),
    ),
    pools: z.array(
      z.object({
        insurance: z.string(),
        available_fen: fen.describe('budget less reserve'),
        baseline_fund_fen: fen,
        reform_fund_fen: fen,
      }),
    ),
  })
  .meta({ id: 'LiveAnswer' });
const start = z.object({
  policy: text,
  region: z.string(),
  year: z.int(),
  parameters: z.array(parameterSchema),
  answer,
});
const params = z.object({ id: z.string().min(1).max(64) });
const clearing = z.enum(['none', 'year']).default('none').describe('none: at once, before clearing; year: cleared');

/** A reform on the baseline of a finished run, answered from cells while a slider moves; and further runs on its cases. */
export function liveRoutes(app: App, queue: RunQueue, live: LiveRegions): void {
  furtherRunsRoutes(app, queue);
  const recordOf = (id: string) => {
    const record = queue.find(id);
    outcomeOf(record);
    return record;
  };

  const open = { ...routeText('GET /v1/runs/{id}/live'), params, response: { 200: start } };
  app.get('/v1/runs/:id/live', { schema: open, exposeHeadRoute: false }, async (request, reply) =>
    told(reply, async () => {
      const room = await live.of(recordOf(request.params.id));
      const { baseline } = room;
      const { policy, until } = baseline.segments.at(-1)!;
      return {
        policy: policy.title,
        region: policy.region,
        year: policy.year,
        parameters: parametersOn(baseline, until - 1),
        answer: answerJson(await room.ask([], 'year')),
      };
    }),
  );

  const body = z.strictObject({ reforms: z.array(reformSchema).max(20).default([]), clearing });
  const ask = { ...routeText('POST /v1/runs/{id}/live'), params, body, response: { 200: answer } };
  app.post('/v1/runs/:id/live', { schema: ask }, async (request, reply) =>
    told(reply, async () => {
      const record = recordOf(request.params.id);
      refuseReformsOutside(request.body.reforms);
      const room = await live.of(record);
      return answerJson(await room.ask(request.body.reforms, request.body.clearing));
    }),
  );
}

/** What a region's thread refuses is answered as it came over. */
async function told<Answer>(reply: FastifyReply, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ThreadFailure)) throw error;
    const { problem } = error;
    void reply.code(problem.status).header('content-type', 'application/problem+json; charset=utf-8');
    return (await reply.serializer(JSON.stringify).send(problem)) as never;
  }
}

function answerJson({ clearing, method, reason, hospitals, pools }: LiveAnswer): z.infer<typeof answer> {
  return {
    clearing,
    method,
    reason: reason ?? null,
    hospitals: hospitals.map(({ id, name, level, baseline, reform }) => ({
      hospital_id: id,
      name,
      level,
      baseline: sideJson(baseline),
      reform: sideJson(reform),
    })),
    pools: pools.map(({ insurance, available, baselineFund, reformFund }) => ({
      insurance,
      available_fen: available,
      baseline_fund_fen: baselineFund,
      reform_fund_fen: reformFund,
    })),
  };
}

function sideJson(sums: LiveAnswer['hospitals'][number]['baseline']): z.infer<typeof side> {
  const { cases, low_outlier_cases, high_outlier_cases, total_cost, patient, fund } = sums;
  return {
    cases,
    low_outlier_cases,
    high_outlier_cases,
    total_cost_fen: total_cost,
    patient_fen: patient,
    fund_fen: fund,
  };
}
