import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { runGroup } from '../../src/run/group-run.js';
import { silentProgress } from '../../src/run/progress.js';
import { temporaryFolder } from '../temporary-folder.js';

const HEADING = 'case_id,sex,age_years,dx\n';

test('rows that cannot be read keep their place among the rows of several files, even of one name', async () => {
  const folder = temporaryFolder();
  const files = ['january', 'february', 'march'].map((month) => {
    mkdirSync(join(folder, month));
    return join(folder, month, 'cases.csv');
  });
  writeFileSync(files[0]!, `${HEADING}A1,1,60,J18.900\nA2,x,60,J18.900\nA3,1,60,J18.900\nA4,x,60,J18.900\n`);
  writeFileSync(files[1]!, `${HEADING}B1,1,60,J18.900\nB2,y,60,J18.900\nB3,1,60,J18.900\n`);
  writeFileSync(files[2]!, `${HEADING}C1,z,60,J18.900\nC2,1,60,J18.900\n`);
  const out = join(folder, 'groups.csv');
  const context = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' as const };
  const result = await runGroup({ files, scheme: 'chs-drg-2.0', out }, context);
  const rows = readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  expect(rows.map(([id, , , , status]) => `${id} ${status}`)).toEqual([
    'A1 grouped',
    'A2 rejected',
    'A3 grouped',
    'A4 rejected',
    'B1 grouped',
    'B2 rejected',
    'B3 grouped',
    'C1 rejected',
    'C2 grouped',
  ]);
  expect(result.summary.files.map(({ name }) => name)).toEqual(['cases.csv', 'cases.csv (2)', 'cases.csv (3)']);
  const rejected = readFileSync(join(folder, 'rejected.csv'), 'utf8').trim().split('\n').slice(1);
  expect(rejected.map((line) => line.split(',').slice(0, 2).join(' '))).toEqual([
    'cases.csv 2',
    'cases.csv 4',
    'cases.csv (2) 2',
    'cases.csv (3) 1',
  ]);
});
