import type { CaseTable } from '../../../src/cases/case-table.js';
import { dipPass } from '../../../src/grouping/dip/compiled/dip-pass.js';
import { prepareDip } from '../../../src/grouping/dip/compiled/prepare-dip.js';
import type { DipAnswer, DipRecord } from '../../../src/grouping/dip/dip-record.js';
import { GROUP_REASONS, GROUP_STATUSES } from '../../../src/grouping/group-columns.js';
import { sharedFloat64 } from '../../../src/kernel/shared-arrays.js';
import type { CompiledDip } from '../../../src/schemes/dip/compile/compiled-dip.js';
import type { DipOptions } from '../../../src/schemes/dip/dip-document.js';
import { tableOf } from '../table-of.js';

/** Cases as the reader would hand them over, with their cost. */
export function dipTableOf(
  records: readonly DipRecord[],
  known?: { readonly diagnoses: readonly string[]; readonly procedures: readonly string[] },
): CaseTable {
  const table = tableOf(records, known);
  const values = sharedFloat64(records.length);
  records.forEach(({ total_cost_fen = Number.NaN }, row) => {
    values[row] = total_cost_fen;
  });
  return { ...table, columns: { ...table.columns, total_cost: { kind: 'money', values } } };
}

/** The compiled matcher's answers, row by row, in the literal one's form. Runs the pass in two ranges, as workers do. */
export function compiledDipAnswers(
  scheme: CompiledDip,
  table: CaseTable,
  options: Partial<DipOptions> = {},
): (row: number) => DipAnswer {
  const { payload, columns } = prepareDip(scheme, table, options);
  const middle = table.caseCount >> 1;
  dipPass.rows(payload, middle, table.caseCount);
  dipPass.rows(payload, 0, middle);
  const { codes, mdcs, adrgs } = scheme.catalogue;
  return (row) => {
    const group = columns.group[row]!;
    return {
      mdc: mdcs[group]!,
      adrg: adrgs[group]!,
      group: codes[group]!,
      status: GROUP_STATUSES[columns.status[row]!]!,
      reason: GROUP_REASONS[columns.reason[row]!]!,
    };
  };
}
