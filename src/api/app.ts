import { randomUUID } from 'node:crypto';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyError } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Language } from '../kernel/errors.js';
import { guardRoutes } from './access/guard.js';
import type { KeyRing } from './access/key-file.js';
import { closePages, LATEST_TURN, limitRoutes, REQUESTS_A_MINUTE } from './access/limits.js';
import { API_ERRORS } from './api-errors.js';
import type { App } from './app-type.js';
import { LiveRegions, openHere } from './live/live-regions.js';
import type { LiveOpener } from './live/live-room.js';
import { measureRoutes } from './metrics.js';
import { describeAnswers, OPENAPI_OPTIONS } from './openapi.js';
import { PastShelf } from './past-shelf.js';
import { PolicyShelf } from './policy-shelf.js';
import { sendProblem } from './problem.js';
import { routeText } from './route-texts.js';
import { cellRoute } from './routes/cell-route.js';
import { eventsRoute } from './routes/events-route.js';
import { exportRoute } from './routes/export-route.js';
import { groupRoute } from './routes/group-route.js';
import { healthRoute } from './routes/health-route.js';
import { hospitalSideRoutes } from './routes/hospital-side-routes.js';
import { inStayRoute } from './routes/in-stay-route.js';
import { indexRoute } from './routes/index-route.js';
import { liveRoutes } from './routes/live-routes.js';
import { pageRoutes } from './routes/page-routes.js';
import { policiesRoutes } from './routes/policies-routes.js';
import { priceRoute } from './routes/price-route.js';
import { reportRoute } from './routes/report-route.js';
import { runsRoutes } from './routes/runs-routes.js';
import { schemesRoutes } from './routes/schemes-routes.js';
import { spreadsheetRoutes } from './routes/spreadsheet-routes.js';
import { statementsRoutes } from './routes/statements-routes.js';
import { tablesRoute } from './routes/tables-route.js';
import { templateRoutes } from './routes/template-routes.js';
import { uploadsRoutes } from './routes/uploads-routes.js';
import type { RunQueue } from './run-queue.js';
import { SchemeShelf } from './shipped-names.js';
import { UploadStore } from './uploads/upload-store.js';
import { validatorCompiler } from './validate.js';

export interface AppOptions {
  readonly queue: RunQueue;
  /** Of reports where a request does not say. */
  readonly language: Language;
  /** `lines`: one JSON line a request on stdout, with method, path, status and time only. */
  readonly log: 'none' | 'lines';
  /** `checked` holds every answer against its schema (tests); `trusted` only writes it: checking costs a quarter. */
  readonly answers: 'trusted' | 'checked';
  /** Bytes of a body at most. */
  readonly bodyLimit?: number;
  /** Keys that requests need; absent: none is needed, and only requests that name this machine are served. */
  readonly keys?: KeyRing | undefined;
  /** Requests a minute of one client at most; 0: no limit. */
  readonly requestsAMinute?: number;
  /** Absent: in the data folder, with the usual limit. */
  readonly uploads?: UploadStore;
  /** Opens regions for live questions; absent: in this thread. */
  readonly live?: LiveOpener;
  /** Milliseconds that the event loop may be late before requests are shed. */
  readonly latestTurn?: number;
}

const BODY_LIMIT = 32 * 1024 * 1024;
/** Bytes of an uploaded file: a city's year is below a tenth of it. */
export const LARGEST_UPLOAD = 4 * 1024 ** 3;
/** Of a part of an address as it is sent: a hospital's id may be Chinese, nine signs for each character. */
const LONGEST_PARAMETER = 2_000;
/** Milliseconds in which a request must have come whole: a large file on a slow line is the longest. */
const REQUEST_TIMEOUT = 600_000;
const HANDLED_ID = /^[\w-]{8,64}$/;
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/** The HTTP application without a port: tests inject requests, the server listens. Zod on the way in. */
export async function createApp(options: AppOptions): Promise<App> {
  const { queue } = options;
  const uploads = options.uploads ?? new UploadStore(queue.dataFolder, LARGEST_UPLOAD);
  const fail = (
    error: FastifyError | Error,
    ...rest: [Parameters<typeof sendProblem>[1], Parameters<typeof sendProblem>[2]]
  ) => sendProblem(error, ...rest, queue.dataFolder);
  const app: App = Fastify({
    logger: options.log === 'none' ? false : { level: 'info', serializers: LOG_SERIALIZERS },
    bodyLimit: options.bodyLimit ?? BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    genReqId: requestId,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    frameworkErrors: fail,
  }).withTypeProvider<ZodTypeProvider>();
  // Texts are not JSON here: only application/json is taken.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(options.answers === 'checked' ? serializerCompiler : () => (data) => JSON.stringify(data));
  app.setErrorHandler<FastifyError>(fail);
  guardRoutes(app, options.keys);
  await limitRoutes(app, options.requestsAMinute ?? REQUESTS_A_MINUTE, options.latestTurn ?? LATEST_TURN);
  const live = new LiveRegions(options.live ?? openHere);
  app.addHook('onClose', async () => live.close());
  const metrics = measureRoutes(app, queue);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    // A page elsewhere may point a name of its own at 127.0.0.1; its requests carry that name.
    // A server that asks for keys is safe from that, and may be asked by any name.
    const host = request.headers.host ?? '';
    if (options.keys === undefined && !LOOPBACK_HOST.test(host)) done(API_ERRORS.host_refused({ host }));
    else done();
  });
  app.addHook('onRoute', describeAnswers);
  await app.register(swagger, OPENAPI_OPTIONS);
  const schemes = new SchemeShelf();
  const policies = new PolicyShelf(queue.dataFolder);
  const pasts = new PastShelf(queue.dataFolder, schemes, (run) => queue.find(run, '/past_run').job);
  // Outside the scope below: headers that close what a page may do say nothing to one who sends JSON and cost as much
  // as grouping a case. The one that counts, against guessing of types, is set above for all.
  await app.register(async (routes) => groupRoute(routes as unknown as App, schemes));
  await app.register(async (routes) => {
    const typed = routes as unknown as App;
    await closePages(typed);
    metrics.countLost(typed);
    typed.setNotFoundHandler((request) => {
      throw API_ERRORS.route_not_found({ method: request.method, path: pathOf(request.url) });
    });
    pageRoutes(typed);
    indexRoute(typed);
    healthRoute(typed, queue, metrics);
    cellRoute(typed, schemes, policies, queue);
    schemesRoutes(typed, schemes);
    policiesRoutes(typed, policies);
    priceRoute(typed);
    inStayRoute(typed, schemes, pasts);
    hospitalSideRoutes(typed, queue.dataFolder);
    exportRoute(typed, queue.dataFolder);
    runsRoutes(typed, queue, options.language);
    eventsRoute(typed, queue);
    liveRoutes(typed, queue, live);
    reportRoute(typed, queue);
    tablesRoute(typed, queue);
    statementsRoutes(typed, queue);
    spreadsheetRoutes(typed, queue, options.language);
    // In a scope of its own: nowhere else is a form taken.
    await typed.register((scope) => uploadsRoutes(scope as unknown as App, uploads));
    const { language } = options;
    await typed.register((scope) => templateRoutes(scope as unknown as App, { schemes, policies, queue, language }));
    typed.get(
      '/openapi.json',
      { schema: { ...routeText('GET /openapi.json'), response: { 200: z.looseObject({}) } } },
      () => ({ ...app.swagger() }),
    );
  });
  return app;
}

/** The caller's own id where it is a plain one, so that its logs and ours go together. */
function requestId({ headers }: { readonly headers: Readonly<Record<string, string | string[] | undefined>> }): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && HANDLED_ID.test(given) ? given : randomUUID();
}

/** A request line carries method and path: the query of a later route may hold a patient's data. */
const LOG_SERIALIZERS = {
  req: (request: { readonly method: string; readonly url: string }) => ({
    method: request.method,
    path: pathOf(request.url),
  }),
  res: (reply: { readonly statusCode: number }) => ({ status: reply.statusCode }),
  err: (error: { readonly name?: string }) => ({ type: error.name ?? 'Error', message: '', stack: '' }),
};

function pathOf(url: string): string {
  return url.split('?')[0] ?? '';
}
