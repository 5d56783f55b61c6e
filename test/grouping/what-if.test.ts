import { describe, expect, test } from 'vitest';
import { renderWhatIf } from '../../src/grouping/explain/render-what-if.js';
import { whatIf } from '../../src/grouping/explain/what-if.js';
import { caseOf } from './case-of.js';
import { tinyScheme } from './tiny-scheme.js';

const record = caseOf('J18|I10|J44|J18|X99', '47.0|32.4|34.04', { sex: 1, age_years: 50 });
const weights: Readonly<Record<string, string>> = { EB19: '3.1000', EQY: '1.2' };
const found = whatIf(tinyScheme, record, {}, (group) => weights[group] ?? null);

describe('with another code in the first place', () => {
  test('each other diagnosis is tried once as principal, in input order', () => {
    expect(found.principals.map(({ position, code, answer }) => [position, code, answer.group, answer.reason])).toEqual(
      [
        [2, 'I10', '0000', 'not_allowed_as_principal'],
        [3, 'J44', 'EQY', ''],
        [5, 'X99', '0000', 'unknown_principal'],
      ],
    );
  });

  test('each other procedure is tried as the first, the rest keep their order', () => {
    expect(found.procedures.map(({ position, code, answer }) => [position, code, answer.group])).toEqual([
      [2, '32.4', 'EB19'],
      [3, '34.04', 'EQY'],
    ]);
    const pair = caseOf('J18', '47.0|32.4', { sex: 1, age_years: 50 });
    expect(whatIf(tinyScheme, pair).procedures.map(({ answer }) => answer.group)).toEqual(['EB19']);
  });

  test('what is recorded stands first, with name, weight, and which alternatives give the same group', () => {
    expect(found.recorded).toMatchObject({ name: '歧义病例', weight: '1.2', answer: { group: 'EQY' } });
    expect(found.principals.map(({ isSameGroup }) => isSameGroup)).toEqual([false, true, false]);
    expect(found.procedures.map(({ weight }) => weight)).toEqual(['3.1000', '1.2']);
    expect(found.principals[0]!.weight).toBeNull();
    expect('weight' in whatIf(tinyScheme, record).recorded).toBe(false);
  });

  test('it is told in input order, and says whose word the first place is', () => {
    expect(renderWhatIf(found, 'en')).toBe(`Case T1: its group with another code in the first place
├─ As recorded: EQY 歧义病例, unrelated procedure (QY), weight 1.2
├─ With another diagnosis as principal (the rest in order)
│  ├─ I10: 0000, ungrouped (not_allowed_as_principal), weight —
│  ├─ J44: EQY 歧义病例, unrelated procedure (QY), weight 1.2 (same group)
│  └─ X99: 0000, ungrouped (unknown_principal), weight —
├─ With another procedure first (the rest in order)
│  ├─ 32.4: EB19 肺大手术, grouped, weight 3.1000
│  └─ 34.04: EQY 歧义病例, unrelated procedure (QY), weight 1.2 (same group)
└─ For checking only: which diagnosis is principal and which procedure is first must be what the medical record and the coding rules support`);
    const alone = renderWhatIf(whatIf(tinyScheme, caseOf('J18')), 'zh');
    expect(alone.match(/没有其他编码/g)).toHaveLength(2);
    expect(alone.split('\n').at(-1)).toBe('└─ 仅供核对编码：主要诊断与主要手术操作的选择须以病历记录和填报规范为准');
  });
});
