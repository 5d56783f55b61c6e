import type { CaseTable } from '../../src/cases/case-table.js';
import { GROUP_REASONS, GROUP_STATUSES, type GroupAnswer } from '../../src/grouping/group-columns.js';
import { groupPass } from '../../src/grouping/group-pass.js';
import { prepareGrouping } from '../../src/grouping/prepare-grouping.js';
import type { CompiledScheme } from '../../src/schemes/compiled-scheme.js';
import type { SchemeOptions } from '../../src/schemes/scheme-document.js';

/** The compiled engine's answers, row by row, in the interpreter's form. Runs the pass in two ranges, as workers do. */
export function compiledAnswers(
  scheme: CompiledScheme,
  table: CaseTable,
  options: Partial<SchemeOptions>,
): (row: number) => GroupAnswer {
  const { payload, columns } = prepareGrouping(scheme, table, options);
  const middle = table.caseCount >> 1;
  groupPass.rows(payload, middle, table.caseCount);
  groupPass.rows(payload, 0, middle);
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
