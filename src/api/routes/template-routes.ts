import { join } from 'node:path';
import multipart from '@fastify/multipart';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Language } from '../../kernel/errors.js';
import { inlineExecutor } from '../../kernel/executor.js';
import { regionNeeds } from '../../run/policy-facts.js';
import { silentProgress } from '../../run/progress.js';
import { REGION_COLUMNS } from '../../run/region-data.js';
import { OPTION_ERRORS } from '../../run/run-errors.js';
import { type FillChoice, fillWorkbook } from '../../run/workbook/fill-workbook.js';
import type { App } from '../app-type.js';
import { figureText } from '../cell/figure-text.js';
import type { PolicyShelf } from '../policy-shelf.js';
import { routeText } from '../route-texts.js';
import type { RunQueue } from '../run-queue.js';
import { policiesOf, type SchemeShelf } from '../shipped-names.js';
import { templateWorkbook } from '../spreadsheet/template-workbook.js';
import { UPLOAD_ERRORS } from '../uploads/upload-errors.js';
import { UploadStore } from '../uploads/upload-store.js';
import { outcomeOf, tableOf } from './tables-route.js';
import { filesOf } from './uploads-routes.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LARGEST_WORKBOOK = 32 * 1024 * 1024;

const name = z.string().min(1).max(100).exactOptional();
const policyName = z.string().min(1).max(500).exactOptional();
const asked = {
  policy: policyName.describe(
    'a policy that comes with the program, or a YAML file in the data folder: standards and margins',
  ),
  scheme: name.describe('a scheme that comes with the program, where only groups are wanted'),
  run: z.string().min(1).max(64).exactOptional().describe('a finished run whose weights are taken'),
  lang: z.enum(['zh', 'en']).exactOptional().describe('of headings and remarks'),
  key: z.string().max(200).exactOptional().describe('a key that only reads, where the server asks for keys'),
};

interface Shelves {
  readonly schemes: SchemeShelf;
  readonly policies: PolicyShelf;
  readonly queue: RunQueue;
  readonly language: Language;
}

/** A workbook to fill, and the same workbook back with groups, standards and margins beside the cases. */
export async function templateRoutes(app: App, { schemes, policies, queue, language }: Shelves): Promise<void> {
  const store = new UploadStore(queue.dataFolder, LARGEST_WORKBOOK);
  await app.register(multipart, {
    limits: { fileSize: LARGEST_WORKBOOK, files: 1, fields: 0, headerPairs: 100 },
    throwFileSizeLimit: false,
  });
  const choose = (policy: string | undefined, scheme: string | undefined): FillChoice => {
    if (policy !== undefined) {
      const timeline = policies.open(policy);
      return { timeline, scheme: schemes.open(policiesOf(timeline).at(-1)!.scheme) };
    }
    if (scheme === undefined) throw OPTION_ERRORS.workbook_policy_missing({}, { path: '/query/policy' });
    return { timeline: undefined, scheme: schemes.open(scheme) };
  };
  const weightsOf = (run: string | undefined) => (run === undefined ? undefined : weightsOfRun(queue, run));

  const templateSchema = {
    ...routeText('GET /v1/template.xlsx'),
    querystring: z.strictObject(asked),
    response: { 200: { description: 'the workbook', content: { [XLSX]: { schema: z.string() } } } },
  };
  app.get('/v1/template.xlsx', { schema: templateSchema }, async ({ query }, reply) => {
    const { timeline, scheme } = choose(query.policy, query.scheme);
    const usual: ReadonlySet<string> = new Set(REGION_COLUMNS);
    const bytes = await templateWorkbook({
      policy: query.policy,
      scheme: scheme.id,
      columns: timeline === undefined ? [] : regionNeeds([timeline]).columns.filter((column) => !usual.has(column)),
      weights: weightsOf(query.run) ?? [],
      needsWeights: timeline !== undefined && policiesOf(timeline).some(({ rate }) => rate.kind !== 'standard'),
      language: query.lang ?? language,
    });
    const file: FastifyReply = reply;
    return await file
      .type(XLSX)
      .header('content-disposition', 'attachment; filename="template.xlsx"')
      .send(Buffer.from(bytes));
  });

  const fillSchema = {
    ...routeText('POST /v1/template.xlsx'),
    consumes: ['multipart/form-data'],
    querystring: z.strictObject({
      ...asked,
      repairs: z
        .enum(['offer', 'apply'])
        .default('offer')
        .describe('apply: a damaged code that can only have been one is taken as that one, and said so'),
    }),
    response: {
      200: { description: 'the same workbook with columns added', content: { [XLSX]: { schema: z.string() } } },
    },
  };
  app.post('/v1/template.xlsx', { schema: fillSchema }, async (request, reply) => {
    const { policy, scheme, run, lang, repairs } = request.query;
    if (!request.isMultipart()) throw UPLOAD_ERRORS.upload_form({ reason: request.headers['content-type'] ?? '—' });
    const weights = weightsOf(run);
    const { id, files } = await store.receive(filesOf(request));
    try {
      const filled = await fillWorkbook(
        {
          path: join(queue.dataFolder, files[0]!.name),
          // What the request names wins over what the workbook says of itself.
          choose: (named) =>
            policy === undefined && scheme === undefined ? choose(named.policy, named.scheme) : choose(policy, scheme),
          weights,
          repairs,
        },
        { executor: inlineExecutor, progress: silentProgress, timings: [], language: lang ?? language },
      );
      const file: FastifyReply = reply;
      return await file
        .type(XLSX)
        .headers({
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(files[0]!.name.split('/').at(-1)!)}`,
          'x-drgdip-cases': filled.cases,
          'x-drgdip-grouped': filled.grouped,
          'x-drgdip-rejected': filled.rejected,
          'x-drgdip-damaged': filled.damaged,
        })
        .send(filled.bytes);
    } finally {
      store.remove(id);
    }
  });
}

/** Weights of a run's groups, under its baseline where it compares. @throws run_not_found, run_not_finished */
function weightsOfRun(queue: RunQueue, id: string): { group: string; name: string; weight: string }[] {
  const table = tableOf(outcomeOf(queue.find(id, '/query/run')).tables, 'groups');
  const columnOf = (...names: string[]) => table.schema.columns.find((column) => names.includes(column.name))!;
  const [group, groupName, weight] = [columnOf('group'), columnOf('group_name'), columnOf('weight', 'baseline_weight')];
  return Array.from({ length: table.rowCount }, (_, row) => ({
    group: figureText(table, group, row, 'yuan'),
    name: figureText(table, groupName, row, 'yuan'),
    weight: figureText(table, weight, row, 'yuan'),
  })).filter((one) => one.weight !== '');
}
