import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/load-policy.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { rulesByLevel } from '../../src/policy/rules-by-level.js';
import { checkHospitals } from '../../src/run/check-hospitals.js';

const POLICY = 'examples/new-city/policy.yaml';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drgdip-hospitals-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, ...lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};

describe('hospitals without a level, before any run', () => {
  it('rows 2 and 4 of a register: blank, and a text that nobody knows; each with row, value, remedy and the rules by level', async () => {
    const register = file('register.csv', 'hospital_id,level', 'LQ01,三甲', 'LQ02,', 'LQ03,未定级', 'LQ04,甲等');
    const found = await checkHospitals(POLICY, [], { register });
    expect(found.map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ['hospital_without_level', 'error', 'register.csv:2:level'],
      ['hospital_without_level', 'error', 'register.csv:4:level'],
    ]);
    expect(found[0]!.zh).toContain('第 2 行（不计表头）的医疗机构 LQ02 没有等级（level 为空白）');
    expect(found[0]!.zh).toContain('政策按等级规定：hospital_coefficient.by_level');
    expect(found[1]!.en).toContain('hospital LQ04 has no level (level is "甲等"), and the policy decides by level');
    expect(found[1]!.en).toContain('Write 三甲');
  });

  it('hospitals of the cases that neither the register nor hospital_level gives a level: 2 cases of LQ02, the first in row 2', async () => {
    const register = file('some.csv', 'hospital_id,level', 'LQ01,三甲');
    const found = await checkHospitals(POLICY, [], { register, files: ['examples/new-city/cases.csv'] });
    expect(found.map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ['hospital_of_cases_without_level', 'warning', 'cases.csv:2:hospital_level'],
    ]);
    expect(found[0]!.en).toContain('2 cases of hospital LQ02 have no level');
    expect(found[0]!.zh).toContain('登记表中没有该机构');
  });

  it('the column of the cases is a level too, and a whole register leaves nothing to say', async () => {
    const cases = file(
      'cases.csv',
      'case_id,hospital_id,hospital_level',
      ...['1,A,三甲', '2,B,', '3,B,二级', '4,C,没有'],
    );
    const found = await checkHospitals(POLICY, [], { files: [cases] });
    expect(found.map(({ path }) => path)).toEqual(['cases.csv:2:hospital_level', 'cases.csv:4:hospital_level']);
    const whole = { register: 'examples/new-city/register.csv', files: ['examples/new-city/cases.csv'] };
    expect(await checkHospitals(POLICY, [], whole)).toEqual([]);
  });

  it('hospitals in the order of their ids; under a register with an error nothing is said of cases, and a row of totals is told once', async () => {
    const cases = file('order.csv', 'case_id,hospital_id,hospital_level', '1,B,', '2,A,', '3,B,');
    const found = await checkHospitals(POLICY, [], { files: [cases] });
    expect(found.map(({ path }) => path)).toEqual(['order.csv:2:hospital_level', 'order.csv:1:hospital_level']);
    const register = file('wrong.csv', 'hospital_id,level', 'A,', '合计,');
    const told = await checkHospitals(POLICY, [], { register, files: [cases] });
    expect(told.map(({ code, path }) => [code, path.split(':')[1]])).toEqual([
      ['hospital_without_level', '1'],
      ['input_total_row', '2'],
    ]);
  });

  it('of the rules by level five are named; a sixth is three points', async () => {
    const register = file('six.csv', 'hospital_id,level', 'A,');
    const levels = (count: number) => {
      const text = readFileSync(POLICY, 'utf8');
      const bands = Array.from(
        { length: count - 1 },
        (_, n) =>
          `    - {name: high_${n}, from: ${n + 3}, from_included: true, to: ${n + 4}, to_included: false, levels: ["3"], pay: by_item}`,
      );
      return file(
        `rules-${count}.yaml`,
        text.replace(/^outliers:[\s\S]*?(?=^\w)/m, ''),
        'outliers:',
        '  basis: standard',
        '  bands:',
        ...bands,
      );
    };
    const [five] = await checkHospitals(levels(5), [], { register });
    expect(five!.en).toMatch(/decides by level: (?:[^,]+, ){4}[^, ]+\. Write/);
    const [six] = await checkHospitals(levels(6), [], { register });
    expect(six!.en).toMatch(/decides by level: (?:[^,]+, ){4}[^, ]+ …\. Write/);
  });

  it('a register without the column of levels is told once, as drgdip check tells it', async () => {
    const register = file('none.csv', 'hospital_id,name', 'LQ01,甲院');
    const found = await checkHospitals(POLICY, [], { register });
    expect(found.map(({ code }) => code)).toEqual(['input_any_column_missing']);
  });
});

describe('rules by level', () => {
  const rulesOf = (name: string) =>
    resolveTimeline(loadPolicy(name), []).segments.flatMap(({ policy }) => rulesByLevel(policy));
  it('one standard for every case and equal coefficients decide nothing by level', () => {
    expect(rulesOf('example-standard-8000')).toEqual([]);
  });
  it('bands of levels and last year’s mean of the level are rules by level', () => {
    expect(rulesOf('example-national-base').some((path) => /^outliers\.bands\.\w+\.levels$/.test(path))).toBe(true);
    expect(rulesOf('example-dip-base')).toContain('outliers.basis');
  });
});
