import type { CaseTable } from '../../cases/case-table.js';
import { GROUP_REASONS, GROUP_STATUSES, type GroupCatalogue, type GroupColumns } from '../../grouping/group-columns.js';
import { inlineExecutor } from '../../kernel/executor.js';
import { formatYuan } from '../../kernel/money.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import { pricedCaseReader } from '../../report/priced-case.js';
import type { AnyCompiledScheme, AnySwitches } from '../../schemes/any-scheme.js';
import { groupStage } from '../group-stages.js';
import { pricedCasesOf } from '../price-run.js';
import { silentProgress } from '../progress.js';
import type { RunContext } from '../run-context.js';
import type { ScenarioRunner } from '../scenario-run.js';
import type { ResultField } from './line-fields.js';

/** A result of one row of a batch's cases, as text; '' where there is none. */
export type ResultReader = (field: ResultField, row: number) => string;

/** Works a batch of cases out; rows of a batch do not see each other. */
export type BatchWork = (table: CaseTable) => Promise<ResultReader>;

export const BATCH_CONTEXT: RunContext = {
  executor: inlineExecutor,
  progress: silentProgress,
  timings: [],
  language: 'en',
};

export function groupingWork(scheme: AnyCompiledScheme, switches: AnySwitches): BatchWork {
  return async (table) => {
    const columns = await groupStage(scheme, table, switches, BATCH_CONTEXT);
    return (field, row) => groupResult(scheme, columns, field, row);
  };
}

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

function groupResult(
  { catalogue }: { readonly catalogue: GroupCatalogue },
  { group, status, reason }: GroupColumns,
  field: ResultField,
  row: number,
): string {
  switch (field) {
    case 'mdc':
      return catalogue.mdcs[group[row]!]!;
    case 'adrg':
      return catalogue.adrgs[group[row]!]!;
    case 'group':
      return catalogue.codes[group[row]!]!;
    case 'status':
      return GROUP_STATUSES[status[row]!]!;
    case 'reason':
      return GROUP_REASONS[reason[row]!]!;
    default:
      return '';
  }
}

function fenText(fen: number): string {
  return Number.isNaN(fen) ? '' : String(fen);
}
