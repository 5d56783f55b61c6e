import { HOSPITAL_ID, type InputTable } from './input-table.js';

/** examinations.csv: examinations and whether they found something. */
export const EXAMINATIONS_TABLE: InputTable = {
  kind: 'examinations',
  label: { zh: '检查结果', en: 'examinations' },
  purpose: {
    zh: '用于检查阳性率（drgdip monitor --examinations）。一行一次检查。',
    en: 'For the share of examinations that find something (drgdip monitor --examinations). A row an examination.',
  },
  columns: [
    HOSPITAL_ID,
    {
      name: 'kind',
      form: 'text',
      isNeeded: true,
      label: { zh: '检查类别', en: 'kind, such as CT' },
      synonyms: ['检查项目'],
    },
    {
      name: 'result',
      form: 'text',
      isNeeded: true,
      values: { positive: { zh: '阳性', en: 'positive' }, negative: { zh: '阴性', en: 'negative' } },
      label: { zh: '结果', en: 'finding' },
    },
    { name: 'exam_date', form: 'day', label: { zh: '检查日期', en: 'day of the examination' } },
    { name: 'case_id', form: 'text', label: { zh: '病例号', en: 'case id, where it was of a stay' } },
  ],
  key: [],
  spans: [],
};
