import { findColumn, needColumn, textAt } from '../../cases/case-table.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { COLUMN, tableOfRows } from '../../kernel/table-of-rows.js';
import type { ListQuality } from '../list-quality/judge-lists.js';
import { scoreOf } from '../list-quality/quality-tables.js';
import type { MonitorFacts } from '../monitor/monitor-facts.js';
import { hospitalKeys } from '../monitor/monitor-keys.js';
import { needWords } from '../monitor/needs.js';
import type { SupervisionFinding } from './finding-list.js';
import type { SupervisionAnswer } from './supervise.js';
import { supervisionRuleWords } from './supervision-rules.js';

const { key, text, count, money } = COLUMN;

/** What each rule found, with its phase, its source, and what the conduct that it points to may cost. */
export function rulesTable(facts: MonitorFacts, answers: readonly SupervisionAnswer[]): ResultTable {
  const rows = answers.map((answer) => {
    const settings = facts.rules.supervision[answer.rule.key];
    const conduct = facts.rules.conduct.find(({ name }) => name === settings?.conduct);
    const amount = answer.result.findings.reduce(
      (sum, { amountFen }) => sum + (Number.isNaN(amountFen) ? 0 : amountFen),
      0,
    );
    const hasAmount = answer.result.findings.some(({ amountFen }) => !Number.isNaN(amountFen));
    const isChecked = answer.state === 'checked';
    const missing = needWords(answer.missing);
    return {
      rule: answer.rule.key,
      name_zh: answer.rule.label.zh,
      name_en: answer.rule.label.en,
      phase: settings?.phase ?? '',
      state: answer.state,
      judged: isChecked ? answer.result.judged : Number.NaN,
      findings: isChecked ? answer.result.findings.length : Number.NaN,
      amount: hasAmount ? amount : Number.NaN,
      conduct: settings?.conduct ?? '',
      penalty_least: conduct?.least ?? Number.NaN,
      penalty_most: conduct?.most ?? Number.NaN,
      missing_zh: missing.zh,
      missing_en: missing.en,
      source: settings?.source.document ?? '',
      article: settings?.source.article ?? '',
      trust: settings?.source.trust ?? '',
    };
  });
  return tableOfRows(
    {
      name: 'supervision_rules',
      version: 1,
      title: { zh: '监管规则', en: 'Rules of supervision' },
      columns: [
        key('rule', '规则', 'rule'),
        text('name_zh', '名称', 'name in Chinese'),
        text('name_en', '英文名称', 'name'),
        text('phase', '环节', 'phase'),
        text('state', '状态', 'state'),
        count('judged', '可判定数', 'judged'),
        count('findings', '疑点数', 'findings'),
        money('amount', '涉及金额', 'amount'),
        text('conduct', '行为类别', 'conduct'),
        {
          name: 'penalty_least',
          type: 'number',
          decimals: 1,
          label: { zh: '处罚倍数下限', en: 'least penalty multiple' },
        },
        {
          name: 'penalty_most',
          type: 'number',
          decimals: 1,
          label: { zh: '处罚倍数上限', en: 'most penalty multiple' },
        },
        text('missing_zh', '缺少', 'missing, in Chinese'),
        text('missing_en', '缺少（英文）', 'missing'),
        text('source', '来源', 'source'),
        text('article', '条款', 'article'),
        text('trust', '可信标记', 'trust'),
      ],
    },
    rows,
  );
}

/** Every finding with ids of cases, amount, rule and source: a line each, by rule, then in the order of the file. */
export function findingsTable(facts: MonitorFacts, answers: readonly SupervisionAnswer[]): ResultTable {
  const findings = answers.flatMap(({ result }) => result.findings);
  const ids = needColumn(facts.table, 'case_id', 'text', 'monitor');
  const department = findColumn(facts.table, 'department', 'dictionary');
  const fund = findColumn(facts.table, 'pooled_fund', 'money')?.values;
  const idOf = (row: number | undefined): string => (row === undefined ? '' : textAt(ids, row));
  const hospitalOf = ({ row, hospital }: SupervisionFinding): string =>
    facts.hospitals[hospital ?? (row === undefined ? 0 : facts.hospital[row]!)]!;
  const caseIds = findings.map(({ row }) => idOf(row));
  const otherIds = findings.map(({ otherRow }) => idOf(otherRow));
  const subjects = findings.map(({ subject }) => subject ?? '');
  const hospitals = findings.map(hospitalOf);
  const source = (rule: SupervisionFinding['rule']) => facts.rules.supervision[rule]!.source;
  return {
    schema: {
      name: 'supervision_findings',
      version: 1,
      title: { zh: '监管疑点', en: 'Findings of supervision' },
      columns: [
        key('finding', '疑点编号', 'finding'),
        text('rule', '规则', 'rule'),
        text('name_zh', '规则名称', 'name of the rule in Chinese'),
        text('name_en', '规则名称（英文）', 'name of the rule'),
        text('case_id', '病例号', 'case id'),
        text('other_case_id', '关联病例号', 'other case id'),
        text('hospital_id', '医疗机构代码', 'hospital id'),
        text('department', '科室', 'department'),
        text('group', '病组', 'group'),
        text('subject', '对象', 'subject'),
        money('amount', '涉及金额', 'amount'),
        money('fund', '涉及基金', 'fund'),
        { name: 'value', type: 'number', decimals: 4, edgeColumn: 'limit', label: { zh: '指标值', en: 'value' } },
        { name: 'limit', type: 'number', decimals: 4, label: { zh: '阈值', en: 'threshold' } },
        text('source', '来源', 'source'),
        text('trust', '可信标记', 'trust'),
      ],
    },
    rowCount: findings.length,
    columns: {
      finding: findings.map(({ rule }, i) =>
        [rule, hospitals[i]!, caseIds[i]!, otherIds[i]!, subjects[i]!].filter((part) => part !== '').join(':'),
      ),
      rule: findings.map(({ rule }) => rule),
      name_zh: findings.map(({ rule }) => supervisionRuleWords(rule).zh),
      name_en: findings.map(({ rule }) => supervisionRuleWords(rule).en),
      case_id: caseIds,
      other_case_id: otherIds,
      hospital_id: hospitals,
      department: findings.map(({ row }) =>
        row === undefined ? '' : (department?.values[department.codes[row]!] ?? ''),
      ),
      group: findings.map(({ row }) => (row === undefined ? '' : facts.catalogue.codes[facts.groups.group[row]!]!)),
      subject: subjects,
      amount: Float64Array.from(findings, ({ amountFen }) => amountFen),
      fund: Float64Array.from(findings, ({ row }) => (row === undefined ? Number.NaN : (fund?.[row] ?? Number.NaN))),
      value: Float64Array.from(findings, ({ value }) => (Number.isFinite(value) ? value : Number.NaN)),
      limit: Float64Array.from(findings, ({ limit }) => limit),
      source: findings.map(({ rule }) => source(rule).document),
      trust: findings.map(({ rule }) => source(rule).trust),
    },
  };
}

/** Scores of DIP supervision, named as its indexes are: quality of the record, second admission, low threshold, long stay, death. */
const SCORES = [
  ['second_admission', '二次入院指数', 'second admission'],
  ['low_threshold', '低标入院指数', 'admission below the threshold'],
  ['long_stay', '超长住院指数', 'overlong stay'],
  ['death_risk', '死亡风险指数', 'risk of death'],
] as const;

/** 监管评分: by hospital the mean of its cases' scores, 0 best; blank where no case could be judged. */
export function scoresTable(
  facts: MonitorFacts,
  answers: readonly SupervisionAnswer[],
  quality: ListQuality,
): ResultTable {
  const keys = hospitalKeys(facts);
  const shown = [...keys.names.keys()]
    .filter((h) => h > 0)
    .sort((a, b) => compareCodePoints(facts.hospitals[a]!, facts.hospitals[b]!));
  const means = (scoreAt: (row: number) => number): Float64Array => {
    const sums = new Float64Array(keys.count);
    const judged = new Float64Array(keys.count);
    for (let row = 0; row < facts.caseCount; row++) {
      const score = scoreAt(row);
      if (Number.isNaN(score)) continue;
      sums[facts.hospital[row]!]! += score;
      judged[facts.hospital[row]!]! += 1;
    }
    return Float64Array.from(shown, (h) => (judged[h] === 0 ? Number.NaN : sums[h]! / judged[h]!));
  };
  const scored = SCORES.map(([name, zh, en]) => {
    const scores = answers.find(({ rule }) => rule.key === name)?.result.scores;
    const values =
      scores === undefined ? new Float64Array(shown.length).fill(Number.NaN) : means((row) => scores[row]!);
    return { column: { name, type: 'number', decimals: 4, label: { zh, en } } as const, values };
  });
  return {
    schema: {
      name: 'supervision_scores',
      version: 1,
      title: { zh: 'DIP 监管指数', en: 'Supervision scores of DIP' },
      columns: [
        key('hospital_id', '医疗机构代码', 'hospital id'),
        {
          name: 'record_quality',
          type: 'number',
          decimals: 2,
          label: { zh: '病案质量指数', en: 'quality of the record' },
          meaning: { zh: '清单平均得分，100 为满分', en: 'mean score of the lists, 100 is full' },
        },
        ...scored.map(({ column }) => column),
      ],
    },
    rowCount: shown.length,
    columns: {
      hospital_id: shown.map((h) => facts.hospitals[h]!),
      record_quality: means((row) => scoreOf(quality.points[row]!, quality.judged[row]!)),
      ...Object.fromEntries(scored.map(({ column, values }) => [column.name, values])),
    },
  };
}
