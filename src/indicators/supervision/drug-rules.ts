import { needColumn } from '../../cases/case-table.js';
import { maskOfPatterns } from '../../kernel/match-patterns.js';
import type { MonitorFacts } from '../monitor/monitor-facts.js';
import { isAbove } from '../monitor/rules/rule-parts.js';
import type { SupervisionFinding } from './finding-list.js';
import { supervisionRule } from './supervision-rule.js';

/** Quantities are compared in millionths, so that decimals on an edge are on it. */
const MILLION = 1_000_000;

/** One listed drug in one case: net amount in fen and net quantity in millionths, reversals taken off. */
interface Use {
  readonly row: number;
  readonly subject: string;
  amountFen: number;
  quantity: number;
}

/** What of the items that some patterns fit was charged in each case, in the order of the lines. */
function usesOf(facts: MonitorFacts, patterns: readonly string[]): Use[] {
  const items = facts.items!;
  const isListed = maskOfPatterns(items.items, patterns);
  const uses = new Map<number, Use>();
  for (let line = 0; line < items.count; line++) {
    if (isListed[items.item[line]!] === 0) continue;
    const row = items.row[line]!;
    const use = uses.get(row) ?? { row, subject: items.items[items.item[line]!]!, amountFen: 0, quantity: 0 };
    uses.set(row, use);
    const amount = items.amountFen[line]!;
    use.amountFen += amount;
    use.quantity += Math.sign(amount) * Math.round(Math.abs(Number(items.quantity[line]!)) * MILLION);
  }
  return [...uses.values()].filter(({ amountFen }) => amountFen > 0);
}

const casesWithItems = (facts: MonitorFacts): number => new Set(facts.items!.row).size;

/** 超适应症用药: a listed drug in a case that has none of the diagnoses for which it is paid. */
export const offIndication = supervisionRule({
  key: 'off_indication',
  label: { zh: '超适应症用药', en: 'drugs without an indication' },
  needs: ['items', { column: 'dx' }],
  find: (facts, { drugs }) => {
    const dx = needColumn(facts.table, 'dx', 'codes', 'monitor');
    const findings: SupervisionFinding[] = [];
    for (const { items, indications } of drugs) {
      const isIndicated = maskOfPatterns(dx.values, indications);
      for (const { row, subject, amountFen } of usesOf(facts, items)) {
        let has = 0;
        for (let at = dx.offsets[row]!; at < dx.offsets[row + 1]!; at++) has += isIndicated[dx.codes[at]!]!;
        if (has === 0) findings.push({ rule: 'off_indication', row, subject, amountFen, value: 0, limit: 1 });
      }
    }
    return { findings, judged: casesWithItems(facts) };
  },
});

/** 超量用药: more of a listed drug than so many units a day of the stay. */
export const overQuantity = supervisionRule({
  key: 'over_quantity',
  label: { zh: '超量用药', en: 'more of a drug than is usual' },
  needs: ['items', { column: 'los_days' }],
  find: (facts, { drugs }) => {
    const days = needColumn(facts.table, 'los_days', 'integer', 'monitor').values;
    const findings: SupervisionFinding[] = [];
    for (const { items, a_day: most } of drugs) {
      for (const { row, subject, amountFen, quantity } of usesOf(facts, items)) {
        if (days[row]! < 0 || Number.isNaN(quantity)) continue;
        const stay = Math.max(1, days[row]!);
        const at = Math.round(most.at * MILLION) * stay;
        if (!isAbove(quantity, { ...most, at })) continue;
        const value = quantity / MILLION / stay;
        findings.push({ rule: 'over_quantity', row, subject, amountFen, value, limit: most.at });
      }
    }
    return { findings, judged: casesWithItems(facts) };
  },
});
