import { checkBands, formatBand, separateBands } from '../kernel/bands.js';
import type { Finding } from '../kernel/finding.js';
import { FindingList } from './finding-list.js';
import type { OutlierBand, Policy } from './policy-schema.js';
import { rangesMeet, testsMeet } from './tests-meet.js';

const LEVELS = ['3', '2', '1'] as const;

/**
 * Faults of the list of outlier bands. Bands under the same tests must stand in order and apart, for each level class;
 * bands under different tests may overlap, the first that holds wins, but one that no case can reach is told, and so is
 * a hole between the weights or points that bands of one kind are stated for.
 */
export function checkOutlierBands({ outliers, method }: Policy): Finding[] {
  const found = new FindingList();
  for (const level of LEVELS) {
    const ofLevel = outliers.bands.filter((band) => holdsAtLevel(band, level));
    for (const alike of groupsOf(ofLevel, testsKey).values())
      found.findings.push(...checkBands(separateBands(alike), 'outliers.bands', 'gaps_are_normal'));
    for (const family of groupsOf(ofLevel, familyKey).values()) checkUnits(family, found);
    checkHidden(ofLevel, found);
  }
  if (outliers.thin_cases !== undefined && outliers.basis !== 'level_mean') {
    found.error(
      'thin_cases_without_level_mean',
      'outliers.thin_cases',
      `thin_cases 只在 basis 为 level_mean 时有意义（现为 ${outliers.basis}）。请删除，或改 basis。`,
      `thin_cases means something only on the basis level_mean (found ${outliers.basis}). Delete it, or change the basis.`,
    );
  }
  if (outliers.basis === 'score' && method === 'drg-rate') {
    found.error(
      'score_basis_without_scores',
      'outliers.basis',
      'basis 为 score 需要点数或分值，而 method 为 drg-rate。请改用 standard 或 group_mean。',
      'the basis score needs points or scores, and the method is drg-rate. Use standard or group_mean.',
    );
  }
  return found.findings;
}

/** Whether a band may hold at hospitals of a level class. */
export function holdsAtLevel({ levels, when }: OutlierBand, level: '3' | '2' | '1'): boolean {
  return (
    (levels === undefined || levels.includes(level)) && (when?.levels === undefined || when.levels.includes(level))
  );
}

/** Equal for bands whose tests, levels aside, are the same. */
export function testsKey({ when }: OutlierBand): string {
  if (when === undefined) return '';
  const { levels: _, ...tests } = when;
  return Object.keys(tests).length === 0 ? '' : canonical(tests);
}

/** Equal for bands that differ by units alone and lie on the same side of the normal case. */
function familyKey(band: OutlierBand): string {
  const { units: _, levels: __, ...tests } = band.when ?? {};
  return `${band.from === undefined ? 'low' : 'high'} ${canonical(tests)}`;
}

const canonical = (value: object) => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

function groupsOf(bands: readonly OutlierBand[], keyOf: (band: OutlierBand) => string): Map<string, OutlierBand[]> {
  const groups = new Map<string, OutlierBand[]>();
  for (const band of bands) groups.set(keyOf(band), [...(groups.get(keyOf(band)) ?? []), band]);
  return groups;
}

/** Weights or points for which bands of one kind are stated: a hole between them is likely a slip. */
function checkUnits(family: readonly OutlierBand[], found: FindingList): void {
  const stated = [...new Map(family.flatMap((band) => unitsOf(band))).entries()]
    .map(([name, range]) => ({ name, ...range }))
    .sort((a, b) => (a.from ?? Number.NEGATIVE_INFINITY) - (b.from ?? Number.NEGATIVE_INFINITY));
  const bands = separateBands(stated);
  for (let i = 0; i + 1 < bands.length; i++) {
    const [band, next] = [stated[i]!, stated[i + 1]!];
    if (band.to === undefined || next.from === undefined || rangesMeet(band, next)) continue;
    if (band.to === next.from && (band.to_included || next.from_included)) continue;
    const [a, b] = [formatBand(bands[i]!), formatBand(bands[i + 1]!)];
    found.warning(
      'band_units_gap',
      `outliers.bands.${next.name}.when.units`,
      `分段“${band.name}”适用于权重（点数）${a}，“${next.name}”适用于 ${b}，其间没有分段。请核对。`,
      `band "${band.name}" is for weights or points ${a}, "${next.name}" for ${b}; between them there is none. Check it.`,
    );
  }
}

const unitsOf = (band: OutlierBand) => (band.when?.units === undefined ? [] : [[band.name, band.when.units] as const]);

/** A band that an earlier one without further tests takes whole. */
function checkHidden(bands: readonly OutlierBand[], found: FindingList): void {
  bands.forEach((band, index) => {
    if (testsKey(band) === '') return;
    const above = bands
      .slice(0, index)
      .find((one) => testsKey(one) === '' && testsMeet(one.when, band.when) && covers(one, band));
    if (above === undefined) return;
    found.warning(
      'band_never_reached',
      `outliers.bands.${band.name}`,
      `分段“${band.name}”永远轮不到：排在前面的“${above.name}”没有条件，已包含它的全部范围。请把有条件的分段放在前面。`,
      `band "${band.name}" is never reached: "${above.name}" stands before it without conditions and takes its whole range. Put the band with conditions first.`,
    );
  });
}

function covers(outer: OutlierBand, inner: OutlierBand): boolean {
  const isFromIn =
    outer.from === undefined ||
    (inner.from !== undefined &&
      (outer.from < inner.from || (outer.from === inner.from && (outer.from_included || !inner.from_included))));
  const isToIn =
    outer.to === undefined ||
    (inner.to !== undefined &&
      (outer.to > inner.to || (outer.to === inner.to && (outer.to_included || !inner.to_included))));
  return isFromIn && isToIn;
}
