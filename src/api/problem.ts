import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EngineError, type Language, type Text } from '../kernel/errors.js';
import { API_ERRORS, API_POOL_ERRORS } from './api-errors.js';
import { sendErrorText, wantsErrorText } from './cell/cell-problem.js';
import { inRequest } from './request-places.js';
import { inRequestWords } from './request-words.js';
import { UPLOAD_ERRORS } from './uploads/upload-errors.js';

const text = z.object({ zh: z.string(), en: z.string() });

/** One wrong field of a request: where (a JSON pointer into body, query or path) and what. */
export interface FieldProblem extends Text {
  readonly path: string;
}

/** A failure as it is told over HTTP (application/problem+json), without anything of the program's inside. */
export const problemSchema = z
  .object({
    type: z.string().describe('urn:drgdip:error:CODE'),
    title: z.string().describe('the sentence in the language of Accept-Language'),
    status: z.int(),
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    path: z.string().optional().describe('the place: a JSON pointer into the request, or file:row:column'),
    remedy: text.describe('what to do'),
    fields: z
      .array(text.extend({ path: z.string() }))
      .optional()
      .describe('each wrong field of the request'),
  })
  .meta({ id: 'Problem' });
export type Problem = Omit<z.infer<typeof problemSchema>, 'fields'> & { fields?: readonly FieldProblem[] | undefined };

/**
 * Turns a failure into a problem.
 * @param hiddenFolder  taken out of every path: a client knows files by their place in the data folder only
 */
export function problemOf(error: EngineError, language: Language = 'en', hiddenFolder = ''): Problem {
  const shown = (value: string): string =>
    hiddenFolder === '' ? value : value.replaceAll(`${hiddenFolder}/`, '').replaceAll(hiddenFolder, '.');
  const { zh, en } = inRequestWords({ zh: shown(error.text('zh')), en: shown(error.text('en')) });
  const fields = Array.isArray(error.cause) ? (error.cause as readonly FieldProblem[]) : undefined;
  const path = error.path ?? fields?.[0]?.path;
  return {
    type: `urn:drgdip:error:${error.code}`,
    title: language === 'zh' ? zh : en,
    status: error.entry.status ?? 400,
    code: error.code,
    zh,
    en,
    ...(path === undefined ? {} : { path: shown(path) }),
    remedy: { zh: lastSentence(zh, /(?<=。)/), en: lastSentence(en, /(?<=\.)\s+(?=[A-Z"])/) },
    ...(fields === undefined ? {} : { fields }),
  };
}

/** Every sentence of the house ends in what to do. */
function lastSentence(sentences: string, boundary: RegExp): string {
  return sentences.trim().split(boundary).filter(Boolean).at(-1)?.trim() ?? sentences;
}

/** The failure of a request as one of ours; what is not ours is told by a reference only. */
export function engineErrorOf(error: FastifyError | Error, request: FastifyRequest): EngineError {
  if (error instanceof EngineError) return error;
  const { code = '', statusCode } = error as FastifyError;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return API_ERRORS.body_too_large({ limit: request.routeOptions.bodyLimit ?? 0 });
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    const found = request.headers['content-type'] ?? '';
    return takesForm(request) ? UPLOAD_ERRORS.upload_media_type({ found }) : API_ERRORS.media_type({ found });
  }
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return API_ERRORS.body_missing();
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error instanceof SyntaxError) {
    // The parser's own message quotes the body, which may be a patient's: it is not repeated.
    const packed = request.headers['content-encoding'] ?? 'identity';
    return packed === 'identity' ? API_ERRORS.body_not_json() : API_ERRORS.body_packed({ found: packed });
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return API_ERRORS.request_refused(refusalOf(code, statusCode));
  }
  return API_POOL_ERRORS.internal({ reference: request.id });
}

/** What a route takes stands in its schema, for the document that describes it. */
const takesForm = ({ routeOptions: { schema } }: FastifyRequest): boolean =>
  schema?.consumes?.includes('multipart/form-data') === true;

/** Refusals of the server's parts by their codes; what is not named here is told by its HTTP status. */
const REFUSALS: Readonly<Record<string, Text>> = {
  FST_PARTS_LIMIT: { zh: '表单的部分过多', en: 'too many parts of the form' },
  FST_FIELDS_LIMIT: { zh: '表单中文件以外的字段过多', en: 'too many fields of the form beside its file' },
  FST_FILES_LIMIT: { zh: '一次上传的文件过多', en: 'too many files in one upload' },
  FST_REQ_FILE_TOO_LARGE: { zh: '文件过大', en: 'the file is too large' },
  FST_INVALID_MULTIPART_CONTENT_TYPE: { zh: '请求体不是 multipart 表单', en: 'the body is no multipart form' },
  FST_ERR_MAX_PARAM_LENGTH: { zh: '网址过长', en: 'the address is too long' },
  FST_ERR_BAD_URL: { zh: '网址写法有误', en: 'the address is malformed' },
};

function refusalOf(code: string, status: number): { readonly reason_zh: string; readonly reason_en: string } {
  const known = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  return { reason_zh: known?.zh ?? `HTTP ${status}`, reason_en: known?.en ?? `HTTP ${status}` };
}

export function languageOf(request: FastifyRequest): Language {
  return /^\s*zh/i.test(request.headers['accept-language'] ?? '') ? 'zh' : 'en';
}

/** Answers a failure as problem+json. */
export function sendProblem(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
  hiddenFolder: string,
): void {
  const known = inRequest(engineErrorOf(error, request), request);
  if (known.code === 'internal') request.log.error({ failure: failureFrames(error) }, 'unexpected failure');
  const problem = problemOf(known, languageOf(request), hiddenFolder);
  if (wantsErrorText(request)) {
    sendErrorText(problem, request, reply);
    return;
  }
  if (problem.status === 503) void reply.header('retry-after', '5');
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="drgdip"');
  void reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problem);
}

/** Name and places of an unexpected failure for the log; its message may quote a patient's data and stays out. */
export function failureFrames(error: unknown): string[] {
  if (!(error instanceof Error)) return [typeof error];
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.map((line) => line.trim())];
}
