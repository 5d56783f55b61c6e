import { API_ERRORS } from '../api-errors.js';
import type { App } from '../app-type.js';
import { type BareOptions, bareApp } from '../bare-app.js';
import { JobStore } from '../job-store.js';
import { PastShelf } from '../past-shelf.js';
import { PolicyShelf } from '../policy-shelf.js';
import { groupRoute } from '../routes/group-route.js';
import type { RunJob } from '../run-job.js';
import { SchemeShelf } from '../shipped-names.js';
import { fillRoute } from '../spreadsheet/fill-asked.js';
import type { Aside, CarriedAnswer, CarriedRequest } from './aside.js';
import { computingRoutes } from './computing-routes.js';

export type ComputingOptions = Pick<BareOptions, 'answers' | 'dataFolder' | 'log'>;

/** The server that carried a body here has measured it. */
const ANY_LENGTH = 2 ** 30;
const OWN_HEADERS = 'x-drgdip-';

/** The routes that compute, without guards: for a thread of their own, where carried requests are injected. */
function computingApp(options: ComputingOptions): App {
  const { dataFolder } = options;
  const requestId: BareOptions['requestId'] = ({ headers }) => String(headers['x-request-id']);
  const app = bareApp({ ...options, bodyLimit: ANY_LENGTH, requestId });
  const schemes = new SchemeShelf();
  // The server that carried a request here counts it.
  groupRoute(app, schemes, () => {});
  const policies = new PolicyShelf(dataFolder);
  fillRoute(app, { dataFolder, schemes, policies });
  computingRoutes(app, dataFolder, schemes, new PastShelf(dataFolder, schemes, storedJobs(dataFolder)), policies);
  return app;
}

/** Jobs of runs as they lie on disk: those of the server live in another thread. */
function storedJobs(dataFolder: string): (run: string) => RunJob {
  const store = new JobStore(dataFolder);
  return (run) => {
    const found = store.load().find(({ id }) => id === run);
    if (found === undefined) throw API_ERRORS.run_not_found({ run }, { path: '/past_run' });
    return found.job;
  };
}

/** Answers carried requests, in whatever thread it is called. */
export function computingHere(options: ComputingOptions): Aside['answer'] {
  const app = computingApp(options);
  return async ({ url, id, acceptLanguage, body }: CarriedRequest): Promise<CarriedAnswer> => {
    const headers = { 'content-type': 'application/json', 'accept-language': acceptLanguage, 'x-request-id': id };
    const answer = await app.inject({ method: 'POST', url, headers, payload: body });
    const told = Object.entries(answer.headers).flatMap(([name, value]) =>
      name === 'content-type' || name.startsWith(OWN_HEADERS) ? [[name, String(value)] as const] : [],
    );
    return { status: answer.statusCode, headers: Object.fromEntries(told), body: answer.rawPayload };
  };
}
