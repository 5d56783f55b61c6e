import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explainCase } from '../../../src/grouping/explain/explain-case.js';
import type { CaseRecord } from '../../../src/grouping/group-columns.js';
import { interpretCase } from '../../../src/grouping/interpreter/interpret-case.js';
import { checkScheme } from '../../../src/schemes/check/check-scheme.js';
import { compileScheme } from '../../../src/schemes/compile-scheme.js';
import { loadScheme } from '../../../src/schemes/load-scheme.js';
import { sourceKey } from '../../../src/schemes/scheme-cache.js';
import type { SchemeDocument } from '../../../src/schemes/scheme-document.js';
import { compiledAnswers } from '../../grouping/compiled-answers.js';
import { tableOf } from '../../grouping/table-of.js';
import { overlayFolder } from './overlay-folder.js';

const record = (dx: string[], px: string[] = [], more: Partial<CaseRecord> = {}): CaseRecord => ({
  case_id: 'c',
  sex: 1,
  age_years: 50,
  age_days: -1,
  birth_weight_g: -1,
  admission_weight_g: -1,
  los_days: 5,
  discharge_type: 1,
  dx,
  px,
  ...more,
});

/** The group by both engines, which must agree. */
function groupOf(document: SchemeDocument, ...records: CaseRecord[]): string[] {
  const compiled = compiledAnswers(compileScheme(document), tableOf(records, document), {});
  return records.map((one, row) => {
    const literal = interpretCase(document, one);
    expect(compiled(row)).toEqual(literal);
    return literal.group;
  });
}

function refusal(folder: string): { code: string; path: string; text: string } {
  try {
    loadScheme(folder);
  } catch (error) {
    const { code, path, message } = error as { code: string; path: string; message: string };
    return { code, path, text: message };
  }
  throw new Error('loaded');
}

describe('an overlay over a base', () => {
  test('that changes nothing groups as the base, with a hash of its own', () => {
    const local = loadScheme(overlayFolder({}));
    const base = loadScheme(join(dirname(overlayFolder({})), 'tiny'));
    expect(local.chapters).toEqual(base.chapters);
    expect(local.severity).toEqual(base.severity);
    expect(local.hash).not.toBe(base.hash);
    expect(checkScheme(local).filter((finding) => finding.code === 'base_not_pinned')).toEqual([]);
  });

  test('subdivides a group by age, length of stay, and number of procedures, with suffix letters', () => {
    const local = loadScheme(
      overlayFolder({
        'mdc/B.yaml': `mdc: B
rules:
  BR1:
    groups:
      - {code: BR13, name: 伴, when: mcc or cc}
      - {code: BR15a, name: 儿童, when: age_years <= 17}
      - {code: BR15b, name: 短期, when: los_days <= 3}
      - {code: BR15c, name: 其余, when: always}
  BB1:
    groups:
      - {code: BB11, name: 手术伴严重, when: mcc}
      - {code: BB19a, name: 两个以上手术, when: count(apx(valid)) >= 2}
      - {code: BB19b, name: 手术, when: always}
`,
      }),
    );
    expect(
      groupOf(
        local,
        record(['I60.0'], [], { age_years: 17 }),
        record(['I60.0'], [], { age_years: 18, los_days: 3 }),
        record(['I60.0'], [], { age_years: 18, los_days: 4 }),
        record(['I60.0', 'E11.9']),
        record(['I60.0'], ['01.20', '01.30']),
        record(['I60.0'], ['01.20']),
      ),
    ).toEqual(['BR15a', 'BR15b', 'BR15c', 'BR13', 'BB19a', 'BB19b']);
  });

  test('tries a local group before the whole national path, one in its chapter, one after another', () => {
    const folder = overlayFolder({
      'mdc/B.yaml': `mdc: B
rules:
  BA1:
    place: first
    name: 本地优先
    kind: procedure
    when: pdx(mdc) and apx(1)
    procedures: {1: '33.60'}
    groups: [{code: BA19, name: 本地优先, when: always}]
  BC1:
    place: after BB1
    name: 本地其后
    kind: procedure
    when: ppx(1)
    procedures: {1: 99.1}
    groups: [{code: BC19, name: 本地其后, when: always}]
`,
    });
    const local = loadScheme(folder);
    expect(local.chapters.map((chapter) => chapter.mdc).join('')).toBe('BAB');
    expect(local.chapters[2]!.rules.map((rule) => rule.adrg)).toEqual(['BB1', 'BC1', 'QY', 'BR1']);
    expect(
      groupOf(local, record(['I60.0'], ['33.60']), record(['J18.9'], ['33.60']), record(['I60.0'], ['99.10'])),
    ).toEqual(['BA19', 'AA19', 'BC19']);
    expect(checkScheme(local).filter((finding) => finding.severity === 'error')).toEqual([]);
    const { answer, chapters } = explainCase(local, record(['I60.0'], ['33.60']));
    expect([answer.group, chapters.map(({ mdc, outcome }) => `${mdc} ${outcome}`)]).toEqual(['BA19', ['B decided']]);
  });

  test('adds codes to lists and takes them away, names local codes, and removes a row', () => {
    const local = loadScheme(
      overlayFolder(
        {
          'mdc/B.yaml': `mdc: B
diagnoses: $base I63.9
remove: [BQY]
rules:
  BR1:
    diagnoses: {1: $base I63.9 !I60.1}
`,
        },
        'codes: {added: {diagnoses: I63.9}}\n',
      ),
    );
    expect(local.diagnoses).toContain('I63.9');
    expect(groupOf(local, record(['I63.9']), record(['I60.1']), record(['I60.0'], ['01.20']))).toEqual([
      'BR15',
      '0000',
      'BB19',
    ]);
    expect(local.chapters[1]!.rules.map((rule) => rule.adrg)).toEqual(['BB1', 'BR1']);
  });

  test('changes severity: a new CC, one that counts no more, a principal that cancels no longer', () => {
    const local = loadScheme(
      overlayFolder({
        'severity.yaml': `neither: E11.9
exclusion_lists:
  1: {principals: $base !I62.0}
  2: {principals: I60.0, cc: J18.9}
`,
      }),
    );
    expect([...local.severity.cc].sort()).toEqual([
      ['I61.0', 1],
      ['I61.9', 1],
      ['J18.9', 2],
    ]);
    expect(
      groupOf(
        local,
        record(['I61.0', 'E11.9']),
        record(['I61.0', 'J18.9']),
        record(['I60.0', 'J18.9']),
        record(['I62.0', 'I60.0']),
        record(['I60.1', 'I60.0']),
      ),
    ).toEqual(['BR15', 'BR13', 'BR15', 'BR13', 'BR15']);
  });

  test('refuses another base than the one it was written for, and says which hash to state', () => {
    const folder = overlayFolder({});
    const before = sourceKey(folder);
    const chapter = join(dirname(folder), 'tiny', 'mdc', 'B.yaml');
    writeFileSync(chapter, readFileSync(chapter, 'utf8').replace('!I61.9', ''));
    const found = refusal(folder);
    expect([found.code, found.path]).toEqual(['scheme_base_changed', 'local/scheme.yaml:5']);
    expect(found.text).toContain(loadScheme(join(dirname(folder), 'tiny')).hash);
    // The cache of compiled schemes sees it too.
    expect(sourceKey(folder)).not.toBe(before);
  });

  test('without a stated hash loads with a warning that names it', () => {
    const folder = overlayFolder({});
    const header = join(folder, 'scheme.yaml');
    writeFileSync(header, readFileSync(header, 'utf8').replace(/base_hash.*\n/, ''));
    const finding = checkScheme(loadScheme(folder)).find(({ code }) => code === 'base_not_pinned')!;
    expect(finding.severity).toBe('warning');
    expect(finding.en).toContain(loadScheme(join(dirname(folder), 'tiny')).hash);
  });

  test('an overlay may lie over an overlay; one that is its own base is refused', () => {
    const folder = overlayFolder({ 'mdc/B.yaml': 'mdc: B\nname: 一层\n' });
    const second = join(dirname(folder), 'second');
    const header = readFileSync(join(folder, 'scheme.yaml'), 'utf8');
    const write = (text: string) => writeFileSync(join(second, 'scheme.yaml'), text);
    mkdirSync(second);
    write(
      header
        .replace(/base: .*/, 'base: ../local')
        .replace(/base_hash.*\n/, '')
        .replace('id: local', 'id: second'),
    );
    expect(loadScheme(second).chapters[1]!.name).toBe('一层');
    write(header.replace(/base: .*/, 'base: ../second').replace(/base_hash.*\n/, ''));
    expect(refusal(second).code).toBe('scheme_base_circle');
  });

  test.each([
    ['a chapter the base lacks', { 'mdc/C.yaml': 'mdc: C\n' }, 'scheme_overlay_unknown', 'local/mdc/C.yaml:1'],
    [
      'a new ADRG without its place',
      { 'mdc/B.yaml': 'mdc: B\nrules:\n  BX1:\n    name: x\n    when: always\n' },
      'scheme_overlay_incomplete',
      'local/mdc/B.yaml:3',
    ],
    [
      'a place beside an ADRG that is not there',
      { 'mdc/B.yaml': 'mdc: B\nrules:\n  BR1:\n    place: before BZ9\n' },
      'scheme_overlay_unknown',
      'local/mdc/B.yaml:4',
    ],
    [
      'removing what is not there',
      { 'mdc/B.yaml': 'mdc: B\nremove:\n  - BZ9\n' },
      'scheme_overlay_unknown',
      'local/mdc/B.yaml:3',
    ],
    [
      'a group code twice',
      {
        'mdc/B.yaml':
          'mdc: B\nrules:\n  BR1:\n    groups:\n      - {code: BR13, name: a, when: cc}\n      - {code: BR13, name: b, when: always}\n',
      },
      'scheme_doubled_code',
      'local/mdc/B.yaml:6',
    ],
    [
      'a condition on an unknown list',
      { 'mdc/B.yaml': 'mdc: B\nrules:\n  BR1:\n    when: pdx(7)\n' },
      'scheme_unknown_list',
      'local/mdc/B.yaml:4',
    ],
    [
      'a group of another ADRG',
      { 'mdc/B.yaml': 'mdc: B\nrules:\n  BR1:\n    groups: [{code: BB19, name: a, when: always}]\n' },
      'scheme_code_outside_parent',
      'local/mdc/B.yaml:4',
    ],
    [
      'a key that overlays do not have',
      { 'mdc/B.yaml': 'mdc: B\nchapters: []\n' },
      'scheme_shape',
      'local/mdc/B.yaml:1',
    ],
    [
      'a code with two levels',
      { 'severity.yaml': 'exclusion_lists:\n  1: {mcc: E11}\n  2: {cc: E11}\n' },
      'scheme_doubled_severity',
      'local/severity.yaml:3',
    ],
  ])('%s is refused with file and line', (_, files, code, path) => {
    const found = refusal(overlayFolder(files as Readonly<Record<string, string>>));
    expect([found.code, found.path]).toEqual([code, path]);
  });
});
