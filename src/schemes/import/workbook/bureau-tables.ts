import { type BureauColumn, type BureauSheet, findHeadings } from './bureau-headings.js';
import { type BureauList, type BureauRow, type BureauSeverity, RowReader, type SheetRow } from './bureau-row.js';
import { CodeCellReader, type CodeKind, cellText, type KnownCodes } from './code-cell.js';
import type { WorkbookCell, WorkbookSheet } from './read-workbook.js';
import { firstFew, type WorkbookFindings } from './workbook-findings.js';

export interface BureauTables {
  readonly mdcs: Map<string, BureauRow>;
  readonly adrgs: Map<string, BureauRow>;
  readonly drgs: Map<string, BureauRow>;
  /** By ADRG and number: "GD1.1". */
  readonly lists: Readonly<Record<CodeKind, Map<string, BureauList>>>;
  readonly chapterLists: Map<string, BureauList>;
  readonly sharedLists: Readonly<Record<CodeKind, Map<string, BureauList>>>;
  readonly severity: Map<string, BureauSeverity>;
  readonly exclusions: Map<string, BureauList>;
  readonly validCodes: Readonly<Record<CodeKind, Set<string>>>;
  /** Procedures marked valid for unrelated-procedure cases; undefined where no sheet has the column. */
  orValid: Set<string> | undefined;
}

const LEVELS: ReadonlyMap<string, BureauSeverity['level']> = new Map([
  ['MCC', 'mcc'],
  ['严重并发症或合并症', 'mcc'],
  ['严重合并症或并发症', 'mcc'],
  ['CC', 'cc'],
  ['并发症或合并症', 'cc'],
  ['合并症或并发症', 'cc'],
  ['无', 'neither'],
  ['非CC', 'neither'],
]);
/**
 * Reads every visible sheet whose headings say what it holds; other sheets and hidden ones are told and left; a
 * workbook without any row that can be read is an error. A cell
 * left blank is no repeat of the one above: only merged cells are.
 */
export function readBureauTables(
  sheets: readonly WorkbookSheet[],
  known: KnownCodes,
  findings: WorkbookFindings,
): BureauTables {
  const tables: BureauTables = {
    mdcs: new Map(),
    adrgs: new Map(),
    drgs: new Map(),
    lists: { diagnoses: new Map(), procedures: new Map() },
    chapterLists: new Map(),
    sharedLists: { diagnoses: new Map(), procedures: new Map() },
    severity: new Map(),
    exclusions: new Map(),
    validCodes: { diagnoses: new Set(), procedures: new Set() },
    orValid: undefined,
  };
  let rowsRead = 0;
  for (const sheet of sheets) {
    const found = sheet.isHidden ? undefined : findHeadings(sheet);
    const take = found === undefined ? undefined : readerOf(found);
    if (found === undefined || take === undefined) {
      const [zh, en] = sheet.isHidden
        ? ['是隐藏表', 'is hidden']
        : ['的表头不能识别', 'has no headings that are known'];
      findings.warning(
        'sheet_not_read',
        sheet.name,
        `工作表“${sheet.name}”${zh}，没有读取。`,
        `the sheet "${sheet.name}" ${en}; it is not read.`,
      );
      continue;
    }
    if (found.unread.length > 0) {
      const columns = firstFew(found.unread);
      findings.note(
        'columns_not_read',
        `${sheet.name}:${found.headingLine}`,
        `未读取的列：${columns}`,
        `columns not read: ${columns}`,
      );
    }
    if (sheet.filled > 0) {
      findings.note(
        'merged_cells',
        sheet.name,
        `${sheet.filled} 个合并单元格按上方的值读取。`,
        `${sheet.filled} merged cells are read with the value above.`,
      );
    }
    if (sheet.beneath.length > 0) {
      findings.warning(
        'merged_beneath',
        `${sheet.name}:${sheet.beneath[0]}`,
        `合并单元格下藏有与显示不同的值，未读取。行：${firstFew(sheet.beneath)}`,
        `merges hide other values than they show; those are not read. Rows: ${firstFew(sheet.beneath)}`,
      );
    }
    const reader = new CodeCellReader(sheet.name, known, findings);
    for (const row of sheetRows(found, findings)) {
      rowsRead += 1;
      take(new RowReader(row, found, reader, findings), tables);
    }
    reader.finish();
  }
  if (rowsRead === 0) {
    // An overlay of nothing would look like an import that went well.
    findings.error(
      'workbook_nothing_read',
      '',
      '没有一张工作表的表头能够识别且其下有数据，未写出任何内容。请检查文件是否正确，表头应含“ADRG编码”“DRG编码”“主要诊断编码”等列。',
      'no sheet has headings that are known and rows beneath them; nothing is written. Check that it is the right file: headings such as ADRG编码, DRG编码 or 主要诊断编码 are expected.',
    );
  }
  return tables;
}

function* sheetRows(
  { sheet, headingLine, headings, headingText }: BureauSheet,
  findings: WorkbookFindings,
): Generator<SheetRow> {
  for (const { line, cells } of sheet.rows) {
    if (line <= headingLine) continue;
    const place = `${sheet.name}:${line}`;
    if (cells.map((cell) => cellText(cell)).join('\t') === headingText) {
      findings.warning(
        'heading_repeated',
        place,
        '表头在数据中重复出现，已跳过。',
        'the heading stands again among the rows; it is skipped.',
      );
      continue;
    }
    const known = new Map<BureauColumn, WorkbookCell>();
    for (const [index, column] of headings) {
      const cell = cells[index] ?? '';
      known.set(column, cell);
      // Faults among codes are told by the reader of codes.
      if (typeof cell === 'object' && 'fault' in cell && column !== 'diagnosis' && column !== 'procedure') {
        findings.badCell(place, cell.fault);
      }
    }
    if ([...known.values()].every((cell) => cell === '')) continue;
    yield { place, line, cells: known };
  }
}

type TakeRow = (row: RowReader, tables: BureauTables) => void;

/** What a sheet holds, by its headings. */
function readerOf(sheet: BureauSheet): TakeRow | undefined {
  const hasCode = sheet.has('diagnosis') || sheet.has('procedure');
  if (sheet.has('drg') && !hasCode) return takeCatalogue;
  if (sheet.has('listName') && hasCode) return takeSharedList;
  if (sheet.has('adrg') && hasCode) return takeAdrgList;
  if (sheet.has('diagnosis', 'level')) return takeSeverity;
  if (sheet.has('diagnosis', 'exclusionList')) return takeExclusion;
  if (sheet.has('diagnosis', 'mdc')) return takeChapterList;
  if (hasCode && (sheet.has('codeName') || sheet.has('valid'))) return takeValidCode;
  if (sheet.has('adrg')) return takeAdrg;
  return sheet.has('mdc') ? takeMdc : undefined;
}

function put(rows: Map<string, BureauRow>, row: BureauRow, findings: WorkbookFindings): void {
  const first = rows.get(row.code);
  if (first === undefined) {
    rows.set(row.code, row);
    return;
  }
  findings.error(
    'workbook_row_repeated',
    row.place,
    `编码 ${row.code} 重复（先见于 ${first.place}）。请删去一行。`,
    `code ${row.code} stands twice (first at ${first.place}). Remove one row.`,
  );
}

/** MDC and ADRG of a catalogue of groups: the same in every row, so the first row that names one is taken. */
function takeCatalogue(row: RowReader, tables: BureauTables): void {
  const code = row.key('drg');
  if (code === undefined) return;
  const adrg = row.sheet.has('adrg') ? row.key('adrg') : code.slice(0, 3);
  const mdc = row.sheet.has('mdc') ? row.key('mdc') : code[0];
  if (adrg === undefined || mdc === undefined) return;
  if (!code.startsWith(adrg) || !adrg.startsWith(mdc)) {
    row.findings.error(
      'workbook_parent_missing',
      row.place,
      `DRG 编码 ${code} 应以 ADRG ${adrg}、MDC ${mdc} 开头。请改正。`,
      `the DRG code ${code} must begin with its ADRG ${adrg} and MDC ${mdc}. Correct it.`,
    );
    return;
  }
  put(tables.drgs, row.catalogueRow(code, adrg, 'drgName'), row.findings);
  const adrgName = row.optional('adrgName');
  if (adrgName !== undefined && !tables.adrgs.has(adrg)) {
    tables.adrgs.set(adrg, { code: adrg, parent: mdc, place: row.place, name: adrgName, isRemoved: false });
  }
  const mdcName = row.optional('mdcName');
  if (mdcName !== undefined && !tables.mdcs.has(mdc)) {
    tables.mdcs.set(mdc, { code: mdc, parent: '', place: row.place, name: mdcName, isRemoved: false });
  }
}

function takeAdrg(row: RowReader, tables: BureauTables): void {
  const code = row.key('adrg');
  if (code === undefined) return;
  const before = tables.adrgs.get(code);
  // A name out of the catalogue of groups gives way to the ADRG's own row.
  if (
    before !== undefined &&
    tables.drgs.size > 0 &&
    [...tables.drgs.values()].some((drg) => drg.place === before.place)
  ) {
    tables.adrgs.delete(code);
  }
  put(tables.adrgs, row.catalogueRow(code, code[0]!, 'adrgName'), row.findings);
}

function takeMdc(row: RowReader, tables: BureauTables): void {
  const code = row.key('mdc');
  if (code !== undefined) put(tables.mdcs, row.catalogueRow(code, '', 'mdcName'), row.findings);
}

function eachCode(row: RowReader, take: (kind: CodeKind, code: string) => void): void {
  let any = false;
  for (const kind of ['diagnoses', 'procedures'] as const) {
    const code = row.code(kind);
    any ||= code !== '';
    if (code !== undefined && code !== '') take(kind, code);
  }
  if (!any)
    row.findings.error(
      'workbook_row_unknown',
      row.place,
      '缺少编码。请补全或删去该行。',
      'the code is missing. Complete or remove the row.',
    );
}

function takeAdrgList(row: RowReader, tables: BureauTables): void {
  const adrg = row.key('adrg');
  if (adrg === undefined) return;
  const number = row.optional('listNumber') ?? '1';
  if (!/^[1-9]\d?$/.test(number)) {
    row.findings.error(
      'list_number',
      row.place,
      `列表号“${number}”应为 1 至 99 的整数。`,
      `the list number "${number}" must be 1 to 99.`,
    );
    return;
  }
  eachCode(row, (kind, code) => row.addTo(tables.lists[kind], `${adrg}.${number}`, code));
}

function takeSharedList(row: RowReader, tables: BureauTables): void {
  const name = row.text('listName');
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    row.findings.error(
      'list_name',
      row.place,
      `列表名称“${name}”应为小写字母开头的字母、数字与下划线，条件中照此引用。`,
      `the list name "${name}" must be lower case letters, digits and _; conditions name it so.`,
    );
    return;
  }
  eachCode(row, (kind, code) => row.addTo(tables.sharedLists[kind], name, code));
}

function takeChapterList(row: RowReader, tables: BureauTables): void {
  const mdc = row.key('mdc');
  if (mdc !== undefined) eachCode(row, (_, code) => row.addTo(tables.chapterLists, mdc, code));
}

function takeExclusion(row: RowReader, tables: BureauTables): void {
  const list = row.text('exclusionList');
  if (list === '') {
    row.findings.error(
      'workbook_row_unknown',
      row.place,
      '缺少排除表编号。请补全。',
      'the exclusion list is missing. Complete the row.',
    );
    return;
  }
  eachCode(row, (_, code) => row.addTo(tables.exclusions, list, code));
}

function takeSeverity(row: RowReader, tables: BureauTables): void {
  const code = row.code('diagnoses');
  if (code === undefined) return;
  const written = row.text('level').normalize('NFKC').toUpperCase();
  const level = row.isRemoved ? 'neither' : LEVELS.get(written);
  if (level === undefined || code === '') {
    row.findings.error(
      'severity_unknown',
      row.place,
      `${code} 的类型“${written}”应为 MCC、CC 或无。`,
      `the type "${written}" of ${code} must be MCC, CC or 无.`,
    );
    return;
  }
  const first = tables.severity.get(code);
  const list = row.optional('exclusionList');
  if (first === undefined) {
    tables.severity.set(code, { place: row.place, level, list });
  } else if (first.level !== level || first.list !== list) {
    row.findings.error(
      'workbook_row_repeated',
      row.place,
      `${code} 已在 ${first.place} 以另一类型或排除表出现。请删去一行。`,
      `${code} stands at ${first.place} with another type or list. Remove one row.`,
    );
  } else {
    row.findings.warning(
      'code_repeated',
      row.place,
      `${code} 重复（先见于 ${first.place}）。`,
      `${code} stands twice (first at ${first.place}).`,
    );
  }
}

function takeValidCode(row: RowReader, tables: BureauTables): void {
  eachCode(row, (kind, code) => {
    tables.validCodes[kind].add(code);
    if (kind === 'diagnoses' || !row.sheet.has('valid')) return;
    const text = row.text('valid').toUpperCase();
    tables.orValid ??= new Set();
    if (/^(是|1|Y|有效)$/.test(text)) tables.orValid.add(code);
    else if (!/^(否|0|N|无效|)$/.test(text)) {
      row.findings.error(
        'workbook_valid',
        row.place,
        `有效手术“${text}”应为是或否。`,
        `the value "${text}" must be 是 or 否.`,
      );
    }
  });
}
