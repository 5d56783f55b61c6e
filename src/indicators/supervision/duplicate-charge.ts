import { maskOfPatterns } from '../../kernel/match-patterns.js';
import type { ItemColumns } from '../monitor/further-tables.js';
import type { SupervisionFinding } from './finding-list.js';
import { supervisionRule } from './supervision-rule.js';

/**
 * 重复收费: lines of one stay that agree in item, day, quantity and amount, beyond the first; a reversal of the same
 * amount takes one off. Linking is by sort.
 */
export const duplicateCharge = supervisionRule({
  key: 'duplicate_charge',
  label: { zh: '重复收费', en: 'charged twice' },
  needs: ['item_days'],
  find: (facts, rule) => {
    const items = facts.items!;
    const isCounted = rule.categories === undefined ? undefined : maskOfPatterns(items.categories, rule.categories);
    const lines: number[] = [];
    for (let line = 0; line < items.count; line++) {
      if (isCounted === undefined || isCounted[items.category[line]!] === 1) lines.push(line);
    }
    lines.sort((a, b) => compareLines(items, a, b) || a - b);
    const findings: SupervisionFinding[] = [];
    for (let from = 0, to = 0; from < lines.length; from = to) {
      let net = 0;
      for (to = from; to < lines.length && compareLines(items, lines[from]!, lines[to]!) === 0; to++) {
        net += Math.sign(items.amountFen[lines[to]!]!);
      }
      if (net < 2) continue;
      const line = lines[from]!;
      const amountFen = (net - 1) * Math.abs(items.amountFen[line]!);
      const subject = items.items[items.item[line]!]!;
      findings.push({ rule: 'duplicate_charge', row: items.row[line]!, subject, amountFen, value: net, limit: 1 });
    }
    return { findings, judged: new Set(items.row).size };
  },
});

/** Lines that agree in all but the sign are beside each other. */
function compareLines({ row, item, day, amountFen, quantity }: ItemColumns, a: number, b: number): number {
  return (
    row[a]! - row[b]! ||
    item[a]! - item[b]! ||
    day[a]! - day[b]! ||
    Math.abs(amountFen[a]!) - Math.abs(amountFen[b]!) ||
    Math.abs(Number(quantity[a]!)) - Math.abs(Number(quantity[b]!))
  );
}
