import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { runGroup } from '../../src/run/group-run.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import { refuseSameOutput } from '../../src/run/refuse-same-output.js';
import type { RunContext } from '../../src/run/run-context.js';
import { runWeights } from '../../src/run/weights-run.js';
import { temporaryFolder } from '../temporary-folder.js';

const root = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
let count = 0;
const fresh = (): string => {
  const path = join(root, `place-${++count}`);
  mkdirSync(path);
  return path;
};
/** Nothing is there: a run that reads before it refuses fails with another error. */
const unread = [join(root, 'no-such-cases.csv')];

describe('two outputs of one run at one place are refused before anything is read', () => {
  const scheme = 'chs-drg-2.0';

  test.each<[string, (at: (name: string) => string) => Promise<unknown>, RegExp]>([
    [
      'group: --out and --rejected, spelt differently',
      (at) => runGroup({ files: unread, scheme, out: at('both.csv'), rejected: `${at('.')}/./both.csv` }, context),
      /^--out \(".*both\.csv"\) and --rejected \(".*both\.csv"\) would be written to the same place/,
    ],
    [
      'group: --out and --detail',
      (at) => runGroup({ files: unread, scheme, out: at('x'), detail: at('x') }, context),
      /^--out .* and --detail /,
    ],
    [
      'group: --detail and the default rejected.csv',
      (at) => runGroup({ files: unread, scheme, out: at('g.csv'), detail: at('rejected.csv') }, context),
      /^--detail .* and rejected\.csv /,
    ],
    [
      'group: --rejected and netted.csv beside it',
      (at) => runGroup({ files: unread, scheme, out: at('g.csv'), rejected: at('netted.csv') }, context),
      /^--rejected .* and netted\.csv /,
    ],
    [
      'group: --out within the folder of --quality',
      (at) => runGroup({ files: unread, scheme, out: at('q/g.csv'), quality: at('q') }, context),
      /^--out .* and --quality /,
    ],
    [
      'price: --out and rejected.csv',
      (at) =>
        runPrice(
          { files: unread, register: undefined, policy: 'example-standard-8000', out: at('rejected.csv') },
          context,
        ),
      /^--out .* and rejected\.csv /,
    ],
    [
      'weights: --out and --rejected',
      (at) =>
        runWeights(
          {
            files: unread,
            weights: undefined,
            policy: 'example-standard-8000',
            out: at('w'),
            rejected: at('w'),
            profile: undefined,
          },
          context,
        ),
      /^--out .* and --rejected /,
    ],
  ])('%s', async (_, run, message) => {
    const place = fresh();
    const refusal = await run((name) => join(place, name)).catch((error: Error) => error);
    expect(refusal).toMatchObject({ code: 'output_twice', message: expect.stringMatching(message) });
  });

  test('through a linked folder too; two files of one folder and outputs not asked for are no clash', () => {
    const place = fresh();
    mkdirSync(join(place, 'real'));
    symlinkSync(join(place, 'real'), join(place, 'way'), 'junction');
    const clash = () =>
      refuseSameOutput([
        ['--out', join(place, 'real', 'a.csv')],
        ['--detail', join(place, 'way', 'a.csv')],
      ]);
    expect(clash).toThrow(/--out .* and --detail /);
    refuseSameOutput([
      ['--out', join(place, 'real', 'a.csv')],
      ['--detail', join(place, 'way', 'a.csv.csv')],
      ['--rejected', undefined],
      ['--quality', undefined],
    ]);
  });
});

describe('ids that a spreadsheet would run as formulas', () => {
  const IDS = ['=1+2', '@SUM', '-5', '+7', '=a,"b"', "'=9", 'A-1', '-9'];
  const DEFUSED = ["'=1+2", "'@SUM", "'-5", "'+7", `'=a,"b"`, "'=9", 'A-1', "'-9"];

  /** Every id a row; the last one cannot be read: its age is no number. */
  function files() {
    const place = fresh();
    const [cases, register] = [join(place, 'cases.csv'), join(place, 'register.csv')];
    const heading = 'case_id,discharge_date,total_cost,dx,sex,age_years,los_days,hospital_id,insurance,pooled_fund';
    const rows = IDS.map((id) => {
      const age = id === '-9' ? 'old' : '60';
      return `"${id.replaceAll('"', '""')}",2026-03-01,5000,J18.900,1,${age},8,H1,employee,1000`;
    });
    writeFileSync(cases, `${[heading, ...rows].join('\n')}\n`);
    writeFileSync(register, 'hospital_id,name,level\nH1,一院,三级甲等\n');
    return { place, cases, register };
  }

  async function idsOf(path: string): Promise<unknown[]> {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const from = path.endsWith('.parquet')
      ? `read_parquet('${path}')`
      : `read_csv('${path}', all_varchar = true, header = true, quote = '"', escape = '"')`;
    const rows = (await connection.runAndReadAll(`SELECT case_id FROM ${from}`)).getRows();
    connection.closeSync();
    return rows.map(([id]) => id);
  }

  test.each(['csv', 'parquet'])('group and price write the same ids to .%s, defused in CSV alone', async (ending) => {
    const { place, cases, register } = files();
    const [groups, prices] = [join(place, `groups.${ending}`), join(place, 'p', `prices.${ending}`)];
    await runGroup({ files: [cases], scheme: 'chs-drg-2.0', out: groups }, context);
    await runPrice({ files: [cases], register, policy: 'example-standard-8000', out: prices }, context);
    const expected = ending === 'csv' ? DEFUSED : IDS;
    const grouped = await idsOf(groups);
    expect(grouped).toHaveLength(IDS.length);
    expect(grouped).toEqual(expected);
    // Prices have no row for what cannot be read.
    expect(await idsOf(prices)).toEqual(expected.slice(0, -1));
    expect(await idsOf(join(dirname(groups), 'rejected.csv'))).toEqual(["'-9"]);
    expect(existsSync(`${groups}.csv`)).toBe(false);
  });

  test('an apostrophe stands within the quotes of an id that needs them', async () => {
    const { place, cases } = files();
    const out = join(place, 'groups.csv');
    await runGroup({ files: [cases], scheme: 'chs-drg-2.0', out }, context);
    const lines = readFileSync(out, 'utf8').split('\n');
    expect(lines[5]).toMatch(/^"'=a,""b""",/);
    expect(lines[8]).toMatch(/^'-9,,,,rejected,/);
  });
});
