import multipart from '@fastify/multipart';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Language } from '../../kernel/errors.js';
import { regionNeeds } from '../../run/policy-facts.js';
import { REGION_COLUMNS } from '../../run/region-data.js';
import type { App } from '../app-type.js';
import { carriedRequest, sendCarried } from '../aside/answer-aside.js';
import type { Aside } from '../aside/aside.js';
import { figureText } from '../cell/figure-text.js';
import type { PolicyShelf } from '../policy-shelf.js';
import { routeText } from '../route-texts.js';
import type { RunQueue } from '../run-queue.js';
import { policiesOf, type SchemeShelf } from '../shipped-names.js';
import { FILL, type FillOrder, fillAsked, fillChoice, XLSX } from '../spreadsheet/fill-asked.js';
import { templateWorkbook } from '../spreadsheet/template-workbook.js';
import { UPLOAD_ERRORS } from '../uploads/upload-errors.js';
import { UploadStore } from '../uploads/upload-store.js';
import { outcomeOf, tableOf } from './tables-route.js';
import { filesOf } from './uploads-routes.js';

const LARGEST_WORKBOOK = 32 * 1024 * 1024;
/** Some eight hundred cases. */
const LONG_BYTES = 32 * 1024;

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
  /** Fills large workbooks elsewhere; absent: in this thread. */
  readonly aside: Aside | undefined;
}

/** A workbook to fill, and the same workbook back with groups, standards and margins beside the cases. */
export async function templateRoutes(app: App, { schemes, policies, queue, language, aside }: Shelves): Promise<void> {
  const store = new UploadStore(queue.dataFolder, LARGEST_WORKBOOK);
  await app.register(multipart, {
    limits: { fileSize: LARGEST_WORKBOOK, files: 1, fields: 0, headerPairs: 100 },
    throwFileSizeLimit: false,
  });
  const own = { dataFolder: queue.dataFolder, schemes, policies };
  const weightsOf = (run: string | undefined) => (run === undefined ? undefined : weightsOfRun(queue, run));

  const templateSchema = {
    ...routeText('GET /v1/template.xlsx'),
    querystring: z.strictObject(asked),
    response: { 200: { description: 'the workbook', content: { [XLSX]: { schema: z.string() } } } },
  };
  app.get('/v1/template.xlsx', { schema: templateSchema }, async ({ query }, reply) => {
    const { timeline, scheme } = fillChoice(own, query);
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
    const weights = weightsOf(run)?.map((one) => ({ group: one.group, weight: one.weight }));
    const { id, files } = await store.receive(filesOf(request));
    try {
      const { name: file, bytes } = files[0]!;
      const order: FillOrder = {
        ...{ file, repairs, language: lang ?? language },
        ...(policy === undefined ? {} : { policy }),
        ...(scheme === undefined ? {} : { scheme }),
        ...(weights === undefined ? {} : { weights }),
      };
      const filled =
        aside !== undefined && bytes > LONG_BYTES
          ? await aside.answer(carriedRequest(request, FILL, JSON.stringify(order)))
          : await fillAsked(order, own);
      const answer: FastifyReply = reply;
      const name = encodeURIComponent(file.split('/').at(-1)!);
      if (filled.status === 200) void answer.header('content-disposition', `attachment; filename*=UTF-8''${name}`);
      return await sendCarried(answer, filled);
    } finally {
      store.remove(id);
    }
  });
}

/** Weights of a run's groups, under its baseline where it compares. @throws run_not_found, run_not_finished */
function weightsOfRun(queue: RunQueue, id: string): { group: string; name: string; weight: string }[] {
  const table = tableOf(outcomeOf(queue.find(id, '/query/run')).tables, 'groups', '/query/run');
  const columnOf = (...names: string[]) => table.schema.columns.find((column) => names.includes(column.name))!;
  const [group, groupName, weight] = [columnOf('group'), columnOf('group_name'), columnOf('weight', 'baseline_weight')];
  return Array.from({ length: table.rowCount }, (_, row) => ({
    group: figureText(table, group, row, 'yuan'),
    name: figureText(table, groupName, row, 'yuan'),
    weight: figureText(table, weight, row, 'yuan'),
  })).filter((one) => one.weight !== '');
}
