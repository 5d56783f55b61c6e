import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { runPrice } from '../../src/run/price-run.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };

/** case_id → amounts of benefits.csv. */
async function benefitsOf(name: string, policy = join(packageRoot(), 'examples', 'mechanisms', name, 'policy.yaml')) {
  const example = join(packageRoot(), 'examples', 'mechanisms', name);
  const out = join(folder, `${name}.csv`);
  await runPrice(
    { files: [join(example, 'cases.csv')], policy, register: join(example, 'register.csv'), out },
    context,
  );
  const [heading, ...lines] = readFileSync(join(folder, 'benefits.csv'), 'utf8').trimEnd().split('\n');
  const columns = heading!.split(',');
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [columns[i], cell])));
  return new Map(rows.map((row) => [row.case_id!, row]));
}
const column = (rows: Map<string, Record<string, string>>, name: string) =>
  Object.fromEntries([...rows].map(([id, row]) => [id, row[name]]));

describe('mechanisms of the patient’s side by their examples', () => {
  test('M3: 75, 65 and 55 % by level; the chronic 5 points more at level 1 alone', async () => {
    expect(column(await benefitsOf('m3-tiered-benefits'), 'pooled_fund')).toEqual({
      level_1: '7500.00',
      level_2: '6500.00',
      level_3: '5500.00',
      chronic_1: '8000.00',
      chronic_3: '5500.00',
    });
  });

  test('M4: village 80 % against county 50 %, a stay at level 1 90 %, chronic drugs 15 points over level 3', async () => {
    expect(column(await benefitsOf('m4-grass-roots'), 'pooled_fund')).toEqual({
      village_visit: '80.00',
      county_visit: '50.00',
      drugs_village: '650.00',
      drugs_city: '500.00',
      stay_1: '9000.00',
      stay_2: '6000.00',
    });
  });

  test('M5: the down-referral within 3 days pays no new deductible; on the 4th day and without referral 200.00', async () => {
    expect(column(await benefitsOf('m5-deductible-carried-over'), 'deductible')).toEqual({
      city: '1000.00',
      down: '0.00',
      city_2: '1000.00',
      too_late: '200.00',
      city_3: '1000.00',
      own_accord: '200.00',
    });
  });

  test('M6: 44,720.00 basic, 9,168.00 critical illness, 11,278.40 assistance; two halves of a year reach the same critical illness base less one deductible', async () => {
    const rows = await benefitsOf('m6-triple-cover');
    expect(rows.get('resident')).toMatchObject({
      pooled_fund: '44720.00',
      critical_illness: '9168.00',
      assistance: '0.00',
      cash: '26112.00',
    });
    // 70 % of 25,280 − 9,168 = 16,112.
    expect(rows.get('low_income')).toMatchObject({
      critical_illness: '9168.00',
      assistance: '11278.40',
      cash: '14833.60',
    });
    // Each half: in-policy 35,000, fund 33,800 × 65 % = 21,970, own 13,030; 3,030 and then 13,030 × 60 %.
    expect([rows.get('half_1')!.critical_illness, rows.get('half_2')!.critical_illness]).toEqual([
      '1818.00',
      '7818.00',
    ]);
  });

  test('M7: 60 % of 20,000 twice stops at 20,000.00 in the year, and the visits make the stay no second one', async () => {
    const rows = await benefitsOf('m7-special-outpatient');
    expect(column(rows, 'pooled_fund')).toEqual({ visits_1: '12000.00', visits_2: '8000.00', stay: '7000.00' });
  });

  test('M7 by outpatient.csv: visits get 12,000, 8,000 and nothing, the stay between them 5,000.00 below a shared 25,000', async () => {
    const example = join(packageRoot(), 'examples', 'mechanisms', 'm7-visits-beside-stays');
    const files = {
      ...{ files: [join(example, 'cases.csv')], policy: join(example, 'policy.yaml') },
      ...{ register: join(example, 'register.csv'), out: join(folder, 'visits.csv') },
    };
    await expect(runPrice(files, context)).rejects.toMatchObject({ code: 'benefit_visits_missing' });
    await runPrice({ ...files, outpatient: join(example, 'outpatient.csv') }, context);
    expect(readFileSync(join(folder, 'visit-benefits.csv'), 'utf8')).toBe(
      [
        'visit_id,amount,deductible,pooled_fund,critical_illness,assistance,civil_servant,personal_account,cash',
        'V1,20000.00,0.00,12000.00,0.00,0.00,0.00,0.00,8000.00',
        'V2,20000.00,0.00,8000.00,0.00,0.00,0.00,0.00,12000.00',
        'V4,3000.00,0.00,0.00,0.00,0.00,0.00,0.00,3000.00\n',
      ].join('\n'),
    );
    expect(readFileSync(join(folder, 'benefits.csv'), 'utf8')).toContain('stay,10500.00,500.00,5000.00,');
  });
});
