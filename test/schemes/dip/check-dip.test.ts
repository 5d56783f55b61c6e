import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderFindings } from '../../../src/cli/render-findings.js';
import { matchDip } from '../../../src/grouping/dip/interpreter/match-dip.js';
import { schemeCheck } from '../../../src/run/scheme-run.js';
import { checkDip } from '../../../src/schemes/dip/check/check-dip.js';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { schemeFolder } from '../../../src/schemes/list-schemes.js';
import { dipCase } from './dip-case.js';
import { tinyDip } from './tiny-dip.js';

const check = (edits: Parameters<typeof tinyDip>[0] = {}) => checkDip(loadDip(tinyDip(edits)));
const codesOf = (edits: Parameters<typeof tinyDip>[0]) => check(edits).map(({ code, path }) => `${code} ${path}`);
const lineOf = (scheme: string, section: string, code: string) =>
  readFileSync(`${schemeFolder(scheme)}/entries/${section}.csv`, 'utf8')
    .split('\n')
    .findIndex((line) => line.startsWith(`${code},`)) + 1;
const core = (...lines: string[]) => ({
  'entries/core.csv': () => `code,sequence,dx,px,score\n${lines.join('\n')}\n`,
});

describe('scheme check of a DIP catalogue', () => {
  it('finds by itself the two entries of dip-3.0 that no case can reach, and what stands before them', () => {
    const findings = schemeCheck('dip-3.0');
    const unreachable = findings.filter(({ code }) => code === 'entry_unreachable');
    expect(unreachable.map(({ path }) => path)).toEqual(['base JC2339', 'base JC3992']);
    expect(unreachable[0]!.zh).toContain('BX361');
    expect(unreachable[1]!.en).toContain('BX1143');
    expect(findings.some(({ severity }) => severity === 'error')).toBe(false);
    expect(unreachable.map(({ place }) => place)).toEqual(
      ['JC2339', 'JC3992'].map((code) => `dip-3.0/entries/base.csv:${lineOf('dip-3.0', 'base', code)}`),
    );
    // The source states numbers, which decide these: told once, with the reason.
    const ties = findings.filter(({ code }) => code === 'entry_equal_rank');
    expect(ties.map(({ severity, en }) => `${severity} ${en.slice(0, 23)}`)).toEqual(['note entry_equal_rank at 139']);
    expect(findings).toHaveLength(7);
  });

  it('finds an entry behind several that together take all of its procedures', () => {
    expect(codesOf(core('A,1,K35,47.0901,1', 'B,2,K35.9,47.0100,1', 'C,3,K35.9,47.0100|47.0901,1'))).not.toContain(
      'entry_unreachable core C',
    );
    // With the shorter diagnosis of A never before C in its own step; in an earlier one it is.
    const earlier = {
      ...core('C,3,K35.9,47.0100|47.0901,1'),
      'entries/comprehensive.csv': () => 'code,sequence,dx,px,score\nA,1,K35,47.0901,1\nB,2,K35.9,47.0100,1\n',
      'scheme.yaml': (text: string) =>
        text.replace(
          '- sections: [core]\n  - sections: [comprehensive]',
          '- sections: [comprehensive]\n  - sections: [core]',
        ),
    };
    expect(codesOf(earlier)).toContain('entry_unreachable core C');
  });

  it('finds main procedures that may not lead, inside and outside their scope, and excluded diagnoses', () => {
    const found = codesOf(
      core(
        'A,1,K35,99.2501,1',
        'B,2,K35,45.1600x001,1',
        'C,3,J18,45.1600x001,1',
        'D,4,Z51,,1',
        'E,5,J18,17.4200|47.0901,1',
      ),
    );
    expect(found).toContain('entry_unreachable core A');
    expect(found).not.toContain('entry_unreachable core B');
    expect(found).toContain('entry_unreachable core C');
    expect(found).toContain('entry_unreachable core D');
    expect(found).not.toContain('entry_unreachable core E');
  });

  it('refuses an entry that repeats another, and notes those that only their numbers tell apart', () => {
    const findings = check(
      core(
        'A,1,K35,47.0901+54.5101,1',
        'B,2,K35,47.0901+54.5101,1',
        'C,3,K35,47.0901|47.0100+51.2300,1',
        'D,4,K35.9,47.0901,1',
      ),
    );
    const rank = findings
      .filter(({ path }) => /^core /.test(path))
      .map(({ code, severity, path }) => [code, severity, path]);
    expect(rank).toContainEqual(['entry_repeated', 'error', 'core B']);
    expect(rank).toContainEqual(['entry_equal_rank', 'note', 'core C']);
    expect(rank.filter(([, , path]) => path === 'core D')).toEqual([]);
    expect(findings.find(({ path }) => path === 'core C')!.en).toContain('shares cases with A, B at equal rank');
  });

  it('names file and line of every entry that is repeated, ties, cannot be reached or carries a code nobody can', () => {
    const folder = tinyDip(
      core(
        'A,1,K35,47.0901+54.5101,1',
        'B,2,K35,47.0901+54.5101,1',
        'C,3,K35,47.0901|47.0100+51.2300,1',
        'D,4,Z51,,1',
        'E,5,X99,00.0001,1',
      ),
    );
    const places = schemeCheck(folder).flatMap(({ code, path, place }) =>
      place === undefined ? [] : [[code, path, place]],
    );
    const line = (number: number) => `${basename(folder)}/entries/core.csv:${number}`;
    expect(places).toContainEqual(['entry_repeated', 'core B', line(3)]);
    expect(places).toContainEqual(['entry_equal_rank', 'core C', line(4)]);
    expect(places).toContainEqual(['entry_unreachable', 'core D', line(5)]);
    expect(places).toContainEqual(['entry_procedure_unlisted', 'core E', line(6)]);
    expect(places).toContainEqual(['entry_diagnosis_unlisted', 'core E', line(6)]);
    expect(renderFindings(schemeCheck(folder), 'en')).toContain(`warning  core D (${line(5)})  entry D can be reached`);
  });

  it('names file and line of the first three entries without a score or a mean, and what to do', () => {
    const folder = tinyDip({
      'scheme.yaml': (text) => text.replace('more_parts', 'by_type'),
      'entries/core.csv': (text) => text.replace(',900\n', ',\n'),
    });
    const entries = `${basename(folder)}/entries`;
    const scores = schemeCheck(folder).filter(({ path }) => path === 'scores');
    expect(scores.map(({ code, place }) => [code, place])).toEqual([
      ['entry_without_score', `${entries}/core.csv:2`],
      ['entry_without_mean_cost', `${entries}/fallback.csv:3, ${entries}/fallback.csv:2, ${entries}/core.csv:5, …`],
    ]);
    expect(scores[1]!.en).toContain('Add their mean costs.');
  });

  it('finds codes that no case can carry', () => {
    const findings = check(core('A,1,K35|X99,47.0901+00.0001,1'));
    expect(findings.find(({ code }) => code === 'entry_procedure_unlisted')!.zh).toContain('1 (00.0001)');
    expect(findings.find(({ code }) => code === 'entry_diagnosis_unlisted')!.en).toContain('"X99"');
  });

  it('finds missing fallback groups, treatment classes, scores and means', () => {
    const withoutBlank = codesOf({ 'entries/fallback.csv': (text) => text.replace(/^KB,.*\n/m, '') });
    expect(withoutBlank).toContain('fallback_missing scheme.yaml options.unmatched');
    expect(codesOf({ 'scheme.yaml': (text) => text.replace(/^classes:.*\n/m, '') })).toContain(
      'classes_missing scheme.yaml classes',
    );
    expect(codesOf({ 'entries/core.csv': (text) => text.replace(',900\n', ',\n') })).toContain(
      'entry_without_score scores',
    );
    expect(codesOf({ 'scheme.yaml': (text) => text.replace('more_parts', 'by_type') })).toContain(
      'entry_without_mean_cost scores',
    );
    expect(check()).toEqual([]);
  });

  it('is right of the two: cases aimed at them get BX361 and BX1143', () => {
    const document = loadDip('dip-3.0');
    const under = (category: string) =>
      document.diagnoses.find((code) => code.startsWith(category) && !document.excludedDiagnoses.has(code))!;
    expect(matchDip(document, dipCase(under('D25'), '68.2912')).group).toBe('BX361');
    expect(matchDip(document, dipCase(under('M35.0'), '26.1100x001')).group).toBe('BX1143');
  });
});
