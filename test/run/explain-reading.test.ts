import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { runExplain } from '../../src/run/explain-run.js';
import { runGroup } from '../../src/run/group-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { temporaryFolder } from '../temporary-folder.js';

const root = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
const scheme = 'chs-drg-2.0';

function cases(name: string, rows: readonly string[]): string {
  const path = join(root, name);
  writeFileSync(path, `case_id,sex,age_years,los_days,dx,px,total_cost,insurance\n${rows.join('\n')}\n`);
  return path;
}

test('explain reads what grouping reads: a wrong cost or insurance is no reason to refuse the case', async () => {
  const path = cases('cost.csv', ['A,1,50,7,J18.900,,not a cost,no insurance']);
  const { explanation } = await runExplain({ files: [path], scheme, caseId: 'A' }, context);
  const out = join(root, 'groups.csv');
  const grouped = await runGroup({ files: [path], scheme, out }, context);
  expect(grouped.rejectedFile).toBeUndefined();
  expect(explanation.answer.group).toMatch(/^ES3/);
});

test('a procedure whose zeros a spreadsheet ate is explained as it is grouped: 47.01 is 47.0100', async () => {
  const damaged = cases('zeros.csv', ['A,1,50,7,K35.800x001,47.01,1,']);
  const whole = cases('whole.csv', ['A,1,50,7,K35.800x001,47.0100,1,']);
  const explain = async (path: string) =>
    (await runExplain({ files: [path], scheme, caseId: 'A' }, context)).explanation;
  expect(await explain(damaged)).toEqual(await explain(whole));
});
