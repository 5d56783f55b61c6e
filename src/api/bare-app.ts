import Fastify, { type FastifyError } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { App } from './app-type.js';
import { sendProblem } from './problem.js';
import { validatorCompiler } from './validate.js';

export interface BareOptions {
  /** `lines`: one JSON line a request on stdout, with method, path, status and time only; `failures`: unexpected ones. */
  readonly log: 'none' | 'failures' | 'lines';
  /** `checked` holds every answer against its schema (tests); `trusted` only writes it: checking costs a quarter. */
  readonly answers: 'trusted' | 'checked';
  /** Bytes of a body at most. */
  readonly bodyLimit: number;
  /** Taken out of what is told. */
  readonly dataFolder: string;
  readonly requestId: (request: { readonly headers: Headers }) => string;
}
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Of a part of an address as it is sent: a hospital's id may be Chinese, nine signs for each character. */
const LONGEST_PARAMETER = 2_000;
/** Milliseconds in which a request must have come whole: a large file on a slow line is the longest. */
const REQUEST_TIMEOUT = 600_000;

/** An application without routes or guards: JSON in, checked by zod, and problems out. */
export function bareApp({ log, answers, bodyLimit, dataFolder, requestId }: BareOptions): App {
  const fail = (
    error: FastifyError | Error,
    ...rest: [Parameters<typeof sendProblem>[1], Parameters<typeof sendProblem>[2]]
  ) => sendProblem(error, ...rest, dataFolder);
  const app: App = Fastify({
    logger: log === 'none' ? false : { level: log === 'lines' ? 'info' : 'error', serializers: LOG_SERIALIZERS },
    bodyLimit,
    requestTimeout: REQUEST_TIMEOUT,
    genReqId: requestId,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    frameworkErrors: fail,
  }).withTypeProvider<ZodTypeProvider>();
  // Texts are not JSON here: only application/json is taken.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(answers === 'checked' ? serializerCompiler : () => (data) => JSON.stringify(data));
  app.setErrorHandler<FastifyError>(fail);
  return app;
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

export function pathOf(url: string): string {
  return url.split('?')[0] ?? '';
}
