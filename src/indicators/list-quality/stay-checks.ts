import { findColumn } from '../../cases/case-table.js';
import { STATUS_UNGROUPED } from '../../grouping/group-columns.js';
import { isGroupPaid } from '../../settlement/sum-cells.js';
import { splitAdmissions, splitNeeds } from '../supervision/split-admission.js';
import { FAULT, faultIf, judgeRows, type ListCheck, NOT_APPLICABLE, PASSED } from './list-check.js';

/** Checks of the stay, its pay and its group. */
export const STAY_CHECKS: readonly ListCheck[] = [
  {
    id: 'C01',
    label: { zh: '短住院且无手术操作', en: 'a short stay without a procedure' },
    needs: [{ column: 'los_days' }, { column: 'px' }],
    judge: (facts) => {
      const { offsets } = findColumn(facts.table, 'px', 'codes')!;
      const most = facts.rules.list_quality.short_stay_days;
      return judgeRows(facts, (row) => {
        const days = facts.los[row]!;
        return days < 0 ? NOT_APPLICABLE : faultIf(days <= most && offsets[row] === offsets[row + 1]);
      });
    },
  },
  {
    id: 'C02',
    label: { zh: '无住院级服务', en: 'no service of an inpatient' },
    needs: [],
    judge: (facts) => {
      const parts = facts.rules.list_quality.service_parts.map(
        (name) => findColumn(facts.table, name, 'money')?.values,
      );
      return judgeRows(facts, (row) => {
        let isKnown = true;
        for (const part of parts) {
          const fen = part?.[row] ?? Number.NaN;
          if (fen > 0) return PASSED;
          isKnown &&= fen === 0;
        }
        // One part that is missing may hold the service.
        return isKnown ? FAULT : NOT_APPLICABLE;
      });
    },
  },
  {
    id: 'C03',
    label: { zh: '疑似分解住院', en: 'perhaps a split admission' },
    needs: ['links'],
    furtherNeeds: splitNeeds,
    judge: (facts) => {
      const found = splitAdmissions(facts);
      if (found === undefined) return new Uint8Array(facts.caseCount);
      return judgeRows(facts, (row) => (found.isJudged[row] === 0 ? NOT_APPLICABLE : faultIf(found.isHit[row] === 1)));
    },
  },
  {
    id: 'D01',
    label: { zh: '倍率异常', en: 'an outlier' },
    needs: ['prices'],
    judge: (facts) => {
      const { method } = facts.pricing!.priced;
      return judgeRows(facts, (row) => (isGroupPaid(method[row]!) ? faultIf(facts.side[row] !== 0) : NOT_APPLICABLE));
    },
  },
  {
    id: 'D02',
    label: { zh: '未入组', en: 'in no group' },
    needs: [],
    judge: (facts) => judgeRows(facts, (row) => faultIf(facts.groups.status[row] === STATUS_UNGROUPED)),
  },
];
