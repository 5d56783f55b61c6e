import { type CaseTable, findColumn, needColumn, textAt } from '../../cases/case-table.js';
import { dipRecordAt } from '../../grouping/dip/explain/dip-record-at.js';
import { explainDip } from '../../grouping/dip/explain/explain-dip.js';
import { REASON_SHORT_WORDS, STATUS_WORDS } from '../../grouping/explain/answer-words.js';
import { explainCase } from '../../grouping/explain/explain-case.js';
import { GROUP_REASONS, GROUP_STATUSES, type GroupStatus } from '../../grouping/group-columns.js';
import { caseRecordAt } from '../../grouping/interpreter/case-record-at.js';
import { type Day, MISSING_DAY } from '../../kernel/day.js';
import { formatDecimal } from '../../kernel/decimal.js';
import type { Text } from '../../kernel/errors.js';
import { type Fen, scaleFen } from '../../kernel/money.js';
import { type PriceTermsReader, priceTermsReader } from '../../pricing/price-terms.js';
import type { PricingInput } from '../../pricing/pricing-input.js';
import type { AnySwitches } from '../../schemes/any-scheme.js';
import type { DipOptions } from '../../schemes/dip/dip-document.js';
import type { AnyScheme } from '../../schemes/load-any-scheme.js';
import type { SchemeOptions } from '../../schemes/scheme-document.js';
import { alertOf, type InStayAlerts } from './in-stay-alerts.js';
import { dipNeighbours, drgNeighbours, type Neighbours } from './neighbours.js';
import type { PastStays } from './past-stays.js';

/** A patient not yet discharged; amounts in fen, NaN where they cannot be known. */
export interface InStayCard extends Neighbours {
  readonly caseId: string;
  readonly hospitalId: string;
  readonly department: string;
  readonly group: string;
  readonly groupName: string;
  readonly status: GroupStatus;
  /** Why it has no standard: in no group, or a group without weight; blank where it has one. */
  readonly reason: Text;
  readonly weight: string;
  readonly standardFen: Fen;
  readonly costFen: Fen;
  /** Standard less cost so far. */
  readonly roomFen: Fen;
  /** Undefined below all. */
  readonly alert: InStayAlerts['alerts'][number] | undefined;
  /** Days so far, at least 1; NaN where no day is known. */
  readonly days: number;
  readonly dailyFen: Fen;
  /** Whole days until the cost reaches the standard at the pace so far; 0 where it has; NaN where unknown. */
  readonly daysLeft: number;
  /** Mean days of discharged stays of the group, and how many they are; NaN and 0 where none is known. */
  readonly expectedDays: number;
  readonly pastCases: number;
  /** Cost at the expected day of discharge at the pace so far; the cost so far where that day is over; NaN unknown. */
  readonly expectedFen: Fen;
  /** Charges of TCM treatment ÷ all charges so far (中治率); NaN where the file has no such column. */
  readonly tcmShare: number;
  /** Where the low bands end and the high ones begin; NaN where there is none. */
  readonly lowEdgeFen: Fen;
  readonly highEdgeFen: Fen;
  /** Band of a discharge today. */
  readonly bandToday: string;
}

export interface InStayInput {
  readonly pricing: PricingInput;
  readonly document: AnyScheme;
  readonly switches: AnySwitches;
  readonly alerts: InStayAlerts;
  /** Discharged stays by group index of the same scheme; absent: no length is expected. */
  readonly past?: PastStays | undefined;
  /** The day that costs are of, for stays whose days are not stated. */
  readonly day: Day;
}

/** One card a row: group so far, the nearest groups, standard, cost, room, alert, edges. For some thousands of patients. */
export function inStayCards(input: InStayInput): InStayCard[] {
  const { pricing } = input;
  const { table, catalogue } = pricing;
  const terms = priceTermsReader(pricing);
  const indexOf = new Map(catalogue.codes.map((code, index) => [code, index]));
  return Array.from({ length: table.caseCount }, (_, row) => cardAt(input, terms, indexOf, row));
}

function cardAt(
  { pricing, document, switches, alerts, day, past }: InStayInput,
  terms: PriceTermsReader,
  indexOf: ReadonlyMap<string, number>,
  row: number,
): InStayCard {
  const { table, groups, catalogue } = pricing;
  const group = groups.group[row]!;
  const status = GROUP_STATUSES[groups.status[row]!]!;
  const own = status === 'grouped' ? terms.termsAt(row, group) : undefined;
  const isPaidByGroups = (): boolean => catalogue.codes.some((_, other) => terms.termsAt(row, other) !== undefined);
  const standardFen = own?.standardFen ?? Number.NaN;
  const costFen = findColumn(table, 'total_cost', 'money')?.values[row] ?? Number.NaN;
  const hasBoth = !Number.isNaN(standardFen) && !Number.isNaN(costFen);
  const standardOf = (code: string): Fen => {
    const index = indexOf.get(code);
    return (index === undefined ? undefined : terms.termsAt(row, index)?.standardFen) ?? Number.NaN;
  };
  const neighbours =
    document.method === 'dip'
      ? dipNeighbours(explainDip(document, dipRecordAt(table, row), switches as Partial<DipOptions>), standardOf)
      : drgNeighbours(explainCase(document, caseRecordAt(table, row), switches as Partial<SchemeOptions>), standardOf);
  const edges = own === undefined ? [] : terms.edgesAt(row, group);
  const lows = edges.filter(({ side }) => side === 'low').map(({ toFen }) => toFen);
  const highs = edges.filter(({ side }) => side === 'high').map(({ fromFen }) => fromFen);
  const days = daysSoFar(table, row, day);
  const before = status === 'grouped' ? past?.get(group) : undefined;
  const tcmFen = findColumn(table, 'tcm_treatment_cost', 'money')?.values[row] ?? Number.NaN;
  return {
    caseId: textAt(needColumn(table, 'case_id', 'text', 'in-stay'), row),
    hospitalId: dictionaryText(table, 'hospital_id', row),
    department: dictionaryText(table, 'department', row),
    group: catalogue.codes[group]!,
    groupName: catalogue.names[group]!,
    status,
    reason: own === undefined ? whyNoStandard(status, groups.reason[row]!, isPaidByGroups) : { zh: '', en: '' },
    weight: own?.kind === 'units' ? formatDecimal(own.weight) : '',
    standardFen,
    costFen,
    roomFen: standardFen - costFen,
    alert: hasBoth ? alertOf(alerts, costFen, standardFen) : undefined,
    days,
    dailyFen: Number.isNaN(costFen) || Number.isNaN(days) ? Number.NaN : scaleFen(costFen, 1, days),
    daysLeft:
      hasBoth && costFen > 0 && days > 0
        ? Math.max(0, Math.floor(((standardFen - costFen) * days) / costFen))
        : Number.NaN,
    expectedDays: before?.meanDays ?? Number.NaN,
    pastCases: before?.cases ?? 0,
    expectedFen:
      before === undefined || Number.isNaN(costFen) || Number.isNaN(days)
        ? Number.NaN
        : expectedCost(costFen, days, before.meanDays),
    tcmShare: costFen > 0 ? tcmFen / costFen : Number.NaN,
    lowEdgeFen: lows.length === 0 ? Number.NaN : Math.max(...lows),
    highEdgeFen: highs.length === 0 ? Number.NaN : Math.min(...highs),
    bandToday: (hasBoth && terms.bandAt(row, group, costFen)) || '',
    ...neighbours,
  };
}

/** @param reason  index of GROUP_REASONS  @param isPaidByGroups  asked only where the group itself tells nothing */
function whyNoStandard(status: GroupStatus, reason: number, isPaidByGroups: () => boolean): Text {
  const known = GROUP_REASONS[reason]!;
  if (known !== '') return REASON_SHORT_WORDS[known];
  if (status !== 'grouped') return STATUS_WORDS[status];
  return isPaidByGroups()
    ? { zh: '该病组没有权重（分值）或公布的标准', en: 'its group has no weight, score or published standard' }
    : { zh: '该患者不按病组付费', en: 'groups do not pay this patient' };
}

/** At the pace so far, in hundredths of a day, so that the amount is exact in fen. */
function expectedCost(costFen: Fen, days: number, meanDays: number): Fen {
  const hundredths = Math.round(meanDays * 100);
  return hundredths <= days * 100 ? costFen : scaleFen(costFen, hundredths, days * 100);
}

function dictionaryText(table: CaseTable, name: string, row: number): string {
  const column = findColumn(table, name, 'dictionary');
  return column === undefined ? '' : column.values[column.codes[row]!]!;
}

function daysSoFar(table: CaseTable, row: number, day: Day): number {
  const stated = findColumn(table, 'los_days', 'integer')?.values[row] ?? -1;
  if (stated >= 0) return Math.max(1, stated);
  const admitted = findColumn(table, 'admit_date', 'day')?.values[row] ?? MISSING_DAY;
  return admitted === MISSING_DAY || day === MISSING_DAY || day < admitted ? Number.NaN : Math.max(1, day - admitted);
}
