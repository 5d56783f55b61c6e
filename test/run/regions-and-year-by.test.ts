import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { runSettle } from '../../src/run/settle-run.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
const register = write('register.csv', 'hospital_id,level\nH1,三级甲等\n');
const policyOf = (more: string) =>
  `id: plain\ntitle: {zh: 甲, en: plain}\nregion: "110000"\nyear: 2026\nscheme: chs-drg-2.0
pools: [{insurance: employee, fund: 30000}]\nrate: {kind: standard, value: 8000}\n${more}`;
const HEAD = 'case_id,dx,sex,age_years,los_days,hospital_id,insurance,total_cost,pooled_fund';
const row = (id: string, more = '') => `${id},J18.900,1,60,8,H1,employee,9000,9000${more}\n`;

async function settle(out: string, cases: string, more = ''): Promise<string> {
  const files = [write(`${out}.csv`, cases)];
  await runSettle({ files, policy: write(`${out}.yaml`, policyOf(more)), register, out: join(folder, out) }, context);
  return join(folder, out);
}

describe('regions.csv', () => {
  test('is written for a policy that tests no region, with its payments and the share settled directly', async () => {
    const head = `${HEAD},insured_region,care_region,direct_settlement\n`;
    const cases = head + row('a', ',110000,110000,') + row('b', ',120000,110000,1') + row('c', ',120000,110000,0');
    const lines = readFileSync(join(await settle('elsewhere', cases), 'regions.csv'), 'utf8')
      .trimEnd()
      .split('\n');
    const headings = lines[0]!.replace('\uFEFF', '').split(',');
    const shown = lines.slice(1).map((line) => {
      const cells = line.split(',');
      return ['insured_region', 'care_region', 'fund', 'direct_share'].map((name) => cells[headings.indexOf(name)]);
    });
    expect(shown).toEqual([
      ['110000', '110000', '8000.00', ''],
      ['120000', '110000', '16000.00', '0.5'],
    ]);
  });

  test('is not written where all were treated at home, and a blank place is none elsewhere', async () => {
    const cases = `${HEAD},insured_region,care_region\n${row('a', ',110000,110000')}${row('b', ',110000,')}${row('c', ',,110000')}`;
    expect(existsSync(join(await settle('home', cases), 'regions.csv'))).toBe(false);
  });
});

describe('year_by: settlement_date', () => {
  test('is refused where no case has the column, for a policy of one stretch too', async () => {
    const error = await settle('by-day', `${HEAD}\n${row('a')}`, 'year_by: settlement_date\n').catch((one) => one);
    expect(error).toBeInstanceOf(EngineError);
    expect([error.code, error.details.column]).toEqual(['column_missing', 'settlement_date']);
    expect(error.text('en')).toContain('(year_by needs it)');
  });

  test('runs where the cases have it', async () => {
    const out = await settle(
      'with-day',
      `${HEAD},settlement_date\n${row('a', ',2026-03-04')}`,
      'year_by: settlement_date\n',
    );
    expect(existsSync(join(out, 'fund.csv'))).toBe(true);
  });
});
