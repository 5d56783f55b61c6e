import { findColumn, textAt } from '../cases/case-table.js';
import type { ReadOptions, ReadResult, RejectedRow } from '../cases/read/read-result.js';
import { type GroupedParts, groupByDate, NO_DISCHARGE_DATE, NO_SCHEME_IN_FORCE } from '../grouping/group-by-date.js';
import { formatDay } from '../kernel/day.js';
import type { Text } from '../kernel/errors.js';
import type { AnyCompiledScheme, AnySwitches } from '../schemes/any-scheme.js';
import type { DatedScheme } from '../schemes/dated-schemes.js';
import { readyAnyScheme } from '../schemes/ready-any-scheme.js';
import { groupStage, readStage } from './group-stages.js';
import { stage } from './progress.js';
import { refuseSwitches } from './refuse-switches.js';
import type { RunContext } from './run-context.js';

/** Cases read and grouped, under one scheme or by date. */
export interface GroupedFiles {
  readonly read: ReadResult;
  readonly grouped: GroupedParts;
  /** Cases that no scheme takes, as rejected rows: what they lack is an input's fault, not a grouping's outcome. */
  readonly outside: readonly RejectedRow[];
}

/** Reads files and groups them under one scheme, or each case under the scheme in force on its day of discharge. */
export async function groupFiles(
  files: readonly string[],
  scheme: string | readonly DatedScheme[],
  reading: Pick<ReadOptions, 'columns' | 'profile'>,
  switches: AnySwitches,
  context: RunContext,
): Promise<GroupedFiles> {
  if (typeof scheme === 'string') {
    const opened = await readyAnyScheme(scheme);
    refuseSwitches(switches, [opened]);
    const read = await readStage(files, opened, withColumns(reading, [opened]), context);
    const columns = await groupStage(opened, read.table, switches, context);
    return { read, grouped: { parts: [{ scheme: opened, columns }] }, outside: [] };
  }
  const schemes = await Promise.all(scheme.map((entry) => readyAnyScheme(entry.scheme)));
  refuseSwitches(switches, schemes);
  const read = await readStage(files, schemes.at(-1)!, withColumns(reading, schemes), context);
  const { table } = read;
  const grouped = await stage(context, 'group', { zh: '分组', en: 'grouping' }, table.caseCount, (advance) =>
    groupByDate(scheme, schemes, table, context.executor, switches, advance),
  );
  return { read, grouped, outside: outsideRows(read, grouped.partOf, scheme) };
}

/** With the columns that an order of preference reads besides. */
function withColumns(
  reading: Pick<ReadOptions, 'columns' | 'profile'>,
  schemes: readonly AnyCompiledScheme[],
): Pick<ReadOptions, 'columns' | 'profile'> {
  const { columns } = reading;
  const more = schemes.flatMap((scheme) => (scheme.method === 'dip' ? scheme.columns : []));
  return columns === undefined || more.length === 0
    ? reading
    : { ...reading, columns: [...new Set([...columns, ...more])] };
}

const NO_DATE: Text = {
  zh: '缺少出院日期，按日期选方案时无法分组。请补上出院日期，或用 --scheme 指定一个方案。',
  en: 'the day of discharge is missing, so no scheme can be chosen by date. Add it, or name one scheme with --scheme.',
};

function beforeFirst(day: string, dates: readonly DatedScheme[]): Text {
  const { scheme, from } = dates[0]!;
  const first = from === undefined ? '' : formatDay(from);
  return {
    zh: `出院日期 ${day} 早于第一个方案 ${scheme} 的起始日期 ${first}，没有可用的方案。请在方案日期中补上更早的方案。`,
    en: `the day of discharge ${day} lies before the first scheme, ${scheme} from ${first}. Add an earlier scheme to the dates.`,
  };
}

function outsideRows({ table, placeOf }: ReadResult, partOf: Uint8Array, dates: readonly DatedScheme[]): RejectedRow[] {
  const ids = findColumn(table, 'case_id', 'text');
  const days = findColumn(table, 'discharge_date', 'day')?.values;
  const rows: RejectedRow[] = [];
  for (let row = 0; row < table.caseCount; row++) {
    if (partOf[row]! < NO_SCHEME_IN_FORCE) continue;
    const isMissing = partOf[row] === NO_DISCHARGE_DATE;
    const value = isMissing ? '' : formatDay(days![row]!);
    rows.push({
      ...placeOf(row),
      row: table.sourceRow[row]!,
      caseId: ids === undefined ? '' : textAt(ids, row),
      column: 'discharge_date',
      value,
      code: isMissing ? 'missing_discharge_date' : 'no_scheme_in_force',
      ...(isMissing ? NO_DATE : beforeFirst(value, dates)),
    });
  }
  return rows;
}

export interface SchemeInUse {
  readonly id: string;
  readonly hash: string;
  readonly cases: number;
}

/** The schemes that took cases, with how many. */
export function schemesInUse({ parts, partOf }: GroupedParts): SchemeInUse[] {
  return parts.map(({ scheme, columns }, part) => {
    let cases = partOf === undefined ? columns.status.length : 0;
    for (const place of partOf ?? []) if (place === part) cases += 1;
    return { id: scheme.id, hash: scheme.hash, cases };
  });
}
