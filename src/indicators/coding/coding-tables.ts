import { type CaseTable, findColumn, needColumn, textAt } from '../../cases/case-table.js';
import type { GroupCatalogue } from '../../grouping/group-columns.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { COLUMN, type TableRowValues, tableOfRows } from '../../kernel/table-of-rows.js';
import type { AuditedCase } from './audit-coding.js';
import { CODING_ERROR_NAMES, CODING_ERRORS } from './coding-errors.js';

const { key, text, count, money, keyOrBlank } = COLUMN;
const SUMS = [
  count('cases', '涉及病例数', 'cases with it'),
  count('group_changes', '改变入组', 'of them the group changes'),
  money('loss', '少得金额', 'loss', { zh: '按病案应得而清单未得', en: 'what the record is worth above the list' }),
  money('gain', '多得金额', 'gain', { zh: '清单多得，按病案不应得', en: 'what the list is paid above the record' }),
  count('without_standard', '无法计值的病例', 'not valued', {
    zh: '前后有一方的病组没有支付标准',
    en: 'one of the two groups has no standard',
  }),
];

/** Lists against records: every case with an error, and loss and gain by kind and by department. */
export function codingTables(
  table: CaseTable,
  { codes }: GroupCatalogue,
  audited: readonly AuditedCase[],
): ResultTable[] {
  const ids = needColumn(table, 'case_id', 'text', 'coding');
  const dictionary = (name: string, row: number): string => {
    const column = findColumn(table, name, 'dictionary');
    return column === undefined ? '' : column.values[column.codes[row]!]!;
  };
  const wrong = audited
    .filter(({ errors }) => errors.length > 0)
    .sort((a, b) => compareCodePoints(textAt(ids, a.row), textAt(ids, b.row)));
  const cases = wrong.map(
    ({ row, listGroup, recordGroup, listFen, recordFen, errors, parts }): TableRowValues => ({
      case_id: textAt(ids, row),
      hospital_id: dictionary('hospital_id', row),
      department: dictionary('department', row),
      errors: errors.join('|'),
      list_group: codes[listGroup]!,
      record_group: codes[recordGroup]!,
      list_standard: listFen,
      record_standard: recordFen,
      difference: recordFen - listFen,
      ...Object.fromEntries(CODING_ERROR_NAMES.map((name) => [`by_${name}`, parts.get(name) ?? 0])),
    }),
  );
  const kinds = CODING_ERROR_NAMES.map((name): TableRowValues => {
    const with_ = wrong.filter(({ errors }) => errors.includes(name));
    const parts = with_.map((one) => one.parts.get(name)!);
    return {
      error: name,
      name_zh: CODING_ERRORS[name].zh,
      name_en: CODING_ERRORS[name].en,
      cases: with_.length,
      group_changes: with_.filter(({ moved }) => moved.has(name)).length,
      ...sumsOf(parts),
    };
  });
  const departments = new Map<string, AuditedCase[]>();
  for (const one of audited) {
    const place = JSON.stringify([dictionary('hospital_id', one.row), dictionary('department', one.row)]);
    departments.set(place, [...(departments.get(place) ?? []), one]);
  }
  const byDepartment = [...departments]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([place, list]): TableRowValues => {
      const [hospital, department] = JSON.parse(place) as [string, string];
      const faulty = list.filter(({ errors }) => errors.length > 0);
      return {
        hospital_id: hospital,
        department,
        judged: list.length,
        cases: faulty.length,
        group_changes: faulty.filter(({ listGroup, recordGroup }) => listGroup !== recordGroup).length,
        ...sumsOf(faulty.map(({ listFen, recordFen }) => recordFen - listFen)),
      };
    });
  return [
    tableOfRows(
      {
        name: 'coding_errors',
        version: 1,
        title: { zh: '编码差错：按类型', en: 'Coding errors by kind' },
        columns: [
          key('error', '差错', 'error'),
          text('name_zh', '名称', 'name in Chinese'),
          text('name_en', '英文名称', 'name'),
          ...SUMS,
        ],
      },
      kinds,
    ),
    tableOfRows(
      {
        name: 'coding_departments',
        version: 1,
        title: { zh: '编码差错：按科室', en: 'Coding errors by department' },
        columns: [
          key('hospital_id', '医疗机构代码', 'hospital id'),
          keyOrBlank('department', '科室', 'department'),
          count('judged', '可判定病例数', 'judged'),
          ...SUMS,
        ],
      },
      byDepartment,
    ),
    tableOfRows(
      {
        name: 'coding_cases',
        version: 1,
        title: { zh: '编码差错：逐例', en: 'Coding errors case by case' },
        columns: [
          key('case_id', '病例号', 'case id'),
          text('hospital_id', '医疗机构代码', 'hospital id'),
          text('department', '科室', 'department'),
          text('errors', '差错', 'errors'),
          text('list_group', '清单入组', 'group of the list'),
          text('record_group', '按病案入组', 'group of the record'),
          money('list_standard', '清单支付标准', 'standard of the list'),
          money('record_standard', '按病案支付标准', 'standard of the record'),
          money('difference', '差额（病案 − 清单）', 'record less list'),
          ...CODING_ERROR_NAMES.map((name) =>
            money(`by_${name}`, `其中：${CODING_ERRORS[name].zh}`, `of it: ${CODING_ERRORS[name].en}`),
          ),
        ],
      },
      cases,
    ),
  ];
}

function sumsOf(parts: readonly number[]): TableRowValues {
  const known = parts.filter((fen) => !Number.isNaN(fen));
  return {
    loss: known.reduce((sum, fen) => sum + Math.max(fen, 0), 0),
    gain: known.reduce((sum, fen) => sum + Math.max(0 - fen, 0), 0),
    without_standard: parts.length - known.length,
  };
}
