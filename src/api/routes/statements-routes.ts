import { createReadStream, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { API_ERRORS } from '../api-errors.js';
import type { App } from '../app-type.js';
import { routeText } from '../route-texts.js';
import type { RunQueue, RunRecord } from '../run-queue.js';
import { isKnown, outcomeOf } from './tables-route.js';

const FORMS = {
  html: 'text/html; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;
type Form = keyof typeof FORMS;

const id = z.string().min(1).max(64);
const params = z.object({ id, file: z.string().min(1).max(500) });
const list = z
  .object({
    statements: z.array(z.object({ hospital_id: z.string(), html: z.string(), xlsx: z.string(), csv: z.string() })),
  })
  .meta({ id: 'Statements' });

/** The statements of a finished run, the very files of its folder; their names never come from the address. */
export function statementsRoutes(app: App, queue: RunQueue): void {
  const listSchema = {
    ...routeText('GET /v1/runs/{id}/statements'),
    params: z.object({ id }),
    response: { 200: list },
  };
  app.get('/v1/runs/:id/statements', { schema: listSchema }, (request) => {
    const record = queue.find(request.params.id);
    const address = (hospital: string, form: Form) =>
      `/v1/runs/${record.id}/statements/${encodeURIComponent(`${hospital}.${form}`)}`;
    return {
      statements: [...statementsOf(record).keys()].map((hospital) => ({
        hospital_id: hospital,
        html: address(hospital, 'html'),
        xlsx: address(hospital, 'xlsx'),
        csv: address(hospital, 'csv'),
      })),
    };
  });

  const text = { schema: z.string() };
  const schema = {
    ...routeText('GET /v1/runs/{id}/statements/{file}'),
    params,
    response: {
      200: {
        description: 'the statement; the file of the result folder, byte for byte',
        content: { 'text/html': text, [FORMS.xlsx]: text, 'text/csv': text },
      },
      304: z.null().describe('the client has it already'),
    },
  };
  app.get('/v1/runs/:id/statements/:file', { schema }, async (request, reply) => {
    const record = queue.find(request.params.id);
    const { file } = request.params;
    const statements = statementsOf(record);
    const [, hospital = '', form = ''] = /^(.*)\.(html|xlsx|csv)$/s.exec(file) ?? [];
    const path = statements.get(hospital);
    if (path === undefined) throw API_ERRORS.statement_not_found({ file }, { path: '/path/file' });
    const name = `${path}.${form}`;
    const hash = outcomeOf(record).manifest.files[name] ?? '';
    if (isKnown(request, reply, `"${hash}"`)) return await reply.code(304).send(null);
    const place = join(record.folder, name);
    if (!existsSync(place)) throw API_ERRORS.result_file_gone({ run: record.id, file: name });
    const answer: FastifyReply = reply;
    // A page opens where it was asked for, the others are saved.
    const way = form === 'html' ? 'inline' : 'attachment';
    return await answer
      .type(FORMS[form as Form])
      .header('content-disposition', `${way}; filename*=UTF-8''${encodeURIComponent(basename(name))}`)
      .send(createReadStream(place));
  });
}

/** @throws run_not_finished, statements_not_written */
function statementsOf(record: RunRecord): ReadonlyMap<string, string> {
  const { statements } = outcomeOf(record);
  if (statements === undefined || statements.size === 0) throw API_ERRORS.statements_not_written({ run: record.id });
  return statements;
}
