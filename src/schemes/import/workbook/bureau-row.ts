import type { AdrgKind } from '../../scheme-document.js';
import type { BureauColumn, BureauSheet } from './bureau-headings.js';
import { type CodeCellReader, type CodeKind, cellText } from './code-cell.js';
import type { WorkbookCell } from './read-workbook.js';
import type { WorkbookFindings } from './workbook-findings.js';

/** A row of a catalogue: MDC, ADRG or DRG. Absent: the workbook does not say. */
export interface BureauRow {
  readonly code: string;
  readonly place: string;
  /** Code of the level above. */
  readonly parent: string;
  readonly name?: string;
  readonly condition?: string;
  readonly sort?: number;
  readonly kind?: AdrgKind;
  readonly position?: string;
  readonly isRemoved: boolean;
}

/** A list of codes; complete, or (a sheet with a column of changes) what is added and removed. */
export interface BureauList {
  readonly place: string;
  readonly isDelta: boolean;
  readonly codes: Set<string>;
  readonly removed: Set<string>;
}

export interface BureauSeverity {
  readonly place: string;
  readonly level: 'mcc' | 'cc' | 'neither';
  /** Undefined where the workbook does not say. */
  readonly list: string | undefined;
}

const MDC = /^(?:MDC)?([A-Z])$/;
const ADRG = /^[A-Z][A-Z0-9]{2}$/;
const DRG = /^[A-Z][A-Z0-9]{2}[A-Za-z0-9]*$/;
const CODE: Readonly<Record<CodeKind, RegExp>> = { diagnoses: /^[A-Z]\d/, procedures: /^\d\d/ };
const KINDS: ReadonlyMap<string, AdrgKind> = new Map([
  ['外科', 'surgical'],
  ['外科组', 'surgical'],
  ['手术', 'surgical'],
  ['操作', 'procedure'],
  ['操作组', 'procedure'],
  ['非手术操作', 'procedure'],
  ['内科', 'medical'],
  ['内科组', 'medical'],
]);
const REMOVED = new Set(['删除', '取消', '撤销', '移除']);
const KEPT = new Set(['', '新增', '增加', '修改', '调整', '不变', '保留']);

export interface SheetRow {
  readonly place: string;
  readonly line: number;
  readonly cells: ReadonlyMap<BureauColumn, WorkbookCell>;
}

/** One row with its values by meaning; what is missing or not understood becomes a finding. */
export class RowReader {
  constructor(
    private readonly row: SheetRow,
    readonly sheet: BureauSheet,
    private readonly codes: CodeCellReader,
    readonly findings: WorkbookFindings,
  ) {}

  get place(): string {
    return this.row.place;
  }

  text(column: BureauColumn): string {
    return cellText(this.row.cells.get(column));
  }

  /** Undefined where the column is absent or the cell empty. */
  optional(column: BureauColumn): string | undefined {
    const text = this.text(column);
    return text === '' ? undefined : text;
  }

  /** A code of the catalogue; undefined, with a finding, where it is missing or not of that form. */
  key(column: 'mdc' | 'adrg' | 'drg'): string | undefined {
    const written = this.text(column).normalize('NFKC').replace(/\s+/g, '');
    const [pattern, upper] =
      column === 'drg' ? [DRG, written] : [column === 'adrg' ? ADRG : MDC, written.toUpperCase()];
    const match = pattern.exec(upper);
    if (match !== null) return match[1] ?? match[0];
    this.findings.error(
      'workbook_row_unknown',
      this.place,
      written === ''
        ? `缺少 ${column.toUpperCase()} 编码。空白单元格不表示同上；请填写，或合并单元格。`
        : `“${written}”不是 ${column.toUpperCase()} 编码。请改正。`,
      written === ''
        ? `the ${column.toUpperCase()} code is missing. A blank cell does not repeat the one above: fill it, or merge the cells.`
        : `"${written}" is no ${column.toUpperCase()} code. Correct it.`,
    );
    return undefined;
  }

  code(kind: CodeKind): string | undefined {
    const cell = this.row.cells.get(kind === 'diagnoses' ? 'diagnosis' : 'procedure');
    const code = this.codes.read(cell, this.row.line);
    if (code === undefined || code === '' || CODE[kind].test(code)) return code;
    const [zh, en] = kind === 'diagnoses' ? ['诊断', 'diagnosis'] : ['手术操作', 'procedure'];
    this.findings.error(
      'workbook_code',
      this.place,
      `“${code}”不是${zh}编码的写法。请改正。`,
      `"${code}" is not written like a ${en} code. Correct it.`,
    );
    return undefined;
  }

  get isRemoved(): boolean {
    const text = this.text('change');
    if (!REMOVED.has(text) && !KEPT.has(text)) {
      this.findings.error(
        'workbook_change',
        this.place,
        `变更“${text}”应为新增、修改、删除或空白。`,
        `the change "${text}" must be 新增, 修改, 删除 or blank.`,
      );
    }
    return REMOVED.has(text);
  }

  catalogueRow(code: string, parent: string, nameColumn: BureauColumn): BureauRow {
    const sort = this.optional('sort');
    const kindText = this.optional('kind');
    const kind = kindText === undefined ? undefined : KINDS.get(kindText);
    if (kindText !== undefined && kind === undefined) {
      this.findings.error(
        'workbook_kind',
        this.place,
        `类型“${kindText}”应为外科、操作或内科。`,
        `the type "${kindText}" must be 外科, 操作 or 内科.`,
      );
    }
    if (sort !== undefined && !/^\d+$/.test(sort)) {
      this.findings.error(
        'sort_missing',
        this.place,
        `排序号“${sort}”不是整数。请改正。`,
        `the sort number "${sort}" is no whole number. Correct it.`,
      );
    }
    const name = this.optional(nameColumn);
    const condition = this.optional('condition');
    const position = this.optional('place');
    return {
      code,
      parent,
      place: this.place,
      isRemoved: this.isRemoved,
      ...(name === undefined ? {} : { name }),
      ...(condition === undefined ? {} : { condition }),
      ...(sort === undefined || !/^\d+$/.test(sort) ? {} : { sort: Number(sort) }),
      ...(kind === undefined ? {} : { kind }),
      ...(position === undefined ? {} : { position }),
    };
  }

  addTo(lists: Map<string, BureauList>, name: string, code: string): void {
    let list = lists.get(name);
    if (list === undefined) {
      list = { place: this.place, isDelta: this.sheet.has('change'), codes: new Set(), removed: new Set() };
      lists.set(name, list);
    }
    if (list.codes.has(code) || list.removed.has(code)) {
      this.findings.warning(
        'code_repeated',
        this.place,
        `${name} 中 ${code} 重复，读取一次。`,
        `${name} repeats ${code}; it is read once.`,
      );
      return;
    }
    (this.isRemoved ? list.removed : list.codes).add(code);
  }
}
