import { randomUUID } from 'node:crypto';
import swagger from '@fastify/swagger';
import { z } from 'zod';
import type { Language } from '../kernel/errors.js';
import { guardRoutes } from './access/guard.js';
import type { KeyRing } from './access/key-file.js';
import { closePages, LATEST_TURN, limitRoutes, REQUESTS_A_MINUTE } from './access/limits.js';
import { API_ERRORS } from './api-errors.js';
import type { App } from './app-type.js';
import { answerAside } from './aside/answer-aside.js';
import type { Aside } from './aside/aside.js';
import { computingRoutes } from './aside/computing-routes.js';
import { bareApp, type Headers, pathOf } from './bare-app.js';
import { KnownMethods } from './known-methods.js';
import { LiveRegions, openHere } from './live/live-regions.js';
import type { LiveOpener } from './live/live-room.js';
import { measureRoutes } from './metrics.js';
import { describeAnswers, OPENAPI_OPTIONS } from './openapi.js';
import { PastShelf } from './past-shelf.js';
import { PolicyShelf } from './policy-shelf.js';
import { routeText } from './route-texts.js';
import { cellRoute } from './routes/cell-route.js';
import { eventsRoute } from './routes/events-route.js';
import { groupRoute } from './routes/group-route.js';
import { healthRoute } from './routes/health-route.js';
import { indexRoute } from './routes/index-route.js';
import { liveRoutes } from './routes/live-routes.js';
import { pageRoutes } from './routes/page-routes.js';
import { policiesRoutes } from './routes/policies-routes.js';
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
  /** Answers long requests elsewhere; absent: in this thread. */
  readonly aside?: Aside;
  /** Milliseconds that the event loop may be late before requests are shed. */
  readonly latestTurn?: number;
}

/** Bytes of a body at most, unless told. */
const BODY_LIMIT = 32 * 1024 * 1024;
/** Bytes of an uploaded file: a city's year is below a tenth of it. */
export const LARGEST_UPLOAD = 4 * 1024 ** 3;
const HANDLED_ID = /^[\w-]{8,64}$/;
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/** The HTTP application without a port: tests inject requests, the server listens. Zod on the way in. */
export async function createApp(options: AppOptions): Promise<App> {
  const { queue } = options;
  const uploads = options.uploads ?? new UploadStore(queue.dataFolder, LARGEST_UPLOAD);
  const { log, answers, bodyLimit = BODY_LIMIT } = options;
  const { dataFolder } = queue;
  const app = bareApp({ log, answers, bodyLimit, dataFolder, requestId });
  guardRoutes(app, options.keys);
  await limitRoutes(app, options.requestsAMinute ?? REQUESTS_A_MINUTE, options.latestTurn ?? LATEST_TURN);
  const live = new LiveRegions(options.live ?? openHere);
  const { aside } = options;
  app.addHook('onClose', async () => {
    live.close();
    await aside?.close();
  });
  const metrics = measureRoutes(app, queue);
  const known = new KnownMethods(app);
  let lastTaken: string | undefined;
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    // A page elsewhere may point a name of its own at 127.0.0.1; its requests carry that name.
    // A server that asks for keys is safe from that, and may be asked by any name.
    const host = request.headers.host ?? '';
    if (host !== lastTaken) {
      if (options.keys === undefined && !LOOPBACK_HOST.test(host)) return done(API_ERRORS.host_refused({ host }));
      lastTaken = host;
    }
    done();
  });
  app.addHook('onRoute', describeAnswers);
  await app.register(swagger, OPENAPI_OPTIONS);
  const schemes = new SchemeShelf();
  const policies = new PolicyShelf(dataFolder);
  const pasts = new PastShelf(dataFolder, schemes, (run) => queue.find(run, '/past_run').job);
  // Outside the scope below: headers that close what a page may do say nothing to one who sends JSON and cost as much
  // as grouping a case. The one that counts, against guessing of types, is set above for all.
  await app.register(async (routes) => {
    const typed = routes as unknown as App;
    if (aside !== undefined) answerAside(typed, aside);
    groupRoute(typed, schemes, metrics.countSent('/v1/group'));
  });
  await app.register(async (routes) => {
    const typed = routes as unknown as App;
    await closePages(typed);
    metrics.countLost(typed);
    typed.setNotFoundHandler(({ method, url }, reply) => {
      const path = pathOf(url);
      // The question of a browser whether another site may ask is no method of anything here.
      const methods = method === 'OPTIONS' ? '' : known.of(path).join(', ');
      if (methods === '') throw API_ERRORS.route_not_found({ method, path });
      void reply.header('allow', methods);
      throw API_ERRORS.method_not_taken({ method, path, methods });
    });
    pageRoutes(typed);
    indexRoute(typed);
    healthRoute(typed, queue, metrics);
    cellRoute(typed, schemes, policies, queue);
    schemesRoutes(typed, schemes);
    policiesRoutes(typed, policies);
    await typed.register(async (scope) => {
      const computing = scope as unknown as App;
      if (aside !== undefined) answerAside(computing, aside);
      computingRoutes(computing, dataFolder, schemes, pasts, policies);
    });
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
    await typed.register((scope) =>
      templateRoutes(scope as unknown as App, { schemes, policies, queue, language, aside }),
    );
    typed.get(
      '/openapi.json',
      { schema: { ...routeText('GET /openapi.json'), response: { 200: z.looseObject({}) } } },
      () => ({ ...app.swagger() }),
    );
  });
  return app;
}

/** The caller's own id where it is a plain one, so that its logs and ours go together. */
function requestId({ headers }: { readonly headers: Headers }): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && HANDLED_ID.test(given) ? given : randomUUID();
}
