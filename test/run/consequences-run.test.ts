import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import {
  type ConsequencesRunOptions,
  type ConsequencesRunResult,
  runConsequences,
} from '../../src/run/consequences/consequences-run.js';
import { silentProgress } from '../../src/run/progress.js';
import { simulateFiles } from '../../src/run/simulate-run.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const example = (...names: string[]): string => join(packageRoot(), 'examples', ...names);
const run = (more: Partial<ConsequencesRunOptions> = {}): Promise<ConsequencesRunResult> =>
  runConsequences(
    {
      files: [example('monitor', 'cases.csv')],
      policy: 'example-national-base',
      weights: example('monitor', 'weights.csv'),
      register: example('consequences', 'register.csv'),
      review: example('consequences', 'review.csv'),
      persons: example('input-tables', 'person-points.csv'),
      out: join(folder, 'consequences'),
      ...more,
    },
    { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' },
  );
const failure = async (work: Promise<unknown>): Promise<EngineError> => {
  const error = await work.catch((cause: unknown) => cause);
  if (!(error instanceof EngineError)) throw new Error(`no refusal: ${String(error)}`);
  return error;
};

test('M23–M27: confirmed findings only, each by its multiple; points and scores on the cleared year', async () => {
  const { tables, notices } = await run();
  const hospitals = tables.find(({ schema }) => schema.name === 'consequence_hospitals')!;
  const row = (hospital: string): Record<string, unknown> => {
    const at = (hospitals.columns.hospital_id as readonly string[]).indexOf(hospital);
    return Object.fromEntries(Object.entries(hospitals.columns).map(([name, values]) => [name, values[at]]));
  };
  // Split admission of 8,000: 3 to 8 times; one of two persons of internal medicine reaches 9 points.
  expect(row('M02')).toMatchObject({ findings: 1, penalty_least: 2_400_000, penalty_most: 6_400_000, grade: 'B' });
  expect(row('M02').income_at_risk).toBe(139_000);
  // The overlap is still open and counts nothing.
  expect(row('M03')).toMatchObject({ findings: 0, amount: 0 });
  expect(row('M05')).toMatchObject({ penalty_most: 1_520_000, grade: 'D', agreement: 'ended', quota_next: 0 });
  expect(row('M08')).toMatchObject({ grade: '', quota_next: Number.NaN });
  expect(notices[0]!.en).toContain('5 findings in the review list, of which 3 are confirmed');
  for (const { schema } of tables) expect(schema.columns.map(({ name }) => name)).not.toContain('person_code');
}, 60_000);

test('months are counted to 31 December: from 1 July five and tutored, from 30 June six and no more; amounts may have separators', async () => {
  const register = join(folder, 'new-units.csv');
  const lines = ['M02,二级,2026-07-01,81', 'M03,二级,2026-06-30,81', 'M05,二级,2025-12-31,81'];
  writeFileSync(register, `hospital_id,level,from,score\n${lines.join('\n')}\n`);
  const review = join(folder, 'one.csv');
  const finding = 'split_admission:M02:A:B,split_admission,A,B,M02,内科,,"8,000.00",yes,confirmed,';
  const heading = 'finding,rule,case_id,other_case_id,hospital_id,department,subject,amount,found,status,note';
  const write = (...rows: string[]) => writeFileSync(review, `${heading}\n${rows.join('\n')}\n`);
  write(finding);
  const { tables, notices } = await run({ register, review, persons: undefined });
  const { columns } = tables.find(({ schema }) => schema.name === 'consequence_hospitals')!;
  const at = (name: string) => (hospital: string) =>
    columns[name]![(columns.hospital_id as readonly string[]).indexOf(hospital)];
  expect(['M02', 'M03', 'M05'].map(at('agreement')).map((one) => one === 'tutoring')).toEqual([true, false, false]);
  expect(at('penalty_least')('M02')).toBe(2_400_000);
  expect(notices).toHaveLength(1);
  // One finding of a department without cases is told; a register with scores is reason enough to run.
  write(finding, finding.replaceAll('M02', 'M03').replace('内科', '没有的科'));
  expect((await run({ register, review, persons: undefined })).notices[1]!.en).toMatch(/^1 confirmed findings/);
  const alone = await run({ register, review: undefined, persons: undefined });
  expect(alone.tables.some(({ schema }) => schema.name === 'consequence_hospitals')).toBe(true);
}, 60_000);

test('nothing given, a name in place of a code, rules that are not there', async () => {
  const bare = { review: undefined, persons: undefined, register: example('monitor', 'register.csv') };
  expect((await failure(run(bare))).code).toBe('consequences_nothing_given');
  const persons = join(folder, 'persons.csv');
  writeFileSync(persons, 'person_code,hospital_id,department,points,income_share\n张三,M02,内科,9,0.2\n');
  expect((await failure(run({ persons }))).text('zh')).toContain('不能是姓名');
  expect((await failure(run({ consequenceRules: join(folder, 'no.yaml') }))).code).toBe('consequences_rules_missing');
});

test('M23–M27 in the simulation: both sides of a comparison carry them; what a reform pays moves the quota, not the penalty', async () => {
  const { tables } = await simulateFiles(
    {
      files: [example('monitor', 'cases.csv')],
      policy: 'example-national-base',
      weights: example('monitor', 'weights.csv'),
      register: example('consequences', 'register.csv'),
      reforms: [example('forecast', 'october.yaml')],
      consequences: {
        review: example('consequences', 'review.csv'),
        persons: example('input-tables', 'person-points.csv'),
      },
    },
    { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' },
  );
  const hospitals = tables.find(({ schema }) => schema.name === 'consequence_hospitals')!;
  expect(hospitals.rowCount).toBe(16);
  const rows = (side: string, hospital: string): number =>
    (hospitals.columns.side as readonly string[]).findIndex(
      (one, row) => one === side && hospitals.columns.hospital_id![row] === hospital,
    );
  const at = (name: string, row: number): unknown => hospitals.columns[name]![row];
  const [before, after] = [rows('baseline', 'M02'), rows('reform', 'M02')];
  for (const row of [before, after]) {
    expect([at('penalty_least', row), at('penalty_most', row), at('grade', row)]).toEqual([2_400_000, 6_400_000, 'B']);
  }
  const moved = ['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08'].filter(
    (id) => at('delayed_most', rows('baseline', id)) !== at('delayed_most', rows('reform', id)),
  );
  expect(moved.length).toBeGreaterThan(0);
  // The baseline's rows are those of the command on the baseline alone.
  const { columns } = (await run()).tables.find(({ schema }) => schema.name === 'consequence_hospitals')!;
  for (const id of moved) {
    const alone = columns.delayed_most![(columns.hospital_id as readonly string[]).indexOf(id)];
    expect([id, at('delayed_most', rows('baseline', id))]).toEqual([id, alone]);
  }
  expect(tables.map(({ schema }) => schema.name)).toEqual(
    expect.arrayContaining(['hospitals', 'consequence_departments', 'consequence_conduct']),
  );
}, 60_000);
