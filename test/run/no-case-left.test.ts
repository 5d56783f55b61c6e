import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failureCode } from '../../src/cli/failure.js';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { runCoding } from '../../src/run/coding/coding-run.js';
import { runCompare } from '../../src/run/compare-run.js';
import { runGroup } from '../../src/run/group-run.js';
import { runInStay } from '../../src/run/in-stay/in-stay-run.js';
import { runMonitor } from '../../src/run/monitor/monitor-run.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import { runSettle } from '../../src/run/settle-run.js';
import { runSimulate } from '../../src/run/simulate-run.js';
import { runWeights } from '../../src/run/weights-run.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const context = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' as const };
const HEADING = 'case_id,insurance,total_cost,pooled_fund,dx,sex,age_years,hospital_id,hospital_level,discharge_date';
const row = (id: string, cost: string, sex = '1'): string =>
  `${id},employee,${cost},5000,J18.900,${sex},60,H1,二级,2026-03-01`;

/** A folder with a year whose costs are no numbers and whose sexes are none: three rows, none a case. */
function place(): { at: (name: string) => string; bad: string; good: string } {
  const own = mkdtempSync(join(folder, 'p'));
  const at = (name: string): string => join(own, name);
  writeFileSync(
    at('bad.csv'),
    `${[HEADING, row('A', 'x', '9x'), row('B', 'y', '9x'), row('C', 'z', '9x')].join('\n')}\n`,
  );
  writeFileSync(at('good.csv'), `${[HEADING, row('A', '7000'), row('B', '9000')].join('\n')}\n`);
  return { at, bad: at('bad.csv'), good: at('good.csv') };
}

async function refusal(work: Promise<unknown>): Promise<EngineError> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(EngineError);
  return error as EngineError;
}

const policy = 'example-standard-8000';
const scheme = 'chs-drg-2.0';
type Place = ReturnType<typeof place>;

describe('files of which no row is a case end as a failure of the input, exit code 2, with nothing written', () => {
  test.each<[string, (at: Place) => Promise<unknown>]>([
    ['settle', ({ at, bad }) => runSettle({ files: [bad], policy, out: at('out') }, context)],
    ['price', ({ at, bad }) => runPrice({ files: [bad], policy, out: at('out.csv') }, context)],
    ['simulate', ({ at, bad }) => runSimulate({ files: [bad], policy, out: at('out'), against: policy }, context)],
    ['group', ({ at, bad }) => runGroup({ files: [bad], scheme, out: at('out.csv') }, context)],
    [
      'group by date',
      ({ at, bad }) => runGroup({ files: [bad], scheme: [{ scheme, from: undefined }], out: at('out.csv') }, context),
    ],
    [
      'scheme compare',
      ({ at, bad }) => runCompare({ files: [bad], from: scheme, to: 'chs-drg-3.0', out: at('out') }, context),
    ],
    ['monitor', ({ at, bad }) => runMonitor({ files: [bad], scheme, out: at('out') }, context)],
    ['in-stay', ({ at, bad }) => runInStay({ files: [bad], policy, out: at('out') }, context)],
    [
      'coding',
      ({ at, bad }) => runCoding({ files: [bad], policy, caseId: 'A', addDx: ['J96.000'], out: at('out') }, context),
    ],
    [
      'weights',
      ({ at, bad }) =>
        runWeights(
          {
            files: [bad],
            weights: undefined,
            policy: 'example-drg-linfen-2026',
            out: at('out.csv'),
            profile: undefined,
            rejected: undefined,
          },
          context,
        ),
    ],
  ])('%s', async (_, run) => {
    const here = place();
    const error = await refusal(run(here));
    expect([error.code, failureCode(error), error.entry.status ?? 400]).toEqual(['no_case_left', 2, 400]);
    expect(error.text('zh')).toMatch(
      /bad\.csv: 没有一行成为病例.*读入 3 行，拒收 3 行（.*取值不允许 3.*）。\n {2}例：bad\.csv 表格第 2 行 /,
    );
    expect(error.text('zh')).toContain('drgdip check --in 文件 --out 文件夹 会写出 rejected.csv');
    expect(error.text('en')).toMatch(
      /no row became a case.*3 rows read, 3 rejected \(.*value not allowed 3.*\)\.\n {2}such as bad\.csv, sheet row 2, /,
    );
    expect(readdirSync(here.at('.')).sort()).toEqual(['bad.csv', 'good.csv']);
  });

  test('a history of which no row is a case weighs nothing and is named, whatever the year holds', async () => {
    const { at, bad, good } = place();
    const options = { files: [good], history: [bad], policy: 'example-drg-linfen-2026', out: at('out') };
    const error = await refusal(runSettle(options, context));
    expect([error.code, error.path]).toEqual(['no_case_left', bad]);
  });

  test('one good row among them is a result', async () => {
    const { at, bad, good } = place();
    const { summary } = await runGroup({ files: [bad, good], scheme, out: at('out.csv') }, context);
    expect(summary).toMatchObject({ rowsRead: 5, cases: 2, rejected: 3 });
  });

  test('cases that lie before the first scheme are none either, and are counted with the rows rejected', async () => {
    const { at, good } = place();
    const dated = [{ scheme, from: 30_000 }];
    const error = await refusal(runGroup({ files: [good], scheme: dated, out: at('out.csv') }, context));
    expect(error.text('zh')).toContain('拒收 2 行（出院时没有可用的方案 2）');
    expect(error.text('en')).toContain('2 rejected (no scheme in force 2)');
    expect(existsSync(at('out.csv'))).toBe(false);
  });
});

test('a rejected.csv asked for by its name is written although there is no result', async () => {
  const { at, bad } = place();
  await refusal(runGroup({ files: [bad], scheme, out: at('out.csv'), rejected: at('why.csv') }, context));
  const weights = {
    files: [bad],
    weights: undefined,
    policy: 'example-drg-linfen-2026',
    out: at('w.csv'),
    profile: undefined,
  };
  await refusal(runWeights({ ...weights, rejected: at('whyw.csv') }, context));
  for (const name of ['why.csv', 'whyw.csv']) {
    const text = readFileSync(at(name), 'utf8');
    expect(text).toContain('\ufefffile,row,');
    expect(text.match(/bad\.csv,\d,/g)!.length).toBeGreaterThanOrEqual(3);
  }
  expect([existsSync(at('out.csv')), existsSync(at('w.csv'))]).toEqual([false, false]);
});
