import type { CaseTable } from '../../cases/case-table.js';
import { groupCases } from '../../grouping/group-cases.js';
import { GROUP_REASONS, GROUP_STATUSES, type GroupCatalogue, type GroupColumns } from '../../grouping/group-columns.js';
import { inlineExecutor } from '../../kernel/executor.js';
import type { AnyCompiledScheme, AnySwitches } from '../../schemes/any-scheme.js';
import type { ResultField } from './line-fields.js';

/** A result of one row of a batch's cases, as text; '' where there is none. */
export type ResultReader = (field: ResultField, row: number) => string;

/** Works a batch of cases out; rows of a batch do not see each other. */
export type BatchWork = (table: CaseTable) => Promise<ResultReader>;

export function groupingWork(scheme: AnyCompiledScheme, switches: AnySwitches): BatchWork {
  return async (table) => {
    const columns = await groupCases(scheme, table, inlineExecutor, switches);
    return (field, row) => groupResult(scheme, columns, field, row);
  };
}

/** A result of grouping of one row; '' for another field. */
export function groupResult(
  { catalogue }: { readonly catalogue: GroupCatalogue },
  { group, status, reason }: GroupColumns,
  field: ResultField,
  row: number,
): string {
  switch (field) {
    case 'mdc':
      return catalogue.mdcs[group[row]!]!;
    case 'adrg':
      return catalogue.adrgs[group[row]!]!;
    case 'group':
      return catalogue.codes[group[row]!]!;
    case 'status':
      return GROUP_STATUSES[status[row]!]!;
    case 'reason':
      return GROUP_REASONS[reason[row]!]!;
    default:
      return '';
  }
}
