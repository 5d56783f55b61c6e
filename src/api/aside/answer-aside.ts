import type { FastifyReply, FastifyRequest, preValidationHookHandler } from 'fastify';
import type { App } from '../app-type.js';
import type { Aside, AsideRule, CarriedAnswer, CarriedRequest } from './aside.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Absent: every request is answered in the server's own thread. */
    aside?: AsideRule;
  }
}

/** A body that is not parsed here. */
class LargeBody {
  constructor(readonly text: string) {}
}

/**
 * Has the long requests of a scope answered aside, so that others do not wait for them: a large body is handed on as it
 * came, after the guards, and parsed, checked and answered there.
 */
export function answerAside(scope: App, aside: Aside): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  let least = Number.POSITIVE_INFINITY;
  scope.addHook('onRoute', (route) => {
    const rule = route.config?.aside;
    if (rule === undefined) return;
    least = Math.min(least, rule.bytes);
    route.preValidation = [carrying(aside, rule), ...[route.preValidation ?? []].flat()];
  });
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body as string;
    // Which route it is costs more to ask than a short body is worth.
    if (text.length > least && text.length > (request.routeOptions.config.aside?.bytes ?? text.length))
      done(null, new LargeBody(text));
    else parse(request, text, done);
  });
}

function carrying(aside: Aside, { isLong }: AsideRule): preValidationHookHandler {
  return (request, reply, done) => {
    const { body } = request;
    const text = body instanceof LargeBody ? body.text : isLong?.(body) === true ? JSON.stringify(body) : undefined;
    if (text === undefined) done();
    else carry(aside, text, request, reply).catch(done);
  };
}

async function carry(aside: Aside, body: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  sendCarried(reply, await aside.answer(carriedRequest(request, request.url, body)));
}

/** @param url  of the route that answers it there */
export function carriedRequest({ id, headers }: FastifyRequest, url: string, body: string): CarriedRequest {
  return { url, id, acceptLanguage: headers['accept-language'] ?? '', body };
}

export function sendCarried(reply: FastifyReply, { status, headers, body }: CarriedAnswer): FastifyReply {
  const { buffer, byteOffset, byteLength } = body;
  return reply
    .code(status)
    .headers(headers)
    .send(Buffer.from(buffer, byteOffset, byteLength));
}
