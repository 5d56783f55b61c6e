import type { FastifyReply, FastifyRequest, FastifySchemaCompiler } from 'fastify';
import { z } from 'zod';
import { EngineError } from '../../kernel/errors.js';
import { inlineExecutor } from '../../kernel/executor.js';
import { groupRecords } from '../../run/group-records.js';
import { silentProgress } from '../../run/progress.js';
import type { AnySwitches } from '../../schemes/any-scheme.js';
import { ANY_SWITCHES } from '../../schemes/any-switches.js';
import { API_ERRORS } from '../api-errors.js';
import type { App } from '../app-type.js';
import {
  caseRecordsOf,
  casesSchema,
  MOST_CASES,
  readingOf,
  readingSchema,
  rejectedOf,
  rejectedSchema,
} from '../case-bodies.js';
import type { CountSent } from '../metrics.js';
import { NO_SWITCHES, PlainAnswers } from '../plain-answers.js';
import { arePlainCases } from '../plain-cases.js';
import { routeText } from '../route-texts.js';
import { sendPlainText } from '../send-plain-text.js';
import type { SchemeShelf } from '../shipped-names.js';
import { validatorCompiler } from '../validate.js';

/** Of a scheme's name. */
const LONGEST_ID = 100;
/** An explanation is some kilobytes. */
const MOST_EXPLAINED = 100;
/** Some twenty thousand cases. */
const LONG_BYTES = 2 * 1024 * 1024;

const switches = z.strictObject(
  Object.fromEntries(Object.entries(ANY_SWITCHES).map(([name, values]) => [name, z.enum(values).exactOptional()])),
) as unknown as z.ZodType<AnySwitches>;

const body = z.strictObject({
  scheme: z.string().min(1).max(LONGEST_ID).describe('name of a scheme that comes with the program'),
  options: switches.default({}).describe('switches of this request over the scheme’s own'),
  explain: z.boolean().default(false).describe(`why each case has its group; at most ${MOST_EXPLAINED} cases`),
  cases: casesSchema,
});

/** A request for groups and nothing else, of cases in plain forms, needs no more looking at than this. */
function plainBody(given: unknown): z.infer<typeof body> | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  for (const name in given) if (name !== 'scheme' && name !== 'cases') return undefined;
  const { scheme, cases } = given as { readonly scheme?: unknown; readonly cases?: unknown };
  if (typeof scheme !== 'string' || scheme === '' || scheme.length > LONGEST_ID) return undefined;
  return arePlainCases(cases, MOST_CASES) ? { scheme, options: NO_SWITCHES, explain: false, cases } : undefined;
}

const validateBody: FastifySchemaCompiler<unknown> = (route) => {
  const whole = validatorCompiler(route as Parameters<typeof validatorCompiler>[0]);
  return (data: unknown) => {
    const plain = plainBody(data);
    return plain === undefined ? whole(data) : { value: plain };
  };
};

const answer = z.object({
  scheme: z.object({ id: z.string(), hash: z.string() }),
  options: switches.describe('the switches that held'),
  results: z
    .array(
      z.object({
        case_id: z.string(),
        mdc: z.string(),
        adrg: z.string(),
        group: z.string(),
        status: z.enum(['grouped', 'unrelated_procedure', 'ungrouped', 'rejected']),
        reason: z.string(),
      }),
    )
    .describe('one a case given, in the order given'),
  rejected: rejectedSchema,
  reading: readingSchema,
  explanations: z
    .array(z.union([z.looseObject({}), z.null()]))
    .optional()
    .describe('one a case given; null for a case that could not be read'),
});

/** @param count  of answers that no hook of sending sees */
export function groupRoute(app: App, schemes: SchemeShelf, count: CountSent): void {
  const schema = { ...routeText('POST /v1/group'), body, response: { 200: answer } };
  const plain = new PlainAnswers(schemes);
  app.post(
    '/v1/group',
    { schema, validatorCompiler: validateBody, config: { aside: { bytes: LONG_BYTES }, counted: 'sent' } },
    // No promise for what is answered at once: it would cost as much as the grouping.
    (request, reply): Promise<z.infer<typeof answer>> | undefined => {
      const { scheme, options, explain, cases } = request.body;
      const text = explain ? undefined : plain.textOf(scheme, options, cases);
      if (text === undefined) return groupCases(schemes, request.body);
      sendPlainText(reply as FastifyReply, text);
      count(request as FastifyRequest, 200);
      return undefined;
    },
  );
}

async function groupCases(
  schemes: SchemeShelf,
  { scheme: id, options, explain, cases }: z.infer<typeof body>,
): Promise<z.infer<typeof answer>> {
  if (explain && cases.length > MOST_EXPLAINED) {
    throw API_ERRORS.explain_too_many({ limit: MOST_EXPLAINED, found: cases.length }, { path: '/cases' });
  }
  const scheme = schemes.open(id);
  const document = explain ? schemes.document(id) : undefined;
  const context = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' as const };
  const asked = { scheme, switches: options, records: caseRecordsOf(cases), document };
  const grouped = await groupRecords(asked, context).catch((error: unknown) => {
    // Told as an option of the command line.
    if (!(error instanceof EngineError) || error.code !== 'option_value') throw error;
    const { value = '', expected = '' } = error.details;
    throw API_ERRORS.switch_not_taken({ found: value, expected }, { path: '/options' });
  });
  return {
    scheme: { id: scheme.id, hash: scheme.hash },
    options: { ...scheme.options, ...options },
    results: [...grouped.results],
    rejected: rejectedOf(grouped.read),
    reading: readingOf(grouped.read),
    ...(grouped.explanations === undefined
      ? {}
      : { explanations: grouped.explanations.map((one) => one && { ...one }) }),
  };
}
