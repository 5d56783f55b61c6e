import { findColumn, needColumn, textAt } from '../../cases/case-table.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { ResultColumnSchema, ResultTable, ResultTableSchema } from '../../kernel/result-table.js';
import { COLUMN } from '../../kernel/table-of-rows.js';
import type { MonitorFacts } from '../monitor/monitor-facts.js';
import { departmentKeys, hospitalKeys, type LevelKeys } from '../monitor/monitor-keys.js';
import { needWords } from '../monitor/needs.js';
import { isAbove } from '../monitor/rules/rule-parts.js';
import type { ListQuality } from './judge-lists.js';
import { FAULT, NOT_APPLICABLE } from './list-check.js';
import { LIST_CHECKS } from './list-checks.js';

/** Full marks of a list; each fault takes its risk points off, down to 0. */
const FULL_SCORE = 100;

const { key, text, count, keyOrBlank } = COLUMN;
const HOSPITAL = key('hospital_id', '医疗机构代码', 'hospital id');
const DEPARTMENT = keyOrBlank('department', '科室', 'department');

/** The score of a list: 100 less its risk points, at least 0; NaN where no check could be made. */
export const scoreOf = (points: number, judged: number): number =>
  judged === 0 ? Number.NaN : Math.max(0, FULL_SCORE - points);

/** Tables of list quality: by check, hospital, department, and the lists that have a fault. */
export function qualityTables(facts: MonitorFacts, quality: ListQuality): ResultTable[] {
  return [
    checksTable(facts, quality),
    unitsTable(facts, quality, hospitalKeys(facts), {
      name: 'quality_hospitals',
      title: { zh: '清单质量·医院', en: 'List quality by hospital' },
      keys: [HOSPITAL],
    }),
    unitsTable(facts, quality, departmentKeys(facts), {
      name: 'quality_departments',
      title: { zh: '清单质量·科室', en: 'List quality by department' },
      keys: [HOSPITAL, DEPARTMENT],
    }),
    listsTable(facts, quality),
  ];
}

function checksTable(facts: MonitorFacts, { checks, uploads }: ListQuality): ResultTable {
  const rules = facts.rules.list_quality;
  const uploadRows = uploads.map(({ name, answers, missing }) => {
    const rule = rules.uploads.find((one) => one.name === name)!;
    const late = countOf(answers, (answer) => answer === FAULT);
    const notApplicable = countOf(answers, (answer) => answer === NOT_APPLICABLE);
    return {
      id: name,
      label: rule.title,
      points: Number.NaN,
      faults: late,
      passed: answers.length - late - notApplicable,
      notApplicable,
      missing,
      source: rule.source,
    };
  });
  const rows = [
    ...checks.map(({ check, points, faults, passed, notApplicable, missing, risk }) => ({
      id: check.id,
      label: check.label,
      points: risk === undefined ? Number.NaN : points,
      faults,
      passed,
      notApplicable,
      missing,
      source: rules.source,
    })),
    ...uploadRows,
  ];
  const words = rows.map(({ missing }) => needWords(missing));
  const numbers = (of: (row: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, of);
  return {
    schema: {
      name: 'quality_checks',
      version: 1,
      title: { zh: '清单质量·检查项', en: 'List quality by check' },
      columns: [
        key('check', '检查项', 'check'),
        text('name_zh', '名称', 'name in Chinese'),
        text('name_en', '英文名称', 'name'),
        { name: 'risk_points', type: 'number', decimals: 0, label: { zh: '风险分', en: 'risk points' } },
        count('faults', '问题数', 'faults'),
        count('passed', '通过数', 'passed'),
        count('not_applicable', '不适用数', 'not applicable'),
        text('missing_zh', '缺少', 'missing, in Chinese'),
        text('missing_en', '缺少（英文）', 'missing'),
        text('source', '来源', 'source'),
        text('trust', '可信标记', 'trust'),
      ],
    },
    rowCount: rows.length,
    columns: {
      check: rows.map(({ id }) => id),
      name_zh: rows.map(({ label }) => label.zh),
      name_en: rows.map(({ label }) => label.en),
      risk_points: numbers(({ points }) => points),
      faults: numbers(({ faults }) => faults),
      passed: numbers(({ passed }) => passed),
      not_applicable: numbers(({ notApplicable }) => notApplicable),
      missing_zh: words.map(({ zh }) => zh),
      missing_en: words.map(({ en }) => en),
      source: rows.map(({ source }) => source.document),
      trust: rows.map(({ source }) => source.trust),
    },
  };
}

const countOf = (answers: Uint8Array, test: (answer: number) => boolean): number => {
  let found = 0;
  for (let row = 0; row < answers.length; row++) if (test(answers[row]!)) found++;
  return found;
};

function unitsTable(
  facts: MonitorFacts,
  { points, faults, judged, errorBits, uploads }: ListQuality,
  keys: LevelKeys,
  { name, title, keys: columns }: Pick<ResultTableSchema, 'name' | 'title'> & { keys: ResultColumnSchema[] },
): ResultTable {
  const rules = facts.rules.list_quality;
  const sums = (): Float64Array => new Float64Array(keys.count);
  const [lists, judgedLists, scores, withFault, errorJudged, withError, risk] = Array.from({ length: 7 }, sums);
  const late = uploads.map(sums);
  const timed = uploads.map(sums);
  for (let row = 0; row < facts.caseCount; row++) {
    const at = keys.of[row]!;
    lists![at]! += 1;
    risk![at]! += points[row]!;
    if (judged[row] !== 0) {
      judgedLists![at]! += 1;
      scores![at]! += scoreOf(points[row]!, judged[row]!);
    }
    if (faults[row] !== 0) withFault![at]! += 1;
    if ((judged[row]! & errorBits) !== 0) errorJudged![at]! += 1;
    if ((faults[row]! & errorBits) !== 0) withError![at]! += 1;
  }
  uploads.forEach(({ answers }, u) => {
    for (let row = 0; row < answers.length; row++) {
      if (answers[row] === NOT_APPLICABLE) continue;
      timed[u]![keys.of[row]!]! += 1;
      if (answers[row] === FAULT) late[u]![keys.of[row]!]! += 1;
    }
  });
  const shown = [...keys.names.keys()]
    .filter((at) => lists![at]! > 0)
    .sort((a, b) => compareCodePoints(keys.names[a]!.join('\0'), keys.names[b]!.join('\0')));
  const column = (of: (at: number) => number): Float64Array => Float64Array.from(shown, of);
  const ratio = (part: Float64Array, whole: Float64Array) => (at: number) =>
    whole[at] === 0 ? Number.NaN : part[at]! / whole[at]!;
  const rate = ratio(withError!, errorJudged!);
  const isSuspended = (at: number): boolean =>
    isAbove(rate(at), rules.error_rate) || late.some((count) => count[at]! > 0);
  return {
    schema: {
      name,
      version: 1,
      title,
      columns: [
        ...columns,
        count('lists', '清单数', 'lists'),
        count('lists_with_fault', '有问题的清单数', 'lists with a fault'),
        {
          name: 'mean_score',
          type: 'number',
          decimals: 2,
          label: { zh: '平均得分', en: 'mean score' },
          meaning: {
            zh: '每份清单 100 分减风险分（不低于 0）的平均；没有一项可判定的清单不计',
            en: '100 less the risk points of a list (at least 0), over the lists of which something could be judged',
          },
        },
        count('risk_points', '风险分合计', 'risk points'),
        {
          name: 'error_rate',
          type: 'ratio',
          edges: [rules.error_rate.at],
          label: { zh: '差错率', en: 'error rate' },
          meaning: {
            zh: `有差错（${rules.error_checks.join('、')}）的清单 ÷ 可判定的清单`,
            en: `lists with an error (${rules.error_checks.join(', ')}) ÷ lists that could be judged`,
          },
        },
        text('error_rate_state', '差错率是否超限', 'error rate beyond the limit'),
        ...uploads.map(
          ({ name: rule }): ResultColumnSchema => ({
            name: `late_${rule}`,
            type: 'ratio',
            // One late list is a breach.
            edges: [0],
            label: {
              zh: `逾期率：${rules.uploads.find((one) => one.name === rule)!.title.zh}`,
              en: `late: ${rules.uploads.find((one) => one.name === rule)!.title.en}`,
            },
          }),
        ),
        text('upload_discipline', '上传纪律', 'upload discipline'),
      ],
    },
    rowCount: shown.length,
    columns: {
      ...Object.fromEntries(columns.map((one, c) => [one.name, shown.map((at) => keys.names[at]![c]!)])),
      lists: column((at) => lists![at]!),
      lists_with_fault: column((at) => withFault![at]!),
      mean_score: column(ratio(scores!, judgedLists!)),
      risk_points: column((at) => risk![at]!),
      error_rate: column(rate),
      error_rate_state: shown.map((at) =>
        Number.isNaN(rate(at)) ? 'not_applicable' : isAbove(rate(at), rules.error_rate) ? 'beyond' : 'within',
      ),
      ...Object.fromEntries(uploads.map(({ name: rule }, u) => [`late_${rule}`, column(ratio(late[u]!, timed[u]!))])),
      upload_discipline: shown.map((at) =>
        Number.isNaN(rate(at)) && timed.every((all) => all[at] === 0)
          ? 'not_applicable'
          : isSuspended(at)
            ? 'breach'
            : 'kept',
      ),
    },
  };
}

/** Lists with a fault, in the order of the file; case ids only. */
function listsTable(facts: MonitorFacts, { points, faults, judged, uploads }: ListQuality): ResultTable {
  const ids = needColumn(facts.table, 'case_id', 'text', 'monitor');
  const isLate = (row: number): boolean => uploads.some(({ answers }) => answers[row] === FAULT);
  const rows: number[] = [];
  for (let row = 0; row < facts.caseCount; row++) if (faults[row] !== 0 || isLate(row)) rows.push(row);
  const idsOf = (bits: number): string =>
    LIST_CHECKS.flatMap(({ id }, bit) => ((bits >>> bit) & 1 ? [id] : [])).join('|');
  const department = findColumn(facts.table, 'department', 'dictionary');
  return {
    schema: {
      name: 'quality_lists',
      version: 1,
      title: { zh: '有问题的清单', en: 'Lists with a fault' },
      columns: [
        key('case_id', '病例号', 'case id'),
        { ...HOSPITAL, isKey: false },
        { ...DEPARTMENT, isKey: false },
        { name: 'score', type: 'number', decimals: 0, label: { zh: '得分', en: 'score' } },
        count('risk_points', '风险分', 'risk points'),
        text('faults', '问题项', 'faults'),
        text('not_applicable', '不适用项', 'not applicable'),
        text('late', '逾期', 'late'),
      ],
    },
    rowCount: rows.length,
    columns: {
      case_id: rows.map((row) => textAt(ids, row)),
      hospital_id: rows.map((row) => facts.hospitals[facts.hospital[row]!]!),
      department: rows.map((row) => department?.values[department.codes[row]!] ?? ''),
      score: Float64Array.from(rows, (row) => scoreOf(points[row]!, judged[row]!)),
      risk_points: Float64Array.from(rows, (row) => points[row]!),
      faults: rows.map((row) => idsOf(faults[row]!)),
      not_applicable: rows.map((row) => idsOf(~judged[row]!)),
      late: rows.map((row) =>
        uploads
          .filter(({ answers }) => answers[row] === FAULT)
          .map(({ name }) => name)
          .join('|'),
      ),
    },
  };
}
