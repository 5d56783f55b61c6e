import type { Language, Text } from '../../kernel/errors.js';
import type { StatementLine } from '../../settlement/settlement.js';
import { bandWord } from '../band-words.js';
import { cellWord } from '../labels.js';
import { nameOfLine } from './line-labels.js';
import type { HospitalStatement } from './statement-book.js';

/** Words that only statements use; see labels.ts for the others. */
const WORDS = {
  statement: { zh: '医保基金清算单', en: 'Clearing statement of the fund' },
  hospitalId: { zh: '医院编码', en: 'Hospital id' },
  policy: { zh: '政策', en: 'Policy' },
  reforms: { zh: '叠加的改革', en: 'Reforms on it' },
  due: { zh: '清算截止日', en: 'Clearing due' },
  inputs: { zh: '算式与数据', en: 'Formula and inputs' },
  counts: { zh: '性质', en: 'Counts as' },
  totals: { zh: '各险种合计', en: 'Totals by insurance' },
  all: { zh: '全部险种', en: 'All insurance types' },
  sumOfTerms: { zh: '计入项之和', en: 'sum of the terms' },
  aside: {
    zh: '逐行累加：每个合计等于其上各计入项之和；灰色行为备注，不计入合计。',
    en: 'Added line by line: each total is the sum of the terms above it. Grey lines are notes and enter no total.',
  },
  note: { zh: '（备注，不计入合计）', en: '(a note, enters no total)' },
  page: { zh: '第 &P 页，共 &N 页', en: 'Page &P of &N' },
} as const satisfies Record<string, Text>;

export function word(key: keyof typeof WORDS, language: Language): string {
  return WORDS[key][language];
}

const ROLES: Readonly<Record<StatementLine['role'], Text>> = {
  term: { zh: '计入', en: 'term' },
  total: { zh: '合计', en: 'total' },
  note: { zh: '备注', en: 'note' },
};

export function roleWord(role: StatementLine['role'], language: Language): string {
  return ROLES[role][language];
}

/** "示例医院（H01）" or the id alone. */
export function hospitalTitle({ hospitalId, hospitalName }: HospitalStatement, language: Language): string {
  if (hospitalName === '' || hospitalName === hospitalId) return hospitalId;
  return language === 'zh' ? `${hospitalName}（${hospitalId}）` : `${hospitalName} (${hospitalId})`;
}

/** Region and year. */
export function placeTitle({ region, year }: HospitalStatement, language: Language): string {
  return language === 'zh' ? `${region.zh} ${year} 年` : `${region.en}, ${year}`;
}

/** A line's name with the band that applied, if one did. */
export function lineTitle(line: StatementLine, language: Language): string {
  const name = nameOfLine(line, language);
  return line.band === '' ? name : `${name} · ${bandWord(line.band, language)}`;
}

export function insuranceTitle(insurance: string, language: Language): string {
  return cellWord('insurance', insurance, language);
}
