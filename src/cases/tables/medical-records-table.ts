import type { InputTable } from './input-table.js';

/** medical-records.csv: what the record of a case says, for checks of its settlement list. */
export const MEDICAL_RECORDS_TABLE: InputTable = {
  kind: 'medical-records',
  label: { zh: '病案首页核对表', en: 'medical records' },
  purpose: {
    zh: '用于清单质控（drgdip monitor --records）：清单编码与病案首页逐例比较。空格表示该项未提供，不作判定。',
    en: 'For checks of lists (drgdip monitor --records): codes of the list against the record, case by case. An empty cell says nothing and is not judged.',
  },
  columns: [
    { name: 'case_id', form: 'text', isNeeded: true, label: { zh: '病例号', en: 'case id' } },
    {
      name: 'record_principal',
      form: 'text',
      label: { zh: '病案主诊断编码', en: 'principal diagnosis of the record' },
    },
    { name: 'record_dx', form: 'text', label: { zh: '病案其他诊断编码', en: 'other diagnoses joined by |' } },
    { name: 'record_px', form: 'text', label: { zh: '病案手术操作编码', en: 'procedures joined by |' } },
    {
      name: 'stated_severity',
      form: 'text',
      values: {
        MCC: { zh: '严重并发症合并症', en: 'major complication or comorbidity' },
        CC: { zh: '并发症合并症', en: 'complication or comorbidity' },
        none: { zh: '无', en: 'none' },
      },
      label: { zh: '并发症标识', en: 'severity that the list states' },
    },
  ],
  key: ['case_id'],
  spans: [],
};
