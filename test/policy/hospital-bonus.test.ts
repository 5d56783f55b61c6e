import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);

/** Standard of a score of 1,000 at 10 yuan, over 10,000: the hospital's coefficient under the preset. */
async function coefficients(register: readonly string[]): Promise<string[]> {
  const hospitals = register.map((row) => row.split(',')[0]!);
  const cases = hospitals.map((id) => `${id},${id},employee,2026-03-01,1,45,8,J18.900,,9000.00,6000.00`);
  const heading = 'case_id,hospital_id,insurance,discharge_date,sex,age_years,los_days,dx,px,total_cost,pooled_fund';
  writeFileSync(at('cases.csv'), `${[heading, ...cases].join('\n')}\n`);
  const columns = 'hospital_id,name,level,cmi_ratio,young_ratio,old_ratio,tcm_ratio';
  writeFileSync(at('register.csv'), `${[columns, ...register].join('\n')}\n`);
  writeFileSync(at('weights.csv'), '# scheme: dip-3.0\n# unit: score\ngroup,mean_cost,weight\nJC3414,10000.00,1000\n');
  writeFileSync(at('means.csv'), 'scheme,group,level_class,year,mean_cost,cases\ndip-3.0,JC3414,,2025,10000.00,50\n');
  // The preset as shipped, at a value of 10 yuan so that the coefficient can be read off.
  const preset = new URL('../../weights/example-dip-xiamen-coefficients/policy.yaml', import.meta.url);
  const text = readFileSync(preset, 'utf8').replace(/^rate: .*$/m, 'rate: {kind: fixed, value: 10}');
  writeFileSync(at('policy.yaml'), text);
  const files = { weights: at('weights.csv'), register: at('register.csv'), groupMeans: at('means.csv') };
  const context = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' as const };
  await runPrice({ files: [at('cases.csv')], policy: at('policy.yaml'), ...files, out: at('out.csv') }, context);
  const [head, ...rows] = readFileSync(at('out.csv'), 'utf8').trimEnd().split('\n');
  const standard = head!.split(',').indexOf('standard');
  return rows.map((row) => row.split(',')[standard]!);
}

test('the published bonus rules: level 3 with CMI 12 % above is 0.95, 70 % above is capped at 1.06', async () => {
  expect(
    await coefficients([
      'A,甲,三级,1.12,,,',
      'B,乙,三级,1.7,,,',
      'C,丙,三级,1,,,',
      'D,丁,二级,1.7,,,',
      'E,戊,一级,1.7,1.5,1.5,1.5',
    ]),
  ).toEqual(['9500.00', '10600.00', '9300.00', '7800.00', '5500.00']);
});

test('an edge counts its whole step: CMI 5 %, young 10 %, TCM 3 % exactly are 0.01; old counts from just above the mean', async () => {
  expect(
    await coefficients([
      'A,甲,三级,1.05,,,',
      'B,乙,三级,1.0499,,,',
      'C,丙,三级,,1.1,,',
      'D,丁,三级,,1.0999,,',
      'E,戊,三级,,,1,',
      'F,己,三级,,,1.0001,',
      'G,庚,三级,,,1.2,',
      'H,辛,三级,,,,1.03',
      'I,壬,三级,0.8,0.5,0.5,0.5',
    ]),
  ).toEqual(['9400.00', '9300.00', '9400.00', '9300.00', '9300.00', '9400.00', '9500.00', '9400.00', '9300.00']);
});

test('all four add up, each within its own limit: 0.93 + 0.13 + 0.06 + 0.03 + 0.05 = 1.20; level 2 0.85', async () => {
  expect(await coefficients(['A,甲,三级,9,9,9,9', 'B,乙,二级,9,9,9,9'])).toEqual(['12000.00', '8500.00']);
});
