import { compareDecimals, compareToMultiple, type Decimal, decimalOf, formatDecimal } from './decimal.js';
import type { Finding } from './finding.js';
import type { Fen } from './money.js';

/**
 * One band of an ordered list, first that holds wins. Edges are multiples of a basis; an absent edge is open. The
 * flags say whether the band owns its edge.
 */
export interface Band {
  readonly name: string;
  readonly from: Decimal | undefined;
  readonly isFromIncluded: boolean;
  readonly to: Decimal | undefined;
  readonly isToIncluded: boolean;
}

/** The form of a band in a document. */
export interface BandDocument {
  readonly name: string;
  readonly from?: number | undefined;
  readonly from_included?: boolean | undefined;
  readonly to?: number | undefined;
  readonly to_included?: boolean | undefined;
}

/**
 * Bands that stand apart, as outlier bands do: between them the normal case is implied, and a band without `from`
 * begins at nothing. Edges included unless the flags say otherwise: `from` yes, `to` no.
 */
export function separateBands(documents: readonly BandDocument[]): readonly Band[] {
  return documents.map((document) => ({
    name: document.name,
    from: edge(document.from),
    isFromIncluded: document.from_included ?? true,
    to: edge(document.to),
    isToIncluded: document.to_included ?? false,
  }));
}

/**
 * Bands that cover everything one after the other, as retention bands do: a band without `from` begins where the one
 * before ends, on the side of the edge that is left over. An upper edge is included unless the flag says otherwise.
 */
export function chainedBands(documents: readonly BandDocument[]): readonly Band[] {
  const bands: Band[] = [];
  for (const document of documents) {
    const before = bands.at(-1);
    const isImplied = document.from === undefined;
    bands.push({
      name: document.name,
      from: isImplied ? before?.to : edge(document.from),
      isFromIncluded: isImplied
        ? before !== undefined && !before.isToIncluded
        : (document.from_included ?? !(before?.isToIncluded ?? false)),
      to: edge(document.to),
      isToIncluded: document.to_included ?? true,
    });
  }
  return bands;
}

function edge(value: number | undefined): Decimal | undefined {
  return value === undefined ? undefined : decimalOf(value);
}

/**
 * Whether amount / basis lies in the band: exact, by amount against edge × basis. A basis of 0 puts a positive amount
 * above every edge, and an amount of 0 on every edge.
 */
export function isInBand(band: Band, amountFen: Fen, basisFen: Fen): boolean {
  if (band.from !== undefined) {
    const side = compareToMultiple(amountFen, basisFen, band.from);
    if (side < 0 || (side === 0 && !band.isFromIncluded)) return false;
  }
  if (band.to !== undefined) {
    const side = compareToMultiple(amountFen, basisFen, band.to);
    if (side > 0 || (side === 0 && !band.isToIncluded)) return false;
  }
  return true;
}

/** Index of the first band that holds; -1 where none does (the implied normal band). Amounts must not be missing. */
export function findBand(bands: readonly Band[], amountFen: Fen, basisFen: Fen): number {
  for (let i = 0; i < bands.length; i++) if (isInBand(bands[i]!, amountFen, basisFen)) return i;
  return -1;
}

/** "(2, 3]", open ends as "(-", "-)". */
export function formatBand(band: Band): string {
  const from = band.from === undefined ? '(-' : `${band.isFromIncluded ? '[' : '('}${formatDecimal(band.from)}`;
  const to = band.to === undefined ? '-)' : `${formatDecimal(band.to)}${band.isToIncluded ? ']' : ')'}`;
  return `${from}, ${to}`;
}

/**
 * Faults of a band list: doubled names, empty bands, wrong order, overlaps (also of a single edge owned twice), and
 * gaps where the bands have to cover everything from 0 on.
 * @param cover  'gaps_are_normal' for outlier bands; 'everything' for bands that leave nothing out
 */
export function checkBands(
  bands: readonly Band[],
  path: string,
  cover: 'gaps_are_normal' | 'everything',
): readonly Finding[] {
  const findings: Finding[] = [];
  const report = (code: string, name: string, zh: string, en: string) =>
    findings.push({ code, severity: 'error', path: `${path}.${name}`, zh, en });
  const names = new Set<string>();
  for (const band of bands) {
    if (names.has(band.name)) {
      report(
        'band_name_twice',
        band.name,
        `分段名称“${band.name}”出现两次，请改名。`,
        `the band name "${band.name}" is used twice; rename one.`,
      );
    }
    names.add(band.name);
    if (isEmpty(band)) {
      report(
        'band_empty',
        band.name,
        `分段“${band.name}” ${formatBand(band)} 不含任何值：from 应小于 to。`,
        `band "${band.name}" ${formatBand(band)} holds nothing: from must be below to.`,
      );
    }
  }
  for (let i = 0; i + 1 < bands.length; i++) {
    const [band, next] = [bands[i]!, bands[i + 1]!];
    const pair = `“${band.name}” ${formatBand(band)}、“${next.name}” ${formatBand(next)}`;
    const pairEn = `"${band.name}" ${formatBand(band)} and "${next.name}" ${formatBand(next)}`;
    if (band.to === undefined || next.from === undefined) {
      const code =
        band.to !== undefined && next.to !== undefined && compareDecimals(next.to, band.to) <= 0
          ? 'band_order'
          : 'band_overlap';
      report(
        code,
        next.name,
        `分段 ${pair} 重叠或次序颠倒：后一段应从前一段的 to 开始。`,
        `bands ${pairEn} overlap or stand in the wrong order: the later must begin at the earlier one's to.`,
      );
      continue;
    }
    const side = compareDecimals(next.from, band.to);
    if (side < 0) {
      const isBefore = next.to !== undefined && band.from !== undefined && compareDecimals(next.to, band.from) <= 0;
      const code = isBefore ? 'band_order' : 'band_overlap';
      report(
        code,
        next.name,
        `分段 ${pair} 重叠或次序颠倒：后一段应从前一段的 to 开始。`,
        `bands ${pairEn} overlap or stand in the wrong order: the later must begin at the earlier one's to.`,
      );
    } else if (side === 0 && band.isToIncluded && next.isFromIncluded) {
      report(
        'band_overlap',
        next.name,
        `分段 ${pair} 都包含边界值，请只让一段包含。`,
        `bands ${pairEn} both own their edge; let one own it.`,
      );
    } else if (cover === 'everything' && (side > 0 || (!band.isToIncluded && !next.isFromIncluded))) {
      report(
        'band_gap',
        next.name,
        `分段 ${pair} 之间有空隙，其中的值无人支付。`,
        `bands ${pairEn} leave a gap; values in it would be paid by nobody.`,
      );
    }
  }
  if (cover === 'everything' && bands.length > 0) {
    const [first, last] = [bands[0]!, bands.at(-1)!];
    if (first.from !== undefined && !(first.from.digits === 0 && first.isFromIncluded)) {
      report(
        'band_gap',
        first.name,
        `第一段“${first.name}”应从 0 开始。`,
        `the first band "${first.name}" must begin at 0.`,
      );
    }
    if (last.to !== undefined) {
      report(
        'band_gap',
        last.name,
        `最后一段“${last.name}”不应有 to：其上的值无人支付。`,
        `the last band "${last.name}" must have no to: values above it would be paid by nobody.`,
      );
    }
  }
  return findings;
}

function isEmpty(band: Band): boolean {
  if (band.from === undefined || band.to === undefined) return false;
  const side = compareDecimals(band.from, band.to);
  return side > 0 || (side === 0 && !(band.isFromIncluded && band.isToIncluded));
}
