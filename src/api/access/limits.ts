import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import type { App } from '../app-type.js';
import { ACCESS_ERRORS, ACCESS_POOL_ERRORS } from './access-errors.js';

/** Requests a minute of one key, or of one address where there are no keys. */
export const REQUESTS_A_MINUTE = 12_000;
const MOST_CLIENTS_COUNTED = 10_000;
/** Milliseconds that a turn of the event loop may be late: much work at once, since what takes long is answered aside. */
export const LATEST_TURN = 5_000;
const COME_AGAIN_SECONDS = 5;

/** Pages of ours load nothing and run nothing, unless a route says otherwise of its own page. */
const CLOSED_POLICY = {
  useDefaults: false,
  directives: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], frameAncestors: ["'none'"] },
};

/** Headers that close what a browser would allow, for every route of a scope. */
export async function closePages(scope: App): Promise<void> {
  // No strict transport security: the server itself speaks plain HTTP.
  await scope.register(helmet, { contentSecurityPolicy: CLOSED_POLICY, hsts: false, referrerPolicy: true });
}

/** A limit of requests, and shedding of load before the loop chokes. */
export async function limitRoutes(app: App, requestsAMinute: number, latestTurn: number): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: latestTurn,
    retryAfter: COME_AGAIN_SECONDS,
    // Whether the process lives is asked just then; the preliminary questions of spreadsheets cost nothing.
    // An interval without one sample is told as infinitely late, and comes after any long turn: it says nothing.
    pressureHandler: (request, _reply, _kind, late) => {
      if (request.routeOptions.config.scope !== 'open' && Number.isFinite(late))
        throw ACCESS_POOL_ERRORS.under_pressure();
    },
  });
  if (requestsAMinute === 0) return;
  await app.register(rateLimit, {
    max: requestsAMinute,
    timeWindow: '1 minute',
    cache: MOST_CLIENTS_COUNTED,
    keyGenerator: (request) => (request.keyName === undefined ? request.ip : `key ${request.keyName}`),
    allowList: (request) => request.routeOptions.config.scope === 'open',
    errorResponseBuilder: (_, { max, ttl }) =>
      ACCESS_ERRORS.too_many_requests({ limit: max, seconds: Math.max(1, Math.ceil(ttl / 1000)) }),
  });
}
