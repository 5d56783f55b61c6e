import { join } from 'node:path';
import { z } from 'zod';
import { inlineExecutor } from '../../kernel/executor.js';
import { silentProgress } from '../../run/progress.js';
import { OPTION_ERRORS } from '../../run/run-errors.js';
import { type FillChoice, fillWorkbook } from '../../run/workbook/fill-workbook.js';
import type { App } from '../app-type.js';
import { sendCarried } from '../aside/answer-aside.js';
import type { CarriedAnswer } from '../aside/aside.js';
import type { PolicyShelf } from '../policy-shelf.js';
import { policiesOf, type SchemeShelf } from '../shipped-names.js';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Where a workbook is filled aside; no route of the server's own. */
export const FILL = '/fill';

export interface FillShelves {
  readonly dataFolder: string;
  readonly schemes: SchemeShelf;
  readonly policies: PolicyShelf;
}

/** A workbook of the data folder and by what it is to be filled, as plain data: it may travel to a thread. */
const fillOrder = z.strictObject({
  file: z.string(),
  policy: z.string().exactOptional(),
  scheme: z.string().exactOptional(),
  language: z.enum(['zh', 'en']),
  repairs: z.enum(['offer', 'apply']),
  weights: z.array(z.strictObject({ group: z.string(), weight: z.string() })).exactOptional(),
});
export type FillOrder = z.infer<typeof fillOrder>;

/** What a policy, or a scheme alone, fills by. @throws workbook_policy_missing, and the errors of policies and schemes */
export function fillChoice(
  { schemes, policies }: FillShelves,
  { policy, scheme }: { readonly policy?: string | undefined; readonly scheme?: string | undefined },
): FillChoice {
  if (policy !== undefined) {
    const timeline = policies.open(policy);
    return { timeline, scheme: schemes.open(policiesOf(timeline).at(-1)!.scheme) };
  }
  if (scheme === undefined) throw OPTION_ERRORS.workbook_policy_missing({}, { path: '/query/policy' });
  return { timeline: undefined, scheme: schemes.open(scheme) };
}

/**
 * The workbook filled, with how many cases it has, and what became of them, as headers.
 * @throws what fillChoice and fillWorkbook throw
 */
export async function fillAsked(order: FillOrder, shelves: FillShelves): Promise<CarriedAnswer> {
  const { file, policy, scheme, language, repairs, weights } = order;
  const { bytes, cases, grouped, rejected, damaged } = await fillWorkbook(
    {
      path: join(shelves.dataFolder, file),
      // What the request names wins over what the workbook says of itself.
      choose: (named) => fillChoice(shelves, policy === undefined && scheme === undefined ? named : { policy, scheme }),
      weights,
      repairs,
    },
    { executor: inlineExecutor, progress: silentProgress, timings: [], language },
  );
  const counts = Object.entries({ cases, grouped, rejected, damaged }).map(([name, n]) => [
    `x-drgdip-${name}`,
    String(n),
  ]);
  return { status: 200, headers: { 'content-type': XLSX, ...Object.fromEntries(counts) }, body: bytes };
}

/** For the thread that fills. */
export function fillRoute(app: App, shelves: FillShelves): void {
  app.post(FILL, { schema: { body: fillOrder } }, async ({ body }, reply) =>
    sendCarried(reply, await fillAsked(body, shelves)),
  );
}
