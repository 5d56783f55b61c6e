import { codesAt, findColumn } from '../../cases/case-table.js';
import { maskOfPatterns } from '../../kernel/match-patterns.js';
import type { MonitorFacts } from '../monitor/monitor-facts.js';
import { FAULT, faultIf, judgeRows, type ListCheck, NOT_APPLICABLE, PASSED } from './list-check.js';

const listed = ({ table }: MonitorFacts, name: 'dx' | 'px', row: number): string[] =>
  codesAt(findColumn(table, name, 'codes'), row);

/** Charges of operations by row, reversals taken off; NaN where the case has no charge line. */
function operationCharges({ items, rules, caseCount }: MonitorFacts): Float64Array {
  const isOperation = maskOfPatterns(items!.categories, rules.list_quality.operation_categories);
  const sums = new Float64Array(caseCount).fill(Number.NaN);
  for (let line = 0; line < items!.count; line++) {
    const row = items!.row[line]!;
    if (Number.isNaN(sums[row])) sums[row] = 0;
    if (isOperation[items!.category[line]!] === 1) sums[row]! += items!.amountFen[line]!;
  }
  return sums;
}

/** Whether a record names a code that the list lacks. */
const lacks = (record: readonly string[], list: readonly string[]): boolean =>
  record.some((code) => !list.includes(code));

/** Checks of the list against the medical record and the charge lines. */
export const RECORD_CHECKS: readonly ListCheck[] = [
  {
    id: 'A03',
    label: { zh: '清单主诊断与病案不符', en: 'principal diagnosis differs from the record' },
    needs: ['records'],
    judge: (facts) =>
      judgeRows(facts, (row) => {
        const principal = facts.records!.principal[row];
        return principal === undefined ? NOT_APPLICABLE : faultIf(listed(facts, 'dx', row)[0] !== principal);
      }),
  },
  {
    id: 'A04',
    label: { zh: '其他诊断漏编码', en: 'another diagnosis of the record without a code' },
    needs: ['records'],
    judge: (facts) =>
      judgeRows(facts, (row) => {
        const record = facts.records!.dx[row];
        return record === undefined ? NOT_APPLICABLE : faultIf(lacks(record, listed(facts, 'dx', row)));
      }),
  },
  {
    id: 'A05',
    label: { zh: '手术操作漏编码', en: 'an operation of the record without a code' },
    needs: ['records'],
    judge: (facts) =>
      judgeRows(facts, (row) => {
        const record = facts.records!.px[row];
        return record === undefined ? NOT_APPLICABLE : faultIf(lacks(record, listed(facts, 'px', row)));
      }),
  },
  {
    id: 'A06',
    label: {
      zh: '手术编码无病案记录（有明细时也看收费），疑似高套手术',
      en: 'an operation that the record lacks (with charge lines: or that was not charged)',
    },
    needs: ['records'],
    judge: (facts) => {
      const charges = facts.items === undefined ? undefined : operationCharges(facts);
      return judgeRows(facts, (row) => {
        const record = facts.records!.px[row];
        if (record === undefined) return NOT_APPLICABLE;
        const list = listed(facts, 'px', row);
        if (list.length === 0) return PASSED;
        return faultIf(lacks(list, record) || (charges !== undefined && charges[row]! <= 0));
      });
    },
  },
  {
    id: 'A07',
    label: { zh: '有手术费无手术编码', en: 'charges of an operation without its code' },
    needs: ['items', { column: 'px' }],
    judge: (facts) => {
      const charges = operationCharges(facts);
      const { offsets } = findColumn(facts.table, 'px', 'codes')!;
      return judgeRows(facts, (row) =>
        Number.isNaN(charges[row]) ? NOT_APPLICABLE : faultIf(charges[row]! > 0 && offsets[row] === offsets[row + 1]),
      );
    },
  },
  {
    id: 'A08',
    label: { zh: '有漏编诊断的线索', en: 'charges show a diagnosis without a code' },
    needs: ['items', 'evidence'],
    judge: (facts) => judgeEvidence(facts),
  },
  {
    id: 'B05',
    label: { zh: '有并发症标识而无相应诊断', en: 'CC or MCC stated without another diagnosis' },
    needs: ['records'],
    judge: (facts) =>
      judgeRows(facts, (row) => {
        const severity = facts.records!.severity[row];
        if (severity === undefined) return NOT_APPLICABLE;
        return faultIf(severity !== 'none' && listed(facts, 'dx', row).length < 2);
      }),
  },
];

function judgeEvidence(facts: MonitorFacts): Uint8Array {
  const { items, rules, table } = facts;
  const dx = findColumn(table, 'dx', 'codes')!;
  const answers = new Uint8Array(facts.caseCount);
  for (const { items: shown, expects } of rules.list_quality.evidence) {
    const isShown = maskOfPatterns(items!.items, shown);
    const isExpected = maskOfPatterns(dx.values, expects);
    for (let line = 0; line < items!.count; line++) {
      const row = items!.row[line]!;
      if (answers[row] === NOT_APPLICABLE) answers[row] = PASSED;
      if (isShown[items!.item[line]!] === 0 || items!.amountFen[line]! <= 0) continue;
      let isCoded = false;
      for (let i = dx.offsets[row]!; i < dx.offsets[row + 1]!; i++) isCoded ||= isExpected[dx.codes[i]!] === 1;
      if (!isCoded) answers[row] = FAULT;
    }
  }
  return answers;
}
