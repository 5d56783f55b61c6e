import { type CaseTable, findColumn } from '../../cases/case-table.js';
import type { GroupedParts } from '../../grouping/group-by-date.js';
import {
  GROUP_REASONS,
  GROUP_STATUSES,
  STATUS_GROUPED,
  STATUS_UNGROUPED,
  STATUS_UNRELATED,
} from '../../grouping/group-columns.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { costQuality } from './cost-quality.js';
import { HOSPITAL_QUALITY_SCHEMA, REASON_QUALITY_SCHEMA } from './quality-schemas.js';

interface Hospital {
  readonly scheme: string;
  readonly id: string;
  readonly statuses: Float64Array;
  readonly groups: Set<number>;
  /** Cases by status and reason, the statuses that are not `grouped`. */
  readonly reasons: Map<string, number>;
}

/**
 * Quality of grouping (分组质量): grouping rate, unrelated procedures and ungrouped cases by hospital and reason; CV by
 * group and RIV by chapter where the table has a total cost. Each scheme for itself: a figure over two is none.
 * A case without a hospital stands under a blank id; rows that could not be read have no hospital and are not here.
 */
export function groupingQuality(table: CaseTable, grouped: GroupedParts): ResultTable[] {
  const { parts, partOf } = grouped;
  const isOf = (row: number, part: number): boolean => (partOf === undefined ? 0 : partOf[row]) === part;
  const hospitals = countHospitals(table, grouped);
  const tables = [hospitalsTable(hospitals), reasonsTable(hospitals)];
  const cost = findColumn(table, 'total_cost', 'money');
  return cost === undefined ? tables : [...tables, ...costQuality(parts, isOf, cost.values)];
}

function countHospitals(table: CaseTable, { parts, partOf }: GroupedParts): Hospital[] {
  const ids = findColumn(table, 'hospital_id', 'dictionary');
  const names = ids?.values ?? [''];
  const hospitals = parts.map(({ scheme }) =>
    names.map(
      (id): Hospital => ({
        scheme: scheme.id,
        id,
        statuses: new Float64Array(GROUP_STATUSES.length),
        groups: new Set(),
        reasons: new Map(),
      }),
    ),
  );
  for (let row = 0; row < table.caseCount; row++) {
    const place = partOf === undefined ? 0 : partOf[row]!;
    const part = parts[place];
    if (part === undefined) continue;
    const hospital = hospitals[place]![ids?.codes[row] ?? 0]!;
    const status = part.columns.status[row]!;
    hospital.statuses[status]! += 1;
    if (status === STATUS_GROUPED) {
      hospital.groups.add(part.columns.group[row]!);
      continue;
    }
    const reason = `${GROUP_STATUSES[status]} ${GROUP_REASONS[part.columns.reason[row]!]}`;
    hospital.reasons.set(reason, (hospital.reasons.get(reason) ?? 0) + 1);
  }
  return hospitals.flatMap((list) =>
    list.filter(({ statuses }) => total(statuses) > 0).sort((a, b) => compareCodePoints(a.id, b.id)),
  );
}

const total = (statuses: Float64Array): number => statuses.reduce((sum, count) => sum + count, 0);

function hospitalsTable(hospitals: readonly Hospital[]): ResultTable {
  const status = (index: number): Float64Array => Float64Array.from(hospitals, ({ statuses }) => statuses[index]!);
  const share = (index: number): Float64Array =>
    Float64Array.from(hospitals, ({ statuses }) => statuses[index]! / total(statuses));
  return {
    schema: HOSPITAL_QUALITY_SCHEMA,
    rowCount: hospitals.length,
    columns: {
      scheme: hospitals.map(({ scheme }) => scheme),
      hospital_id: hospitals.map(({ id }) => id),
      cases: Float64Array.from(hospitals, ({ statuses }) => total(statuses)),
      grouped: status(STATUS_GROUPED),
      unrelated_procedure: status(STATUS_UNRELATED),
      ungrouped: status(STATUS_UNGROUPED),
      grouping_rate: share(STATUS_GROUPED),
      unrelated_rate: share(STATUS_UNRELATED),
      groups: Float64Array.from(hospitals, ({ groups }) => groups.size),
    },
  };
}

function reasonsTable(hospitals: readonly Hospital[]): ResultTable {
  const rows = hospitals.flatMap((hospital) =>
    [...hospital.reasons]
      .sort(([a], [b]) => compareCodePoints(a, b))
      .map(([key, cases]) => {
        const [status = '', reason = ''] = key.split(' ');
        return { hospital, status, reason, cases };
      }),
  );
  return {
    schema: REASON_QUALITY_SCHEMA,
    rowCount: rows.length,
    columns: {
      scheme: rows.map(({ hospital }) => hospital.scheme),
      hospital_id: rows.map(({ hospital }) => hospital.id),
      grouping_status: rows.map(({ status }) => status),
      grouping_reason: rows.map(({ reason }) => reason),
      cases: Float64Array.from(rows, ({ cases }) => cases),
      share: Float64Array.from(rows, ({ hospital, cases }) => cases / total(hospital.statuses)),
    },
  };
}
