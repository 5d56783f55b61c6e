import { describe, expect, test } from 'vitest';
import { checkScheme } from '../../src/schemes/check/check-scheme.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import { replace, tinyFolder } from './tiny-folder.js';

type Edits = Parameters<typeof tinyFolder>[0];
const codesOf = (edits: Edits) =>
  checkScheme(loadScheme(tinyFolder(edits))).map((found) => `${found.code} ${found.path}`);

describe('scheme check', () => {
  test('2.0 has five notes: its acknowledged code, its unplaced diagnoses and three decided kinds, told once each', () => {
    const findings = checkScheme(loadScheme('chs-drg-2.0'));
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'note code_acknowledged',
      'note codes_in_no_chapter',
      'note rule_unreachable',
      'note codes_never_decide',
      'note principals_without_adrg',
    ]);
    const enOf = (code: string) => findings.find((found) => found.code === code)?.en;
    expect(enOf('rule_unreachable')).toMatch(/^rule_unreachable at 4 \(YQY, SQY, TQY, XQY\)/);
    expect(enOf('codes_never_decide')).toMatch(/at 12 \(ZJ1, OE1, OF1, DC4, IB3, ID1, ID2, IE1\)/);
    expect(enOf('code_acknowledged')).toContain('43.4100x026');
    expect(enOf('codes_in_no_chapter')).toContain('4737 (A00.000, ');
  });

  test('1.1 and 3.0 have notes only too; unacknowledged, 3.0 names RQ1, whose 45 codes four ADRGs take before it', () => {
    for (const id of ['chs-drg-1.1', 'chs-drg-3.0']) {
      const findings = checkScheme(loadScheme(id));
      expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
      expect(findings.length).toBeLessThan(8);
    }
    const { acknowledged: _, ...open } = loadScheme('chs-drg-3.0');
    const findings = checkScheme(open).filter(
      ({ code, path }) => code === 'codes_never_decide' && path.endsWith('RQ1'),
    );
    const counts = findings.map(({ en }) => Number(/decide nothing there: (\d+)/.exec(en)?.[1]));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(45);
    const takers = findings.map(({ en }) => /as first procedure: (\w+)/.exec(en)?.[1]);
    expect(takers.sort()).toEqual(['RL2', 'RL3', 'RL4', 'RL5']);
    expect(
      checkScheme(open).filter(({ code, path }) => code === 'rule_unreachable' && /[A-Z]00$/.test(path)),
    ).toHaveLength(23);
  });

  test('the tiny scheme has only its unplaced diagnoses and its free CC code', () => {
    expect(codesOf({})).toEqual([
      'codes_in_no_chapter codes/diagnoses.txt',
      'severity_never_cancelled severity.yaml 0',
    ]);
  });

  test('a rule after one that takes every valid procedure is unreachable, as is one shadowed by its lists', () => {
    expect(codesOf({ 'mdc/B.yaml': replace('when: ppx(1) or (apx(1) and apx(2))', 'when: ppx(valid)') })).toContain(
      'rule_unreachable mdc/B.yaml BQY',
    );
    expect(codesOf({ 'mdc/B.yaml': replace('when: ppx(valid)', 'when: always') })).toContain(
      'rule_unreachable mdc/B.yaml BR1',
    );
  });

  test('a rule is reachable where only secondary diagnoses or ages stand before it', () => {
    const edits = { 'mdc/B.yaml': replace('when: ppx(valid)', 'when: age_years >= 0') };
    expect(codesOf(edits)).not.toContain('rule_unreachable mdc/B.yaml BR1');
  });

  test('groups out of reach and a missing last group are found', () => {
    expect(codesOf({ 'mdc/B.yaml': replace('name: 内科伴, when: mcc or cc', 'name: 内科伴, when: always') })).toContain(
      'group_unreachable mdc/B.yaml BR1',
    );
    expect(codesOf({ 'mdc/B.yaml': replace('name: 内科, when: always', 'name: 内科, when: cc') })).toContain(
      'severity_without_fallback mdc/B.yaml BR1',
    );
  });

  test('lists no condition uses, principals the chapter lacks and patterns without codes are found', () => {
    expect(codesOf({ 'mdc/B.yaml': replace(' or (apx(1) and apx(2))', '') })).toContain('list_unused mdc/B.yaml BB1');
    expect(codesOf({ 'mdc/B.yaml': replace('when: apx(robot)', 'when: age_years < 7') })).toContain(
      'list_unused scheme.yaml lists.robot',
    );
    expect(codesOf({ 'mdc/A.yaml': replace('1: 33.6', '1: 33.6 34.1') })).toContain(
      'pattern_without_codes tiny/mdc/A.yaml:11',
    );
  });

  test('a chapter whose list is wider than its medical rules is told', () => {
    expect(codesOf({ 'mdc/B.yaml': replace('diagnoses: $medical', 'diagnoses: $medical J18') })).toContain(
      'principals_without_adrg mdc/B.yaml',
    );
  });

  test('two ADRGs that list one procedure: which code, which wins and why, unless the later asks for less', () => {
    const second = (when: string) => (text: string) =>
      text
        .replace(
          '  BQY:',
          `  BC1:
    order: 9
    name: 另一手术
    kind: surgical
    when: ${when}
    procedures:
      1: 01.2 99.1
    diagnoses:
      1: I60
    groups:
      - {code: BC19, name: 另一手术, when: always}
  BQY:`,
        )
        .replace('order: 2', 'order: 10')
        .replace('order: 3', 'order: 11');
    const findings = checkScheme(loadScheme(tinyFolder({ 'mdc/B.yaml': second('pdx(1) and ppx(1)') })));
    const overlap = findings.find(({ code }) => code === 'codes_never_decide');
    expect(overlap?.path).toBe('mdc/B.yaml BC1');
    expect(overlap?.en).toBe(
      'codes in the lists of BC1 decide nothing there: 1 (01.20). Rules before it overlap and always take a case with one of these as first procedure: BB1 "手术". If that is not meant, remove them from one of the lists or place BC1 before.',
    );
    expect(overlap?.zh).toContain('病例以其中之一作主要手术操作时总先归入 BB1“手术”');
    // Where the code may also stand behind another procedure it still decides.
    expect(codesOf({ 'mdc/B.yaml': second('pdx(1) and apx(1)') })).not.toContain('codes_never_decide mdc/B.yaml BC1');
  });

  test('a principal in two medical ADRGs, and one in two chapters, are told with the one that takes it', () => {
    const medical = `    groups:
      - {code: BR15, name: 内科, when: always}
  BZ1:
    order: 4
    name: 其他
    kind: medical
    when: pdx(1)
    diagnoses:
      1: I60.1 J18
    groups:
      - {code: BZ19, name: 其他, when: always}
`;
    const twice = (text: string) => text.replace(/ {4}groups:\n {6}- \{code: BR13[\s\S]*$/, medical);
    const found = checkScheme(loadScheme(tinyFolder({ 'mdc/B.yaml': twice }))).find(
      ({ code }) => code === 'codes_never_decide',
    );
    expect(found?.path).toBe('mdc/B.yaml BZ1');
    expect(found?.en).toContain(
      '1 (I60.1). Rules before it overlap and always take a case with one of these as principal diagnosis: BR1',
    );
    const chapters = checkScheme(
      loadScheme(
        tinyFolder({
          'mdc/A.yaml': replace('when: always', 'when: pdx(mdc)\ndiagnoses: I60.0 E11'),
        }),
      ),
    ).find(({ code }) => code === 'principals_in_two_chapters');
    expect(chapters?.path).toBe('mdc/B.yaml');
    expect(chapters?.en).toMatch(/both chapter A "先期" and B "神经": 1 \(I60\.0\)\. A is tried first/);
  });

  test('a group behind wider ones is unreachable: mcc after mcc or cc, and both parts of an or', () => {
    const groups = (text: string) => replace('name: 内科伴, when: mcc or cc', `name: 内科伴, when: ${text}`);
    const shadowed = (text: string) =>
      replace('      - {code: BR15', `      - {code: BR11, name: 重, when: ${text}}\n      - {code: BR15`);
    const found = checkScheme(loadScheme(tinyFolder({ 'mdc/B.yaml': shadowed('mcc') }))).find(
      ({ code }) => code === 'group_unreachable',
    );
    expect(found?.en).toContain('group BR11 (mcc) can be reached by no case: BR13 (mcc or cc) before it always holds');
    expect(codesOf({ 'mdc/B.yaml': shadowed('age_years >= 70') })).not.toContain('group_unreachable mdc/B.yaml BR1');
    expect(codesOf({ 'mdc/B.yaml': groups('mcc or not mcc') })).toContain('group_unreachable mdc/B.yaml BR1');
  });

  test('missing severity: a group without complications alone, a level not asked for, empty tables and lists', () => {
    expect(codesOf({ 'mdc/B.yaml': replace('      - {code: BR13, name: 内科伴, when: mcc or cc}\n', '') })).toContain(
      'severity_branch_missing mdc/B.yaml BR1',
    );
    expect(codesOf({ 'mdc/B.yaml': replace('when: mcc or cc', 'when: age_years >= 70') })).toEqual(
      expect.arrayContaining(['severity_not_asked mdc/B.yaml BR1', 'severity_branch_missing mdc/B.yaml BR1']),
    );
    expect(codesOf({ 'severity.yaml': replace('mcc: I60.0, ', '') })).toContain('severity_table_empty severity.yaml');
    expect(codesOf({ 'severity.yaml': replace('principals: I60-I62, ', '') })).toContain(
      'exclusion_list_empty severity.yaml 1',
    );
    expect(codesOf({ 'severity.yaml': replace('  1: {', '  2: {principals: J18}\n  1: {') })).toContain(
      'exclusion_list_unused severity.yaml 2',
    );
    // A code that means not divided needs no severity.
    expect(codesOf({}).filter((code) => code.startsWith('severity_b'))).toEqual([]);
  });

  test('patterns of one list that overlap: stated twice, taken back, or covered by a shorter one', () => {
    const list = (text: string) => ({ 'mdc/B.yaml': replace('1: I60-I62 !I61.9', `1: ${text}`) });
    const at = 'tiny/mdc/B.yaml:29';
    expect(codesOf(list('I60 I60 I61 I62'))).toContain(`pattern_repeated ${at}`);
    expect(codesOf(list('I60 !I60 I61 I62'))).toContain(`pattern_contradicted ${at}`);
    expect(codesOf(list('I60 I60.1 I61 I62'))).toContain(`pattern_covered ${at}`);
    expect(codesOf(list('I60 !I60.1 I61 I62')).filter((code) => code.startsWith('pattern'))).toEqual([]);
  });

  test('an acknowledgement tells findings of its places once with its reason, and is told itself where it meets none', () => {
    const acknowledged = (finding: string, at: string) => (text: string) =>
      `${text}acknowledged:\n  - {finding: ${finding}, at: [${at}], reason: {zh: 已定, en: decided}}\n`;
    expect(codesOf({ 'scheme.yaml': acknowledged('severity_never_cancelled', 'severity.yaml') })).toEqual([
      'codes_in_no_chapter codes/diagnoses.txt',
      'severity_never_cancelled scheme.yaml acknowledged',
    ]);
    const idle = checkScheme(loadScheme(tinyFolder({ 'scheme.yaml': acknowledged('list_unused', 'BB1, BR1') })));
    expect(idle.at(-1)).toMatchObject({ code: 'acknowledgement_unused', severity: 'warning' });
    expect(idle.at(-1)?.en).toContain('list_unused at BB1, BR1');
    // What keeps a scheme from being used cannot be acknowledged.
    expect(
      codesOf({
        'scheme.yaml': acknowledged('severity_without_fallback', 'BR1'),
        'mdc/B.yaml': replace('name: 内科, when: always', 'name: 内科, when: cc'),
      }),
    ).toContain('severity_without_fallback mdc/B.yaml BR1');
  });
});
