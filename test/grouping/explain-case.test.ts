import { describe, expect, test } from 'vitest';
import { describeCondition } from '../../src/grouping/explain/describe-condition.js';
import { describeTrace } from '../../src/grouping/explain/describe-trace.js';
import { explainCase } from '../../src/grouping/explain/explain-case.js';
import { readCondition } from '../../src/grouping/explain/read-condition.js';
import { renderExplanation } from '../../src/grouping/explain/render-explanation.js';
import { traceCondition } from '../../src/grouping/explain/trace-condition.js';
import { caseFacts } from '../../src/grouping/interpreter/case-facts.js';
import { interpretCase } from '../../src/grouping/interpreter/interpret-case.js';
import { parseFormula } from '../../src/kernel/formula/parse-formula.js';
import { conditionVocabulary } from '../../src/schemes/scheme-document.js';
import { caseOf } from './case-of.js';
import { tinyScheme } from './tiny-scheme.js';

const adult = { sex: 1, age_years: 40 };
const explain = (...given: Parameters<typeof caseOf>) => explainCase(tinyScheme, caseOf(...given));

describe('what is told of a case', () => {
  test('it is plain data: JSON and back is the same', () => {
    const explanation = explain('J18|J44|E11|XX', '89.52', adult);
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
  });

  test('chapters come in the order tried, and end with the one that decided', () => {
    const outcomes = explain('O10', '74.1', { sex: 2, age_years: 30 }).chapters.map(
      (chapter) => `${chapter.mdc} ${chapter.outcome}`,
    );
    expect(outcomes).toEqual(['A passed', 'P not_entered', 'Z not_entered', 'M not_entered', 'O decided']);
  });

  test('near rules are told with what failed, rules that share no code with the case are not', () => {
    const { chapters } = explain('J44', '34.04|32.4', adult);
    const rules = chapters.find((chapter) => chapter.mdc === 'E')!.rules;
    expect(rules.map((rule) => `${rule.adrg} ${rule.outcome}`)).toEqual(['EB2 failed', 'EQY decided']);
    expect(rules[0]!.condition).toMatchObject({ kind: 'count', holds: false, hits: ['34.04'], value: 1 });
  });

  test('each complication says whether it counted, by which list, and what cancelled it', () => {
    expect(explain('J18|B34|J44|I10|R99', '', adult).severity).toEqual([
      { position: 2, code: 'B34', level: 'cc', isCounted: true, exclusionList: 0, cancelledBy: null },
      { position: 3, code: 'J44', level: 'cc', isCounted: false, exclusionList: 1, cancelledBy: 'J18' },
      { position: 4, code: 'I10', level: 'cc', isCounted: true, exclusionList: 2, cancelledBy: null },
    ]);
  });

  test('the groups of the ADRG tell which condition chose', () => {
    const { groups } = explain('J18|E11', '', adult);
    expect(groups.map((trial) => `${trial.group} ${trial.outcome}`)).toEqual([
      'ES31 failed',
      'ES33 decided',
      'ES35 not_tried',
    ]);
  });

  test('codes the scheme does not list are named with field and position', () => {
    expect(explain('J18|XX|E11|YY', '47.0|ZZ', adult).unlisted).toEqual([
      { field: 'dx', position: 2, code: 'XX', outcome: 'ignored', matched: '' },
      { field: 'dx', position: 4, code: 'YY', outcome: 'ignored', matched: '' },
      { field: 'px', position: 2, code: 'ZZ', outcome: 'ignored', matched: '' },
    ]);
  });
});

describe('what would change the group', () => {
  test('severity: up needs an MCC, down needs the CC gone', () => {
    const { changes } = explain('J18|E11', '', adult);
    expect(changes.higher).toMatchObject({ group: 'ES31', missing: { kind: 'severity', level: 'mcc' } });
    expect(changes.lower).toMatchObject({ group: 'ES35', without: { kind: 'severity', level: 'cc', hits: ['E11'] } });
  });

  test('with an MCC and a CC, losing the MCC goes down one step, not two', () => {
    expect(explain('J18|I46|E11', '', adult).changes.lower?.group).toBe('ES33');
    expect(explain('J18|I46', '', adult).changes.lower?.group).toBe('ES35');
  });

  test('a group chosen by age tells the age', () => {
    const { changes } = explain('J18', '32.4', { sex: 1, age_years: 7 });
    expect(changes.higher).toMatchObject({ group: 'EB1C', missing: { kind: 'number', limit: 6, value: 7 } });
  });

  test('what is told as the lower group is what the interpreter gives once the complication is taken away', () => {
    const { changes } = explain('J18|I46|E11', '', adult);
    expect(interpretCase(tinyScheme, caseOf('J18|E11', '', adult)).group).toBe(changes.lower?.group);
  });

  test('sex: the answer with the other one', () => {
    expect(explain('N40', '', { sex: 2 }).changes.otherSex).toMatchObject([{ sex: 1, answer: { group: 'MR19' } }]);
    expect(explain('N40', '', {}).changes.otherSex.map((entry) => entry.sex)).toEqual([1]);
    expect(explain('J18', '', { sex: 2 }).changes.otherSex).toEqual([]);
  });

  test('a missing number names the conditions it left open, for grouped cases too', () => {
    const open = explain('P22|P07', '', { sex: 1, age_years: 0, age_days: 3 }).changes.undecided;
    expect(open.map((entry) => [entry.number, entry.places.map((place) => place.code)])).toEqual([
      ['birth_weight_g', ['PS1', 'PS2']],
    ]);
    expect(explain('J18', '', { sex: 1 }).changes.undecided).toEqual([
      { number: 'age_years', places: [{ code: 'P', name: '新生儿' }] },
    ]);
  });

  test('a QY case tells where it would go as a medical one', () => {
    expect(explain('J18', '47.0', adult).changes.asMedical?.group).toBe('ES35');
  });

  test('an ungrouped case tells the chapters of its principal', () => {
    expect(explain('S06', '', adult).changes.homes).toEqual([{ mdc: 'Z', name: '多发严重创伤' }]);
  });
});

describe('conditions in words', () => {
  const vocabulary = conditionVocabulary(['high_risk']);
  const words = (text: string) => {
    const shape = readCondition(parseFormula(text, vocabulary));
    return [describeCondition(shape, 'zh'), describeCondition(shape, 'en')];
  };

  test.each([
    [
      'pdx(mdc) and sex == 2',
      '主要诊断在该大类的诊断表中，且性别为女',
      "principal diagnosis in the chapter's diagnosis list and sex is female",
    ],
    [
      '(pdx(1) or sdx(2)) and ppx(1)',
      '（主要诊断在诊断表 1 中，或任一其他诊断在诊断表 2 中），且主要手术操作在手术操作表 1 中',
      '(principal diagnosis in diagnosis list 1 or any secondary diagnosis in diagnosis list 2) and first procedure in procedure list 1',
    ],
    [
      '0 < birth_weight_g < 1500',
      '出生体重 > 0 克，且出生体重 < 1500 克',
      'birth weight > 0 g and birth weight < 1500 g',
    ],
    ['28 >= age_days', '日龄 ≤ 28 天', 'age in days ≤ 28'],
    [
      'not apx(valid)',
      '并非（任一手术操作在有效手术操作目录中）',
      'not (any procedure in the list of valid procedures)',
    ],
    ['count(apx(1)) >= 2', '在手术操作表 1 中的手术操作个数 ≥ 2', 'number of procedures in procedure list 1 ≥ 2'],
    [
      'mcc or pdx(high_risk)',
      '有计入的 MCC，或主要诊断在名单 high_risk 中',
      'a counted MCC or principal diagnosis in the list high_risk',
    ],
    ['always', '无条件', 'always'],
    ['age_days < los_days', 'age_days < los_days', 'age_days < los_days'],
  ])('%s', (text, zh, en) => {
    expect(words(text)).toEqual([zh, en]);
  });
});

describe('facts of a case in words', () => {
  const vocabulary = conditionVocabulary([]);
  const chapter = tinyScheme.chapters.find((entry) => entry.mdc === 'Z')!;
  const rule = tinyScheme.chapters[0]!.rules[1]!;
  const facts = (text: string, ...given: Parameters<typeof caseOf>) => {
    const inCase = caseFacts(tinyScheme, caseOf(...given), tinyScheme.options);
    return describeTrace(traceCondition(parseFormula(text, vocabulary), inCase, { chapter, rule }), 'en');
  };

  test('what is met and what is not stand side by side', () => {
    expect(facts('sdx(1) and ppx(2) and age_days <= 28', 'J18|Z93', '47.0')).toBe(
      '✓ secondary diagnosis Z93 is in diagnosis list 1; ✗ first procedure 47.0 is not in procedure list 2; ✗ age in days is missing, must be ≤ 28',
    );
  });

  test('of alternatives that hold, only those that hold are told', () => {
    expect(facts('(sdx(1) or apx(1)) and apx(2)', 'J18', '96.72|31.1')).toBe(
      'procedure 31.1 is in procedure list 1; procedure 96.72 is in procedure list 2',
    );
  });

  test('of alternatives that all fail, the one with the fewest failures is told', () => {
    expect(facts('(sdx(1) and ppx(1)) or (apx(2) and sex == 2)', 'J18', '96.72', { sex: 1 })).toBe(
      '✓ procedure 96.72 is in procedure list 2; ✗ sex is male, must be female (nearest of 2 alternatives)',
    );
  });

  test('the regions are told with the diagnoses that lie in them', () => {
    expect(facts('regions >= 2', 'S06|J18|S27')).toBe('number of injured regions is 2 [S06, S27] (≥ 2)');
  });

  test('two codes in one list are both told, a doubled one once', () => {
    expect(facts('apx(1)', 'J18', '31.1|31.1')).toBe('procedure 31.1 is in procedure list 1');
    expect(facts('adx(mdc)', 'S06|S27')).toBe("diagnoses S06, S27 are in the chapter's diagnosis list");
  });

  test('nothing there to be looked at is said as such', () => {
    expect(facts('ppx(1)', 'J18')).toBe('there is no procedure');
    expect(facts('pdx(mdc)', '')).toBe('there is no principal diagnosis');
    expect(facts('not (age_days <= 28)', 'J18', '', { age_days: 3 })).toBe('holds and must not: (age in days ≤ 28)');
  });
});

describe('the tree', () => {
  test('a cancelled CC beside a counted one, in Chinese', () => {
    expect(
      renderExplanation(explain('J18|J44|E11', '', { ...adult, age_days: 3, los_days: 5 }), 'zh'),
    ).toMatchInlineSnapshot(`
      "病例 T1：入组，ES33 肺炎伴CC
      ├─ 方案
      │  ├─ tiny 测试方案
      │  └─ unrelated_procedure=qy code_match=exact missing=strict
      ├─ 病例
      │  ├─ 主要诊断：J18
      │  ├─ 其他诊断：J44、E11
      │  ├─ 手术操作：无
      │  ├─ 性别 男、年龄 40 岁、日龄 3 天、住院天数 5 天
      │  └─ 缺失：出生体重、新生儿入院体重、离院方式
      ├─ 主要诊断大类（MDC）
      │  ├─ ✗ A 先期分组：无条件；试了 2 个 ADRG，均不符合
      │  ├─ ✗ P 新生儿：年龄 40 岁，须为 0 岁
      │  ├─ ✗ Z M O：主要诊断不在其诊断表中
      │  └─ ✓ E 呼吸系统：主要诊断 J18 在该大类的诊断表中
      ├─ 大类 E 的核心疾病诊断相关组（ADRG）：依次试了 4 个，列出相近的与选中的
      │  └─ ✓ ES3 肺炎：主要诊断 J18 在诊断表 1 中
      ├─ 并发症程度（MCC 严重并发症或合并症，CC 并发症或合并症）
      │  ├─ ✗ J44（CC）不计入：主要诊断 J18 在其排除表 1 中
      │  └─ ✓ E11（CC）计入：主要诊断不在其排除表 3 中
      ├─ 疾病诊断相关组（DRG）
      │  ├─ ✗ ES31 肺炎伴MCC：没有计入的 MCC
      │  ├─ ✓ ES33 肺炎伴CC：计入的 CC E11
      │  └─ · ES35 肺炎
      └─ 怎样会改变分组
         ├─ ↑ ES31 肺炎伴MCC：还需有计入的 MCC
         └─ ↓ ES35 肺炎：若没有：计入的 CC E11"
    `);
  });

  test('a sex conflict, in English', () => {
    expect(renderExplanation(explain('N40', '', { sex: 2, age_years: 66 }), 'en')).toMatchInlineSnapshot(`
      "Case T1: ungrouped, 0000 — sex_conflict: sex and the chapter of the principal diagnosis conflict; check both
      ├─ Scheme
      │  ├─ tiny test scheme
      │  └─ unrelated_procedure=qy code_match=exact missing=strict
      ├─ Case
      │  ├─ principal diagnosis: N40
      │  ├─ secondary diagnoses: none
      │  ├─ procedures: none
      │  ├─ sex female, age 66 years
      │  └─ missing: age in days, birth weight, admission weight, length of stay, discharge type
      ├─ Chapters (MDC)
      │  ├─ ✗ A 先期分组: always; 2 ADRGs tried, none holds
      │  ├─ ✗ P 新生儿: age is 66 years, must be 0 years
      │  ├─ ✗ Z: the principal diagnosis is not in its list
      │  ├─ ✗ M 男性生殖系统: sex is female, must be male
      │  └─ ✗ O E: the principal diagnosis is not in their lists
      └─ What would change the group
         ├─ with sex male: M → MR1 → MR19
         └─ chapters that list the principal: M 男性生殖系统"
    `);
  });

  test('no case, however empty, makes the text say undefined or null', () => {
    for (const dx of ['', 'XX', 'R99', 'J18|J44', 'S06|S27', 'P07', 'O80', 'N40']) {
      for (const px of ['', 'XX', '47.0', '89.52', '34.04|34.04']) {
        for (const language of ['zh', 'en'] as const) {
          const text = renderExplanation(explain(dx, px), language);
          expect(text).not.toMatch(/undefined|null|NaN|\[object/);
        }
      }
    }
  });
});
