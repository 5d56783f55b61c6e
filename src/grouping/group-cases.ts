import type { CaseTable } from '../cases/case-table.js';
import type { Executor, PassProgress } from '../kernel/executor.js';
import type { CompiledScheme } from '../schemes/compiled-scheme.js';
import type { SchemeOptions } from '../schemes/scheme-document.js';
import type { GroupColumns } from './group-columns.js';
import { groupPass } from './group-pass.js';
import { prepareGrouping } from './prepare-grouping.js';

/**
 * Groups every case of a table under a scheme (DRG 分组): group, status and reason, one entry a case in table order.
 * Any executor gives the same bytes.
 * @throws column_missing when the table has no `dx`
 */
export async function groupCases(
  scheme: CompiledScheme,
  table: CaseTable,
  executor: Executor,
  options: Partial<SchemeOptions> = {},
  progress?: PassProgress,
): Promise<GroupColumns> {
  const { payload, columns } = prepareGrouping(scheme, table, options);
  await executor.run(groupPass, payload, table.caseCount, progress);
  return columns;
}
