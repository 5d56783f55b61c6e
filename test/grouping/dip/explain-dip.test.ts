import { describe, expect, test } from 'vitest';
import type { DipRecord } from '../../../src/grouping/dip/dip-record.js';
import type { CandidateTrial } from '../../../src/grouping/dip/explain/dip-explanation.js';
import { explainDip } from '../../../src/grouping/dip/explain/explain-dip.js';
import { renderDip } from '../../../src/grouping/dip/explain/render-dip.js';
import { matchDip } from '../../../src/grouping/dip/interpreter/match-dip.js';
import { meetsPattern } from '../../../src/schemes/dip/diagnosis-patterns.js';
import type { DipOptions, DipPreference } from '../../../src/schemes/dip/dip-document.js';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { dipCase } from '../../schemes/dip/dip-case.js';
import { tinyDip } from '../../schemes/dip/tiny-dip.js';

type Edits = Parameters<typeof tinyDip>[0];

const tiny = (edits: Edits = {}) => loadDip(tinyDip(edits));
/** A catalogue whose core entries are these rows, compared by one preference. */
function compared(by: DipPreference, rows: string, more = ''): ReturnType<typeof tiny> {
  return tiny({
    'scheme.yaml': (text) =>
      text.replace('- sections: [core]', `- {sections: [core], matching: [${by}]}`).replace('steps:', `${more}steps:`),
    'entries/core.csv': () => `code,sequence,dx,px,use,when,name,kind,core,score,mean_cost\n${rows}\n`,
  });
}

/** The loser of the first step: by what it lost and what was compared. */
function loserOf(document: ReturnType<typeof tiny>, record: DipRecord): CandidateTrial {
  const { steps, answer } = explainDip(document, record);
  expect(answer).toEqual(matchDip(document, record));
  const [won, lost] = steps[0]!.candidates;
  expect(won).toMatchObject({ outcome: 'won', group: answer.group });
  expect(lost).toMatchObject({ outcome: 'lost' });
  return lost!;
}

const K35 = dipCase('K35.200', '47.0100|54.5101');

/** The preference, two entries that differ by it alone, the case, what each is told to have, and the words in English. */
const PREFERENCES: readonly (readonly [DipPreference, string, DipRecord, string, string, string])[] = [
  [
    'more_related_parts',
    'W,1,K35,47.0100+54.5101,,,a,,,,\nL,2,K35,47.0100,,,b,,,,',
    K35,
    '0',
    '1',
    'fewer related parts (0 against 1)',
  ],
  [
    'more_matched_procedures',
    'W,1,K35,47.0100+54.5101,,,a,,,,\nL,2,K35,47.0100,,,b,,,,',
    K35,
    '1',
    '2',
    'fewer procedures of the case matched (1 against 2)',
  ],
  [
    'nearest_mean_cost',
    'W,2,K35,,,,a,,,,9000.00\nL,1,K35,,,,b,,,,12000.50',
    dipCase('K35.200', '', { total_cost_fen: 950_000 }),
    '2500.50',
    '500.00',
    'mean cost farther from the cost of the case (2500.50 against 500.00)',
  ],
  [
    'nearest_mean_cost',
    'W,2,K35,,,,a,,,,9000.00\nL,1,K35,,,,b,,,,',
    dipCase('K35.200', '', { total_cost_fen: 950_000 }),
    '',
    '500.00',
    'mean cost farther from the cost of the case (none against 500.00)',
  ],
  [
    'tier_order',
    'W,2,K35,,,,a,,core,,\nL,1,K35,,,,b,,basic,,',
    dipCase('K35.200'),
    'basic',
    'core',
    'later in the order of tiers (basic against core)',
  ],
  [
    'longer_diagnosis',
    'W,2,K35.2,,,,a,,,,\nL,1,K35,,,,b,,,,',
    dipCase('K35.200'),
    '3',
    '5',
    'a shorter part of the diagnosis code matched (by its first 3 characters against by its first 5 characters)',
  ],
  [
    'longer_diagnosis',
    'W,2,K35,,,,a,,,,\nL,1,K00-K93,,,,b,,,,',
    dipCase('K35.200'),
    '0',
    '3',
    'a shorter part of the diagnosis code matched (by a range against by its first 3 characters)',
  ],
  [
    'higher_score',
    'W,2,K35,,,,a,,,500.5,\nL,1,K35,,,,b,,,400,',
    dipCase('K35.200'),
    '400',
    '500.5',
    'lower score (400 against 500.5)',
  ],
  [
    'higher_score',
    'W,2,K35,,,,a,,,500.5,\nL,1,K35,,,,b,,,,',
    dipCase('K35.200'),
    '',
    '500.5',
    'lower score (none against 500.5)',
  ],
  ['lower_sequence', 'W,1,K35,,,,a,,,,\nL,2,K35,,,,b,,,,', dipCase('K35.200'), '2', '1', 'higher number (2 against 1)'],
];

describe('why a DIP entry lost against the one that was chosen', () => {
  test.each(PREFERENCES)('%s (%#): what both have, and the words', (by, rows, record, own, winner, words) => {
    const document = compared(by, rows);
    const lost = loserOf(document, record);
    expect(lost).toMatchObject({ group: 'L', by, compared: { own, winner } });
    const explanation = explainDip(document, record);
    expect(renderDip(explanation, 'en')).toContain(`: ${words}`);
    const chinese = renderDip(explanation, 'zh');
    expect(chinese).toMatch(/✗ L .*（.*选中的为 .*）/);
    expect(chinese).not.toMatch(/undefined|\(/);
  });

  test('kind_order: tier and kind are told in words, the order is the scheme’s own', () => {
    const more = 'kind_order: [core surgical, core therapeutic]\n';
    const rows = 'W,2,K35,47.0100,,,a,surgical,core,,\nL,1,K35,47.0100,,,b,therapeutic,core,,';
    const document = compared('kind_order', rows, more);
    const record = dipCase('K35.200', '47.0100');
    expect(loserOf(document, record)).toMatchObject({
      by: 'kind_order',
      compared: { own: 'core therapeutic', winner: 'core surgical' },
    });
    expect(renderDip(explainDip(document, record), 'en')).toContain('(core, therapeutic against core, surgical)');
    expect(renderDip(explainDip(document, record), 'zh')).toContain(
      '（核心病种、治疗性操作，选中的为 核心病种、手术）',
    );
  });

  test('an entry for every diagnosis matches "whatever it is", and one of a later step came too late', () => {
    const explanation = explainDip(tiny(), dipCase('K35.200'));
    const fallback = explanation.steps.flatMap(({ candidates }) => candidates).find(({ group }) => group === 'KB')!;
    expect(fallback).toMatchObject({ outcome: 'lost', by: 'earlier_step' });
    expect(fallback.compared).toBeUndefined();
    expect(renderDip(explanation, 'en')).toContain('an earlier step had decided');
    expect(renderDip(explainDip(tiny(), dipCase('')), 'en')).toMatch(/KB .*diagnosis matched whatever it is/);
    expect(renderDip(explainDip(tiny(), dipCase('')), 'zh')).toMatch(/KB .*诊断匹配 不限诊断/);
  });
});

describe('what the case lacked for an entry near it', () => {
  const rows =
    'A,1,K35,47.0100+54.5101,,,松解,,,,\nB,2,K35,,,age_years < 18,儿童,,,,\nC,3,K35,,,age_years >= 18,成人,,,,';
  const document = compared('lower_sequence', rows);

  test('a related procedure, and a condition that does not hold; the chosen one tells that its own holds', () => {
    const explanation = explainDip(document, dipCase('K35.200', '', { age_years: 18 }));
    expect(explanation.answer.group).toBe('C');
    expect(explanation.steps[0]!.near).toMatchObject([{ group: 'B', failed: 'condition' }]);
    const english = renderDip(explanation, 'en');
    expect(english).toMatch(/✓ C .*; its condition holds: age ≥ 18 years/);
    expect(english).toMatch(/– B .*: its condition does not hold: age < 18 years/);
    expect(english).toContain('– lacks the main procedure (1 entry): A');
    expect(explanation.steps[0]!.others).toEqual([
      expect.objectContaining({ group: 'A', name: '松解', failed: 'procedure', main: ['47.0100'] }),
    ]);
    const chinese = renderDip(explanation, 'zh');
    expect(chinese).toMatch(/✓ C .*；条件成立：/);
    expect(chinese).toMatch(/– B .*条件不成立：/);
    const without = explainDip(document, dipCase('K35.200', '47.0100', { age_years: 18 }));
    expect(without.steps[0]!.near).toMatchObject([{ group: 'A', failed: 'related', related: [['54.5101']] }]);
    expect(renderDip(without, 'en')).toMatch(/– A .*: lacks the related procedures 54\.5101/);
    expect(renderDip(without, 'zh')).toMatch(/– A .*：缺少相关手术操作 54\.5101/);
  });
});

describe('every entry of the diagnosis is named', () => {
  test('no entry that the principal meets is left out: it took the case, or stands with the first thing lacking', () => {
    const document = loadDip('dip-3.0');
    for (const record of [dipCase('K80.203', '51.2300'), dipCase('K80.203'), dipCase('A15.205', '32.3003')]) {
      const { steps } = explainDip(document, record);
      const named = steps.flatMap(({ candidates, near, others }) => [...candidates, ...near, ...others]);
      const sections = new Set(steps.flatMap((step) => step.sections));
      const met = document.entries.filter(
        ({ section, diagnoses }) =>
          sections.has(section) && diagnoses.some((one) => one.kind !== 'every' && meetsPattern(one, record.dx[0]!)),
      );
      expect(met.length).toBeGreaterThan(20);
      const codes = named.map(({ group }) => group);
      expect(codes).toEqual(expect.arrayContaining(met.map(({ code }) => code)));
      expect(new Set(codes).size).toBe(codes.length);
      for (const other of steps.flatMap(({ others }) => others)) {
        if (other.failed === 'class') expect(other).toMatchObject({ use: 'without', treatment: 'conservative' });
        else expect(other.main!.length).toBeGreaterThan(0);
      }
    }
  });

  test.each([
    [99, ''],
    [100, ''],
    [101, ', and 1 more, all named by --json'],
  ])('%i entries of one reason: the terminal names 100, JSON each', (count, more) => {
    const codes = Array.from({ length: count }, (_, index) => `A${index + 1}`);
    const rows = codes.map((code, index) => `${code},${1000 + index},K35,47.0100,,,松解,,,,`).join('\n');
    const explanation = explainDip(compared('lower_sequence', rows), dipCase('K35.200'));
    expect(explanation.steps[0]!.others.map(({ group }) => group)).toEqual(codes);
    const named = codes.slice(0, 100);
    const line = (text: string, what: string) => text.split('\n').find((one) => one.includes(what))!;
    const english = line(renderDip(explanation, 'en'), 'main procedure (');
    expect(english.endsWith(`lacks the main procedure (${count} entries): ${named.join(', ')}${more}`)).toBe(true);
    const chinese = line(renderDip(explanation, 'zh'), '缺少主要手术操作');
    const zhMore = more === '' ? '' : '，另有 1 个见 --json';
    expect(chinese.endsWith(`（${count} 个病种）：${named.join('、')}${zhMore}`)).toBe(true);
  });
});

describe('what is told of the case itself', () => {
  const record = dipCase('K35.200|J18.900', '99.2501|47.0100', { sex: 1, age_years: 40 });

  test('which procedure leads, which do not group, what is missing, in both languages', () => {
    const english = renderDip(explainDip(tiny(), record, { excluded_first: 'next' }), 'en');
    expect(english).toContain('1. 99.2501: a procedure that does not group');
    expect(english).toContain('2. 47.0100: the main procedure');
    expect(english).toMatch(/age 40 years/);
    expect(english).toMatch(/missing: .*length of stay/);
    const chinese = renderDip(explainDip(tiny(), record, { excluded_first: 'next' }), 'zh');
    expect(chinese).toContain('2. 47.0100：主要手术操作');
  });

  test('a case with every number has no line of missing ones, one with none no line of numbers', () => {
    const numbers = { sex: 1, age_years: 0, age_days: 3, birth_weight_g: 900, admission_weight_g: 900, los_days: 2 };
    const full = renderDip(explainDip(tiny(), dipCase('K35.200', '', { ...numbers, discharge_type: 1 })), 'en');
    expect(full).not.toMatch(/missing:/);
    expect(full).toMatch(/birth weight 900/);
    const bare = renderDip(explainDip(tiny(), dipCase('K35.200')), 'en');
    expect(bare).toMatch(/missing: /);
    expect(bare).toMatch(/secondary diagnoses: none/);
  });

  test('an excluded principal and an unknown code are marked; a code is compared as text or ignored as the switch says', () => {
    const excluded = explainDip(tiny(), dipCase('Z51.900'));
    expect(renderDip(excluded, 'en')).toContain('principal diagnosis: Z51.900 (does not group)');
    expect(renderDip(excluded, 'en')).toMatch(/not_allowed_as_principal: the principal diagnosis is one that does not/);
    const unlisted = (options: Partial<DipOptions>) => explainDip(tiny(), dipCase('K35.277', '99.99x'), options);
    expect(unlisted({ code_match: 'text' }).unlisted.map(({ outcome }) => outcome)).toContain('ignored');
    expect(renderDip(unlisted({ code_match: 'exact' }), 'en')).toContain('Codes the scheme does not list');
  });
});
