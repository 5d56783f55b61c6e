import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { App } from '../app-type.js';
import { CASE_FIGURES, CaseCell } from '../cell/case-cell.js';
import { caseCellQuery, cellManners } from '../cell/cell-query.js';
import { tableColumn, tableFigure } from '../cell/table-cell.js';
import type { PolicyShelf } from '../policy-shelf.js';
import { routeText } from '../route-texts.js';
import type { RunQueue } from '../run-queue.js';
import type { SchemeShelf } from '../shipped-names.js';
import { suppressedTable } from '../suppressed-tables.js';
import { outcomeOf, suppressQuery, tableOf } from './tables-route.js';

const TEXT = { 200: { description: 'the bare value', content: { 'text/plain': { schema: z.string() } } } };
const XML = { 200: { description: '<t><v>…</v></t>', content: { 'text/xml': { schema: z.string() } } } };
const PLAIN = 'text/plain; charset=utf-8';
const CONFIG = { answers: 'cell' } as const;

const name = z.string().min(1).max(64);
const runTable = z.object({ id: name, table: name });
const figureQuery = z.strictObject({
  row: z.string().min(1).max(500).describe('keys of the row, joined by |'),
  column: name,
  suppress: suppressQuery,
  ...cellManners,
});
const columnQuery = z.strictObject({
  column: name,
  from: z.coerce.number().int().min(1).default(1).describe('first row, 1 is the first'),
  count: z.coerce.number().int().min(1).exactOptional().describe('rows at most'),
  suppress: suppressQuery,
  ...cellManners,
});

/** One value a request as text, for WEBSERVICE() and the like. */
export function cellRoute(app: App, schemes: SchemeShelf, policies: PolicyShelf, queue: RunQueue): void {
  const cells = new CaseCell(schemes, policies);
  const askedTable = ({ id, table }: z.infer<typeof runTable>, suppress: number | undefined) => {
    const { tables } = outcomeOf(queue.find(id));
    const whole = tableOf(tables, table);
    return suppress === undefined ? whole : suppressedTable(tables, table, suppress);
  };
  const send = async (reply: FastifyReply, type: string, text: string, rev: string | undefined) => {
    // Spreadsheets keep answers themselves; nothing between may.
    void reply.header('cache-control', 'no-store').type(type).serializer(String);
    if (rev !== undefined && /^[\w.-]{1,64}$/.test(rev)) void reply.header('x-revision', rev);
    return await reply.send(text);
  };

  const caseSchema = {
    ...routeText('GET /v1/cell/{figure}'),
    params: z.object({ figure: z.enum(CASE_FIGURES) }),
    querystring: caseCellQuery,
    response: TEXT,
  };
  app.get(
    '/v1/cell/:figure',
    { schema: caseSchema, config: CONFIG, exposeHeadRoute: false },
    async ({ params, query }, reply) => send(reply, PLAIN, await cells.figure(params.figure, query), query.rev),
  );

  const figureSchema = {
    ...routeText('GET /v1/cell/runs/{id}/{table}'),
    params: runTable,
    querystring: figureQuery,
    response: TEXT,
  };
  app.get(
    '/v1/cell/runs/:id/:table',
    { schema: figureSchema, config: CONFIG, exposeHeadRoute: false },
    ({ params, query }, reply) =>
      send(
        reply,
        PLAIN,
        tableFigure(askedTable(params, query.suppress), query.row, query.column, query.unit),
        query.rev,
      ),
  );

  const columnSchema = {
    ...routeText('GET /v1/cell/runs/{id}/{table}/column.xml'),
    params: runTable,
    querystring: columnQuery,
    response: XML,
  };
  app.get(
    '/v1/cell/runs/:id/:table/column.xml',
    { schema: columnSchema, config: CONFIG, exposeHeadRoute: false },
    ({ params, query }, reply) => {
      const { column, unit, from, count, rev } = query;
      return send(
        reply,
        'text/xml; charset=utf-8',
        tableColumn(askedTable(params, query.suppress), column, unit, from, count),
        rev,
      );
    },
  );

  // A spreadsheet asks OPTIONS and HEAD first, and asks no further where either is refused. Neither costs work, needs a
  // key or counts against a limit.
  for (const url of ['/v1/cell/*', '/v1/runs/:id/tables/:file', '/v1/runs/:id/workbook.xlsx']) {
    app.route({
      method: ['HEAD', 'OPTIONS'],
      url,
      schema: { hide: true },
      config: { scope: 'open' },
      handler: (_, reply) => reply.type(PLAIN).header('allow', 'GET, HEAD, OPTIONS').serializer(String).send(''),
    });
  }
}
