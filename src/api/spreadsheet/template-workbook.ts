import type { Workbook, Worksheet } from 'exceljs';
import { COLUMN_SCHEMAS, type ColumnSchema } from '../../cases/columns.js';
import { VALUE_SYNONYMS } from '../../cases/heading-synonyms.js';
import type { Language } from '../../kernel/errors.js';
import { CAVEAT } from '../../report/report-model.js';
import { fixZipDates } from '../../report/workbook/fixed-zip-dates.js';
import { BOOK_WORDS } from '../../run/workbook/read-book-settings.js';

export interface TemplateOptions {
  /** Absent: groups alone. */
  readonly policy: string | undefined;
  readonly scheme: string;
  /** Columns beside the usual ones that the policy asks for. */
  readonly columns: readonly string[];
  readonly weights: readonly { readonly group: string; readonly name: string; readonly weight: string }[];
  readonly needsWeights: boolean;
  readonly language: Language;
}

/** What grouping reads, and what pricing needs besides; in the order of the canonical columns. */
const GROUPING = ['case_id', 'department', 'sex', 'age_years', 'age_days', 'birth_weight_g', 'admission_weight_g'];
const GROUPING_TOO = ['los_days', 'discharge_type', 'dx', 'px'];
const PRICING = ['hospital_id', 'hospital_level', 'insurance', 'discharge_date', 'total_cost', 'self_funded'];
const PRICING_TOO = ['first_paid', 'pooled_fund'];
/** Rows that are prepared: validated, and with text cells where codes and ids go. */
const ROWS = 1_000;
const TEXT = '@';

/**
 * A workbook to fill cases into and send back. Cells of codes and ids are text from the start, so that no zero is lost;
 * what has few values offers them.
 */
export async function templateWorkbook(options: TemplateOptions): Promise<Uint8Array> {
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  const { language } = options;
  caseSheet(book.addWorksheet(language === 'zh' ? '病例' : 'Cases'), options);
  if (options.policy !== undefined && options.needsWeights) weightSheet(book, options);
  aboutSheet(book.addWorksheet(BOOK_WORDS.about[language]), options);
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  fixZipDates(bytes);
  return bytes;
}

function caseSheet(sheet: Worksheet, { policy, columns, language }: TemplateOptions): void {
  const wanted = new Set([...GROUPING, ...GROUPING_TOO, ...(policy === undefined ? [] : [...PRICING, ...PRICING_TOO])]);
  for (const column of columns) wanted.add(column);
  const schemas = COLUMN_SCHEMAS.filter(({ name }) => wanted.has(name));
  // English labels are no headings that a file may have; the names of the columns are.
  sheet.addRow(schemas.map(({ name, label }) => (language === 'zh' ? label.zh : name)));
  const heading = sheet.getRow(1);
  heading.font = { bold: true };
  heading.alignment = { wrapText: true, vertical: 'middle' };
  schemas.forEach((schema, index) => {
    const column = sheet.getColumn(index + 1);
    column.width = schema.kind === 'codes' ? 36 : 14;
    column.numFmt = formatOf(schema);
    sheet.getCell(1, index + 1).numFmt = TEXT;
    if (schema.values === undefined) return;
    for (let row = 2; row <= ROWS + 1; row++) {
      sheet.getCell(row, index + 1).dataValidation = {
        type: 'list',
        allowBlank: true,
        formulae: [`"${choices(schema, language).join(',')}"`],
      };
    }
  });
  sheet.views = [{ state: 'frozen', xSplit: 1, ySplit: 1 }];
}

/** The values of a column as people write them: in Chinese where a word is known that is read as the value. */
function choices({ name, values = [] }: ColumnSchema, language: Language): readonly string[] {
  const words = Object.entries(VALUE_SYNONYMS[name] ?? {}).filter(([word]) => /\p{Script=Han}/u.test(word));
  return values.map((value) => (language === 'zh' && words.find(([, meant]) => meant === value)?.[0]) || value);
}

function formatOf({ kind }: ColumnSchema): string {
  if (kind === 'day') return 'yyyy-mm-dd';
  if (kind === 'money') return '#,##0.00';
  return kind === 'integer' || kind === 'decimal' ? 'General' : TEXT;
}

function weightSheet(book: Workbook, { weights, language }: TemplateOptions): void {
  const sheet = book.addWorksheet(BOOK_WORDS.weights[language]);
  const name = language === 'zh' ? '病组名称' : 'name';
  sheet.addRow([BOOK_WORDS.group[language], BOOK_WORDS.weight[language], name]);
  sheet.getRow(1).font = { bold: true };
  for (const one of weights) sheet.addRow([one.group, one.weight, one.name]);
  sheet.columns.forEach((column, index) => {
    column.width = [12, 12, 48][index] ?? 12;
    // Weights too: a text keeps the decimals that were decided.
    column.numFmt = TEXT;
  });
}

function aboutSheet(sheet: Worksheet, { policy, scheme, needsWeights, language }: TemplateOptions): void {
  const zh = language === 'zh';
  if (policy !== undefined) sheet.addRow([BOOK_WORDS.policy[language], policy]);
  sheet.addRow([BOOK_WORDS.scheme[language], scheme]);
  sheet.addRow([]);
  const notes = zh
    ? [
        '在第一页每行填一例；诊断、手术各写在一格，编码之间用 |，主诊断、主手术在前。',
        '编码和编号的单元格是文本：粘贴时请用“只粘贴数值”，否则 03.31 会变成 3.31。',
        ...(policy !== undefined && needsWeights ? ['“权重”页为各病组权重，可改。'] : []),
        '填好后上传到 /v1/template.xlsx，返回的是同一工作簿，右侧多出测算各列，其余不变。',
        CAVEAT.zh,
      ]
    : [
        'One case a row on the first sheet; diagnoses and procedures in one cell each, | between codes, the principal first.',
        'Cells of codes and ids are text: paste values only, or 03.31 becomes 3.31.',
        ...(policy !== undefined && needsWeights
          ? ['The sheet Weights holds the weights of groups; they may be changed.']
          : []),
        'Send it back to /v1/template.xlsx: the same workbook comes, with columns at the right and all else as it was.',
        CAVEAT.en,
      ];
  for (const note of notes) sheet.addRow([note]);
  sheet.columns = [{ width: 24 }, { width: 60 }];
}
