import { type CaseTexts, HEADINGS } from './clean-cases.js';
import { encodeForm, type Form, type TextForm, writeBiff8, writeForm, writeText, writeXlsx } from './write-form.js';

/** The row that a fault of one row is in. */
export const DAMAGED_ROW = 7;

/** How a fault that can exist in a form is made, and what it must end in. */
export interface Damage {
  readonly make: (rows: readonly CaseTexts[]) => Promise<Uint8Array>;
  readonly ends: { readonly error: string } | { readonly rejected: string; readonly column: string };
}

/** A fault of a form, not of a value: for each form how it is made, or why the form cannot have it. */
export interface FormDamage {
  readonly name: string;
  readonly forms: Readonly<Record<Form, Damage | string>>;
}

const error = (code: string): Damage['ends'] => ({ error: code });
const rejected = (code: string, column = ''): Damage['ends'] => ({ rejected: code, column });

/** The form's text, altered. */
const text = (form: TextForm, alter: (text: string) => string, ends: Damage['ends']): Damage => ({
  make: async (rows) => encodeForm(form, alter(writeText(form, rows))),
  ends,
});

/** One line of the form's text, altered; lines of NDJSON have no heading before them. */
const line = (form: TextForm, alter: (line: string) => string, ends: Damage['ends']): Damage =>
  text(
    form,
    (whole) =>
      whole
        .split('\n')
        .map((one, i) => (i === DAMAGED_ROW + (form === 'ndjson' ? 0 : 1) ? alter(one) : one))
        .join('\n'),
    ends,
  );

/** The form's bytes, altered. */
const bytes = (form: Form, alter: (bytes: Buffer) => Uint8Array, ends: Damage['ends']): Damage => ({
  make: async (rows) => alter(Buffer.from(await writeForm(form, rows))),
  ends,
});

const everywhere = (damage: (form: Form) => Damage): Record<Form, Damage> => ({
  csv: damage('csv'),
  xlsx: damage('xlsx'),
  ndjson: damage('ndjson'),
  html: damage('html'),
  gb18030: damage('gb18030'),
  biff8: damage('biff8'),
  parquet: damage('parquet'),
});

const xlsxCell = (
  column: string,
  value: Parameters<typeof writeXlsx>[1] extends ReadonlyMap<string, infer V> ? V : never,
  code: string,
): Damage => ({
  make: (rows) => writeXlsx(rows, new Map([[`${DAMAGED_ROW}:${column}`, value]])),
  ends: rejected(code, column),
});
const biff8Cell = (
  column: string,
  value: Parameters<typeof writeBiff8>[1] extends ReadonlyMap<string, infer V> ? V : never,
  code: string,
): Damage => ({
  make: async (rows) => writeBiff8(rows, new Map([[`${DAMAGED_ROW}:${column}`, value]])),
  ends: rejected(code, column),
});
const jsonCell = (column: string, json: string, code: string, at = column): Damage =>
  line(
    'ndjson',
    (one) => one.replace(new RegExp(`"${column}":("[^"]*"|\\[[^\\]]*\\])`), `"${column}":${json}`),
    rejected(code, at),
  );

const ALL_TEXTS = 'every cell is a text';
const ONE_TYPE = 'a column has one type: see the file with types';
const NO_QUOTES = 'the form has no quotes around cells';
const OWN_CHECK = 'a changed byte there is a changed sign';

export const FORM_DAMAGES: readonly FormDamage[] = [
  { name: 'no bytes at all', forms: everywhere((form) => bytes(form, () => new Uint8Array(0), error('file_empty'))) },
  {
    name: 'a PDF under the name',
    forms: everywhere((form) => bytes(form, () => Buffer.from('%PDF-1.7\n%âãÏÓ\n'), error('file_is_other'))),
  },
  {
    name: 'a column twice',
    forms: {
      ...everywhere((form) => ({
        make: (rows) =>
          writeForm(
            form,
            rows,
            HEADINGS.map((one) => (one === 'px' ? 'dx' : one)),
          ),
        ends: error('heading_twice'),
      })),
      ndjson: line('ndjson', (one) => one.replace('{', '{"sex":"1",'), rejected('row_not_json', 'case_id')),
      parquet: 'names of columns must differ',
    },
  },
  {
    name: 'a cell too few',
    forms: {
      csv: line('csv', (one) => one.slice(0, one.lastIndexOf(',')), rejected('row_too_few_cells')),
      gb18030: line('gb18030', (one) => `${one.slice(0, one.lastIndexOf('\t'))}\r`, rejected('row_too_few_cells')),
      xlsx: 'a cell that is not stored is empty',
      biff8: 'a cell that is not stored is empty',
      html: 'browsers and spreadsheets take a cell that is not there as empty',
      ndjson: 'a key that is not there is a missing value',
      parquet: 'columns are equally long',
    },
  },
  {
    name: 'a cell too many',
    forms: {
      csv: line('csv', (one) => `${one},x`, rejected('row_too_many_cells')),
      gb18030: line('gb18030', (one) => `${one.trimEnd()}\tx\r`, rejected('row_too_many_cells')),
      html: 'a cell beside the table is no part of it',
      xlsx: 'a cell beside the table is no part of it',
      biff8: 'a cell beside the table is no part of it',
      ndjson: 'a further key is a further column',
      parquet: 'columns are equally long',
    },
  },
  {
    name: 'text after a closing quote',
    forms: {
      csv: line('csv', (one) => one.replace('C0008', '"C0008"x'), rejected('row_broken_quotes')),
      gb18030: line('gb18030', (one) => one.replace('C0008', '"C0008"x'), rejected('row_broken_quotes')),
      ndjson: line('ndjson', (one) => one.replace('"C0008"', '"C0008"x'), rejected('row_not_json', 'case_id')),
      xlsx: NO_QUOTES,
      biff8: NO_QUOTES,
      html: NO_QUOTES,
      parquet: NO_QUOTES,
    },
  },
  {
    name: 'a quote that is never closed',
    forms: {
      csv: text('csv', (whole) => whole.replace(/,([^,]*)\n$/, ',"$1\n'), error('quote_not_closed')),
      gb18030: line('gb18030', (one) => `"${one}`, error('quote_not_closed')),
      ndjson: line('ndjson', (one) => one.replace('"C0008"', '"C0008'), rejected('row_not_json', 'case_id')),
      xlsx: NO_QUOTES,
      biff8: NO_QUOTES,
      html: NO_QUOTES,
      parquet: NO_QUOTES,
    },
  },
  {
    name: 'a byte of no encoding',
    forms: {
      ...everywhere((form) =>
        bytes(
          form,
          (all) => {
            const at = all.indexOf('C0008');
            all[at] = 0xff;
            return all;
          },
          error('encoding_unknown'),
        ),
      ),
      parquet: bytes(
        'parquet',
        (all) => {
          all[all.indexOf('C0008')] = 0xff;
          return all;
        },
        error('parquet_unreadable'),
      ),
      xlsx: 'parts have checksums: see a changed byte',
      biff8: OWN_CHECK,
    },
  },
  {
    name: 'a NUL byte',
    forms: {
      ...everywhere((form) =>
        bytes(
          form,
          (all) => {
            all[all.indexOf('C0008')] = 0;
            return all;
          },
          error('file_is_binary'),
        ),
      ),
      xlsx: 'parts have checksums: see a changed byte',
      biff8: OWN_CHECK,
      parquet: OWN_CHECK,
    },
  },
  {
    name: 'a changed byte inside',
    forms: {
      xlsx: bytes(
        'xlsx',
        (all) => {
          const at = all.indexOf('xl/worksheets/sheet1.xml') + 300;
          all[at] = all[at]! ^ 0x55;
          return all;
        },
        error('xlsx_unreadable'),
      ),
      biff8: OWN_CHECK,
      parquet: bytes(
        'parquet',
        (all) => Buffer.from(all).fill(0xff, all.length - 60, all.length - 12),
        error('parquet_unreadable'),
      ),
      csv: OWN_CHECK,
      gb18030: OWN_CHECK,
      html: OWN_CHECK,
      ndjson: OWN_CHECK,
    },
  },
  {
    name: 'a code kept as a number',
    forms: {
      xlsx: xlsxCell('px', 3.31, 'cell_code_is_number'),
      biff8: biff8Cell('px', { t: 'n', v: 3.31 }, 'cell_code_is_number'),
      ndjson: 'a number is taken by the digits that it is written with',
      csv: ALL_TEXTS,
      gb18030: ALL_TEXTS,
      html: ALL_TEXTS,
      parquet: ONE_TYPE,
    },
  },
  {
    name: 'an id of 18 digits kept as a number',
    forms: {
      xlsx: xlsxCell('case_id', 123456789012345680, 'cell_digits_lost'),
      biff8: biff8Cell('case_id', { t: 'n', v: 123456789012345680 }, 'cell_digits_lost'),
      ndjson: jsonCell('case_id', '1.2345678901234568e17', 'cell_scientific_notation'),
      csv: line(
        'csv',
        (one) => one.replace('C0008', '1.2345678901234568e17'),
        rejected('cell_scientific_notation', 'case_id'),
      ),
      gb18030: line(
        'gb18030',
        (one) => one.replace('C0008', '1.2345678901234568E17'),
        rejected('cell_scientific_notation', 'case_id'),
      ),
      html: line('html', (one) => one.replace('C0008', '-1.2E-17'), rejected('cell_scientific_notation', 'case_id')),
      parquet: ONE_TYPE,
    },
  },
  {
    name: 'a diagnosis that became a day',
    forms: {
      xlsx: xlsxCell('dx', new Date(Date.UTC(2026, 2, 1)), 'cell_code_is_number'),
      biff8: biff8Cell('dx', { t: 'n', v: 46082, z: 'yyyy/m/d' }, 'cell_code_is_number'),
      ndjson: 'JSON has no days',
      csv: ALL_TEXTS,
      gb18030: ALL_TEXTS,
      html: ALL_TEXTS,
      parquet: ONE_TYPE,
    },
  },
  {
    name: 'an error value',
    forms: {
      xlsx: xlsxCell('total_cost', { error: '#N/A' }, 'cell_error'),
      biff8: biff8Cell('total_cost', { t: 'e', v: 0x2a }, 'cell_error'),
      ndjson: jsonCell('total_cost', '"#N/A"', 'cell_not_a_number'),
      csv: line(
        'csv',
        (one) => one.replace(/,\d+\.\d+,(?=[^,]*$)/, ',#N/A,'),
        rejected('cell_not_a_number', 'total_cost'),
      ),
      gb18030: line(
        'gb18030',
        (one) => one.replace(/\t\d+\.\d+\t(?=[^\t]*$)/, '\t#N/A\t'),
        rejected('cell_not_a_number', 'total_cost'),
      ),
      html: line(
        'html',
        (one) => one.replace(/<td>\d+\.\d+(?=<\/td><td>[^<]*<\/td><\/tr>)/, '<td>#N/A'),
        rejected('cell_not_a_number', 'total_cost'),
      ),
      parquet: ONE_TYPE,
    },
  },
  {
    name: 'a formula without a stored result',
    forms: {
      xlsx: xlsxCell('total_cost', { formula: 'A1+1' }, 'cell_formula_without_value'),
      biff8: 'a formula is stored with its result',
      ndjson: jsonCell('total_cost', '"=A1+1"', 'cell_not_a_number'),
      csv: line(
        'csv',
        (one) => one.replace(/,\d+\.\d+,(?=[^,]*$)/, ',=A1+1,'),
        rejected('cell_not_a_number', 'total_cost'),
      ),
      gb18030: line(
        'gb18030',
        (one) => one.replace(/\t\d+\.\d+\t(?=[^\t]*$)/, '\t=A1+1\t'),
        rejected('cell_not_a_number', 'total_cost'),
      ),
      html: line(
        'html',
        (one) => one.replace(/<td>\d+\.\d+(?=<\/td><td>[^<]*<\/td><\/tr>)/, '<td>=A1+1'),
        rejected('cell_not_a_number', 'total_cost'),
      ),
      parquet: ONE_TYPE,
    },
  },
  {
    name: 'a truth value for a sex',
    forms: {
      xlsx: xlsxCell('sex', true, 'cell_value_not_allowed'),
      biff8: biff8Cell('sex', { t: 'b', v: true }, 'cell_value_not_allowed'),
      ndjson: jsonCell('sex', 'true', 'cell_value_not_allowed'),
      csv: line(
        'csv',
        (one) => one.replace(/,([12]),(?=\d+,\d+,)/, ',TRUE,'),
        rejected('cell_value_not_allowed', 'sex'),
      ),
      gb18030: line(
        'gb18030',
        (one) => one.replace(/\t([12])\t(?=\d+\t\d+\t)/, '\tTRUE\t'),
        rejected('cell_value_not_allowed', 'sex'),
      ),
      html: line(
        'html',
        (one) => one.replace(/<td>[12]<\/td>(?=<td>\d+<\/td><td>\d+<\/td>)/, '<td>TRUE</td>'),
        rejected('cell_value_not_allowed', 'sex'),
      ),
      parquet: ONE_TYPE,
    },
  },
  {
    name: 'more columns than a spreadsheet holds',
    forms: {
      csv: text('csv', (whole) => whole.replace('\n', `${',x'.repeat(20_000)}\n`), error('sheet_too_wide')),
      gb18030: text('gb18030', (whole) => whole.replace('\r', `${'\tx'.repeat(20_000)}\r`), error('sheet_too_wide')),
      html: text('html', (whole) => whole.replace('</tr>', `${'<td>x'.repeat(20_000)}</tr>`), error('sheet_too_wide')),
      ndjson: line(
        'ndjson',
        (one) => one.replace('{', `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":1,`).join('')}`),
        error('ndjson_too_many_keys'),
      ),
      xlsx: 'a place beyond the sheet is a damaged sheet: see the forms of a workbook',
      biff8: 'the format has 256 columns',
      parquet: 'columns that are not asked for are not read',
    },
  },
];
