import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { API_ERRORS } from '../api-errors.js';
import type { App } from '../app-type.js';
import { routeText } from '../route-texts.js';
import type { RunOutcome } from '../run-job.js';
import type { RunQueue, RunRecord } from '../run-queue.js';
import { tableJson, tableSchema } from '../table-json.js';

const PARQUET = 'application/vnd.apache.parquet';
const params = z.object({ id: z.string().min(1).max(64), file: z.string().min(1).max(64) });

/** The tables of a finished run: CSV is the very file of its folder, JSON the same table typed. */
export function tablesRoute(app: App, queue: RunQueue): void {
  const schema = {
    ...routeText('GET /v1/runs/{id}/tables/{file}'),
    params,
    response: {
      200: {
        description: 'the table; as CSV the file of the result folder, byte for byte',
        content: {
          'application/json': { schema: tableSchema },
          'text/csv': { schema: z.string() },
          [PARQUET]: { schema: z.string() },
        },
      },
      304: z.null().describe('the client has it already'),
    },
  };
  app.get('/v1/runs/:id/tables/:file', { schema }, async (request, reply) => {
    const { id, file } = request.params;
    const record = queue.find(id);
    const outcome = outcomeOf(record);
    const [, name = '', form] = /^([a-z_]+)\.(json|csv|parquet)$/.exec(file) ?? [];
    const table = outcome.tables.find((one) => one.schema.name === name);
    if (table === undefined) {
      const known = outcome.tables.map((one) => one.schema.name).join(', ');
      throw API_ERRORS.table_not_found({ table: file, known });
    }
    const stored = form === 'parquet' ? `${name}.parquet` : `${name}.csv`;
    // A run never changes, and the forms of a table tell the same: the hash of its CSV names them all.
    const hash = outcome.manifest.files[`${name}.csv`] ?? '';
    if (isKnown(request, reply, `"${hash}-${form}"`)) return await reply.code(304).send(null);
    if (form === 'json') return tableJson(table);
    const path = join(record.folder, stored);
    if (!existsSync(path)) throw API_ERRORS.result_file_gone({ run: id, file: stored });
    const answer: FastifyReply = reply;
    return await answer
      .type(form === 'parquet' ? PARQUET : 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${stored}"`)
      .send(createReadStream(path));
  });
}

/** @throws run_not_finished */
export function outcomeOf({ id, state, outcome }: RunRecord): RunOutcome {
  if (outcome === undefined) throw API_ERRORS.run_not_finished({ run: id, state });
  return outcome;
}

/** Tells the table's tag; true where the client has it already. */
export function isKnown(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  void reply.header('etag', tag).header('cache-control', 'no-cache');
  const known = request.headers['if-none-match'];
  return (known?.split(',') ?? []).some((one) => one.trim().replace(/^W\//, '') === tag);
}
