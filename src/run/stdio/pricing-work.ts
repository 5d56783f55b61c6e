import type { CaseTable } from '../../cases/case-table.js';
import { inlineExecutor } from '../../kernel/executor.js';
import { formatYuan } from '../../kernel/money.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import { pricedCaseReader } from '../../report/priced-case.js';
import { pricedCasesOf } from '../price-run.js';
import { silentProgress } from '../progress.js';
import type { RunContext } from '../run-context.js';
import type { ScenarioRunner } from '../scenario-run.js';
import { type BatchWork, groupResult } from './grouping-work.js';

export const BATCH_CONTEXT: RunContext = {
  executor: inlineExecutor,
  progress: silentProgress,
  timings: [],
  language: 'en',
};

/** @param runnerOf  a runner over the cases of a batch */
export function pricingWork(runnerOf: (table: CaseTable) => ScenarioRunner, timeline: PolicyTimeline): BatchWork {
  return async (table) => {
    const scenario = await runnerOf(table).price(timeline);
    const read = pricedCaseReader(table, pricedCasesOf(scenario, table));
    let known = -1;
    let one: ReturnType<typeof read> | undefined;
    return (field, row) => {
      if (row !== known) one = read(row);
      known = row;
      const { weight, standardFen, method, band, payFen, fundFen, patientFen, marginFen } = one!;
      switch (field) {
        case 'weight':
          return weight;
        case 'standard':
          return formatYuan(standardFen);
        case 'pay':
          return formatYuan(payFen);
        case 'fund':
          return formatYuan(fundFen);
        case 'patient':
          return formatYuan(patientFen);
        case 'charge_margin':
          return formatYuan(marginFen);
        case 'standard_fen':
          return fenText(standardFen);
        case 'pay_fen':
          return fenText(payFen);
        case 'fund_fen':
          return fenText(fundFen);
        case 'patient_fen':
          return fenText(patientFen);
        case 'method':
          return method;
        case 'band':
          return band;
        default:
          return groupResult(scenario.scheme, scenario.groups, field, row);
      }
    };
  };
}

function fenText(fen: number): string {
  return Number.isNaN(fen) ? '' : String(fen);
}
