import { compareCodePoints } from '../../../kernel/hash.js';
import type { DipDocument } from '../dip-document.js';
import { patternText } from '../load/parse-patterns.js';
import type { SheetRow } from './workbook-sheets.js';

/** Percent that one step of the fourth sign of T31 and T32 stands for: T31.3 is 30 to 39 %. */
const AREA_STEP = 10;
const LAST_STEP = 9;

/**
 * Conditions of the sheets of 辅助细分: lists of other diagnoses by name, and the condition of each row. Equal lists of the
 * base scheme keep their names.
 */
export class WorkbookConditions {
  readonly lists: Map<string, readonly string[]>;

  constructor(base: DipDocument) {
    this.lists = new Map([...base.diagnosisLists].map(([name, patterns]) => [name, patterns.map(patternText)]));
  }

  /** A condition that one of the other diagnoses meets these patterns. */
  secondary(patterns: readonly string[], prefix: string): string {
    return `sdx(${this.listOf(patterns, prefix)})`;
  }

  /** Name of a list of these patterns: the one there is, else a new one. */
  listOf(patterns: readonly string[], prefix: string): string {
    const key = keyOf(patterns);
    for (const [name, known] of this.lists) if (keyOf(known) === key) return name;
    let name = `${prefix}_${patterns[0]!.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
    while (this.lists.has(name)) name += '_2';
    this.lists.set(name, patterns);
    return name;
  }

  /** The area of a burn as the codes T31.n and T32.n among the other diagnoses. Undefined where it is not understood. */
  burnArea(row: SheetRow): string | undefined {
    const text = row.text('面积').normalize('NFKC');
    const numbers = [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));
    const [first, second] = numbers;
    if (first === undefined) return undefined;
    const isBelow = numbers.length === 1 && /[<≤]/.test(text);
    const from = isBelow ? 0 : Math.floor(first / AREA_STEP);
    const last = isBelow ? first - 1 : second === undefined ? LAST_STEP * AREA_STEP : second;
    const steps: number[] = [];
    for (let step = from; step <= Math.min(LAST_STEP, Math.floor(last / AREA_STEP)); step++) steps.push(step);
    return this.secondary([...steps.map((step) => `T31.${step}`), ...steps.map((step) => `T32.${step}`)], 'burn');
  }
}

function keyOf(patterns: readonly string[]): string {
  return [...patterns].sort(compareCodePoints).join(' ');
}

/** Age and birth weight of a pre-group: "＜29天", "1000～1499克". Undefined where the row is not understood. */
export function preGroupWeights(row: SheetRow): string | undefined {
  const text = `${row.text('主要手术操作编码')} ${row.text('相关手术操作编码')} ${row.text('说明')}`.normalize('NFKC');
  const days = /<\s*(\d+)\s*天/.exec(text)?.[1];
  const weights = /(\d+)\s*(?:g|克)?\s*[-–—~～至]\s*(\d+)\s*(?:g|克)/i.exec(text);
  const most = weights?.[2] ?? /[<≤]\s*(\d+)\s*(?:g|克)/i.exec(text)?.[1];
  if (days === undefined || most === undefined) return undefined;
  const least = Number(weights?.[1] ?? 0);
  const atLeast = least > 0 ? `birth_weight_g >= ${least} and ` : '';
  return `adx(preterm) and age_days < ${days} and ${atLeast}birth_weight_g <= ${most}`;
}
