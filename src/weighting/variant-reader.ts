import { type Decimal, roundDecimal } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import { compareCodePoints } from '../kernel/hash.js';
import { fenOf } from '../kernel/money.js';
import { readDecimal } from './read-weight-cell.js';
import { formatVariantColumn, parseVariantColumn, VARIANT_KINDS, type VariantColumn } from './weight-columns.js';
import { weightFinding } from './weight-findings.js';
import { formatWeightKey, type WeightKey } from './weight-key.js';
import type { WeightVariant } from './weight-table.js';

interface ReadColumn extends VariantColumn {
  readonly place: number;
  readonly heading: string;
  readonly texts: Map<string, string>;
  readonly values: Map<string, Decimal | number>;
}

/** Takes the columns by key of a weight file, row by row. */
export class VariantReader {
  private readonly columns: ReadColumn[] = [];

  constructor(
    headings: readonly string[],
    file: string,
    private readonly weightDecimals: number,
    private readonly findings: Finding[],
  ) {
    const seen = new Set<string>();
    headings.forEach((heading, place) => {
      const column = parseVariantColumn(heading);
      if (column === undefined) return;
      const name = column === 'invalid' ? heading : formatVariantColumn(column);
      if (column === 'invalid' || seen.has(name)) {
        const code = column === 'invalid' ? 'weight_key_unreadable' : 'weight_key_doubled';
        findings.push(weightFinding(code, file, { heading }));
        return;
      }
      seen.add(name);
      this.columns.push({ ...column, place, heading, texts: new Map(), values: new Map() });
    });
  }

  /** Does the row state anything by a key? */
  hasValues(cells: readonly string[]): boolean {
    return this.columns.some(({ kind, place }) => kind !== 'control_weight' && (cells[place] ?? '') !== '');
  }

  /** Does a second row of a group state the same? */
  isSame(group: string, cells: readonly string[]): boolean {
    return this.columns.every(({ place, texts }) => texts.get(group) === (cells[place] ?? ''));
  }

  take(group: string, cells: readonly string[], path: string): void {
    for (const { kind, place, heading, texts, values } of this.columns) {
      const text = cells[place] ?? '';
      texts.set(group, text);
      const value = readDecimal(text, { group, path, column: heading, findings: this.findings });
      if (value === undefined) continue;
      const isWeight = kind === 'weight' || kind === 'control_weight';
      if (isWeight && value.scale > this.weightDecimals) {
        const details = { group, found: text, decimals: this.weightDecimals };
        this.findings.push(weightFinding('weight_decimals', path, details));
        continue;
      }
      const { isMoney } = VARIANT_KINDS.find((entry) => entry.kind === kind)!;
      values.set(group, isMoney ? fenOf(value) : isWeight ? roundDecimal(value, this.weightDecimals) : value);
    }
  }

  /** In the order of keys as texts. */
  finish(): WeightVariant[] {
    const byKey = new Map<string, { key: WeightKey; values: Record<string, ReadonlyMap<string, Decimal | number>> }>();
    for (const { kind, key, values } of this.columns) {
      if (values.size === 0) continue;
      const text = formatWeightKey(key);
      const variant = byKey.get(text) ?? { key, values: {} };
      variant.values[VARIANT_KINDS.find((entry) => entry.kind === kind)!.field] = values;
      byKey.set(text, variant);
    }
    return [...byKey]
      .sort(([a], [b]) => compareCodePoints(a, b))
      .map(([, { key, values }]): WeightVariant => ({ key, ...values }));
  }
}
