import { defineErrors, InputError } from '../../kernel/errors.js';
import { type Column, textAt } from '../case-table.js';
import { listed } from '../read/map-headings.js';
import { notice } from '../read/notices.js';
import type { Notice } from '../read/read-result.js';
import { hashPatients } from './hash-patients.js';
import { type PersonalKind, personalHeading, personalTexts } from './personal-data.js';

const ERRORS = defineErrors(InputError, {
  case_id_is_personal: {
    zh: '作为病例号（case_id）的列“{heading}”是{kind_zh}，结果文件中不能出现。请改用病案号、就诊流水号或结算号，例如在 profile 中写 case_id: {join: [病案号, 住院次数]}。',
    en: 'the column "{heading}" mapped to case_id holds {kind_en}, which must not stand in results. Use a record number, encounter id or settlement id, for example case_id: {join: [record_number, stay_number]} in the profile.',
  },
});

const KIND_WORDS: Readonly<Record<PersonalKind, { zh: string; en: string }>> = {
  name: { zh: '姓名', en: 'names' },
  id_number: { zh: '身份证号', en: 'ID numbers' },
  telephone: { zh: '电话号码', en: 'telephone numbers' },
  address: { zh: '地址', en: 'addresses' },
};
/** Rows looked at for what a column holds. */
const SAMPLE = 200;

export interface Protection {
  readonly columns: Record<string, Column>;
  /** Headings of personal data in the file. */
  readonly personal: string[];
  readonly notices: Notice[];
}

export interface HeadingUse {
  readonly mapped: readonly { readonly from: string; readonly to: string }[];
  readonly ignored: ReadonlySet<string>;
}

/**
 * Sees to it that no name, ID number, telephone or address is kept, whatever the profile maps: told by headings and by
 * contents. A patient key may come from an ID number if it is hashed.
 * @throws case_id_is_personal, since every result carries the case id
 */
export function protectPatients(
  columns: Readonly<Record<string, Column>>,
  use: HeadingUse,
  salt: string | undefined,
): Protection {
  const notices: Notice[] = [];
  const result: Record<string, Column> = { ...columns };
  const personal = [...use.ignored].filter((heading) => personalHeading(heading) !== undefined);
  if (personal.length > 0) notices.push(notice('notice_personal_columns', { columns: listed(personal) }));
  for (const [name, column] of Object.entries(columns)) {
    if (column.kind !== 'text' && column.kind !== 'dictionary') continue;
    if (name === 'patient_key' && salt !== undefined && column.kind === 'text') {
      const hashed = hashPatients(column, column.offsets.length - 1, salt);
      result[name] = hashed.column;
      notices.push(notice('notice_patients_hashed', { count: hashed.count }));
      continue;
    }
    const headings = use.mapped.filter(({ to }) => to === name).map(({ from }) => from);
    const kind = personalOf(headings) ?? personalTexts(sampleOf(column));
    // Eleven digits may well be a record number: a case id is told by its heading or by check digits.
    if (kind === undefined || (name === 'case_id' && kind === 'telephone')) continue;
    const words = KIND_WORDS[kind];
    if (name === 'case_id') {
      throw ERRORS.case_id_is_personal({ heading: headings.join(', ') || name, kind_zh: words.zh, kind_en: words.en });
    }
    delete result[name];
    personal.push(...(headings.length > 0 ? headings : [name]));
    notices.push(notice('notice_personal_content', { column: name, kind_zh: words.zh, kind_en: words.en }));
  }
  return { columns: result, personal, notices };
}

function personalOf(headings: readonly string[]): PersonalKind | undefined {
  for (const heading of headings) {
    const kind = personalHeading(heading);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function sampleOf(column: Extract<Column, { kind: 'text' | 'dictionary' }>): string[] {
  if (column.kind === 'dictionary') return column.values.slice(1, SAMPLE + 1);
  const count = Math.min(SAMPLE, column.offsets.length - 1);
  return Array.from({ length: count }, (_, row) => textAt(column, row));
}
