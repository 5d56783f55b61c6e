import { COLUMN_SCHEMAS, COLUMNS_TO_GROUP, type ColumnSchema } from './columns.js';

const UNIT_TEXT = {
  yuan: 'yuan, two decimals',
  days: 'days',
  years: 'years',
  grams: 'grams',
  hours: 'hours',
} as const;

const KIND_TEXT: Readonly<Record<ColumnSchema['kind'], string>> = {
  text: 'text',
  dictionary: 'text',
  codes: 'codes joined by `\\|`',
  money: 'amount',
  integer: 'whole number',
  decimal: 'number',
  day: 'date, `2026-03-01`',
};

/** What closed value sets mean. */
const VALUE_TEXT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  insurance: {
    employee: '职工医保 employees',
    resident: '城乡居民医保 residents',
    other: '其他 any other, and uninsured',
  },
  sex: { 1: '男 male', 2: '女 female' },
  discharge_type: {
    1: '医嘱离院 on order',
    2: '医嘱转院 transfer to another hospital',
    3: '医嘱转社区/乡镇 to a community unit',
    4: '非医嘱离院 against advice',
    5: '死亡 death',
    9: '其他 other',
  },
  payment_kind: {
    drg: '按病组 by DRG',
    dip: '按病种分值 by DIP',
    day: '按床日 by bed day',
    item: '按项目 by item',
    package: '打包付费 packaged',
  },
  direct_settlement: {
    1: '直接结算 settled directly',
    0: '手工报销 paid by the person and claimed afterwards',
  },
};

/** docs/columns.md, made from COLUMN_SCHEMAS so that it cannot disagree with the code; a test compares the file. */
export function columnsDocument(): string {
  const lines = [
    '# Columns of a case 病例列',
    '',
    'Made from `src/cases/columns.ts`; a test holds the two equal. Files carry these headings, or others that an import',
    'profile maps onto them. Empty means missing, never 0. Money is in yuan with up to two decimals; a profile may say',
    'that a file has fen or 万元. Dates may also be written 2026/3/1, 20260301 or 2026年3月1日, with a time of day that is',
    'read past. Digits may be full-width (６８). Rows whose cells do not fit go to `rejected.csv`, a line for each reason:',
    '`file`; `row`, counted from the first row after the heading; `sheet_row`, the row as a spreadsheet shows it (the',
    'heading and what stands above it count, a line break inside quotes does not; NDJSON: the line); `case_id`; `column`;',
    '`value` as found; `code`; and the reason and remedy in `zh` and `en`. Sentences that name another row of cases name its',
    'row in the sheet.',
    '',
    `Needed to group: ${COLUMNS_TO_GROUP.map((name) => `\`${name}\``).join(', ')}. Every later step names what it needs besides.`,
    '',
    '| column | 中文 | meaning | form | allowed |',
    '|---|---|---|---|---|',
    ...COLUMN_SCHEMAS.map(
      (schema) =>
        `| \`${schema.name}\` | ${schema.label.zh} | ${schema.label.en} | ${formOf(schema)} | ${allowedOf(schema)} |`,
    ),
    '',
  ];
  for (const schema of COLUMN_SCHEMAS) {
    if (schema.values === undefined) continue;
    lines.push(`## \`${schema.name}\` ${schema.label.zh}`, '', '| value | meaning |', '|---|---|');
    for (const value of schema.values) lines.push(`| \`${value}\` | ${VALUE_TEXT[schema.name]?.[value] ?? ''} |`);
    lines.push('');
  }
  return lines.join('\n');
}

function formOf(schema: ColumnSchema): string {
  return schema.unit === undefined ? KIND_TEXT[schema.kind] : `${KIND_TEXT[schema.kind]}, ${UNIT_TEXT[schema.unit]}`;
}

function allowedOf(schema: ColumnSchema): string {
  if (schema.values !== undefined) return schema.values.map((value) => `\`${value}\``).join(' ');
  if (schema.least === undefined || schema.most === undefined) return '';
  return `${schema.least} to ${String(schema.most).replace(/\B(?=(?:\d{3})+$)/g, ',')}`;
}
