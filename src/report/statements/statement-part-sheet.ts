import type { Row, Workbook, Worksheet } from 'exceljs';
import type { Language } from '../../kernel/errors.js';
import type { StatementLine } from '../../settlement/settlement.js';
import { displayWidth } from '../display-width.js';
import { sourceText } from '../html/render-parameters.js';
import { label, TRUST_LABELS, trustMark } from '../labels.js';
import { withUnit } from '../report-cell.js';
import { statementLineLabel } from './line-labels.js';
import { type Account, type HospitalStatement, lineSource, totalKeys, totalOfAccount } from './statement-book.js';
import { hospitalTitle, insuranceTitle, lineTitle, roleWord, word } from './statement-words.js';
import { sumOf, totalFormulas } from './total-formulas.js';

type Part = HospitalStatement['parts'][number];

/** Number, line, formula and inputs, what it counts as, amount, basis. */
const WIDTHS = [6, 28, 62, 8, 18, 40] as const;
const AMOUNT_COLUMN = 5;
const AMOUNT_LETTER = 'E';
const ALIGNMENTS = [
  { horizontal: 'center' },
  { horizontal: 'left' },
  { horizontal: 'left' },
  { horizontal: 'center' },
  { horizontal: 'right' },
  { horizontal: 'left', indent: 1 },
] as const;
const MONEY = '#,##0.00';
/** Points of one line of text, and around a row's text. */
const LINE_HEIGHT = 16;
const ROW_PADDING = 4;
/** Every font is named: one without a name is another in each program. */
const FONT = { name: 'Calibri', family: 2, size: 11 } as const;
const BOLD = { ...FONT, bold: true } as const;
const ASIDE = { ...FONT, color: { argb: 'FF5B6470' } } as const;
const RULE = { argb: 'FFAAB3BD' } as const;
const HEAD_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EDF3' } } as const;

/** One sheet: what it is and what it was made from, the totals of all insurance types, then each one's lines. */
export function addStatementPart(
  workbook: Workbook,
  name: string,
  statement: HospitalStatement,
  part: Part,
  language: Language,
): void {
  const sheet = workbook.addWorksheet(name, {
    views: [{ showGridLines: false }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    headerFooter: { oddFooter: `&L${statement.caveat[language].replaceAll('&', '&&')}&R${word('page', language)}` },
  });
  sheet.columns = WIDTHS.map((width) => ({ width }));
  const afterFacts = writeFacts(sheet, statement, part, language);
  // The totals stand first and point to lines below them: their own height decides where those are.
  const keys = totalKeys(part.accounts);
  const totalRows = keys.reduce((rows, key) => rows + totalLines(part.accounts, key).length + 1, 0);
  let row = afterFacts + 2 + totalRows + 1;
  const rowOf = new Map<StatementLine, number>();
  for (const account of part.accounts) row = writeAccount(sheet, row, account, part, rowOf, language);
  const aside = sheet.getCell(row, 2);
  aside.value = word('aside', language);
  aside.font = ASIDE;
  writeTotals(sheet, afterFacts, part.accounts, keys, rowOf, language);
}

function writeFacts(sheet: Worksheet, statement: HospitalStatement, part: Part, language: Language): number {
  const title = sheet.getCell(1, 1);
  title.value = `${hospitalTitle(statement, language)} · ${word('statement', language)}`;
  title.font = { ...BOLD, size: 16 };
  const caveat = sheet.getCell(2, 1);
  caveat.value = statement.caveat[language];
  caveat.font = BOLD;
  const facts: readonly (readonly [string, string])[] = [
    [word('hospitalId', language), statement.hospitalId],
    [label('region', language), statement.region[language]],
    [label('year', language), String(statement.year)],
    ...(part.scenario === 'single' ? [] : [[label('scenario', language), label(part.scenario, language)] as const]),
    [word('policy', language), `${part.policy.title[language]} · ${part.policy.id}`],
    [label('policyHash', language), part.policy.hash],
    ...(part.reforms.length === 0 ? [] : [[word('reforms', language), part.reforms.join(', ')] as const]),
    ...(part.due === undefined ? [] : [[word('due', language), part.due] as const]),
    [label('scheme', language), part.scheme.id],
    [label('schemeHash', language), part.scheme.hash],
    [label('inputHash', language), statement.inputHash],
    [label('date', language), statement.date],
    [label('version', language), statement.version],
  ];
  let row = 4;
  for (const [name, value] of facts) {
    const key = sheet.getCell(row, 2);
    key.value = name;
    key.font = ASIDE;
    const cell = sheet.getCell(row++, 3);
    cell.value = value;
    cell.numFmt = '@';
  }
  return row + 1;
}

function writeAccount(
  sheet: Worksheet,
  start: number,
  account: Account,
  part: Part,
  rowOf: Map<StatementLine, number>,
  language: Language,
): number {
  heading(sheet, start, insuranceTitle(account.insurance, language));
  head(sheet, start + 1, [
    label('order', language),
    label('line', language),
    word('inputs', language),
    word('counts', language),
    amountHeader(language),
    label('sourcePolicy', language),
  ]);
  const first = start + 2;
  const formulas = totalFormulas(account.lines, first, AMOUNT_LETTER);
  for (const [k, line] of account.lines.entries()) {
    rowOf.set(line, first + k);
    writeLine(sheet.getRow(first + k), line, part, formulas.get(line), language);
  }
  return first + account.lines.length + 1;
}

function writeLine(row: Row, line: StatementLine, part: Part, formula: string | undefined, language: Language): void {
  const source = lineSource(part.sources, line);
  const basis = `${TRUST_LABELS[trustMark(source)][language]} · ${sourceText(source, language)}\n${line.policyPath}`;
  const texts: readonly (readonly [number, string])[] = [
    [2, lineTitle(line, language)],
    [3, line.formula[language]],
    [4, roleWord(line.role, language)],
    [6, basis],
  ];
  row.getCell(1).value = line.order;
  for (const [c, text] of texts) {
    row.getCell(c).value = text;
    row.getCell(c).numFmt = '@';
  }
  const isTotal = line.role === 'total';
  for (let c = 1; c <= WIDTHS.length; c++) {
    const cell = row.getCell(c);
    cell.alignment = { vertical: 'top', wrapText: c !== AMOUNT_COLUMN, ...ALIGNMENTS[c - 1] };
    cell.font = line.role === 'note' ? ASIDE : isTotal && c !== 3 && c !== 6 ? BOLD : FONT;
    cell.border = { bottom: { style: 'hair', color: RULE } };
    if (isTotal) cell.border = { top: { style: 'thin', color: RULE }, bottom: { style: 'thin', color: RULE } };
    if (isTotal) cell.fill = HEAD_FILL;
  }
  writeAmount(row, line.amountFen, formula);
  const lines = texts.map(([c, text]) => linesOf(text, WIDTHS[c - 1]!));
  row.height = LINE_HEIGHT * Math.max(...lines) + ROW_PADDING;
}

/** Fen / 100 is the double nearest to the amount; a missing amount is blank and takes no formula. */
function writeAmount(row: Row, fen: number, formula: string | undefined): void {
  const cell = row.getCell(AMOUNT_COLUMN);
  cell.numFmt = MONEY;
  if (!Number.isFinite(fen)) return;
  const result = fen / 100;
  cell.value = formula === undefined ? result : { formula, result };
}

function writeTotals(
  sheet: Worksheet,
  start: number,
  accounts: readonly Account[],
  keys: readonly string[],
  rowOf: ReadonlyMap<StatementLine, number>,
  language: Language,
): void {
  heading(sheet, start, word('totals', language));
  head(sheet, start + 1, ['', label('line', language), label('insurance', language), '', amountHeader(language), '']);
  let row = start + 2;
  for (const key of keys) {
    const lines = totalLines(accounts, key);
    const first = row;
    let sum = 0;
    for (const line of lines) {
      const target = sheet.getRow(row++);
      target.getCell(2).value = statementLineLabel(key, language);
      target.getCell(3).value = insuranceTitle(line.insurance, language);
      writeAmount(target, line.amountFen, `${AMOUNT_LETTER}${rowOf.get(line)!}`);
      sum += line.amountFen;
    }
    const total = sheet.getRow(row++);
    total.getCell(2).value = statementLineLabel(key, language);
    total.getCell(3).value = word('all', language);
    writeAmount(total, sum, sumOf(undefined, [[first, row - 2]], AMOUNT_LETTER));
    for (let c = 1; c <= WIDTHS.length; c++) {
      total.getCell(c).font = BOLD;
      total.getCell(c).border = { bottom: { style: 'thin', color: RULE } };
    }
  }
}

/** Each account's line of a total. */
function totalLines(accounts: readonly Account[], key: string): StatementLine[] {
  return accounts.flatMap((account) => totalOfAccount(account, key) ?? []);
}

function heading(sheet: Worksheet, row: number, text: string): void {
  const cell = sheet.getCell(row, 1);
  cell.value = text;
  cell.font = { ...BOLD, size: 12 };
}

function head(sheet: Worksheet, row: number, texts: readonly string[]): void {
  for (const [k, text] of texts.entries()) {
    const cell = sheet.getCell(row, k + 1);
    cell.value = text;
    cell.font = BOLD;
    cell.fill = HEAD_FILL;
    cell.alignment = ALIGNMENTS[k]!;
  }
}

function amountHeader(language: Language): string {
  return withUnit(label('amount', language), language === 'zh' ? '元' : 'yuan', language);
}

/** Lines that a text takes in a column; a line seldom fills to the last character, and never breaks within a number. */
function linesOf(text: string, width: number): number {
  return text
    .split('\n')
    .reduce((sum, part) => sum + Math.max(1, Math.ceil(displayWidth(part) / Math.max(1, width - 4))), 0);
}
