import type { GroupCatalogue } from '../grouping/group-columns.js';
import { compareDecimals, formatDecimal } from '../kernel/decimal.js';
import type { Text } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import { compareCodePoints } from '../kernel/hash.js';
import { formatYuan } from '../kernel/money.js';
import { weightFinding } from './weight-findings.js';
import { formatWeightKey } from './weight-key.js';
import type { WeightRow, WeightTable } from './weight-table.js';

/**
 * Last character of a DRG by the national convention: 1 with MCC, 3 with CC, 5 with neither; from heavy to light.
 * Other characters (9 not split, letters for age or technique) say nothing about severity and are not compared.
 * @source CHS-DRG technical specification, unverified
 */
const SEVERITIES: readonly { readonly character: string; readonly text: Text }[] = [
  { character: '1', text: { zh: '伴严重并发症', en: 'with MCC' } },
  { character: '3', text: { zh: '伴并发症', en: 'with CC' } },
  { character: '5', text: { zh: '不伴并发症', en: 'without' } },
];

/**
 * What the experts' talks on weights need to see, in order of group code: inversion (权重倒挂: MCC below CC below
 * none, within one ADRG; equal weights are no inversion), groups without cases, groups whose weight is rounded to 0 (to
 * pricing they have none), unstable groups with the mean that was used instead. All are warnings: a table with them can be used.
 */
export function checkWeights(table: WeightTable, catalogue: GroupCatalogue): Finding[] {
  const adrgOf = new Map(catalogue.codes.map((code, index) => [code, catalogue.adrgs[index]!]));
  const findings: { readonly group: string; readonly finding: Finding }[] = [];
  const byAdrg = new Map<string, WeightRow[]>();
  for (const row of table.rows) {
    const adrg = adrgOf.get(row.group) ?? '';
    const finding = isStatedByKey(table, row) ? undefined : statusFinding(row, adrg);
    if (finding !== undefined) findings.push({ group: row.group, finding });
    const rows = byAdrg.get(adrg);
    if (rows === undefined) byAdrg.set(adrg, [row]);
    else rows.push(row);
  }
  for (const [adrg, rows] of byAdrg) {
    if (adrg === '') continue;
    findings.push(...inversions(adrg, rows, ''));
    for (const variant of table.variants ?? []) {
      const { weights } = variant;
      if (weights === undefined || !rows.some((row) => weights.has(row.group))) continue;
      const stated = rows.map((row) => ({ ...row, weight: weights.get(row.group) ?? row.weight }));
      findings.push(...inversions(adrg, stated, formatWeightKey(variant.key)));
    }
  }
  return findings
    .sort((a, b) => compareCodePoints(a.group, b.group) || compareCodePoints(a.finding.code, b.finding.code))
    .map((entry) => entry.finding);
}

/** A row without a weight of its own whose group has weights or standards by key is no empty group. */
function isStatedByKey(table: WeightTable, row: WeightRow): boolean {
  if (row.weight !== undefined || row.pay !== undefined) return false;
  return (table.variants ?? []).some(
    ({ weights, standards }) => weights?.has(row.group) === true || standards?.has(row.group) === true,
  );
}

function statusFinding(row: WeightRow, adrg: string): Finding | undefined {
  const details = {
    group: row.group,
    adrg,
    kept: row.keptCases,
    mean: formatYuan(row.meanFen),
    cv: Number.isNaN(row.cv) ? '—' : String(row.cv),
    weight: row.weight === undefined ? '—' : formatDecimal(row.weight),
  };
  if (row.pay !== undefined) {
    const note = row.note === undefined ? '' : `: ${row.note}`;
    return weightFinding('weight_group_paid_otherwise', row.group, { group: row.group, pay: row.pay, note });
  }
  if (row.weight === undefined) return weightFinding('weight_group_empty', row.group, details);
  if (row.weight.digits === 0) return weightFinding('weight_rounds_to_zero', row.group, details);
  if (row.status === 'fallback') return weightFinding('weight_group_fallback', row.group, details);
  if (row.status === 'unstable') return weightFinding('weight_group_unstable', row.group, details);
  return undefined;
}

/** Each neighbouring pair of severities that an ADRG has, heavier one lighter in weight. */
function inversions(adrg: string, rows: readonly WeightRow[], key: string): { group: string; finding: Finding }[] {
  const present = SEVERITIES.flatMap(({ character, text }) => {
    const row = rows.find((candidate) => candidate.group === adrg + character);
    return row?.weight === undefined ? [] : [{ group: row.group, weight: row.weight, text }];
  });
  const found: { group: string; finding: Finding }[] = [];
  for (let i = 1; i < present.length; i++) {
    const heavier = present[i - 1]!;
    const lighter = present[i]!;
    if (compareDecimals(heavier.weight, lighter.weight) >= 0) continue;
    const words = (language: 'zh' | 'en') => ({
      adrg,
      heavier: heavier.group,
      heavierText: heavier.text[language],
      heavierWeight: formatDecimal(heavier.weight),
      lighter: lighter.group,
      lighterText: lighter.text[language],
      lighterWeight: formatDecimal(lighter.weight),
    });
    const path = key === '' ? heavier.group : `${heavier.group} (${key})`;
    const finding = weightFinding('weight_inversion', path, words('zh'));
    found.push({
      group: heavier.group,
      finding: { ...finding, en: weightFinding('weight_inversion', path, words('en')).en },
    });
  }
  return found;
}
