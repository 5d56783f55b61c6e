import { SCHEME_ERRORS } from '../../scheme-errors.js';
import { CodeCellReader, cellText, cleanText, hasLineSigns, type KnownCodes } from './code-cell.js';
import type { WorkbookCell, WorkbookRow, WorkbookSheet } from './read-workbook.js';
import { firstFew, type WorkbookFindings } from './workbook-findings.js';

/** A row of the sheets MDC, ADRG and DRG. */
export interface MinistryRow {
  readonly place: string;
  readonly code: string;
  readonly name: string;
  /** '' where the rule is "the rest". */
  readonly rule: string;
  readonly adrg: string;
  readonly mdc: string;
  readonly sort: number | undefined;
}

/** A set or an exclusion list, and where it first stands. */
export interface MinistryCodes {
  readonly codes: Set<string>;
  readonly place: string;
}

export interface MinistryTables {
  readonly mdcs: readonly MinistryRow[];
  readonly adrgs: readonly MinistryRow[];
  readonly drgs: readonly MinistryRow[];
  readonly sets: ReadonlyMap<string, MinistryCodes>;
  readonly severity: ReadonlyMap<
    string,
    { readonly level: 'mcc' | 'cc'; readonly list: string; readonly place: string }
  >;
  readonly exclusions: ReadonlyMap<string, MinistryCodes>;
}

const MDC_CODE = /^(?:MDC)?\s*([A-Z])$/i;
const ADRG_CODE = /^[A-Z][A-Z0-9]{2}$/;
const DRG_CODE = /^[A-Z][A-Z0-9]{2}[A-Za-z0-9]*$/;
const NO_LIST = /^(|0|-|—|无)$/;

/**
 * Reads the six sheets. Rows above the first code are headings; a heading repeated below is skipped and reported, as is
 * every repeat of a row, a code or a name.
 * @throws workbook_sheet_missing
 */
export function readMinistryTables(
  sheets: readonly WorkbookSheet[],
  known: KnownCodes,
  findings: WorkbookFindings,
  path: string,
): MinistryTables {
  const sheetOf = (name: string): WorkbookSheet => {
    const found = sheets.find((sheet) => sheet.name.toUpperCase() === name);
    if (found !== undefined) return found;
    const names = sheets.map((sheet) => sheet.name).join('、');
    throw SCHEME_ERRORS.workbook_sheet_missing({ sheet: name, sheets: names }, { path });
  };
  const parentMdc = (text: string) => MDC_CODE.exec(text)?.[1]?.toUpperCase() ?? text;
  const mdcs = rowsOf(sheetOf('MDC'), MDC_CODE, findings, ([code, name, rule, sort]) => ({
    code: parentMdc(code!),
    name,
    rule,
    adrg: '',
    mdc: '',
    sort,
  }));
  const adrgs = rowsOf(sheetOf('ADRG'), ADRG_CODE, findings, ([code, name, rule, mdc, sort]) => ({
    code: code!,
    name,
    rule,
    adrg: '',
    mdc: parentMdc(mdc ?? ''),
    sort,
  }));
  const drgs = rowsOf(sheetOf('DRG'), DRG_CODE, findings, ([code, name, rule, adrg, mdc, sort]) => ({
    code: code!,
    name,
    rule,
    adrg: adrg ?? '',
    mdc: parentMdc(mdc ?? ''),
    sort,
  }));
  return {
    mdcs,
    adrgs,
    drgs,
    sets: codesByName(sheetOf('集合'), known, findings),
    exclusions: codesByName(sheetOf('排除表'), known, findings),
    severity: readSeverity(sheetOf('CC'), known, findings),
  };
}

type RawRow = (texts: readonly string[]) => {
  readonly code: string;
  readonly name: string | undefined;
  readonly rule: string | undefined;
  readonly adrg: string;
  readonly mdc: string;
  readonly sort: string | undefined;
};

function rowsOf(sheet: WorkbookSheet, pattern: RegExp, findings: WorkbookFindings, take: RawRow): MinistryRow[] {
  const rows: MinistryRow[] = [];
  const seen = new Map<string, MinistryRow>();
  const broken: number[] = [];
  for (const { line, texts, cells } of dataRows(sheet, findings, (cell) => pattern.test(cellText(cell)))) {
    const place = `${sheet.name}:${line}`;
    const raw = take(texts);
    if (cells.some((cell) => typeof cell === 'string' && hasLineSigns(cell))) broken.push(line);
    const row: MinistryRow = {
      place,
      code: raw.code,
      name: raw.name ?? '',
      rule: raw.rule ?? '',
      adrg: raw.adrg,
      mdc: raw.mdc,
      sort: sortNumber(raw.sort ?? '', raw.code, place, findings),
    };
    const first = seen.get(row.code);
    if (first !== undefined) {
      const isSame = first.rule === row.rule && first.sort === row.sort;
      findings.warning(
        'workbook_row_repeated',
        place,
        `编码 ${row.code} 重复（先见于 ${first.place}，${isSame ? '内容相同' : '规则或排序不同'}）；只读取先出现的一行。`,
        `code ${row.code} stands twice (first at ${first.place}, ${isSame ? 'with the same content' : 'with another rule or sort number'}); only the first row is read.`,
      );
      continue;
    }
    seen.set(row.code, row);
    rows.push(row);
  }
  if (broken.length > 0) {
    findings.note(
      'rule_line_breaks',
      `${sheet.name}:${broken[0]}`,
      `${broken.length} 行的规则或名称含换行或 _x000D_，已按空格读取。行：${firstFew(broken)}`,
      `rules or names of ${broken.length} rows hold line breaks or _x000D_ and are read with spaces instead. Rows: ${firstFew(broken)}`,
    );
  }
  return rows;
}

function sortNumber(text: string, code: string, place: string, findings: WorkbookFindings): number | undefined {
  if (/^\d+(\.0+)?$/.test(text)) return Number(text);
  findings.warning(
    'sort_missing',
    place,
    `${code} 的排序号“${text}”不是整数，排在同级最后。`,
    `the sort number "${text}" of ${code} is no whole number; the row goes last among its like.`,
  );
  return undefined;
}

interface DataRow extends WorkbookRow {
  readonly texts: readonly string[];
}

/** Rows below the headings; the heading's own repeats are skipped, rows of neither kind are errors. */
function* dataRows(
  sheet: WorkbookSheet,
  findings: WorkbookFindings,
  isData: (cell: WorkbookCell | undefined) => boolean,
): Generator<DataRow> {
  const headings = new Set<string>();
  let hasBegun = false;
  for (const row of sheet.rows) {
    if (isData(row.cells[0])) {
      hasBegun = true;
      for (const cell of row.cells.slice(1)) {
        if (typeof cell === 'object' && 'fault' in cell) findings.badCell(`${sheet.name}:${row.line}`, cell.fault);
      }
      yield { ...row, texts: row.cells.map((cell) => cellText(cell)) };
      continue;
    }
    const key = row.cells.map((cell) => cellText(cell)).join('\t');
    if (!hasBegun) {
      headings.add(key);
      continue;
    }
    const place = `${sheet.name}:${row.line}`;
    if (headings.has(key)) {
      findings.warning(
        'heading_repeated',
        place,
        '表头在数据中重复出现，已跳过。',
        'the heading stands again among the rows; it is skipped.',
      );
    } else {
      findings.error(
        'workbook_row_unknown',
        place,
        `第一列“${cellText(row.cells[0])}”不是本表的编码。请改正或删去该行。`,
        `the first column holds "${cellText(row.cells[0])}", which is no code of this sheet. Correct or remove the row.`,
      );
    }
  }
}

/** Two columns, name and code. A code repeated under a name is read once. */
function codesByName(sheet: WorkbookSheet, known: KnownCodes, findings: WorkbookFindings): Map<string, MinistryCodes> {
  const reader = new CodeCellReader(sheet.name, known, findings);
  const byName = new Map<string, MinistryCodes>();
  const repeats = new Map<string, string[]>();
  let heading: string | undefined;
  for (const { line, cells } of sheet.rows) {
    const place = `${sheet.name}:${line}`;
    const name = cleanText(cellText(cells[0]));
    const written = cells[1] === undefined || typeof cells[1] === 'string' ? cellText(cells[1]) : undefined;
    if (heading === undefined) {
      heading = `${name}\t${written ?? ''}`;
      continue;
    }
    if (heading === `${name}\t${written ?? ''}`) {
      findings.warning(
        'heading_repeated',
        place,
        '表头在数据中重复出现，已跳过。',
        'the heading stands again among the rows; it is skipped.',
      );
      continue;
    }
    const code = reader.read(cells[1], line);
    if (code === undefined) continue;
    if (name === '' || code === '') {
      findings.error(
        'workbook_row_unknown',
        place,
        '缺少集合名或编码。请补全或删去该行。',
        'the name or the code is missing. Complete or remove the row.',
      );
      continue;
    }
    const list = byName.get(name);
    if (list === undefined) byName.set(name, { codes: new Set([code]), place });
    else if (list.codes.has(code)) {
      const lines = repeats.get(name);
      if (lines === undefined) repeats.set(name, [`${code} (${line})`]);
      else lines.push(`${code} (${line})`);
    } else list.codes.add(code);
  }
  for (const [name, lines] of repeats) {
    findings.warning(
      'code_repeated',
      `${sheet.name}:${/\((\d+)\)$/.exec(lines[0]!)![1]}`,
      `${name} 中有 ${lines.length} 个编码重复，各读一次。编码（行）：${lines.join(', ')}`,
      `${name} repeats ${lines.length} codes; each is read once. Code (row): ${lines.join(', ')}`,
    );
  }
  reader.finish();
  return byName;
}

function readSeverity(sheet: WorkbookSheet, known: KnownCodes, findings: WorkbookFindings): MinistryTables['severity'] {
  const reader = new CodeCellReader(sheet.name, known, findings);
  const table = new Map<string, { level: 'mcc' | 'cc'; list: string; place: string }>();
  const isData = (cell: WorkbookCell | undefined) =>
    cell !== undefined && (typeof cell !== 'string' || /^[A-Z]\d/i.test(cell.trim()));
  for (const { line, cells, texts } of dataRows(sheet, findings, isData)) {
    const place = `${sheet.name}:${line}`;
    const code = reader.read(cells[0], line);
    if (code === undefined) continue;
    const level = (texts[3] ?? '').toUpperCase();
    if (level !== 'MCC' && level !== 'CC') {
      findings.error(
        'severity_unknown',
        place,
        `${code} 的类型“${texts[3] ?? ''}”应为 MCC 或 CC。`,
        `the type "${texts[3] ?? ''}" of ${code} must be MCC or CC.`,
      );
      continue;
    }
    const list = NO_LIST.test(texts[2] ?? '') ? '' : texts[2]!;
    const first = table.get(code);
    if (first === undefined) {
      table.set(code, { level: level === 'MCC' ? 'mcc' : 'cc', list, place });
      continue;
    }
    const isSame = first.list === list && first.level === level.toLowerCase();
    findings.warning(
      'workbook_row_repeated',
      place,
      `编码 ${code} 重复（先见于 ${first.place}，${isSame ? '内容相同' : '类型或排除表不同'}）；只读取先出现的一行。`,
      `code ${code} stands twice (first at ${first.place}, ${isSame ? 'with the same content' : 'with another type or list'}); only the first row is read.`,
    );
  }
  reader.finish();
  return table;
}
