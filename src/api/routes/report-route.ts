import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { API_ERRORS } from '../api-errors.js';
import type { App } from '../app-type.js';
import { routeText } from '../route-texts.js';
import type { RunQueue, RunRecord } from '../run-queue.js';
import { isKnown, outcomeOf } from './tables-route.js';

/** A sweep has its lines and frontier in a page of another name. */
const fileOf = ({ kind }: RunRecord) => (kind === 'sweep' ? 'sweep.html' : 'report.html');
/** The report is one file with its own scripts and styles; it may fetch nothing, and no page may frame it. */
const OWN_SCRIPTS =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; frame-ancestors 'self'";

/** The report of a finished run, the very file of its folder. */
export function reportRoute(app: App, queue: RunQueue): void {
  const schema = {
    ...routeText('GET /v1/runs/{id}/report.html'),
    params: z.object({ id: z.string().min(1).max(64) }),
    querystring: z.strictObject({
      key: z.string().max(200).exactOptional().describe('a key that only reads, where the server asks for keys'),
    }),
    response: {
      200: { description: 'the report', content: { 'text/html': { schema: z.string() } } },
      304: z.null().describe('the client has it already'),
    },
  };
  app.get('/v1/runs/:id/report.html', { schema }, async (request, reply) => {
    const record = queue.find(request.params.id);
    const { manifest } = outcomeOf(record);
    const file = fileOf(record);
    // With 304 too: its headers take the place of those that a browser has kept.
    void reply.header('content-security-policy', OWN_SCRIPTS);
    if (isKnown(request, reply, `"${manifest.files[file] ?? ''}"`)) return await reply.code(304).send(null);
    const path = join(record.folder, file);
    if (!existsSync(path)) throw API_ERRORS.result_file_gone({ run: record.id, file });
    const page: FastifyReply = reply;
    return await page.type('text/html; charset=utf-8').send(createReadStream(path));
  });
}
