import { GROUPING_COLUMNS } from '../../cases/columns.js';
import type { LineForm } from '../../cases/lines/line-form.js';
import type { AnyCompiledScheme, AnySwitches } from '../../schemes/any-scheme.js';
import { refuseSwitches } from '../refuse-switches.js';
import { groupingWork } from './grouping-work.js';
import type { LineInput } from './line-batches.js';
import { DEFAULT_OUTPUT, lineFields, needColumns } from './line-fields.js';
import type { StdioOptions } from './stdio-run.js';

/** What a caller says who wants groups alone. */
export interface GroupingChoice extends LineForm, LineInput {
  readonly output?: readonly string[] | undefined;
  readonly switches: AnySwitches;
}

/** @throws option_value, stdio_columns_missing, stdio_column_twice, stdio_output_unknown, stdio_output_both */
export function openGrouping(choice: GroupingChoice, scheme: AnyCompiledScheme): StdioOptions {
  const { columns, output = DEFAULT_OUTPUT, escaping, separator, hasChunkHeaders, switches } = choice;
  const fields = lineFields(columns, output, 'grouping');
  refuseSwitches(switches, [scheme]);
  needColumns(columns, ['dx']);
  return {
    columns,
    fields,
    escaping,
    separator,
    hasChunkHeaders,
    wanted: groupingColumns(scheme),
    work: groupingWork(scheme, switches),
    identity: { scheme: scheme.id, scheme_hash: scheme.hash, policy_hash: '' },
  };
}

/** Columns that a scheme's conditions may look at. */
export function groupingColumns(scheme: AnyCompiledScheme): readonly string[] {
  return scheme.method === 'dip' ? [...GROUPING_COLUMNS, ...scheme.columns] : GROUPING_COLUMNS;
}
