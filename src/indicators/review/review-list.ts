import type { InputRow } from '../../cases/tables/input-table.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { parseYuan } from '../../kernel/money.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { COLUMN } from '../../kernel/table-of-rows.js';
import { supervisionRuleWords } from '../supervision/supervision-rules.js';

/** A line of a review list that was worked. */
interface ReviewedLine {
  readonly finding: string;
  readonly status: string;
  readonly note: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly amountFen: number;
}

const TEXTS = ['rule', 'case_id', 'other_case_id', 'hospital_id', 'department', 'subject'] as const;

const { key, text } = COLUMN;

/**
 * The list of findings to be worked (疑点核查清单): each with a status and a note, both kept from an earlier list by the
 * finding's own name. A finding of the earlier list that this run no longer has stays in it, marked `no`, so that no
 * note is lost.
 * @param findings the table of findings of this run
 */
export function reviewList(findings: ResultTable, earlier: readonly InputRow[]): ResultTable {
  const known = new Map(earlier.map((row) => [String(row.finding), lineOf(row)]));
  const column = (name: string): readonly string[] => findings.columns[name] as readonly string[];
  const names = column('finding');
  const isFound = new Set(names);
  const amounts = findings.columns.amount as Float64Array;
  const found = names.map((finding, i) => ({
    finding,
    status: known.get(finding)?.status ?? 'open',
    note: known.get(finding)?.note ?? '',
    texts: Object.fromEntries(TEXTS.map((name) => [name, column(name)[i]!])),
    amountFen: amounts[i]!,
    found: 'yes',
  }));
  const gone = [...known.values()]
    .filter(({ finding }) => !isFound.has(finding))
    .sort((a, b) => compareCodePoints(a.finding, b.finding))
    .map((line) => ({ ...line, found: 'no' }));
  const lines = [...found, ...gone];
  return {
    schema: {
      name: 'review',
      version: 1,
      title: { zh: '疑点核查清单', en: 'Review list' },
      columns: [
        key('finding', '疑点编号', 'finding'),
        text('rule', '规则', 'rule'),
        text('name_zh', '规则名称', 'name of the rule in Chinese'),
        text('name_en', '规则名称（英文）', 'name of the rule'),
        text('case_id', '病例号', 'case id'),
        text('other_case_id', '关联病例号', 'other case id'),
        text('hospital_id', '医疗机构代码', 'hospital id'),
        text('department', '科室', 'department'),
        text('subject', '对象', 'subject'),
        { name: 'amount', type: 'money', label: { zh: '涉及金额', en: 'amount' } },
        text('found', '本次是否仍存在', 'found by this run'),
        text('status', '处理结果', 'status'),
        text('note', '备注', 'note'),
      ],
    },
    rowCount: lines.length,
    columns: {
      finding: lines.map(({ finding }) => finding),
      ...Object.fromEntries(TEXTS.map((name) => [name, lines.map(({ texts }) => texts[name] ?? '')])),
      name_zh: lines.map(({ texts }) => supervisionRuleWords(texts.rule ?? '').zh),
      name_en: lines.map(({ texts }) => supervisionRuleWords(texts.rule ?? '').en),
      amount: Float64Array.from(lines, ({ amountFen }) => amountFen),
      found: lines.map((line) => line.found),
      status: lines.map(({ status }) => status),
      note: lines.map(({ note }) => note),
    },
  };
}

function lineOf(row: InputRow): ReviewedLine {
  const textOf = (name: string): string => (row[name] === undefined ? '' : String(row[name]));
  return {
    finding: textOf('finding'),
    status: row.status === undefined ? 'open' : String(row.status),
    note: textOf('note'),
    texts: Object.fromEntries(TEXTS.map((name) => [name, textOf(name)])),
    amountFen: parseYuan(textOf('amount').replaceAll(',', '')) ?? Number.NaN,
  };
}
