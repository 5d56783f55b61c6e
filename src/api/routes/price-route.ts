import { z } from 'zod';
import type { TextRows } from '../../cases/read/read-text-rows.js';
import { inlineExecutor } from '../../kernel/executor.js';
import { canonicalJson, sha256 } from '../../kernel/hash.js';
import { reformSchema } from '../../policy/policy-schema.js';
import { PAYMENT_METHODS } from '../../pricing/priced-columns.js';
import { CAVEAT } from '../../report/report-model.js';
import { type PricedRecord, priceRecords } from '../../run/price-records.js';
import { pricedCaseNotices } from '../../run/priced-case-notices.js';
import { silentProgress } from '../../run/progress.js';
import type { PricedScenario } from '../../run/scenario-run.js';
import { inUnitWords } from '../../simulation/unit-words.js';
import { API_ERRORS } from '../api-errors.js';
import type { App } from '../app-type.js';
import { caseRecordsOf, casesSchema, readingOf, readingSchema, rejectedOf, rejectedSchema } from '../case-bodies.js';
import type { PolicyShelf } from '../policy-shelf.js';
import { routeText } from '../route-texts.js';
import { policiesOf, type SchemeShelf } from '../shipped-names.js';
import { moneyFields } from '../table-json.js';
import { cellText, weightsSchema, weightTexts, written } from '../weight-bodies.js';

/** Some fifteen hundred cases. */
const LONG_BYTES = 512 * 1024;
/** A table for another scheme is odd in every row. */
const MOST_WEIGHT_NOTICES = 20;
/** Columns of register.csv. */
const HOSPITAL_COLUMNS = ['hospital_id', 'name', 'level', 'level_class', 'kind', 'from', 'until'] as const;
export const hospitalSchema = z.strictObject({
  hospital_id: written,
  name: z.string().max(200).exactOptional(),
  level: written.exactOptional(),
  level_class: written.exactOptional(),
  kind: z.string().max(200).exactOptional(),
  from: z.string().max(20).exactOptional(),
  until: z.string().max(20).exactOptional(),
});

const body = z.strictObject({
  policy: z
    .string()
    .min(1)
    .max(100)
    .describe('name of a policy that comes with the program, or of a YAML file in the data folder'),
  weights: weightsSchema.exactOptional(),
  hospitals: z
    .array(hospitalSchema)
    .min(1)
    .exactOptional()
    .describe('rows of the register of hospitals; absent: hospital_level of the cases'),
  reforms: z.array(reformSchema).default([]),
  cases: casesSchema,
});

const AMOUNTS = ['standard', 'pay', 'fund', 'patient', 'recorded_fund', 'total_cost', 'charge_margin'] as const;
const amountFields = Object.fromEntries(
  AMOUNTS.flatMap((name) => [
    [name, z.union([z.string(), z.null()])],
    [`${name}_fen`, z.union([z.int(), z.null()])],
  ]),
) as Record<string, z.ZodType<string | number | null>>;

const identity = z.object({ id: z.string(), hash: z.string() });
const answer = z.object({
  caveat: z.object({ zh: z.string(), en: z.string() }),
  scheme: identity,
  policy: identity.describe('hash of the policy with the reforms on it'),
  reforms: z.array(identity),
  weights_hash: z.string().describe('"" where no weights count'),
  input_hash: z.string().describe('SHA-256 over cases, weights and hospitals as given'),
  results: z
    .array(
      z
        .object({
          case_id: z.string(),
          mdc: z.string(),
          adrg: z.string(),
          group: z.string(),
          status: z.enum(['grouped', 'unrelated_procedure', 'ungrouped', 'rejected']),
          reason: z.string(),
          weight: z.union([z.string(), z.null()]),
          method: z.union([z.enum(PAYMENT_METHODS), z.null()]),
          band: z.string(),
        })
        .extend(amountFields),
    )
    .describe('one a case given, in the order given; yuan as text, and as NAME_fen whole fen'),
  rejected: rejectedSchema,
  reading: readingSchema,
});
type Answer = z.infer<typeof answer>;

/** A rate from the year's budget needs the whole year: a few cases share out a budget that is not theirs. */
const RATE_FROM_THESE_CASES = {
  code: 'rate_from_these_cases',
  zh: '该政策按全年预算推算费率；这里只用了本次请求的病例，金额仅在请求包含全年病例时有意义。',
  en: 'this policy derives its rate from the budget of the year; only the cases of this request were used, so the amounts mean something only if they are the whole year.',
};

export function priceRoute(app: App, schemes: SchemeShelf, policies: PolicyShelf): void {
  const schema = { ...routeText('POST /v1/price'), body, response: { 200: answer } };
  app.post('/v1/price', { schema, config: { aside: { bytes: LONG_BYTES } } }, async (request): Promise<Answer> => {
    const { policy: name, weights, hospitals, reforms, cases } = request.body;
    const timeline = policies.open(name, reforms);
    const rates = policiesOf(timeline).map(({ rate }) => rate.kind);
    if (weights === undefined && rates.some((kind) => kind !== 'standard')) {
      const example = '{"group": "…", "weight": "1.0000"}';
      throw API_ERRORS.weights_needed({ policy: name, example }, { path: '/weights' });
    }
    const { prepared } = schemes;
    const context = {
      executor: inlineExecutor,
      progress: silentProgress,
      timings: [],
      language: 'en' as const,
      prepared,
    };
    const priced = await priceRecords(
      {
        timeline,
        records: caseRecordsOf(cases),
        weights: weightTexts(weights),
        hospitals: hospitals && hospitalRows(hospitals),
      },
      context,
    );
    const { scheme, weights: table } = priced.scenario;
    return {
      caveat: CAVEAT,
      scheme: { id: scheme.id, hash: scheme.hash },
      policy: { id: timeline.id, hash: timeline.hash },
      reforms: timeline.reforms.map(({ reform, hash }) => ({ id: reform.id, hash })),
      weights_hash: table.hash,
      input_hash: sha256(canonicalJson({ cases, weights, hospitals })),
      results: priced.results.map(resultOf),
      rejected: rejectedOf(priced.read),
      reading: readingOf(priced.read, [
        ...pricedCaseNotices(priced.read.table, priced.scenario),
        ...weightRowNotices(priced.scenario),
        ...(rates.includes('budget') ? [RATE_FROM_THESE_CASES] : []),
      ]),
    };
  });
}

/**
 * What is odd in the rows of weights that a request gives: a group that the scheme has not, a weight of 0. Which groups it
 * leaves out is its own affair: it gives those of its cases.
 */
function weightRowNotices({ weightFindings, timeline }: PricedScenario): { code: string; zh: string; en: string }[] {
  const { method } = timeline.segments.at(-1)!.policy;
  return weightFindings
    .filter(({ severity, code }) => severity === 'warning' && code !== 'weight_groups_absent')
    .slice(0, MOST_WEIGHT_NOTICES)
    .map((finding) => ({ code: finding.code, ...inUnitWords(finding, method) }));
}

/** Hospitals of a request as the rows that a register would have. */
export function hospitalRows(hospitals: readonly z.infer<typeof hospitalSchema>[]): TextRows {
  const rows = hospitals.map((row) => HOSPITAL_COLUMNS.map((column) => cellText(row[column])));
  return { headings: HOSPITAL_COLUMNS, rows };
}

const NO_AMOUNTS = Object.fromEntries(AMOUNTS.map((name) => [name, Number.NaN]));

function resultOf(record: PricedRecord): Answer['results'][number] {
  if (record.kind === 'rejected') {
    return {
      case_id: record.caseId,
      mdc: '',
      adrg: '',
      group: '',
      status: 'rejected',
      reason: record.reason,
      weight: null,
      method: null,
      band: '',
      ...moneyFields(NO_AMOUNTS),
    };
  }
  const { priced, reason } = record;
  return {
    case_id: priced.caseId,
    mdc: priced.mdc,
    adrg: priced.adrg,
    group: priced.group,
    status: priced.status,
    reason,
    weight: priced.weight === '' ? null : priced.weight,
    method: priced.method,
    band: priced.band,
    ...moneyFields({
      standard: priced.standardFen,
      pay: priced.payFen,
      fund: priced.fundFen,
      patient: priced.patientFen,
      recorded_fund: priced.recordedFen,
      total_cost: priced.totalCostFen,
      charge_margin: priced.marginFen,
    }),
  };
}
