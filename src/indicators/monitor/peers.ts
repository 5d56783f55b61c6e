import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { COLUMN, tableOfRows } from '../../kernel/table-of-rows.js';
import { hospitalIdColumn } from './hospital-id-column.js';
import type { HospitalFigures } from './indicator-tables.js';
import type { MonitorFacts } from './monitor-facts.js';

/** Where a value stands among its peers; NaN in all where they are too few. */
export interface PeerPlace {
  readonly peers: number;
  /** Share of peers, itself counted, with a value at or below its own. */
  readonly percentile: number;
  readonly quarter: number;
  readonly median: number;
  readonly threeQuarters: number;
}

/**
 * Place of each value among those that are there: percentile = values at or below it ÷ values; quantiles of rule 7
 * (linear). Fewer values than `least` are suppressed: a percentile of four would show three other hospitals.
 */
export function peerPlaces(values: readonly number[], least: number): PeerPlace[] {
  const sorted = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort();
  const count = sorted.length;
  const isShown = count >= least;
  const quantile = (share: number): number => {
    const place = (count - 1) * share;
    const low = Math.floor(place);
    const next = sorted[Math.min(low + 1, count - 1)]!;
    return sorted[low]! + (next - sorted[low]!) * (place - low);
  };
  const [quarter, median, threeQuarters] = isShown ? [quantile(0.25), quantile(0.5), quantile(0.75)] : [];
  return values.map((value) => ({
    peers: count,
    percentile: isShown && !Number.isNaN(value) ? atOrBelow(sorted, value) / count : Number.NaN,
    quarter: quarter ?? Number.NaN,
    median: median ?? Number.NaN,
    threeQuarters: threeQuarters ?? Number.NaN,
  }));
}

function atOrBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const { key, text, count, ratio } = COLUMN;
const number = (name: string, zh: string, en: string): ResultColumnSchema => ({
  name,
  type: 'number',
  decimals: 4,
  label: { zh, en },
});

/** Each hospital's figures among the hospitals of its level: a line a hospital and indicator; money in yuan. */
export function peersTable(facts: MonitorFacts, { indicators, cases, values }: HospitalFigures): ResultTable {
  const least = facts.rules.peers.least_hospitals;
  const lines: { hospital: string; level: string; indicator: string; value: number; place: PeerPlace }[] = [];
  const shown = [...facts.hospitals.keys()]
    .filter((h) => h > 0 && cases[h]! > 0)
    .sort((a, b) => compareCodePoints(facts.hospitals[a]!, facts.hospitals[b]!));
  for (const level of [...new Set(shown.map((h) => facts.levels[h]!))].sort(compareCodePoints)) {
    const peers = shown.filter((h) => facts.levels[h] === level);
    indicators.forEach(({ key, unit }, i) => {
      const own = peers.map((h) => (unit === 'fen' ? values[i]![h]! / 100 : values[i]![h]!));
      peerPlaces(own, least).forEach((place, p) => {
        lines.push({ hospital: facts.hospitals[peers[p]!]!, level, indicator: key, value: own[p]!, place });
      });
    });
  }
  const order = new Map(indicators.map(({ key }, i) => [key, i]));
  lines.sort((a, b) => compareCodePoints(a.hospital, b.hospital) || order.get(a.indicator)! - order.get(b.indicator)!);
  return tableOfRows(
    {
      name: 'monitor_peers',
      version: 1,
      title: { zh: '同级对标（百分位）', en: 'Peers of the same level (percentiles)' },
      columns: [
        hospitalIdColumn(facts),
        text('level', '等级', 'level'),
        key('indicator', '指标', 'indicator'),
        number('value', '本院', 'value'),
        count('peers', '同级机构数', 'hospitals of the level'),
        ratio('percentile', '百分位', 'percentile', {
          zh: `同级中不高于本院的机构占比；同级不足 ${least} 家时不显示`,
          en: `share of the level's hospitals at or below it; suppressed under ${least} hospitals`,
        }),
        number('p25', '同级 P25', 'P25 of the level'),
        number('p50', '同级中位数', 'median of the level'),
        number('p75', '同级 P75', 'P75 of the level'),
      ],
    },
    lines.map(({ hospital, level, indicator, value, place }) => ({
      hospital_id: hospital,
      level,
      indicator,
      value,
      peers: place.peers,
      percentile: place.percentile,
      p25: place.quarter,
      p50: place.median,
      p75: place.threeQuarters,
    })),
  );
}
