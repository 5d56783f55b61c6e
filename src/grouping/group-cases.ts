import type { CaseTable } from '../cases/case-table.js';
import type { Executor, PassProgress } from '../kernel/executor.js';
import type { AnyCompiledScheme, AnySwitches } from '../schemes/any-scheme.js';
import type { CompiledDip } from '../schemes/dip/compile/compiled-dip.js';
import type { DipOptions } from '../schemes/dip/dip-document.js';
import { DIP_ERRORS } from '../schemes/dip/dip-errors.js';
import type { SchemeOptions } from '../schemes/scheme-document.js';
import { dipPass } from './dip/compiled/dip-pass.js';
import { prepareDip } from './dip/compiled/prepare-dip.js';
import type { GroupColumns } from './group-columns.js';
import { groupPass } from './group-pass.js';
import { prepareGrouping } from './prepare-grouping.js';

/**
 * Groups every case of a table under a scheme of either method (DRG 分组, DIP 病种匹配): group, status and reason, one
 * entry a case in table order. Any executor gives the same bytes.
 * @throws column_missing when the table has no `dx`; dip_fallback_absent where a switch names fallback groups that a
 *   catalogue lacks
 */
export async function groupCases(
  scheme: AnyCompiledScheme,
  table: CaseTable,
  executor: Executor,
  options: AnySwitches = {},
  progress?: PassProgress,
): Promise<GroupColumns> {
  if (scheme.method === 'dip') {
    refuseAbsentFallback(scheme, options);
    const { payload, columns } = prepareDip(scheme, table, options as Partial<DipOptions>);
    await executor.run(dipPass, payload, table.caseCount, progress);
    return columns;
  }
  const { payload, columns } = prepareGrouping(scheme, table, options as Partial<SchemeOptions>);
  await executor.run(groupPass, payload, table.caseCount, progress);
  return columns;
}

/** A switch of a run, by `--option` or by the policy; the catalogue's own options its loader has looked at. */
function refuseAbsentFallback({ id, hasFallback }: CompiledDip, options: AnySwitches): void {
  if (hasFallback) return;
  for (const option of ['unmatched', 'no_principal', 'excluded_principal'] as const) {
    if (options[option] === 'fallback') throw DIP_ERRORS.dip_fallback_absent({ option, id });
  }
}
