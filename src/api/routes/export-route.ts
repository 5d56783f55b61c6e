import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { runExport } from '../../run/export/export-run.js';
import type { App } from '../app-type.js';
import { caseRecordsOf, casesSchema } from '../case-bodies.js';
import { withRequestFiles } from '../hospital-side/request-files.js';
import { requestContext } from '../hospital-side/year-bodies.js';
import { routeText } from '../route-texts.js';

const MOST_CASES = 20_000;
/** Some fifteen hundred cases. */
const LONG_BYTES = 512 * 1024;
const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\r\n]*$/);
const body = z.strictObject({
  grade: z.enum(['internal', 'restricted', 'open']).describe('a grade that comes with the program'),
  salt: z.string().min(16).max(1000).describe('16 characters or more; not kept, and in no answer'),
  shift: z.enum(['none', 'per_patient']).default('none').describe('per_patient: all dates of a patient move together'),
  least_alike: z.int().min(2).max(1_000_000).exactOptional().describe('k-anonymity; absent: as the grade says'),
  by: line.describe('who exports: stands in the log'),
  purpose: line.describe('what for: stands in the log'),
  cases: casesSchema.max(MOST_CASES),
});
const answer = z.object({
  csv: z.string().describe('the graded cases as canonical CSV'),
  cases: z.int(),
  left_out: z.int().describe('cases that too few were alike to'),
  rejected: z.int(),
  columns: z.array(z.string()),
});

/** Cases let out by grade; who exported what stands in export-log.csv of the server's data folder. */
export function exportRoute(app: App, dataFolder: string): void {
  const schema = { ...routeText('POST /v1/export'), body, response: { 200: answer } };
  app.post('/v1/export', { schema, config: { aside: { bytes: LONG_BYTES } } }, async ({ body: asked }) => {
    const { grade, shift, by, purpose, salt, least_alike: leastAlike } = asked;
    const files = { cases: caseRecordsOf(asked.cases), salt };
    return await withRequestFiles(dataFolder, files, async (paths) => {
      const out = join(dirname(paths.cases!), 'graded.csv');
      const log = join(dataFolder, 'export-log.csv');
      const result = await runExport(
        { files: [paths.cases!], saltFile: paths.salt!, out, log, grade, shift, by, purpose, leastAlike },
        requestContext(),
      );
      const { cases, leftOut, rejected, columns } = result;
      return { csv: readFileSync(out, 'utf8'), cases, left_out: leftOut, rejected, columns: [...columns] };
    });
  });
}
