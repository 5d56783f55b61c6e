import type { InputRow } from '../../cases/tables/input-table.js';
import { judgeLists } from '../../indicators/list-quality/judge-lists.js';
import { qualityTables } from '../../indicators/list-quality/quality-tables.js';
import { indicatorList, indicatorTables } from '../../indicators/monitor/indicator-tables.js';
import type { MonitorFacts } from '../../indicators/monitor/monitor-facts.js';
import { peersTable } from '../../indicators/monitor/peers.js';
import { leavingCheck } from '../../indicators/review/leaving-check.js';
import { reviewList } from '../../indicators/review/review-list.js';
import { supervise } from '../../indicators/supervision/supervise.js';
import { findingsTable, rulesTable, scoresTable } from '../../indicators/supervision/supervision-tables.js';
import type { ResultTable } from '../../kernel/result-table.js';

/** All tables of monitoring, and the review list apart. */
export function monitorTables(
  facts: MonitorFacts,
  wanted: ReadonlySet<string> | undefined,
  earlier: readonly InputRow[],
): { tables: ResultTable[]; review: ResultTable } {
  const indicators = indicatorTables(facts, wanted);
  const quality = judgeLists(facts);
  const answers = supervise(facts);
  const found = findingsTable(facts, answers);
  const review = reviewList(found, earlier);
  return {
    tables: [
      ...indicators.tables,
      peersTable(facts, indicators.hospitals),
      indicatorList(indicators.states),
      ...qualityTables(facts, quality),
      rulesTable(facts, answers),
      found,
      scoresTable(facts, answers, quality),
      leavingCheck(facts, review),
    ],
    review,
  };
}
