import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCaseRecords } from '../../src/cases/read/read-case-records.js';
import { parseDay } from '../../src/kernel/day.js';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { cellWord } from '../../src/report/labels.js';
import {
  type ConsequencesRunOptions,
  type ConsequencesRunResult,
  runConsequences,
} from '../../src/run/consequences/consequences-run.js';
import { loadMonitorRules } from '../../src/run/monitor/load-monitor-rules.js';
import { silentProgress } from '../../src/run/progress.js';
import { simulateFiles } from '../../src/run/simulate-run.js';
import type { Behaviour } from '../../src/simulation/behaviour/behaviour-schema.js';
import type { ConsequenceRules } from '../../src/simulation/consequences/consequence-rules.js';
import { leavingTable } from '../../src/simulation/consequences/leaving-table.js';
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
});

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
});

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
});

test('M21: a hospital whose agreement ends by grade D is checked: 14 cases, 118,140.00 of charges, 7,600.00 to 17,100.00 due', async () => {
  const { tables, notices } = await run();
  const { columns, rowCount } = tables.find(({ schema }) => schema.name === 'consequence_leaving')!;
  expect(rowCount).toBe(1);
  expect(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[0]]))).toMatchObject({
    ...{ hospital_id: 'M05', leaving_cause: 'agreement_ended', leaves_on: '2027-01-01' },
    ...{
      checked_from: '2026-01-24',
      checked_until: '2026-12-06',
      months: 12,
      cases: 14,
      fees: 11_814_000,
      fund: 7_324_680,
    },
    // Bed-hanging of 1,900: repaid, and 3 to 8 times.
    ...{ findings: 1, amount: 190_000, due_least: 760_000, due_most: 1_710_000, open_findings: 0, leaving: 'free' },
  });
  expect(notices.at(-1)!.en).toMatch(/^1 hospitals leave: 0 with open findings/);
});

test('M21 in the simulation: who leaves in a scenario is checked up to its last day inside; open findings and eight months block', async () => {
  const { tables } = await simulateFiles(
    {
      files: [example('monitor', 'cases.csv')],
      policy: 'example-national-base',
      weights: example('monitor', 'weights.csv'),
      register: example('consequences', 'register.csv'),
      reforms: [example('forecast', 'october.yaml')],
      behaviours: [
        {
          ...{ kind: 'hospitals_leaving', hospitals: ['M03', 'M02'], from: '2026-07-01', delay_months: 2 },
          ...{ private: 0.1, vanish: 0.05, destination: 'share' },
        } as Behaviour,
      ],
      consequences: { review: example('consequences', 'review.csv') },
      seed: 1,
    },
    { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' },
  );
  const { columns } = tables.find(({ schema }) => schema.name === 'consequence_leaving')!;
  const of = (name: string): unknown[] => [...columns[name]!];
  expect(of('hospital_id')).toEqual(['M02', 'M03', 'M05']);
  expect(of('leaves_on')).toEqual(['2026-09-01', '2026-09-01', '2027-01-01']);
  expect(of('leaving_cause')).toEqual(['scenario', 'scenario', 'agreement_ended']);
  // What the file has of them before September, not what the behaviour left of the year.
  expect(of('cases')).toEqual([12, 12, 14]);
  expect(of('fees')).toEqual([9_793_700, 9_843_000, 11_814_000]);
  expect(of('due_least')).toEqual([800_000 + 2_400_000, 0, 760_000]);
  expect(of('open_amount')).toEqual([0, 800_000, 0]);
  expect(of('leaving')).toEqual(['too_short', 'blocked', 'free']);
});

test('the window of the check: 24 months before 1 September 2026 begin on 1 September 2024; the day of leaving is outside', () => {
  const days = ['2024-08-31', '2024-09-01', '2026-08-31', '2026-09-01', ''];
  const rows = days.map((day, n) => [`C${n}`, 'H1', 'J18.900', day, '100.00']);
  const { table } = readCaseRecords(['case_id', 'hospital_id', 'dx', 'discharge_date', 'total_cost'], rows);
  const read = (rules: object) =>
    leavingTable(
      { rules: rules as ConsequenceRules, multiples: new Map(), findings: [] },
      [{ hospitalId: 'H1', day: parseDay('2026-09-01')!, cause: 'scenario' }],
      [],
      [table],
    ).columns;
  const preset = read({});
  expect([preset.cases![0], preset.fees![0], preset.months![0]]).toEqual([2, 20_000, 24]);
  // A file that does not say what the fund paid has no amount of it, and not 0.
  expect([preset.fund![0], preset.leaving![0]]).toEqual([Number.NaN, 'free']);
  const strict = read({ leaving: { least_months: 25, most_months: 25 } });
  expect([strict.cases![0], strict.months![0], strict.leaving![0]]).toEqual([3, 25, 'free']);
  expect(read({ leaving: { least_months: 26, most_months: 26 } }).leaving![0]).toBe('too_short');
});

test('every kind of conduct that a finding can have reads as words in both languages, rules without a kind too', () => {
  const { supervision, conduct, other_conduct: others } = loadMonitorRules().rules;
  const kinds = Object.entries(supervision).map(([rule, settings]) => settings?.conduct ?? rule);
  const all = new Set([...kinds, ...conduct.map(({ name }) => name), ...others]);
  expect(all.size).toBeGreaterThan(15);
  for (const kind of all) {
    expect([kind, cellWord('conduct', kind, 'zh')]).toEqual([kind, expect.stringMatching(/[\u4e00-\u9fff]/)]);
    expect(cellWord('conduct', kind, 'en'), kind).not.toContain('_');
  }
});
