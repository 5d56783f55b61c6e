import type { InputColumn, InputTable } from './input-table.js';

/** What came of a finding; a list that was never worked has `open` everywhere. */
export const REVIEW_STATUSES = {
  open: { zh: '待核查', en: 'open' },
  confirmed: { zh: '属实', en: 'confirmed' },
  corrected: { zh: '已整改', en: 'corrected' },
  cleared: { zh: '排除', en: 'cleared' },
} as const;

const text = (name: string, zh: string, en: string, synonyms: readonly string[] = []): InputColumn => ({
  name,
  form: 'text',
  label: { zh, en },
  synonyms: [en, ...synonyms],
});

/** review.csv: findings of supervision with what was decided on each. Only finding, status and note are taken up again. */
export const REVIEW_LIST_TABLE: InputTable = {
  kind: 'review-list',
  label: { zh: '疑点核查清单', en: 'review list' },
  purpose: {
    zh: 'drgdip monitor 写出 review.csv、review.xlsx；填写处理结果与备注后用 --review 读回，再次运行时保留。',
    en: 'Written by drgdip monitor as review.csv and review.xlsx; read again with --review after status and note are filled in, and kept by the next run.',
  },
  columns: [
    { ...text('finding', '疑点编号', 'finding'), isNeeded: true },
    text('rule', '规则', 'rule'),
    text('name_zh', '规则名称', 'name of the rule in Chinese'),
    text('name_en', '规则名称（英文）', 'name of the rule'),
    text('case_id', '病例号', 'case id'),
    text('other_case_id', '关联病例号', 'other case id'),
    text('hospital_id', '医疗机构代码', 'hospital id'),
    text('department', '科室', 'department'),
    text('subject', '对象', 'subject'),
    text('amount', '涉及金额', 'amount', ['涉及金额（元）', 'Amount (yuan)']),
    text('found', '本次是否仍存在', 'found by this run'),
    { ...text('status', '处理结果', 'status'), values: REVIEW_STATUSES },
    text('note', '备注', 'note'),
  ],
  key: ['finding'],
  spans: [],
};
