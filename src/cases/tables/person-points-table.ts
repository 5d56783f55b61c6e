import { HOSPITAL_ID, type InputTable } from './input-table.js';

const CODE = /^[\w.-]{1,40}$/;
/** Eighteen digits, the last perhaps an X: an ID number and no code. */
const ID_NUMBER = /^\d{17}[\dXx]$/;

/** person-points.csv: points on persons, by code only. */
export const PERSON_POINTS_TABLE: InputTable = {
  kind: 'person-points',
  label: { zh: '人员记分', en: 'points on persons' },
  purpose: {
    zh: '用于后果测算（drgdip consequences --persons）：记分达界限的人员对科室收入的影响。只用编码，不得填写姓名或身份证号。',
    en: 'For drgdip consequences --persons: what persons whose points reach a threshold do to the income of their department. Codes only, never names or ID numbers.',
  },
  columns: [
    { name: 'person_code', form: 'text', isNeeded: true, label: { zh: '人员编码', en: 'code of the person' } },
    HOSPITAL_ID,
    { name: 'department', form: 'text', label: { zh: '科室', en: 'department' } },
    { name: 'points', form: 'whole', isNeeded: true, least: 0, most: 1000, label: { zh: '累计记分', en: 'points' } },
    {
      name: 'income_share',
      form: 'decimal',
      isNeeded: true,
      least: 0,
      most: 1,
      label: { zh: '涉及科室收入比例', en: 'share of the department’s income that needs this eligibility' },
    },
  ],
  key: ['person_code', 'hospital_id', 'department'],
  spans: [],
  checkRow: ({ person_code: code }) =>
    CODE.test(String(code)) && !ID_NUMBER.test(String(code))
      ? undefined
      : {
          code: 'input_person_not_code',
          column: 'person_code',
          zh: '人员编码只能是字母、数字、-、_、.（至多 40 个），不能是姓名或身份证号。请改用院内编码。',
          en: 'a person is given by a code of letters, digits, -, _ and . (40 at most), never by name or ID number. Use a code of your own.',
        },
};
