import { describe, expect, test } from 'vitest';
import { checkScheme } from '../../src/schemes/check/check-scheme.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import { replace, tinyFolder } from './tiny-folder.js';

type Edits = Parameters<typeof tinyFolder>[0];
const codesOf = (edits: Edits) =>
  checkScheme(loadScheme(tinyFolder(edits))).map((found) => `${found.code} ${found.path}`);

describe('scheme check', () => {
  test('2.0 has no error and no warning, and names the four QY rows that cannot occur', () => {
    const findings = checkScheme(loadScheme('chs-drg-2.0'));
    expect(findings.filter((found) => found.severity !== 'note')).toEqual([]);
    const unreachable = findings.filter((found) => found.code === 'rule_unreachable').map((found) => found.path);
    expect(unreachable).toEqual(['mdc/Y.yaml YQY', 'mdc/S.yaml SQY', 'mdc/T.yaml TQY', 'mdc/X.yaml XQY']);
    const acknowledged = findings.find((found) => found.code === 'code_acknowledged');
    expect(acknowledged?.en).toContain('43.4100x026');
    const unplaced = findings.find((found) => found.code === 'codes_in_no_chapter');
    expect(unplaced?.en).toContain('4737 (A00.000, ');
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
    expect(codesOf({ 'mdc/B.yaml': replace('diagnoses: $medical', 'diagnoses: I60') })).toContain(
      'list_outside_chapter mdc/B.yaml BR1',
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
});
