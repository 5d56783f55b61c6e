import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../src/kernel/errors.js';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { listSchemes } from '../../../src/schemes/list-schemes.js';
import { loadAnyScheme, methodOfScheme } from '../../../src/schemes/load-any-scheme.js';
import { loadScheme } from '../../../src/schemes/load-scheme.js';
import { tinyDip } from './tiny-dip.js';

function failure(load: () => unknown): { code: string; zh: string; en: string } {
  try {
    load();
  } catch (error) {
    if (error instanceof EngineError) return { code: error.code, zh: error.text('zh'), en: error.text('en') };
    throw error;
  }
  throw new Error('nothing was refused');
}
const wrong = (edits: Parameters<typeof tinyDip>[0]) => failure(() => loadDip(tinyDip(edits)));
const rows = (...lines: string[]) => ({ 'entries/core.csv': () => `${lines.join('\n')}\n` });

describe('a DIP folder', () => {
  it('is listed and loaded beside DRG schemes, and refused where the other method is needed', () => {
    expect(listSchemes()).toEqual(['chs-drg-1.1', 'chs-drg-2.0', 'chs-drg-3.0', 'dip-3.0']);
    expect(loadAnyScheme('dip-3.0').method).toBe('dip');
    expect(methodOfScheme('chs-drg-2.0')).toBe('drg');
    expect(failure(() => loadScheme('dip-3.0'))).toMatchObject({ code: 'dip_other_method' });
    expect(failure(() => loadDip('chs-drg-2.0')).zh).toContain('需要 DIP 方案');
  });

  it('names every wrong row at once, with line and remedy: doubled, zero and negative scores, no pattern', () => {
    const { code, zh, en } = wrong(
      rows('code,dx,px,score', 'A,K35,,100', 'A,K36,,100', 'B,K37,,0', 'C,K38,,-5', 'D,35,,1', 'E,K39,4x,1', ',K40,,1'),
    );
    expect(code).toBe('dip_wrong');
    expect(en).toContain('the catalogue has 6 errors');
    expect(en).toContain('tiny-dip/entries/core.csv:3: code A stands twice (first at tiny-dip/entries/core.csv:2)');
    expect(en).toContain('tiny-dip/entries/core.csv:4: score "0" must be a number above 0');
    expect(en).toContain('tiny-dip/entries/core.csv:5: score "-5"');
    expect(zh).toContain('tiny-dip/entries/core.csv:6: 列 dx 的“35”无法识别');
    expect(zh).toContain('tiny-dip/entries/core.csv:7: 列 px 的“4x”');
    expect(zh).toContain('tiny-dip/entries/core.csv:8: 缺少病种编码');
  });

  it('refuses doubled numbers, unknown kinds and a use without its procedures', () => {
    expect(wrong(rows('code,sequence,dx', 'A,1,K35', 'B,1,K36')).en).toContain('B and A both have number 1');
    expect(wrong(rows('code,dx,kind', 'A,K35,operation')).en).toContain('column kind holds "operation"');
    expect(wrong(rows('code,dx,use', 'A,K35,main')).en).toContain('column use holds "main"');
    expect(wrong(rows('code,sequence,dx', 'A,1.5,K35')).en).toContain('column sequence holds "1.5"');
  });

  it('refuses fallback options without a fallback group, and names the remedy', () => {
    const { en } = wrong({
      'entries/fallback.csv': () => 'code,dx\nX,K99\n',
    });
    expect(en).toContain('no entry has core "fallback". Add such entries, or set the options to ungrouped');
  });

  it('refuses a section in no step, an unknown preset, list or column', () => {
    const yaml = (from: string, to: string) => ({ 'scheme.yaml': (text: string) => text.replace(from, to) });
    expect(wrong(yaml('  - sections: [fallback]\n', '')).en).toContain('section "fallback" is in no step');
    expect(wrong(yaml('matching: more_parts', 'matching: best_first')).en).toContain('more_parts, by_type');
    expect(wrong(yaml('sections: [core]', 'sections: [cores]')).en).toContain('core, comprehensive, fallback');
    expect(wrong(yaml('scope: digestive', 'scope: chest')).en).toContain('"chest"');
    expect(wrong(rows('code,diagnosis', 'A,K35'))).toMatchObject({ code: 'dip_column_missing' });
    expect(wrong(yaml('unmatched: fallback', 'unmatched: pay'))).toMatchObject({ code: 'scheme_shape' });
  });

  it('refuses conditions that name unknown lists or words of DRG schemes', () => {
    expect(wrong(rows('code,dx,when', 'A,K35,sdx(nothing)'))).toMatchObject({ code: 'scheme_unknown_name' });
    expect(wrong(rows('code,dx,when', 'A,K35,pdx(mdc)')).en).toContain('do not know mdc');
    expect(wrong(rows('code,dx,when', 'A,K35,regions >= 2')).en).toContain('tiny-dip/entries/core.csv:2');
  });

  it('numbers entries without numbers by their codes, never by rows', () => {
    const one = loadDip(tinyDip(rows('code,dx', 'B,K36', 'A,K35')));
    const other = loadDip(tinyDip(rows('code,dx', 'A,K35', 'B,K36')));
    expect(one.hash).toBe(other.hash);
    expect(one.entries.slice(-2).map(({ code, sequence }) => [code, sequence])).toEqual([
      ['A', 24],
      ['B', 25],
    ]);
  });

  it('has a hash of what decides: names do not count, a score, a code or a switch does', () => {
    const { hash } = loadDip(tinyDip());
    const core = (from: string, to: string) =>
      loadDip(tinyDip({ 'entries/core.csv': (text) => text.replace(from, to) })).hash;
    expect(core('阑尾炎 未特指', '另一名称')).toBe(hash);
    expect(core('1400.5', '1400.6')).not.toBe(hash);
    expect(core('54.5101', '54.5901')).not.toBe(hash);
    const yaml = (text: string) => text.replace('{unmatched', '{main_procedure: any, unmatched');
    expect(loadDip(tinyDip({ 'scheme.yaml': yaml })).hash).not.toBe(hash);
  });

  it('reads codes in any writing: full-width signs, an upper-case X, A|B+C|D', () => {
    const document = loadDip(tinyDip(rows('code,dx,px', 'A,ｋ35.900X001、k36,47.0100X002|47.0901＋54.51*')));
    const entry = document.entries.find(({ code }) => code === 'A')!;
    expect(entry.diagnoses).toEqual([
      { kind: 'prefix', text: 'K35.900x001' },
      { kind: 'prefix', text: 'K36' },
    ]);
    expect(entry.main).toEqual(['47.0100x002', '47.0901']);
    expect(entry.related).toEqual([['54.5100x005', '54.5100x009', '54.5101']]);
  });
});

describe('a catalogue over a base', () => {
  const over = (yaml: string, files: Readonly<Record<string, string>>) => {
    const folder = join(dirname(tinyDip()), 'city');
    const header = `format: drgdip-scheme/1
id: city
method: dip
title: {zh: 某市, en: A city}
provenance: {issuer: nobody, document: none, trust: invented for tests, sources: [this test]}
`;
    for (const [file, text] of Object.entries({ ...files, 'scheme.yaml': header + yaml })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return folder;
  };

  it('adds scores, comprehensive groups and a blank group to the national entries, and removes one', () => {
    const folder = over(
      `base: dip-3.0
options: {unmatched: fallback}
remove: [JC2339]
scores: scores.csv
sections:
  - {id: comprehensive, mdc: ZH, zh: 综合, en: comprehensive, entries: entries/comprehensive.csv}
  - {id: blank, mdc: KB, zh: 空白, en: blank, entries: entries/blank.csv}
`,
      {
        'scores.csv': 'code,score,mean_cost\nXQ1,50000,400000\nJC1858,321.5,\nNONE,5,\n',
        'entries/comprehensive.csv': 'code,dx,kind,core,score\nK35:B,K35,conservative,comprehensive,500\n',
        'entries/blank.csv': 'code,dx,core,score\nKBBZ,*,fallback,200\n',
      },
    );
    const document = loadDip(folder);
    const base = loadDip('dip-3.0');
    expect(document.entries).toHaveLength(base.entries.length + 1);
    expect(document.entries.some(({ code }) => code === 'JC2339')).toBe(false);
    expect(document.entries[0]).toMatchObject({ code: 'XQ1', score: { digits: 50000, scale: 0 }, meanCostFen: 4e7 });
    expect(document.steps.map(({ sections }) => sections.join(' '))).toEqual([
      'pre',
      'merged',
      'burn tumour tuberculosis',
      'base',
      'comprehensive',
      'blank',
    ]);
    expect(document.steps[0]!.preferences).toEqual(['lower_sequence']);
    expect(document.options).toMatchObject({ unmatched: 'fallback', not_main_first: 'next' });
    expect(document.excludedDiagnoses.size).toBe(4742);
    expect(document.loadFindings.map(({ code }) => code)).toContain('dip_score_unknown');
  });

  it('refuses to remove what the base lacks, and a base that leads in a circle', () => {
    expect(failure(() => loadDip(over('base: dip-3.0\nremove: [JC9999]\n', {}))).en).toContain('has no "JC9999"');
    expect(failure(() => loadDip(over('base: .\n', {}))).code).toBe('scheme_base_circle');
  });
});
