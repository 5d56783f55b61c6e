import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareGroupings } from '../../../src/grouping/compare/compare-groupings.js';
import { isSameEntry, pairCatalogues } from '../../../src/grouping/compare/dip/pair-catalogues.js';
import { reasonOfDipMove } from '../../../src/grouping/compare/dip/reason-of-dip-move.js';
import { judgeOf } from '../../../src/grouping/compare/move-judge.js';
import { MOVE_REASONS, type MoveReason } from '../../../src/grouping/compare/move-reasons.js';
import { matchDip } from '../../../src/grouping/dip/interpreter/match-dip.js';
import { groupCases } from '../../../src/grouping/group-cases.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { compileDip } from '../../../src/schemes/dip/compile/compile-dip.js';
import type { DipDocument } from '../../../src/schemes/dip/dip-document.js';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { tinyDip } from '../../schemes/dip/tiny-dip.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { caseOf } from '../case-of.js';
import { CITY_ORDERS, cityCatalogue } from '../dip/city-catalogue.js';
import { dipTableOf } from '../dip/compiled-dip-answers.js';
import { dipFactsForCases, generateDipCase } from '../dip/generate-dip-cases.js';
import { drgdip } from '../drgdip-command.js';

type Edits = Parameters<typeof tinyDip>[0];
const changed = (file: string, from: string, to: string): Edits => ({ [file]: (text) => text.replace(from, to) });
const core = (from: string, to: string) => changed('entries/core.csv', from, to);
const before = loadDip(tinyDip());

const DIP_REASONS: readonly MoveReason[] = [
  'principal_excluded',
  'leading_changed',
  'class_changed',
  'order_changed',
  'renamed',
  'entry_removed',
  'entry_added',
  'entry_changed',
  'option_changed',
];

/** What changes, the case it moves, the entries it moves between, the reason and its detail. */
const MOVES: readonly (readonly [MoveReason, Edits, string, string, string, string])[] = [
  ['entry_removed', core('K35,4,K35,,阑尾炎,400\n', ''), 'K35.200', '', 'K35 → CP11:BS', 'K35 → CP11:BS'],
  [
    'entry_added',
    core('K35.9,5', 'K35.2,6,K35.2,,阑尾炎 弥漫,500\nK35.9,5'),
    'K35.200',
    '',
    'K35 → K35.2',
    'K35 → K35.2',
  ],
  [
    'entry_changed',
    core('K35:47.0100,3,K35,47.0100,', 'K35:47.0100,3,K35,47.0100x002,'),
    'K35.200',
    '47.0100',
    'K35:47.0100 → CP11:SS',
    'K35:47.0100: 47.0100 → 47.0100x002',
  ],
  [
    'entry_changed',
    core('K35:47.0901,1,K35,', 'K35:47.0901,1,K35.9,'),
    'K35.200',
    '47.0901',
    'K35:47.0901 → CP11:SS',
    'K35:47.0901: K35 → K35.9',
  ],
  [
    'entry_changed',
    core('47.0100+54.5101,阑', '47.0100+88.7600,阑'),
    'K35.200',
    '47.0100|54.5101',
    'K35:47.0100+54.5101 → K35:47.0100',
    'K35:47.0100+54.5101: 54.5101 → 88.7600',
  ],
  [
    'order_changed',
    changed('scheme.yaml', '- sections: [core]', '- {sections: [core], matching: [lower_sequence]}'),
    'K35.900',
    '',
    'K35.9 → K35',
    'K35.9 → K35',
  ],
  [
    'leading_changed',
    changed('excluded/conservative.txt', '=99.2501', '=47.0901 =99.2501'),
    'K35.200',
    '47.0901',
    'K35:47.0901 → K35',
    '47.0901 → –',
  ],
  [
    'class_changed',
    { 'classes/surgical.txt': () => '47.0', 'classes/therapeutic.txt': () => '96.7 51.2' },
    'K80.200',
    '51.2300',
    'K80:SS → K80:ZL',
    '51.2300: surgical → therapeutic',
  ],
  [
    'principal_excluded',
    changed('excluded/diagnoses.txt', '=Z51.900', '=Z51.900 =K35.200'),
    'K35.200',
    '',
    'K35 → 0000',
    'K35.200: tiny-dip',
  ],
  [
    'option_changed',
    changed('scheme.yaml', 'no_principal: fallback', 'no_principal: ungrouped'),
    '',
    '',
    'KB → 0000',
    'KB: no_principal=fallback → ungrouped',
  ],
  ['renamed', core('K35,4,K35', 'AP04,4,K35'), 'K35.200', '', 'K35 → AP04', 'K35 → AP04'],
];

describe('why a case has another entry under another DIP catalogue', () => {
  test.each(MOVES)('%s (%#)', (reason, edits, dx, px, move, detail) => {
    const after = loadDip(tinyDip(edits));
    const record = caseOf(dx, px, { sex: 1, age_years: 40 });
    const [left, entered] = [matchDip(before, record).group, matchDip(after, record).group];
    expect(`${left} → ${entered}`).toBe(move);
    const pair = pairCatalogues(before, after);
    expect(isSameEntry(pair, left, entered)).toBe(false);
    expect(reasonOfDipMove(pair, record, left, entered)).toEqual({ reason, detail });
    // The same move the other way has the same or the opposite reason.
    const opposite: Partial<Record<MoveReason, MoveReason>> = {
      entry_added: 'entry_removed',
      entry_removed: 'entry_added',
    };
    const back = reasonOfDipMove(pairCatalogues(after, before), record, entered, left);
    expect(back.reason).toBe(opposite[reason] ?? reason);
  });

  test('every reason of catalogues is shown by a case', () => {
    const shown = new Set(MOVES.map(([reason]) => reason));
    expect(shown).toEqual(new Set(DIP_REASONS));
  });

  test('a code that means another disease now is another entry; the old one is found under its new code', () => {
    const swapped = loadDip(
      tinyDip({
        'entries/core.csv': (text) =>
          text.replace('K35,4,K35,,阑尾炎', 'P07,4,K35,,阑尾炎').replace(/$/, 'K35,9,P07,,早产,99\n'),
      }),
    );
    const pair = pairCatalogues(before, swapped);
    expect(isSameEntry(pair, 'K35', 'K35')).toBe(false);
    expect(isSameEntry(pair, 'K35.9', 'K35.9')).toBe(true);
    const [old] = before.entries.filter(({ code }) => code === 'K35');
    expect(pair.counterparts.get(old!)?.code).toBe('P07');
  });

  test('under exact codes an unknown principal is the reason', () => {
    const without = loadDip(tinyDip(changed('codes/diagnoses.txt', 'K35.200 ', '')));
    const record = caseOf('K35.200', '', { sex: 1 });
    const options = { code_match: 'exact' } as const;
    const group = (document: DipDocument) => matchDip(document, record, options).group;
    expect([group(before), group(without)]).toEqual(['K35', 'KB']);
    expect(reasonOfDipMove(pairCatalogues(before, without), record, 'K35', 'KB', options)).toEqual({
      reason: 'code_unknown',
      detail: 'K35.200: tiny-dip',
    });
  });

  test('under exact codes the way back names the same side; compared as texts an unknown code is no reason', () => {
    const without = loadDip(tinyDip(changed('codes/diagnoses.txt', 'K35.200 ', '')));
    const record = caseOf('K35.200', '', { sex: 1 });
    const exact = { code_match: 'exact' } as const;
    expect(reasonOfDipMove(pairCatalogues(without, before), record, 'KB', 'K35', exact)).toEqual({
      reason: 'code_unknown',
      detail: 'K35.200: tiny-dip',
    });
    const renamed = loadDip(
      tinyDip({
        ...changed('codes/diagnoses.txt', 'K35.200 ', ''),
        ...core('K35,4,K35', 'AP04,4,K35'),
      }),
    );
    const text = { code_match: 'text' } as const;
    expect(reasonOfDipMove(pairCatalogues(before, renamed), record, 'K35', 'AP04', text).reason).toBe('renamed');
  });

  const settings = (from: string, to: string) => loadDip(tinyDip(changed('scheme.yaml', from, to)));
  const switched = (option: string) => settings('no_principal: fallback', `no_principal: fallback, ${option}`);
  test.each([
    ['comprehensive', switched('comprehensive: off'), 'K80.200', '51.2300', 'K80:SS: comprehensive=on → off'],
    [
      'unmatched',
      settings('unmatched: fallback', 'unmatched: ungrouped'),
      'J18.900',
      '',
      'KB: unmatched=fallback → ungrouped',
    ],
    [
      'excluded_principal',
      switched('excluded_principal: fallback'),
      'Z51.900',
      '',
      'KB: excluded_principal=fallback → ungrouped',
    ],
  ])('a switch of the catalogue is named with both values: %s', (_, after, dx, px, detail) => {
    const record = caseOf(dx, px, { sex: 1, age_years: 40 });
    const [from, to] = [matchDip(before, record).group, matchDip(after, record).group];
    const forth = reasonOfDipMove(pairCatalogues(before, after), record, from, to);
    const back = reasonOfDipMove(pairCatalogues(after, before), record, to, from);
    expect([forth.reason, back.reason]).toEqual(['option_changed', 'option_changed']);
    expect([forth.detail, back.detail]).toContain(detail);
  });

  test('the part that an entry now asks for is named: a treatment class, related procedures, a condition', () => {
    const moved = (edits: Edits, dx: string, px = '') => {
      const after = loadDip(tinyDip(edits));
      const record = caseOf(dx, px, { sex: 1, age_years: 40 });
      const [from, to] = [matchDip(before, record).group, matchDip(after, record).group];
      expect(from).not.toBe(to);
      return [
        reasonOfDipMove(pairCatalogues(before, after), record, from, to),
        reasonOfDipMove(pairCatalogues(after, before), record, to, from),
      ].map(({ reason, detail }) => `${reason} ${detail}`);
    };
    const entries = (text: string) =>
      text.replace('code,sequence,dx,px,name,score', 'code,sequence,dx,px,name,score,when');
    const when = (condition: string): Edits => ({
      'entries/core.csv': (text) =>
        entries(text).replace('K35,4,K35,,阑尾炎,400', `K35,4,K35,,阑尾炎,400,${condition}`),
    });
    expect(moved(when('age_years < 18'), 'K35.200')).toEqual([
      'entry_changed K35: – → age_years < 18',
      'entry_changed K35: age_years < 18 → –',
    ]);
    const related = core('K35:47.0100,3,K35,47.0100,', 'K35:47.0100,3,K35,47.0100+88.7600,');
    expect(moved(related, 'K35.200', '47.0100')[0]).toBe('entry_changed K35:47.0100: – → 88.7600');
    const many = core('K35:47.0901,1,K35,47.0901,', 'K35:47.0901,1,K35,47.0100x002|51.2300|54.5101|88.7600|93.9000,');
    expect(moved(many, 'K35.200', '47.0901')[0]).toMatch(/ → 47\.0100x002\|51\.2300\|54\.5101\|88\.7600\|… \(5\)$/);
    const kind: Edits = {
      'entries/comprehensive.csv': (text) => text.replace('K80:SS,11,K80,surgical', 'K80:SS,11,K80,therapeutic'),
    };
    expect(moved({ ...kind, 'classes/therapeutic.txt': () => '96.7' }, 'K80.200', '51.2300').join()).toMatch(/K80/);
  });

  test('entries of one name are one where their contents are alike, and two where they are not', () => {
    const renumbered = (row: string) => core('K35:47.0100,3,K35,47.0100,阑尾炎|腹腔镜,1200', row);
    const counterpart = (row: string) => {
      const pair = pairCatalogues(before, loadDip(tinyDip(renumbered(row))));
      return pair.counterparts.get(pair.fromEntries.get('K35:47.0100')!)?.code;
    };
    // Another code, the same name: alike where half of the smaller side's main procedures are shared.
    expect(counterpart('N1,3,K35,47.0100|47.0901,阑尾炎|（腹腔镜）,1200')).toBe('N1');
    expect(counterpart('N2,3,K35,47.0901|51.2300,阑尾炎|（腹腔镜）,1200')).toBeUndefined();
    expect(counterpart('N3,3,J18,47.0100,阑尾炎|（腹腔镜）,1200')).toBeUndefined();
    expect(counterpart('N4,3,K35,,阑尾炎|（腹腔镜）,1200')).toBeUndefined();
    const classes = (kind: string) => {
      const pair = pairCatalogues(
        before,
        loadDip(
          tinyDip({
            'entries/comprehensive.csv': (text) =>
              text.replace(
                'K80:SS,11,K80,surgical,comprehensive,胆石|手术',
                `NEW,11,K80-K81,${kind},comprehensive,胆石|（手术）`,
              ),
          }),
        ),
      );
      return pair.counterparts.get(pair.fromEntries.get('K80:SS')!)?.code;
    };
    expect([classes('surgical'), classes('therapeutic')]).toEqual(['NEW', undefined]);
  });
});

describe('two made-up catalogues of 800 entries under 3,000 cases', () => {
  test('flows add up, each moved case has a reason that holds, and the way back moves as many', async () => {
    const { diagnoses, procedures } = loadDip('dip-3.0');
    const codes = { diagnoses: diagnoses.slice(2_000, 2_400), procedures: procedures.slice(500, 700) };
    const from = cityCatalogue(codes, 800, CITY_ORDERS[1]!, 1);
    // The same entries but for one in nine that is gone, under another order of preference.
    const to = {
      ...cityCatalogue(codes, 800, CITY_ORDERS[0]!, 1),
      entries: from.entries.filter((_, at) => at % 9 > 0),
    };
    const facts = dipFactsForCases(from);
    const records = Array.from({ length: 3_000 }, (_, index) => generateDipCase(facts, 7, index));
    const table = dipTableOf(records);
    const side = async (document: DipDocument) => {
      const scheme = compileDip(document);
      return { catalogue: scheme.catalogue, columns: await groupCases(scheme, table, inlineExecutor) };
    };
    const [left, right] = [await side(from), await side(to)];
    const { cases, moved, tables } = compareGroupings(judgeOf(from, to, {}), table, left, right);
    expect(cases).toBe(3_000);
    expect((tables[0].columns.cases as Float64Array).reduce((a, b) => a + b, 0)).toBe(3_000);
    expect(moved).toBeGreaterThan(300);
    const reasons = tables[1].columns.move_reason as string[];
    expect(reasons.every((reason) => (MOVE_REASONS as readonly string[]).includes(reason))).toBe(true);
    expect(new Set(reasons).size).toBeGreaterThan(1);
    const back = compareGroupings(judgeOf(to, from, {}), table, right, left);
    expect(back.moved).toBe(moved);
    // What a moved row names is what the literal matcher gives.
    const rows = new Map(records.map((record) => [record.case_id, record]));
    const { case_id, from_group, to_group } = tables[1].columns as Record<string, string[]>;
    for (let row = 0; row < moved; row += 10) {
      const record = rows.get(case_id![row]!)!;
      expect([matchDip(from, record).group, matchDip(to, record).group]).toEqual([from_group![row], to_group![row]]);
    }
    expect(tables[0].schema.columns.map(({ label }) => label.zh)).toContain('原病种');
  });
});

describe('scheme compare of DIP catalogues, and across methods', () => {
  const folder = temporaryFolder();
  const cases = join(folder, 'cases.csv');
  writeFileSync(cases, 'case_id,sex,age_years,dx,px\na,1,50,K35.200,\nb,1,50,K35.900,\nc,1,50,X99.900,\n');
  const one = tinyDip();
  const two = tinyDip(core('K35,4,K35,,阑尾炎,400\n', ''));

  test('prints entries in the words of DIP and the reason', async () => {
    const zh = await drgdip('zh', 'scheme', 'compare', one, two, '--in', cases);
    expect(zh).toContain('3 个病例，换组 1（33.33%）');
    expect(zh).toMatch(/原病种在新目录中已没有\s+1\s+100\.00/);
    expect(zh).toMatch(/原病种\s+新病种[\s\S]*K35\s+CP11:BS\s+1/);
    expect(zh).not.toContain('病组');
    const en = await drgdip('en', 'scheme', 'compare', one, two, '--in', cases, '--option', 'unmatched=ungrouped');
    expect(en).toMatch(/K35\s+0000\s+1/);
  });

  test('DRG against DIP: the flow, with every case moved for its method; a switch of neither is refused', async () => {
    const out = join(folder, 'methods');
    const json = JSON.parse(await drgdip('en', 'scheme', 'compare', 'chs-drg-2.0', 'dip-3.0', '--in', cases, '--json'));
    expect([json.cases, json.reasons.map(({ move_reason }: { move_reason: string }) => move_reason)]).toEqual([
      3,
      ['other_method'],
    ]);
    expect(json.flows.map((row: Record<string, unknown>) => `${row.from_group} ${row.to_group}`)).toContain(
      '0000 0000',
    );
    const mixed = ['scheme', 'compare', 'chs-drg-2.0', 'dip-3.0', '--in', cases, '--out', out];
    await drgdip('en', ...mixed, '--option', 'unrelated_procedure=medical', '--option', 'excluded_first=next');
    await expect(
      drgdip('en', 'scheme', 'compare', one, two, '--in', cases, '--option', 'unrelated_procedure=medical'),
    ).rejects.toThrow(/unrelated_procedure=medical/);
  });
});
