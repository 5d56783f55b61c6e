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
import { inColumnWords, tablesInUnitWords } from '../../simulation/unit-words.js';
import { withHospitalWords } from '../hospital-words.js';

/** All tables of monitoring in the words of the method that pays, and the review list apart. */
export function monitorTables(
  facts: MonitorFacts,
  wanted: ReadonlySet<string> | undefined,
  earlier: readonly InputRow[],
): { tables: ResultTable[]; review: ResultTable } {
  const method = facts.pricing?.timeline.segments.at(-1)?.policy.method ?? 'drg-rate';
  const indicators = indicatorTables(facts, wanted);
  const quality = judgeLists(facts);
  const answers = supervise(facts);
  const found = findingsTable(facts, answers);
  const review = reviewList(found, earlier);
  const tables = [
    ...indicators.tables,
    peersTable(facts, indicators.hospitals),
    indicatorList(indicators.states, (key, text) => inColumnWords(key, text, method)),
    ...qualityTables(facts, quality),
    rulesTable(facts, answers),
    found,
    scoresTable(facts, answers, quality),
    leavingCheck(facts, review),
  ];
  // The review list is filled in and read again: it keeps its ids.
  return { tables: withHospitalWords(tablesInUnitWords(tables, method), facts.register), review };
}
