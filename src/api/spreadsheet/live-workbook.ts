import type { Workbook, Worksheet } from 'exceljs';
import type { Language } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { figureText } from '../cell/figure-text.js';
import { LONGEST_CELL, tableColumn } from '../cell/table-cell.js';
import { headingOf } from './table-csv-text.js';

export interface LiveWorkbookOptions {
  /** Of the server, e.g. http://127.0.0.1:8010. */
  readonly address: string;
  readonly run: string;
  readonly scheme: string;
  readonly tables: readonly ResultTable[];
  readonly language: Language;
  /** Fewest cases that `tables` show: its addresses ask for the same, so that asking again shows no more. */
  readonly suppress?: number;
}

/** Rows of a table that a workbook asks for itself; longer ones are read as CSV. */
const MOST_ROWS = 400;
const FIRST_ROW = 3;
const CASE_ROWS = 30;
const LONGEST_NAME = 31;
const GREY = { argb: 'FF8C959F' };

/**
 * A workbook that asks the server: parameters on one sheet, for each smaller table a sheet whose columns come one
 * address each (spreadsheets ask for one after the other), and a sheet that groups cases typed into it. Raising the
 * revision asks again. Every formula has its present result stored, since some programs show what is stored.
 */
export async function liveWorkbook(options: LiveWorkbookOptions): Promise<Buffer> {
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  const zh = options.language === 'zh';
  const names = { parameters: zh ? '参数' : 'Parameters', cases: zh ? '分组' : 'Grouping' };
  parameterSheet(book, names.parameters, options);
  const prefix = `${names.parameters}!`;
  for (const table of options.tables.filter(fitsWorkbook)) tableSheet(book, table, prefix, options);
  caseSheet(book.addWorksheet(names.cases), prefix, options);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Does every column of the table fit into one cell? */
function fitsWorkbook(table: ResultTable): boolean {
  if (table.rowCount === 0 || table.rowCount > MOST_ROWS) return false;
  return table.schema.columns.every(
    ({ name, type }) => type === 'text' || batchText(table, name).length <= LONGEST_CELL,
  );
}

const batchText = (table: ResultTable, column: string): string =>
  tableColumn(table, column, 'yuan', 1, undefined, Number.POSITIVE_INFINITY);

function parameterSheet(book: Workbook, name: string, options: LiveWorkbookOptions): void {
  const { address, run, scheme, language, tables, suppress } = options;
  const sheet = book.addWorksheet(name);
  const zh = language === 'zh';
  const rows: [string, string | number, string][] = [
    [zh ? '服务器地址' : 'server', address, ''],
    [zh ? '任务编号' : 'run', run, ''],
    [
      zh ? '版本' : 'revision',
      1,
      zh ? '加 1 即重新取数；重新计算不会取数' : 'add 1 to ask again; recalculating does not',
    ],
    [zh ? '金额单位' : 'unit', 'yuan', zh ? 'yuan 为元，wan 为万元' : 'yuan, or wan for 10,000 yuan'],
    [
      zh ? '密钥' : 'key',
      '',
      zh ? '只读密钥；服务器不要求时留空' : 'one that only reads; empty where none is asked for',
    ],
    [zh ? '分组方案' : 'scheme', scheme, zh ? '“分组”页使用' : 'for the sheet Grouping'],
  ];
  for (const row of rows) sheet.addRow(row);
  sheet.addRow([]);
  sheet.addRow([zh ? '测算结果，不作为清算依据。' : 'Estimates, not settlements.']);
  for (const table of tables.filter((one) => !fitsWorkbook(one))) {
    const csv = `${address}/v1/runs/${run}/tables/${table.schema.name}.csv${suppress === undefined ? '' : `?suppress=${suppress}`}`;
    sheet.addRow([table.schema.title[language], csv, zh ? '行数较多，请用 CSV' : 'many rows: read the CSV']);
  }
  sheet.columns = [{ width: 24 }, { width: 60 }, { width: 48 }];
}

function tableSheet(book: Workbook, table: ResultTable, prefix: string, options: LiveWorkbookOptions): void {
  const { language, suppress } = options;
  const { schema, rowCount } = table;
  const sheet = book.addWorksheet(sheetName(book, schema.title[language]));
  schema.columns.forEach((column, index) => {
    const letter = sheet.getColumn(index + 1).letter;
    const heading = sheet.getCell(`${letter}1`);
    heading.value = headingOf({ ...column, type: 'text' }, { labels: 'name', language, unit: 'yuan' });
    heading.font = { bold: true };
    sheet.getColumn(index + 1).width = 16;
    if (column.type !== 'text') {
      const batch = sheet.getCell(`${letter}2`);
      const formula = batchFormula(prefix, schema.name, column.name, suppress);
      batch.value = { formula, result: batchText(table, column.name) };
      batch.font = { size: 6, color: GREY };
      batch.alignment = { horizontal: 'fill' };
    }
    for (let row = 0; row < rowCount; row++) {
      const cell = sheet.getCell(`${letter}${FIRST_ROW + row}`);
      const text = figureText(table, column, row, 'yuan');
      if (column.type === 'text') {
        cell.value = text;
        cell.numFmt = '@';
        continue;
      }
      const formula = `IFERROR(VALUE(_xlfn.FILTERXML(${letter}$2,"//v[${row + 1}]")),"")`;
      cell.value = { formula, result: text === '' ? '' : Number(text) };
      if (column.type === 'money') cell.numFmt = '#,##0.00';
    }
  });
  sheet.views = [{ state: 'frozen', xSplit: 1, ySplit: 2 }];
}

/** A title as the name of a sheet: at most 31 characters, none that names may not have, no name twice. */
function sheetName(book: Workbook, title: string): string {
  const plain = title.replace(/[\\/?*[\]:']/g, ' ').slice(0, LONGEST_NAME);
  let name = plain;
  for (let count = 2; book.getWorksheet(name) !== undefined; count++)
    name = `${plain.slice(0, LONGEST_NAME - 3)} ${count}`;
  return name;
}

function batchFormula(prefix: string, table: string, column: string, suppress: number | undefined): string {
  const least = suppress === undefined ? '' : `&suppress=${suppress}`;
  return (
    `_xlfn.WEBSERVICE(${prefix}$B$1&"/v1/cell/runs/"&${prefix}$B$2&"/${table}/column.xml?errors=text&column=${column}${least}` +
    `&unit="&${prefix}$B$4&"&rev="&${prefix}$B$3&IF(${prefix}$B$5="","","&key="&${prefix}$B$5))`
  );
}

/** Rows to type cases into; the group comes beside. */
function caseSheet(sheet: Worksheet, prefix: string, { language }: LiveWorkbookOptions): void {
  const zh = language === 'zh';
  sheet.addRow(
    zh
      ? ['性别（1 男 2 女）', '年龄（岁）', '住院天数', '诊断（主诊断在前，| 分隔）', '手术操作（| 分隔）', '病组']
      : [
          'sex (1 male, 2 female)',
          'age in years',
          'days of stay',
          'diagnoses, principal first, | between',
          'procedures, | between',
          'group',
        ],
  );
  sheet.getRow(1).font = { bold: true };
  for (let row = 2; row < 2 + CASE_ROWS; row++) {
    for (const letter of ['D', 'E']) sheet.getCell(`${letter}${row}`).numFmt = '@';
    const formula =
      `IF(D${row}="","",_xlfn.WEBSERVICE(${prefix}$B$1&"/v1/cell/group?errors=text&labels=both&lang=${language}&scheme="&` +
      `${prefix}$B$6&"&sex="&A${row}&"&age_years="&B${row}&"&los_days="&C${row}&"&dx="&_xlfn.ENCODEURL(D${row})&"&px="&` +
      `IF(E${row}="","",_xlfn.ENCODEURL(E${row}))&"&rev="&${prefix}$B$3&IF(${prefix}$B$5="","","&key="&${prefix}$B$5)))`;
    sheet.getCell(`F${row}`).value = { formula, result: '' };
  }
  sheet.columns.forEach((column, index) => {
    column.width = [12, 12, 12, 40, 30, 40][index] ?? 16;
  });
}
