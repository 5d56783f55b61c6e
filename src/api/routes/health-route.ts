import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { engineVersion } from '../../run/engine-version.js';
import { ACCESS_POOL_ERRORS } from '../access/access-errors.js';
import { API_POOL_ERRORS } from '../api-errors.js';
import type { App } from '../app-type.js';
import { demoState } from '../keep-demo.js';
import type { Metrics } from '../metrics.js';
import { routeText } from '../route-texts.js';
import { RUN_STATES, type RunQueue } from '../run-queue.js';

const TEXT = { 200: { description: 'Prometheus text format', content: { 'text/plain': { schema: z.string() } } } };

/** Is the process up (/health), does it take work (/ready), and what has it done (/metrics). */
export function healthRoute(app: App, queue: RunQueue, metrics: Metrics): void {
  const version = engineVersion();
  const up = { 200: z.object({ status: z.literal('ok'), version: z.string() }) };
  app.get('/health', { schema: { ...routeText('GET /health'), response: up } }, () => ({
    status: 'ok' as const,
    version,
  }));

  const ready = {
    200: z.object({
      status: z.literal('ready'),
      waiting: z.int(),
      running: z.int(),
      demo: z.enum(['none', ...RUN_STATES]).describe('the run demo, made in the background at the first start'),
    }),
  };
  app.get('/ready', { schema: { ...routeText('GET /ready'), response: ready } }, () => {
    if (queue.isShutDown) throw API_POOL_ERRORS.shutting_down();
    if (app.isUnderPressure() && Number.isFinite(app.memoryUsage().eventLoopDelay))
      throw ACCESS_POOL_ERRORS.under_pressure();
    const count = (state: string) => queue.list().filter((one) => one.state === state).length;
    return { status: 'ready' as const, waiting: count('queued'), running: count('running'), demo: demoState(queue) };
  });

  app.get('/metrics', { schema: { ...routeText('GET /metrics'), response: TEXT } }, async (_, reply) => {
    const text: FastifyReply = reply;
    return await text
      .type(metrics.contentType)
      .serializer(String)
      .send(await metrics.text());
  });
}
