import { GROUPING_COLUMNS } from '../../cases/columns.js';
import { readCaseRecords } from '../../cases/read/read-case-records.js';
import type { ReadResult } from '../../cases/read/read-result.js';
import type { TextRows } from '../../cases/read/read-text-rows.js';
import { registerOfRows } from '../../cases/read-register.js';
import { inStayTable } from '../../indicators/in-stay/in-stay-table.js';
import type { PastStays } from '../../indicators/in-stay/past-stays.js';
import type { Day } from '../../kernel/day.js';
import type { ResultTable } from '../../kernel/result-table.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import type { AnyScheme } from '../../schemes/load-any-scheme.js';
import type { CaseRecords } from '../group-records.js';
import { type GivenWeights, weightText } from '../price-records.js';
import { REGION_COLUMNS } from '../region-data.js';
import type { RunContext } from '../run-context.js';
import { inStayColumns, inStayScenario, loadInStayAlerts } from './in-stay-scenario.js';

export interface InStayRecordsOptions {
  readonly timeline: PolicyTimeline;
  readonly document: AnyScheme;
  readonly records: CaseRecords;
  readonly weights: GivenWeights;
  readonly hospitals: TextRows | undefined;
  readonly day: Day | undefined;
  /** What discharged stays took, by the groups of the policy's scheme; absent: no length is expected. */
  readonly past?: PastStays | undefined;
}

/** Cards of patients held in memory: the same as of a file of them, with the alerts that come with the program. */
export async function inStayRecords(
  options: InStayRecordsOptions,
  context: RunContext,
): Promise<{ readonly read: ReadResult; readonly table: ResultTable }> {
  const { timeline, records, hospitals, weights } = options;
  const { policy } = timeline.segments.at(-1)!;
  const columns = [...new Set([...GROUPING_COLUMNS, ...REGION_COLUMNS, ...inStayColumns(timeline)])];
  const read = readCaseRecords(records.headings, records.rows, { columns });
  const register = hospitals === undefined ? new Map() : registerOfRows(hospitals, 'hospitals', timeline.year);
  const { document, day, past } = options;
  const alerts = loadInStayAlerts(undefined);
  const { cards } = await inStayScenario(
    {
      table: read.table,
      register,
      timeline,
      weights: weightText(weights, policy),
      document,
      alerts,
      day,
      past,
    },
    context,
  );
  return { read, table: inStayTable(cards, alerts) };
}
