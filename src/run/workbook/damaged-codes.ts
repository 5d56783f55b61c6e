import { EatenZeros } from '../../cases/codes/eaten-zeros.js';
import { isSpreadsheetNumber, normaliseCode } from '../../cases/codes/normalise-code.js';
import { columnSchema } from '../../cases/columns.js';
import { reasonText } from '../../cases/read/row-reasons.js';
import type { Text } from '../../kernel/errors.js';
import type { CaseCell, CaseRow } from './read-case-sheet.js';

/** A code or id of a row that a spreadsheet took for a number. */
export interface DamagedCode {
  /** Place of the cell in the row. */
  readonly place: number;
  readonly column: string;
  /** As it stands there now. */
  readonly found: string;
  /** The only code that it can have been; undefined where several fit or none does. */
  readonly repair: string | undefined;
  /** What to tell: the repair, the codes it may have been, or where to get it again. */
  readonly advice: Text;
}

const SIGNS = /[|,;，；、｜\s]+/;
const MOST_OFFERED = 3;
const PLAIN_NUMBER = /^\d+(?:\.\d+)?$/;

/** Looks for codes and ids that a spreadsheet damaged: 47 for 47.0, 3.31 for 03.31, 1.2E+17. */
export class DamageFinder {
  private readonly procedures: ReadonlySet<string>;

  constructor(procedures: readonly string[]) {
    this.procedures = new Set(procedures);
  }

  find({ cells }: CaseRow): readonly DamagedCode[] {
    return cells.flatMap((cell, place) => (cell === undefined ? [] : this.inCell(cell, place)));
  }

  private inCell({ column, text, fault }: CaseCell, place: number): DamagedCode[] {
    const kind = columnSchema(column)?.kind;
    if (fault?.reason === 'cell_digits_lost') return [lost(place, column, fault.value)];
    if (fault?.reason === 'cell_code_is_number' && column === 'px') return [this.ofProcedure(place, fault.value)];
    if (fault?.reason === 'cell_code_is_number') return [asText(place, column, fault.value)];
    if (kind === 'text' || kind === 'dictionary') return isSpreadsheetNumber(text) ? [lost(place, column, text)] : [];
    if (column !== 'px') return [];
    return text
      .split(SIGNS)
      .map(normaliseCode)
      .filter((code) => EatenZeros.isDamaged(code) && !this.procedures.has(code))
      .map((code) => this.ofProcedure(place, code));
  }

  private ofProcedure(place: number, found: string): DamagedCode {
    const column = 'px';
    const fits = this.fits(found);
    const [repair] = fits;
    if (fits.length === 1 && repair !== undefined) {
      const advice = {
        zh: `${labelOf(column).zh}：${found} 应为 ${repair}`,
        en: `${labelOf(column).en}: ${found} should be ${repair}`,
      };
      return { place, column, found, repair, advice };
    }
    const offered = fits.length > 0 ? fits : this.below(found);
    if (offered.length === 0) return asText(place, column, found);
    const more = offered.length > MOST_OFFERED ? ' …' : '';
    const list = offered.slice(0, MOST_OFFERED).join(' / ') + more;
    return {
      place,
      column,
      found,
      repair: undefined,
      advice: {
        zh: `${labelOf(column).zh}：${found} 可能是 ${list}，请改正，单元格设为文本`,
        en: `${labelOf(column).en}: ${found} may be ${list}; correct it in a text cell`,
      },
    };
  }

  /** Codes that a spreadsheet shows as this number: 03.3100 as 3.31. */
  private fits(found: string): string[] {
    const number = Number(found);
    return [...this.procedures].filter((code) => PLAIN_NUMBER.test(code) && Number(code) === number);
  }

  /** Codes of the category that a whole number was: 47 was 47.0 or 47.1, so 47.01, 47.09 and so on. */
  private below(found: string): string[] {
    const [whole = '', rest = ''] = found.split('.');
    const start = `${whole.padStart(2, '0')}.${rest === '' ? '0' : rest}`;
    return [...this.procedures].filter((code) => code.startsWith(start) && PLAIN_NUMBER.test(code));
  }
}

function asText(place: number, column: string, found: string): DamagedCode {
  const { zh, en } = labelOf(column);
  return {
    place,
    column,
    found,
    repair: undefined,
    advice: {
      zh: `${zh}：${found} 是数值，编码的零可能已丢失；请从原系统重取，单元格设为文本`,
      en: `${en}: ${found} is a number, zeros of the code may be lost; take it from its source into a text cell`,
    },
  };
}

function lost(place: number, column: string, found: string): DamagedCode {
  const { zh, en } = labelOf(column);
  const advice = {
    zh: reasonText('cell_scientific_notation', { value: found, label: zh }).zh,
    en: reasonText('cell_scientific_notation', { value: found, label: en }).en,
  };
  return { place, column, found, repair: undefined, advice };
}

const labelOf = (column: string): Text => columnSchema(column)!.label;
