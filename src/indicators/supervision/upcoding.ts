import { STATUS_GROUPED } from '../../grouping/group-columns.js';
import { maskOfPatterns } from '../../kernel/match-patterns.js';
import { PRICE_MEASURES } from '../monitor/measures/price-measures.js';
import type { MonitorFacts } from '../monitor/monitor-facts.js';
import { isAbove, isBelow } from '../monitor/rules/rule-parts.js';
import { byHospital } from './against-peers.js';
import type { SupervisionFinding } from './finding-list.js';
import { supervisionRule } from './supervision-rule.js';

/** ADRGs by number, and the severity sign of each group: the last character of its code. */
function adrgsOf({ catalogue }: MonitorFacts) {
  const names = [...new Set(catalogue.adrgs)];
  const numbers = new Map(names.map((adrg, n) => [adrg, n]));
  return {
    names,
    ofGroup: Int32Array.from(catalogue.adrgs, (adrg) => (adrg === '' ? -1 : numbers.get(adrg)!)),
    severity: catalogue.codes.map((code) => code.slice(-1)),
  };
}

/** 高套: a hospital's share of the highest severity in an ADRG, against the other hospitals' share in the same one. */
export const severityShare = supervisionRule({
  key: 'severity_share',
  label: { zh: '最高严重程度占比高于同行', en: 'share of the highest severity above the others' },
  needs: ['drg', { column: 'hospital_id' }],
  find: (facts, rule) => {
    const { names, ofGroup, severity } = adrgsOf(facts);
    const hasTop = new Set(facts.catalogue.adrgs.filter((_, g) => severity[g] === rule.top));
    const width = names.length;
    const all = new Float64Array(facts.hospitals.length * width);
    const top = new Float64Array(all.length);
    const allOf = new Float64Array(width);
    const topOf = new Float64Array(width);
    const { group, status } = facts.groups;
    for (let row = 0; row < facts.caseCount; row++) {
      const adrg = ofGroup[group[row]!]!;
      if (status[row] !== STATUS_GROUPED || adrg < 0) continue;
      const isTop = severity[group[row]!] === rule.top ? 1 : 0;
      all[facts.hospital[row]! * width + adrg]! += 1;
      top[facts.hospital[row]! * width + adrg]! += isTop;
      allOf[adrg]! += 1;
      topOf[adrg]! += isTop;
    }
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (let h = 1; h < facts.hospitals.length; h++) {
      for (let adrg = 0; adrg < width; adrg++) {
        const [cases, tops] = [all[h * width + adrg]!, top[h * width + adrg]!];
        const [others, otherTops] = [allOf[adrg]! - cases, topOf[adrg]! - tops];
        if (!hasTop.has(names[adrg]!) || cases < rule.least_cases || others < rule.least_cases) continue;
        judged++;
        const ratio =
          otherTops === 0 ? (tops === 0 ? 0 : Number.POSITIVE_INFINITY) : (tops * others) / (cases * otherTops);
        if (!isAbove(ratio, rule.ratio)) continue;
        const finding = { rule: 'severity_share', hospital: h, subject: names[adrg]!, amountFen: Number.NaN } as const;
        findings.push({ ...finding, value: tops / cases, limit: (rule.ratio.at * otherTops) / others });
      }
    }
    return { findings, judged };
  },
});

/** 高套: coded at one severity, yet both shorter and cheaper than the mean of the level below in the same ADRG. */
export const severityMismatch = supervisionRule({
  key: 'severity_mismatch',
  label: {
    zh: '高严重程度但住院日与费用均低于下一级均值',
    en: 'severe by code, yet below the next level’s mean days and charges',
  },
  needs: ['drg', { column: 'total_cost' }, { column: 'los_days' }],
  find: (facts, rule) => {
    const { ofGroup, severity } = adrgsOf(facts);
    const { costFen, costCases, losDays, losCases } = facts.means;
    const groupAt = new Map([...ofGroup].map((adrg, g) => [`${adrg} ${severity[g]}`, g]));
    /** By group: the group of the same ADRG one level down that has enough cases; -1 none. */
    const below = Int32Array.from(ofGroup, (adrg, g) => {
      const at = rule.levels.findIndex(({ level }) => level === severity[g]);
      if (adrg < 0 || at < 0) return -1;
      for (const { level } of rule.levels.slice(at + 1)) {
        const next = groupAt.get(`${adrg} ${level}`);
        if (next !== undefined && Math.min(costCases[next]!, losCases[next]!) >= rule.least_cases) return next;
      }
      return -1;
    });
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (let row = 0; row < facts.caseCount; row++) {
      const next = below[facts.groups.group[row]!]!;
      const [fen, days] = [facts.cost[row]!, facts.los[row]!];
      if (facts.groups.status[row] !== STATUS_GROUPED || next < 0 || !(fen >= 0) || days < 0) continue;
      judged++;
      const isCheaper = fen * costCases[next]! < costFen[next]!;
      const isShorter = days * losCases[next]! < losDays[next]!;
      if (!isCheaper || !isShorter) continue;
      const subject = facts.catalogue.codes[next]!;
      const value = (fen * costCases[next]!) / costFen[next]!;
      findings.push({ rule: 'severity_mismatch', row, subject, amountFen: fen, value, limit: 1 });
    }
    return { findings, judged };
  },
});

/** 临界区病例占比 of a hospital. */
export const nearEdge = supervisionRule({
  key: 'near_edge',
  label: { zh: '临界区病例占比过高', en: 'many cases near an outlier edge' },
  needs: [...PRICE_MEASURES.near_edge_cases.needs, { column: 'hospital_id' }],
  find: (facts, rule) => {
    const near = PRICE_MEASURES.near_edge_cases.values(facts);
    const paid = PRICE_MEASURES.group_paid_cases.values(facts);
    const [nearOf, paidOf] = [byHospital(facts, (row) => near[row]!), byHospital(facts, (row) => paid[row]!)];
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (let h = 1; h < paidOf.length; h++) {
      if (paidOf[h]! < rule.least_cases) continue;
      judged++;
      const share = nearOf[h]! / paidOf[h]!;
      if (!isAbove(share, rule.share)) continue;
      findings.push({ rule: 'near_edge', hospital: h, amountFen: Number.NaN, value: share, limit: rule.share.at });
    }
    return { findings, judged };
  },
});

/** DIP: an entry with a procedure whose charges are hardly any of the bill. */
export const relatedOperation = supervisionRule({
  key: 'related_operation',
  label: { zh: '相关手术费用占比过低', en: 'operation a small part of the bill' },
  needs: ['dip', 'items', { column: 'total_cost' }],
  find: (facts, rule) => {
    const items = facts.items!;
    const isOperation = maskOfPatterns(items.categories, rule.categories);
    const sums = new Float64Array(facts.caseCount).fill(Number.NaN);
    for (let line = 0; line < items.count; line++) {
      const row = items.row[line]!;
      if (Number.isNaN(sums[row])) sums[row] = 0;
      if (isOperation[items.category[line]!] === 1) sums[row]! += items.amountFen[line]!;
    }
    const px = facts.table.columns.px;
    const findings: SupervisionFinding[] = [];
    let judged = 0;
    for (let row = 0; row < facts.caseCount; row++) {
      const fen = facts.cost[row]!;
      if (facts.groups.status[row] !== STATUS_GROUPED || Number.isNaN(sums[row]) || !(fen > 0)) continue;
      if (px?.kind !== 'codes' || px.offsets[row] === px.offsets[row + 1]) continue;
      judged++;
      const share = sums[row]! / fen;
      if (!isBelow(share, rule.share)) continue;
      findings.push({ rule: 'related_operation', row, amountFen: fen, value: share, limit: rule.share.at });
    }
    return { findings, judged };
  },
});
