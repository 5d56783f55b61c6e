import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Text } from '../../kernel/errors.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers cells of spreadsheets: their failures may be texts. */
    answers?: 'cell';
  }
}

const LONGEST_MESSAGE = 500;

/** Does the address ask for failures as text? A spreadsheet shows nothing of an answer whose status is not 200. */
export function wantsErrorText({ routeOptions, query }: FastifyRequest): boolean {
  return (
    routeOptions.config.answers === 'cell' && (query as { readonly errors?: unknown } | undefined)?.errors === 'text'
  );
}

/** Answers a failure as the one line of a cell. It never begins with what a spreadsheet takes for a formula. */
export function sendErrorText({ zh, en }: Text, request: FastifyRequest, reply: FastifyReply): void {
  const { lang } = (request.query ?? {}) as { readonly lang?: unknown };
  const text = lang === 'en' ? `#error ${en}` : `#错误 ${zh}`;
  void reply
    .code(200)
    .header('content-type', 'text/plain; charset=utf-8')
    .serializer(String)
    .send(text.replace(/\s+/g, ' ').slice(0, LONGEST_MESSAGE));
}
