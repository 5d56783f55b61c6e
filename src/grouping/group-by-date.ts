import { type CaseTable, findColumn } from '../cases/case-table.js';
import { MISSING_DAY } from '../kernel/day.js';
import type { Executor, PassProgress } from '../kernel/executor.js';
import { sharedUint8 } from '../kernel/shared-arrays.js';
import type { AnyCompiledScheme, AnySwitches } from '../schemes/any-scheme.js';
import { type DatedScheme, schemeInForce } from '../schemes/dated-schemes.js';
import { groupCases } from './group-cases.js';
import type { GroupColumns } from './group-columns.js';

/** Groups of some cases under one scheme. A group column never leaves its scheme: two parts are never joined. */
export interface GroupedPart {
  readonly scheme: AnyCompiledScheme;
  /** As long as the table; only the rows that `partOf` gives to this part count. */
  readonly columns: GroupColumns;
}

/** A table's groups, each case under one of several schemes. */
export interface GroupedParts {
  readonly parts: readonly GroupedPart[];
  /** Index into parts by row, or a sign that no scheme takes the row; absent where there is one part for all. */
  readonly partOf?: Uint8Array;
}

/** In `partOf`, above every index of a part: the case has no day of discharge; or it lies before the first scheme. */
export const NO_DISCHARGE_DATE = 255;
export const NO_SCHEME_IN_FORCE = 254;

/**
 * Groups each case under the scheme in force on its day of discharge (按出院日期选方案). A case without that day, or
 * before the first scheme, is grouped under none: guessing one would give a code that means something else.
 * Every scheme in use passes over the whole table, so that two schemes cost twice one.
 * @param schemes opened, in the order of `dates`
 */
export async function groupByDate(
  dates: readonly DatedScheme[],
  schemes: readonly AnyCompiledScheme[],
  table: CaseTable,
  executor: Executor,
  options: AnySwitches = {},
  progress?: PassProgress,
): Promise<Required<GroupedParts>> {
  const partOf = sharedUint8(table.caseCount);
  const days = findColumn(table, 'discharge_date', 'day')?.values;
  for (let row = 0; row < table.caseCount; row++) {
    const day = days?.[row] ?? MISSING_DAY;
    const place = schemeInForce(dates, day);
    partOf[row] = day === MISSING_DAY ? NO_DISCHARGE_DATE : place < 0 ? NO_SCHEME_IN_FORCE : place;
  }
  const inUse = new Set(partOf);
  const parts: GroupedPart[] = [];
  for (const [place, scheme] of schemes.entries()) {
    if (!inUse.has(place)) continue;
    const columns = await groupCases(scheme, table, executor, options, progress);
    for (let row = 0; row < partOf.length; row++) if (partOf[row] === place) partOf[row] = parts.length;
    parts.push({ scheme, columns });
  }
  return { parts, partOf };
}
