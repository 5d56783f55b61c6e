import { normaliseCode } from '../../../cases/codes/normalise-code.js';
import type { WorkbookCell } from './read-workbook.js';
import { firstFew, type WorkbookFindings } from './workbook-findings.js';

export type CodeKind = 'diagnoses' | 'procedures';

/** Valid codes of each kind: what numbers in code columns are looked up in. */
export interface KnownCodes {
  readonly diagnoses: ReadonlySet<string>;
  readonly procedures: ReadonlySet<string>;
}

/**
 * Reads code cells of one sheet. A text is normalised as codes of cases are. A number (a spreadsheet took 03.31 for
 * 3.31) is read by its format where that shows zeros only, else as the one valid code of that value; where there is
 * none, or more than one, it is an error.
 */
export class CodeCellReader {
  private readonly rewritten: string[] = [];
  private byNumber: Map<number, string[]> | undefined;

  constructor(
    private readonly sheet: string,
    private readonly known: KnownCodes,
    private readonly findings: WorkbookFindings,
  ) {}

  /** '' for an empty cell; undefined, with a finding, for one that is no code. */
  read(cell: WorkbookCell | undefined, line: number): string | undefined {
    if (cell === undefined) return '';
    const place = `${this.sheet}:${line}`;
    if (typeof cell === 'string') {
      const code = normaliseCode(cell);
      if (code !== cell) this.rewritten.push(`${cell} → ${code} (${line})`);
      return code;
    }
    if ('fault' in cell) {
      this.findings.error(
        'workbook_cell',
        place,
        `编码单元格的内容“${cell.fault}”不是编码。请把该列设为文本格式后重新填写。`,
        `the code cell holds "${cell.fault}", which is no code. Format the column as text and enter it again.`,
      );
      return undefined;
    }
    return this.readNumber(cell.number, cell.fixed, place);
  }

  private readNumber(number: number, fixed: string | undefined, place: string): string | undefined {
    const { diagnoses, procedures } = this.known;
    const known = (code: string) => diagnoses.has(code) || procedures.has(code);
    const matches = fixed !== undefined && known(fixed) ? [fixed] : this.codesOf(number);
    if (matches.length === 1) {
      this.findings.warning(
        'code_is_number',
        place,
        `编码是数值 ${number}，按唯一同值的有效编码 ${matches[0]} 读取。请把该列设为文本格式。`,
        `the code is the number ${number}; it is read as ${matches[0]}, the one valid code of that value. Format the column as text.`,
      );
      return matches[0];
    }
    this.findings.error(
      'code_is_number',
      place,
      `编码是数值 ${number}，对应的有效编码${matches.length === 0 ? '不存在' : `不止一个（${firstFew(matches)}）`}。请把该列设为文本格式后重新填写。`,
      `the code is the number ${number}, and ${matches.length === 0 ? 'no valid code has that value' : `more than one valid code has (${firstFew(matches)})`}. Format the column as text and enter the code again.`,
    );
    return undefined;
  }

  private codesOf(number: number): readonly string[] {
    if (this.byNumber === undefined) {
      this.byNumber = new Map();
      for (const code of this.known.procedures) {
        if (!/^[0-9]+(\.[0-9]+)?$/.test(code)) continue;
        const value = Number(code);
        const same = this.byNumber.get(value);
        if (same === undefined) this.byNumber.set(value, [code]);
        else same.push(code);
      }
    }
    return this.byNumber.get(number) ?? [];
  }

  /** One finding for all codes of the sheet that were not written as schemes write them. */
  finish(): void {
    if (this.rewritten.length === 0) return;
    this.findings.note(
      'code_rewritten',
      this.sheet,
      `${this.rewritten.length} 个编码的写法已规范化（原值 → 编码（行））：${firstFew(this.rewritten)}`,
      `${this.rewritten.length} codes were put into the usual form (written → read (row)): ${firstFew(this.rewritten)}`,
    );
  }
}

/** Text of a cell that is no code: names, numbers of lists, sort numbers. Line breaks become spaces. */
export function cellText(cell: WorkbookCell | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return cleanText(cell);
  return 'number' in cell ? (cell.fixed ?? String(cell.number)) : '';
}

const LINE_SIGNS = /_x000[DA]_|[\r\n\t\u00a0\u3000\u200b\ufeff]+/g;

export function cleanText(text: string): string {
  return text.replace(LINE_SIGNS, ' ').replace(/ {2,}/g, ' ').trim();
}

/** Whether a text holds a line break or what is left of one (`_x000D_`). */
export function hasLineSigns(text: string): boolean {
  return /_x000[DA]_|[\r\n]/.test(text);
}
