import type { SheetCell } from '../../cases/read/read-table-sheets.js';
import { type Decimal, formatDecimal, parseDecimal, roundDecimal } from '../../kernel/decimal.js';
import { type CellPlace, oddity, type PublishedOddity } from './published-findings.js';

const DASHES = /^(?:[-—–―－一/\\]+|无|空|n\/?a|null|nan)$/i;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const LONG = /^\+?(\d*)\.(\d{14,})$/;
/** More decimals than any published number has. */
const MOST_DECIMALS = 8;

export interface NumberOptions {
  readonly place: Omit<CellPlace, 'value'>;
  /** Rounds to so many, where a profile says so. */
  readonly decimals: number | undefined;
  readonly isCovered: boolean;
  readonly findings: PublishedOddity[];
}

export type PublishedNumber =
  | { readonly kind: 'number'; readonly value: Decimal; readonly text: string }
  | { readonly kind: 'blank' | 'dash' | 'zero'; readonly text: string }
  | { readonly kind: 'words'; readonly text: string };

/**
 * A number of a published table as it is meant, full-width signs and thousands' commas read as what they are; or that
 * the cell is blank, a dash, 0, or words. Other things are told and given as words.
 */
export function readPublishedNumber(cell: SheetCell | undefined, options: NumberOptions): PublishedNumber {
  const { findings, decimals } = options;
  if (typeof cell === 'object') {
    findings.push(oddity('import_cell_fault', { ...options.place, value: cell.value }));
    return { kind: 'words', text: '' };
  }
  const written = cell ?? '';
  const place = { ...options.place, value: written };
  if (written !== '' && options.isCovered) {
    findings.push(oddity('import_cell_merged', place));
    return { kind: 'words', text: '' };
  }
  const text = written.normalize('NFKC').replace(/\s/g, '');
  if (text === '') return { kind: 'blank', text: written };
  if (DASHES.test(text)) return { kind: 'dash', text: written };
  const plain = THOUSANDS.test(text) ? text.replaceAll(',', '') : text;
  const long = LONG.exec(plain);
  if (long !== null) {
    // A double of a workbook written out: longer than any exact decimal here.
    if (decimals === undefined) {
      findings.push(oddity('import_decimals', place));
      return { kind: 'words', text: '' };
    }
    const [, whole = '', fraction = ''] = long;
    const digits = Number(whole + fraction.slice(0, decimals)) + (fraction.charAt(decimals) >= '5' ? 1 : 0);
    const number = formatDecimal({ digits, scale: decimals });
    findings.push(oddity('import_rounded', place, { decimals, number }));
    return digits === 0
      ? { kind: 'zero', text: written }
      : { kind: 'number', value: parseDecimal(number)!, text: written };
  }
  const value = parseDecimal(plain);
  if (value === undefined) return { kind: 'words', text: written };
  if (value.digits === 0) return { kind: 'zero', text: written };
  if (value.digits < 0) {
    findings.push(oddity('import_number_wrong', place));
    return { kind: 'words', text: '' };
  }
  if (decimals !== undefined && value.scale > decimals) {
    const rounded = roundDecimal(value, decimals);
    const number = formatDecimal(rounded);
    findings.push(oddity('import_rounded', place, { decimals, number }));
    return { kind: 'number', value: parseDecimal(number)!, text: written };
  }
  if (value.scale > MOST_DECIMALS) {
    findings.push(oddity('import_decimals', place));
    return { kind: 'words', text: '' };
  }
  if (text !== written.trim()) findings.push(oddity('import_number_width', place, { number: formatDecimal(value) }));
  return { kind: 'number', value, text: written };
}
