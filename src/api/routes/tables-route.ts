import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ResultTable } from '../../kernel/result-table.js';
import { writeTablesWorkbook } from '../../report/workbook/write-tables-workbook.js';
import { writeTableParquet } from '../../report/write-table-parquet.js';
import { API_ERRORS } from '../api-errors.js';
import type { App } from '../app-type.js';
import { routeText } from '../route-texts.js';
import type { RunOutcome } from '../run-job.js';
import type { RunQueue, RunRecord } from '../run-queue.js';
import { bytesOfFile } from '../spreadsheet/bytes-of-file.js';
import { tableCsvText } from '../spreadsheet/table-csv-text.js';
import { suppressedTable } from '../suppressed-tables.js';
import { tableJson, tableSchema } from '../table-json.js';

const PARQUET = 'application/vnd.apache.parquet';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const params = z.object({ id: z.string().min(1).max(64), file: z.string().min(1).max(64) });

/** Of tables, cells and workbooks: the smallest number of cases that is shown. */
export const suppressQuery = z.coerce
  .number()
  .int()
  .min(2)
  .max(1_000)
  .exactOptional()
  .describe('cells of fewer cases are hidden, and what would let one recompute them');

/** How a CSV for people is wanted; without any of these the file of the result comes, byte for byte. */
const query = z.strictObject({
  bom: z.enum(['none', 'utf8']).exactOptional().describe('utf8: a byte order mark first, so that Excel reads Chinese'),
  labels: z
    .enum(['code', 'name', 'both'])
    .exactOptional()
    .describe('headings of a CSV: names of columns, words, or both'),
  lang: z.enum(['zh', 'en']).exactOptional().describe('language of headings in a CSV or XLSX'),
  unit: z.enum(['yuan', 'wan']).exactOptional().describe('of amounts in a CSV: yuan, or exactly in 万元'),
  suppress: suppressQuery,
  key: z.string().max(200).exactOptional().describe('a key that only reads, where the server asks for keys'),
});

/** The tables of a finished run: CSV is the very file of its folder, JSON the same table typed, XLSX a sheet of it. */
export function tablesRoute(app: App, queue: RunQueue): void {
  const schema = {
    ...routeText('GET /v1/runs/{id}/tables/{file}'),
    params,
    querystring: query,
    response: {
      200: {
        description: 'the table; as CSV the file of the result folder, byte for byte',
        content: {
          'application/json': { schema: tableSchema },
          'text/csv': { schema: z.string() },
          [PARQUET]: { schema: z.string() },
          [XLSX]: { schema: z.string() },
        },
      },
      304: z.null().describe('the client has it already'),
    },
  };
  app.get('/v1/runs/:id/tables/:file', { schema, exposeHeadRoute: false }, async (request, reply) => {
    const { id, file } = request.params;
    const record = queue.find(id);
    const outcome = outcomeOf(record);
    const [, name = '', form] = /^([a-z_]+)\.(json|csv|parquet|xlsx)$/.exec(file) ?? [];
    const whole = form === undefined ? undefined : findTable(outcome.tables, name);
    if (whole === undefined) throw tableNotFound(outcome.tables, file, '/path/file');
    const { suppress } = request.query;
    const table = suppress === undefined ? whole : suppressedTable(outcome.tables, name, suppress);
    const stored = form === 'parquet' ? `${name}.parquet` : `${name}.csv`;
    // A run never changes, and the forms of a table tell the same: the hash of its CSV names them all.
    const hash = outcome.manifest.files[`${name}.csv`] ?? '';
    if (isKnown(request, reply, `"${hash}-${viewTag(form ?? '', request.query)}"`))
      return await reply.code(304).send(null);
    if (form === 'json') return tableJson(table);
    const { bom, labels, lang, unit } = request.query;
    if (form === 'xlsx') {
      const book: FastifyReply = reply;
      return await book
        .type(XLSX)
        .header('content-disposition', `attachment; filename="${name}.xlsx"`)
        .send(await bytesOfFile((path) => writeTablesWorkbook(path, table.schema.title, [table], lang ?? 'zh')));
    }
    if (form === 'parquet' && suppress !== undefined) {
      const stream: FastifyReply = reply;
      return await stream
        .type(PARQUET)
        .header('content-disposition', `attachment; filename="${stored}"`)
        .send(await bytesOfFile((path) => writeTableParquet(path, table)));
    }
    if (form === 'csv' && [bom, labels, lang, unit, suppress].some((one) => one !== undefined)) {
      const view = { labels: labels ?? 'code', language: lang ?? 'zh', unit: unit ?? 'yuan' } as const;
      const shown: FastifyReply = reply;
      return await shown
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}.csv"`)
        .serializer(String)
        .send(tableCsvText(table, { ...view, byteOrderMark: bom ?? 'none' }));
    }
    const path = join(record.folder, stored);
    if (!existsSync(path)) throw API_ERRORS.result_file_gone({ run: id, file: stored });
    const answer: FastifyReply = reply;
    return await answer
      .type(form === 'parquet' ? PARQUET : 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${stored}"`)
      .send(createReadStream(path));
  });
}

function findTable(tables: readonly ResultTable[], name: string): ResultTable | undefined {
  return tables.find(({ schema }) => schema.name === name);
}

function tableNotFound(tables: readonly ResultTable[], asked: string, place: string): Error {
  const known = tables.map(({ schema }) => schema.name).join(', ');
  return API_ERRORS.table_not_found({ table: asked, known }, { path: place });
}

/**
 * @param place  JSON pointer of the name in the request, for messages
 * @throws table_not_found
 */
export function tableOf(tables: readonly ResultTable[], name: string, place = '/path/table'): ResultTable {
  const table = findTable(tables, name);
  if (table === undefined) throw tableNotFound(tables, name, place);
  return table;
}

/** Each form and view of a table has a tag of its own. */
function viewTag(form: string, { bom, labels, lang, unit, suppress }: z.infer<typeof query>): string {
  const least = suppress === undefined ? undefined : `below${suppress}`;
  return [form, bom, labels, lang, unit, least].filter((part) => part !== undefined).join('-');
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
