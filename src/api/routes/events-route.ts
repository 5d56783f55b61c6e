import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { App } from '../app-type.js';
import { routeText } from '../route-texts.js';
import type { RunQueue, RunRecord } from '../run-queue.js';
import { describeRun } from './runs-routes.js';

const LOOK_MILLISECONDS = 200;
/** A comment now and then tells proxies that the line is alive. */
const LOOKS_A_COMMENT = 75;

const EVENTS = {
  200: {
    description: 'events named run, each with the run as GET /v1/runs/{id} tells it, at every change until it is over',
    content: { 'text/event-stream': { schema: z.string() } },
  },
};

/** Progress of a run as server-sent events: the run now, then whenever something of it changes; ends when it is over. */
export function eventsRoute(app: App, queue: RunQueue): void {
  const open = new Set<PassThrough>();
  app.addHook('preClose', async () => {
    for (const stream of open) stream.end();
  });
  const params = z.object({ id: z.string().min(1).max(64) });
  const schema = { ...routeText('GET /v1/runs/{id}/events'), params, response: EVENTS };
  app.get('/v1/runs/:id/events', { schema, exposeHeadRoute: false }, async (request, reply) => {
    const record = queue.find(request.params.id);
    const stream = new PassThrough();
    open.add(stream);
    const stop = follow(record, queue, stream);
    stream.on('close', () => {
      stop();
      open.delete(stream);
    });
    const events: FastifyReply = reply;
    return await events
      .type('text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(stream);
  });
}

function follow(record: RunRecord, queue: RunQueue, stream: PassThrough): () => void {
  let last = '';
  let looks = 0;
  const look = (): void => {
    const { manifest: _, ...run } = describeRun(record, queue);
    const now = JSON.stringify(run);
    looks += 1;
    const isOver = record.state !== 'queued' && record.state !== 'running';
    // A client too slow to read is told the latest when it reads again, never a backlog.
    if (now !== last && (isOver || !stream.writableNeedDrain)) {
      last = now;
      stream.write(`event: run\ndata: ${now}\n\n`);
    } else if (looks % LOOKS_A_COMMENT === 0 && !stream.writableNeedDrain) stream.write(': waiting\n\n');
    if (isOver) stream.end();
  };
  const timer = setInterval(look, LOOK_MILLISECONDS);
  look();
  return () => clearInterval(timer);
}
