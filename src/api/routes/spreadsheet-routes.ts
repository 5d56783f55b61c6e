import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Language } from '../../kernel/errors.js';
import { writeTablesWorkbook } from '../../report/workbook/write-tables-workbook.js';
import { API_ERRORS } from '../api-errors.js';
import type { App } from '../app-type.js';
import { routeText } from '../route-texts.js';
import type { RunQueue } from '../run-queue.js';
import { bytesOfFile } from '../spreadsheet/bytes-of-file.js';
import { liveWorkbook } from '../spreadsheet/live-workbook.js';
import { powerQueryText } from '../spreadsheet/power-query.js';
import { suppressedTables } from '../suppressed-tables.js';
import { isKnown, outcomeOf, suppressQuery, tableOf } from './tables-route.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HOST = /^[\w.:[\]-]{1,255}$/;
const params = z.object({ id: z.string().min(1).max(64) });
const key = z.string().max(200).exactOptional().describe('a key that only reads, where the server asks for keys');
const lang = z.enum(['zh', 'en']).exactOptional();

/** A run as a workbook, still or asking the server itself, and as a query for Power Query. */
export function spreadsheetRoutes(app: App, queue: RunQueue, serverLanguage: Language): void {
  const workbookSchema = {
    ...routeText('GET /v1/runs/{id}/workbook.xlsx'),
    params,
    querystring: z.strictObject({
      live: z.enum(['0', '1']).default('0').describe('1: a workbook with formulas that ask this server'),
      suppress: suppressQuery,
      lang,
      key,
    }),
    response: {
      200: { description: 'the workbook', content: { [XLSX]: { schema: z.string() } } },
      304: z.null().describe('the client has it already'),
    },
  };
  app.get('/v1/runs/:id/workbook.xlsx', { schema: workbookSchema, exposeHeadRoute: false }, async (request, reply) => {
    const record = queue.find(request.params.id);
    const { manifest, tables } = outcomeOf(record);
    const file: FastifyReply = reply;
    const send = (name: string, content: unknown) =>
      file.type(XLSX).header('content-disposition', `attachment; filename="${name}"`).send(content);
    const { suppress } = request.query;
    // Tables that cannot be judged stay out; the report's own sheets would show what is hidden.
    const shown =
      suppress === undefined
        ? tables
        : [...suppressedTables(tables, suppress).values()].filter((table) => table !== undefined);
    if (request.query.live === '1') {
      const language = request.query.lang ?? serverLanguage;
      const scheme = manifest.scheme.id;
      return await send(
        'live.xlsx',
        await liveWorkbook({
          address: addressOf(request),
          run: record.id,
          scheme,
          tables: shown,
          language,
          ...(suppress === undefined ? {} : { suppress }),
        }),
      );
    }
    if (suppress !== undefined) {
      const title = { zh: '结果（已隐去小单元格）', en: 'Result, small cells hidden' };
      const language = request.query.lang ?? serverLanguage;
      return await send('tables.xlsx', await bytesOfFile((path) => writeTablesWorkbook(path, title, shown, language)));
    }
    if (isKnown(request, reply, `"${manifest.files['report.xlsx'] ?? ''}"`)) return await reply.code(304).send(null);
    const path = join(record.folder, 'report.xlsx');
    if (!existsSync(path)) throw API_ERRORS.result_file_gone({ run: record.id, file: 'report.xlsx' });
    return await send('report.xlsx', createReadStream(path));
  });

  const querySchema = {
    ...routeText('GET /v1/runs/{id}/powerquery.pq'),
    params,
    querystring: z.strictObject({
      table: z.string().min(1).max(64).default('hospitals'),
      labels: z.enum(['code', 'name', 'both']).default('code'),
      lang,
      unit: z.enum(['yuan', 'wan']).default('yuan'),
      key,
    }),
    response: { 200: { description: 'text to paste', content: { 'text/plain': { schema: z.string() } } } },
  };
  app.get('/v1/runs/:id/powerquery.pq', { schema: querySchema }, async (request, reply) => {
    const { table: name, labels, unit, lang: language = serverLanguage } = request.query;
    const record = queue.find(request.params.id);
    const table = tableOf(outcomeOf(record).tables, name, '/query/table');
    const address = `${addressOf(request)}/v1/runs/${record.id}/tables/${table.schema.name}.csv`;
    const text: FastifyReply = reply;
    return await text
      .type('text/plain; charset=utf-8')
      .serializer(String)
      .send(powerQueryText(table, address, { labels, language, unit }));
  });
}

/** The address under which the server was asked; only a plain one may stand in files. */
function addressOf({ protocol, headers: { host = '' } }: FastifyRequest): string {
  if (!HOST.test(host)) throw API_ERRORS.request_refused({ reason_zh: '请求头 Host', reason_en: 'header Host' });
  return `${protocol}://${host}`;
}
