import { parseFormula } from '../../src/kernel/formula/parse-formula.js';
import { sha256 } from '../../src/kernel/hash.js';
import {
  type AdrgKind,
  type AdrgRule,
  type Chapter,
  conditionVocabulary,
  type DrgRule,
  type SchemeDocument,
} from '../../src/schemes/scheme-document.js';

/**
 * A scheme small enough to work by hand, with every form that national schemes have: a chapter without a condition,
 * newborns by days and weight, trauma by regions, sex, two procedure lists, unrelated procedures, a fallback group,
 * severity with exclusion lists, groups chosen by age and by technique, named lists.
 */
const NAMED = { high_risk: ['O10', 'O11'], robot: ['17.45'] };
const vocabulary = conditionVocabulary(Object.keys(NAMED));
const condition = (text: string) => ({ when: parseFormula(text, vocabulary), whenText: text });
const lists = (entries: Readonly<Record<number, string>>) =>
  new Map(Object.entries(entries).map(([number, codes]) => [Number(number), new Set(codes.split(' '))]));

function drg(code: string, name: string, when: string): DrgRule {
  return { code, name, ...condition(when) };
}

interface RuleText {
  readonly dx?: Readonly<Record<number, string>>;
  readonly px?: Readonly<Record<number, string>>;
  readonly kind?: AdrgKind;
}

function rule(adrg: string, name: string, when: string, groups: readonly DrgRule[], text: RuleText = {}): AdrgRule {
  return {
    adrg,
    name,
    kind: text.kind ?? (adrg[1]! <= 'J' ? 'surgical' : adrg[1]! <= 'Q' ? 'procedure' : 'medical'),
    ...condition(when),
    diagnosisLists: lists(text.dx ?? {}),
    procedureLists: lists(text.px ?? {}),
    groups,
  };
}

function always(adrg: string, name: string): DrgRule[] {
  return [drg(`${adrg}9`, name, 'always')];
}

function qy(mdc: string): AdrgRule {
  const name = '歧义病例';
  return rule('QY', name, 'ppx(valid)', [drg(`${mdc}QY`, name, 'always')], { kind: 'unrelated' });
}

function chapter(
  mdc: string,
  name: string,
  when: string,
  diagnoses: string,
  rules: readonly AdrgRule[],
  regions: Readonly<Record<string, number>> = {},
): Chapter {
  return {
    mdc,
    name,
    ...condition(when),
    diagnoses: new Set(diagnoses === '' ? [] : diagnoses.split(' ')),
    regions: new Map(Object.entries(regions)),
    rules,
  };
}

const chapters: readonly Chapter[] = [
  chapter('A', '先期分组', 'true', '', [
    rule('AA1', '心肺移植', 'ppx(1)', always('AA1', '心肺移植'), { px: { 1: '33.6' } }),
    rule('AH1', '有创呼吸支持', '(sdx(1) or apx(1)) and apx(2)', always('AH1', '有创呼吸支持'), {
      dx: { 1: 'Z93' },
      px: { 1: '31.1', 2: '96.72' },
    }),
  ]),
  chapter('P', '新生儿', 'age_years == 0', 'P07 P22 P59', [
    rule('PB1', '新生儿手术', 'ppx(1) and age_days <= 28', always('PB1', '新生儿手术'), { px: { 1: '38.85' } }),
    qy('P'),
    rule(
      'PS1',
      '极低出生体重儿',
      'adx(1) and birth_weight_g > 0 and birth_weight_g < 1500 and age_days <= 28',
      always('PS1', '极低出生体重儿'),
      { dx: { 1: 'P07' } },
    ),
    rule('PS2', '低出生体重儿', 'adx(1) and birth_weight_g >= 1500 and age_days <= 28', always('PS2', '低出生体重儿'), {
      dx: { 1: 'P07' },
    }),
    rule('PU1', '新生儿黄疸', 'pdx(1) and age_days <= 28', always('PU1', '新生儿黄疸'), { dx: { 1: 'P59' } }),
    rule('PV1', '婴儿疾病', 'pdx(1) and age_days >= 29', always('PV1', '婴儿疾病'), { dx: { 1: 'P59 P22' } }),
  ]),
  chapter(
    'Z',
    '多发严重创伤',
    'pdx(mdc) and regions >= 2',
    'S06 S27 S36',
    [
      rule('ZB1', '多发创伤开颅术', 'ppx(1)', always('ZB1', '多发创伤开颅术'), { px: { 1: '01.24' } }),
      qy('Z'),
      rule('ZZ1', '多发创伤无手术', 'not apx(valid)', always('ZZ1', '多发创伤无手术')),
    ],
    { S06: 1, S27: 2, S36: 3 },
  ),
  chapter('M', '男性生殖系统', 'pdx(mdc) and sex == 1', 'N40 C61', [
    rule('MB1', '前列腺手术', 'ppx(1)', always('MB1', '前列腺手术'), { px: { 1: '60.29' } }),
    qy('M'),
    rule('MR1', '男性生殖系统疾病', 'pdx(1)', always('MR1', '男性生殖系统疾病'), { dx: { 1: 'N40 C61' } }),
  ]),
  chapter('O', '妊娠与分娩', 'pdx(mdc) and sex == 2', 'O10 O11 O80', [
    rule(
      'OB1',
      '剖宫产',
      'ppx(1)',
      [
        drg('OB11', '剖宫产伴MCC或高危妊娠', 'mcc or pdx(high_risk)'),
        drg('OB13', '剖宫产伴CC', 'cc'),
        drg('OB15', '剖宫产', 'always'),
      ],
      { px: { 1: '74.1' } },
    ),
    qy('O'),
    rule('OR1', '分娩', 'sdx(1)', always('OR1', '分娩'), { dx: { 1: 'Z37' } }),
    rule('OZ1', '其他妊娠疾病', 'pdx(1)', always('OZ1', '其他妊娠疾病'), { dx: { 1: 'O10 O11' } }),
    rule('', '妊娠未入组', 'true', [drg('O00', '妊娠未入组', 'always')], { kind: 'fallback' }),
  ]),
  chapter('E', '呼吸系统', 'pdx(mdc)', 'J18 J44 J96 J98', [
    rule(
      'EB1',
      '肺大手术',
      'ppx(1)',
      [
        drg('EB10', '肺大手术，机器人辅助', 'apx(robot)'),
        drg('EB1G', '肺大手术，70岁及以上伴MCC或CC', '(mcc or cc) and age_years >= 70'),
        drg('EB1C', '肺大手术，6岁及以下', 'age_years <= 6'),
        drg('EB19', '肺大手术', 'always'),
      ],
      { px: { 1: '32.4' } },
    ),
    rule('EB2', '双侧胸腔手术', 'count(apx(1)) >= 2', always('EB2', '双侧胸腔手术'), { px: { 1: '34.04 34.51' } }),
    qy('E'),
    rule(
      'ES3',
      '肺炎',
      'pdx(1)',
      [drg('ES31', '肺炎伴MCC', 'mcc'), drg('ES33', '肺炎伴CC', 'mcc or cc'), drg('ES35', '肺炎', 'always')],
      { dx: { 1: 'J18' } },
    ),
    rule('EX1', '慢性阻塞性肺疾病', 'pdx(1)', always('EX1', '慢性阻塞性肺疾病'), { dx: { 1: 'J44 J96' } }),
  ]),
];

const SEVERITY = { mcc: { J96: 1, I46: 0 }, cc: { I10: 2, E11: 3, J44: 1, B34: 0 } };
const EXCLUSIONS = { 1: 'J18 J44 J96', 2: 'I10', 3: 'E11' };
const PROCEDURES = '01.24 17.45 31.1 32.4 33.6 34.04 34.51 38.85 47.0 60.29 74.1 89.52 96.72'.split(' ');
const EXTRA_DIAGNOSES = 'I10 E11 B34 I46 Z37 Z93 R99'.split(' ');

export const tinyScheme: SchemeDocument = {
  id: 'tiny',
  method: 'drg',
  title: { zh: '测试方案', en: 'test scheme' },
  provenance: { issuer: 'this test', document: 'none', trust: 'invented', sources: [] },
  options: { unrelated_procedure: 'qy', code_match: 'exact', missing: 'strict' },
  hash: sha256('tiny'),
  diagnoses: [...new Set([...chapters.flatMap((entry) => [...entry.diagnoses]), ...EXTRA_DIAGNOSES])].sort(),
  procedures: PROCEDURES,
  validProcedures: new Set(PROCEDURES.filter((code) => code !== '89.52' && code !== '96.72')),
  chapters,
  severity: {
    mcc: new Map(Object.entries(SEVERITY.mcc)),
    cc: new Map(Object.entries(SEVERITY.cc)),
    exclusions: lists(EXCLUSIONS),
  },
  namedLists: new Map(Object.entries(NAMED).map(([name, codes]) => [name, new Set(codes)])),
};
