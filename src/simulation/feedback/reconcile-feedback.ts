import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { formatDecimal } from '../../kernel/decimal.js';
import { ClosingError, defineErrors, type Language } from '../../kernel/errors.js';
import { type Fen, formatYuan } from '../../kernel/money.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { type TableRowValues, tableOfRows } from '../../kernel/table-of-rows.js';
import { formatFen } from '../../policy/format-value.js';
import type { PriceTerms } from '../../pricing/price-terms.js';
import type { BureauCase } from './bureau-case.js';
import { type DifferenceParts, differenceParts, type OurCase, type RoundingEdge } from './difference-parts.js';
import { DIFFERENCE_REASONS, type DifferenceReason, REASON_NAMES, UNMATCHED_REASONS } from './difference-reasons.js';
import {
  APPEAL_SCHEMA,
  CASES_SCHEMA,
  DEPARTMENTS_SCHEMA,
  REASONS_SCHEMA,
  TOTAL_SCHEMA,
  UNMATCHED_SCHEMA,
} from './feedback-schemas.js';
import { type CaseIds, matchFeedback } from './match-feedback.js';

/** Our priced cases, by row. */
export interface OurSide extends CaseIds {
  readonly hospitalAt: (row: number) => string;
  readonly departmentAt: (row: number) => string;
  readonly caseAt: (row: number) => OurCase;
  readonly bandAt: (row: number) => string;
  /** Our terms of a row for a group's code. */
  readonly termsAt: (row: number, group: string) => PriceTerms | undefined;
  /** How our amount came about, for whoever reads the appeal. */
  readonly pathAt: (row: number) => string;
}

export interface FeedbackReconciliation {
  readonly tables: readonly ResultTable[];
  readonly appeal: ResultTable;
  readonly basis: 'fund' | 'pay';
}

const FEEDBACK_ERRORS = defineErrors(ClosingError, {
  feedback_not_closed: {
    zh: '差额原因合计 {parts} 元与总差额 {total} 元不符。这是程序的错误，请反馈。',
    en: 'the reasons add up to {parts} yuan and the difference is {total} yuan. This is a fault of the program; please report it.',
    exit: 3,
  },
});

interface Pair {
  readonly row: number;
  readonly their: BureauCase;
  readonly ours: OurCase;
  readonly found: DifferenceParts;
}

/**
 * A bureau's result against ours, case by case: differences by reason that add up to the difference of the two sums,
 * the cases that only one side has, and the list for an appeal (cases that the bureau pays less or not at all).
 * @throws feedback_not_closed
 */
export function reconcileFeedback(
  ours: OurSide,
  bureau: readonly BureauCase[],
  rounding: RoundingEdge,
  language: Language,
): FeedbackReconciliation {
  const basis = bureau.some(({ fundFen }) => !Number.isNaN(fundFen)) ? 'fund' : 'pay';
  const theirAmount = (their: BureauCase): Fen => (basis === 'fund' ? their.fundFen : their.payFen);
  const ourAmount = (one: OurCase): Fen => (basis === 'fund' ? one.fundFen : one.payFen);
  const match = matchFeedback(ours, bureau);
  const pairs: Pair[] = [];
  const unmatched: TableRowValues[] = [];
  const without: number[] = [...match.onlyOurs];
  const ourRow = (row: number, why: string): TableRowValues => ({
    side: 'ours',
    ...idsOf(ours, row),
    group: ours.caseAt(row).group,
    amount: ourAmount(ours.caseAt(row)),
    why,
  });
  for (const row of match.onlyOurs) unmatched.push(ourRow(row, 'not_in_feedback'));
  for (const [row, index] of match.pairs) {
    const their = bureau[index]!;
    const one = ours.caseAt(row);
    if (Number.isNaN(theirAmount(their))) {
      unmatched.push(ourRow(row, 'no_amount'));
      without.push(row);
      continue;
    }
    const found = differenceParts(one, their, (group) => ours.termsAt(row, group), basis, rounding);
    pairs.push({ row, their, ours: one, found });
  }
  for (const { index, why } of match.onlyBureau) {
    const { caseId, settlementId, hospitalId, group } = bureau[index]!;
    const ids = { case_id: caseId, settlement_id: settlementId, hospital_id: hospitalId };
    unmatched.push({ side: 'bureau', ...ids, group, amount: theirAmount(bureau[index]!), why });
  }
  const sumOf = (side: string): Fen =>
    unmatched.reduce(
      (sum, one) => (one.side === side && !Number.isNaN(one.amount) ? sum + Number(one.amount) : sum),
      0,
    );
  const [onlyOurs, onlyBureau] = [sumOf('ours'), sumOf('bureau')];
  const ourTotal = onlyOurs + pairs.reduce((sum, pair) => sum + ourAmount(pair.ours), 0);
  const theirTotal = onlyBureau + pairs.reduce((sum, pair) => sum + theirAmount(pair.their), 0);
  const reasons = reasonRows(pairs, unmatched, onlyOurs, onlyBureau);
  const parts = reasons.reduce((sum, { amount }) => sum + Number(amount), 0);
  if (parts !== theirTotal - ourTotal) {
    throw FEEDBACK_ERRORS.feedback_not_closed({ parts: formatYuan(parts), total: formatYuan(theirTotal - ourTotal) });
  }
  const amountsOf = ({ ours: one, their, found }: Pair): TableRowValues => ({
    our_amount: ourAmount(one),
    bureau_amount: theirAmount(their),
    difference: found.differenceFen,
  });
  const total = {
    basis,
    our_cases: ours.caseCount,
    bureau_cases: bureau.length,
    matched: pairs.length,
    different: pairs.filter(({ found }) => found.differenceFen !== 0).length,
    group_differs: pairs.filter(({ ours: one, their }) => their.group !== '' && their.group !== one.group.toUpperCase())
      .length,
    our_amount: ourTotal,
    bureau_amount: theirTotal,
    difference: theirTotal - ourTotal,
  };
  const sorted = [...pairs].sort((a, b) => compareCodePoints(ours.caseIdAt(a.row), ours.caseIdAt(b.row)));
  unmatched.sort((a, b) => compareCodePoints(`${a.side} ${a.case_id}`, `${b.side} ${b.case_id}`));
  return {
    basis,
    tables: [
      tableOfRows(TOTAL_SCHEMA, [total]),
      tableOfRows(REASONS_SCHEMA, reasons),
      tableOfRows(DEPARTMENTS_SCHEMA, departmentRows(ours, sorted, amountsOf)),
      tableOfRows(
        CASES_SCHEMA,
        sorted.map((pair) => caseRow(ours, pair, amountsOf(pair))),
      ),
      tableOfRows(UNMATCHED_SCHEMA, unmatched),
    ],
    appeal: tableOfRows(APPEAL_SCHEMA, appealRows(ours, sorted, without, ourAmount, amountsOf, language)),
  };
}

/** Of the settlement ids whichever is known: the bureau looks a case up by its own. */
const idsOf = (ours: OurSide, row: number, their?: BureauCase): TableRowValues => ({
  case_id: ours.caseIdAt(row),
  settlement_id: ours.settlementIdAt(row) || (their?.settlementId ?? ''),
  hospital_id: ours.hospitalAt(row),
  department: ours.departmentAt(row),
});

function reasonRows(
  pairs: readonly Pair[],
  unmatched: readonly TableRowValues[],
  onlyOurs: Fen,
  onlyBureau: Fen,
): TableRowValues[] {
  const rows: TableRowValues[] = REASON_NAMES.map((reason) => {
    const amounts = pairs.map(({ found }) => found.parts[reason]).filter((fen) => fen !== 0);
    const sum = (of: readonly Fen[]): Fen => of.reduce((all, fen) => all + fen, 0);
    return {
      reason,
      name_zh: DIFFERENCE_REASONS[reason].zh,
      name_en: DIFFERENCE_REASONS[reason].en,
      cases: amounts.length,
      amount: sum(amounts),
      above: sum(amounts.filter((fen) => fen > 0)),
      below: sum(amounts.filter((fen) => fen < 0)),
    };
  });
  const side = (reason: keyof typeof UNMATCHED_REASONS, of: string, amount: Fen): TableRowValues => ({
    reason,
    name_zh: UNMATCHED_REASONS[reason].zh,
    name_en: UNMATCHED_REASONS[reason].en,
    cases: unmatched.filter((one) => one.side === of).length,
    amount,
    above: Math.max(amount, 0),
    below: Math.min(amount, 0),
  });
  return [...rows, side('only_ours', 'ours', 0 - onlyOurs), side('only_bureau', 'bureau', onlyBureau)];
}

function departmentRows(
  ours: OurSide,
  pairs: readonly Pair[],
  amountsOf: (pair: Pair) => TableRowValues,
): TableRowValues[] {
  const rows = new Map<string, Record<string, string | number>>();
  for (const pair of pairs) {
    const [hospital, department] = [ours.hospitalAt(pair.row), ours.departmentAt(pair.row)];
    const key = JSON.stringify([hospital, department]);
    const row = rows.get(key) ?? { hospital_id: hospital, department };
    rows.set(key, row);
    const adds: TableRowValues = {
      matched: 1,
      different: pair.found.differenceFen === 0 ? 0 : 1,
      ...amountsOf(pair),
      ...partColumns(pair.found),
    };
    for (const [name, value] of Object.entries(adds)) row[name] = Number(row[name] ?? 0) + Number(value);
  }
  return [...rows].sort(([a], [b]) => compareCodePoints(a, b)).map(([, row]) => row);
}

const partColumns = ({ parts }: DifferenceParts): TableRowValues =>
  Object.fromEntries(REASON_NAMES.map((name) => [`by_${name}`, parts[name]]));

function caseRow(ours: OurSide, pair: Pair, amounts: TableRowValues): TableRowValues {
  const { row, their, ours: one, found } = pair;
  const terms = one.isGroupPaid ? ours.termsAt(row, one.group) : undefined;
  const written = (value: Parameters<typeof formatDecimal>[0] | undefined): string =>
    value === undefined ? '' : formatDecimal(value);
  return {
    ...idsOf(ours, row, their),
    our_group: one.group,
    bureau_group: their.group,
    our_weight: terms?.kind === 'units' ? written(terms.weight) : '',
    bureau_weight: written(their.weight),
    our_coefficient: written(terms?.coefficient),
    bureau_coefficient: written(their.coefficient),
    our_rate: written(terms?.rate),
    bureau_rate: written(their.rate),
    our_standard: one.isGroupPaid ? one.standardFen : Number.NaN,
    bureau_standard: their.standardFen,
    our_band: ours.bandAt(row),
    bureau_deviation_class: their.deviationClass,
    our_patient: one.patientFen,
    bureau_patient: their.patientFen,
    ...amounts,
    reason: found.main,
    ...partColumns(found),
  };
}

/** Cases that the bureau pays less, the largest loss first, and those that it does not have. */
function appealRows(
  ours: OurSide,
  pairs: readonly Pair[],
  without: readonly number[],
  ourAmount: (one: OurCase) => Fen,
  amountsOf: (pair: Pair) => TableRowValues,
  language: Language,
): TableRowValues[] {
  const less = pairs
    .filter(({ found }) => found.differenceFen < 0)
    .map((pair): TableRowValues => {
      const { row, ours: one, their, found } = pair;
      return {
        ...idsOf(ours, row, their),
        reason: found.main === '' ? '' : DIFFERENCE_REASONS[found.main][language],
        ...amountsOf(pair),
        our_group: one.group,
        bureau_group: their.group,
        parts: partsText(found, language),
        path: ours.pathAt(row),
      };
    });
  const absent = without.map((row): TableRowValues => {
    const one = ours.caseAt(row);
    const amount = ourAmount(one);
    return {
      ...idsOf(ours, row),
      reason: UNMATCHED_REASONS.only_ours[language],
      our_amount: amount,
      bureau_amount: Number.NaN,
      difference: 0 - amount,
      our_group: one.group,
      path: ours.pathAt(row),
    };
  });
  return [...less, ...absent].sort(
    (a, b) => Number(a.difference) - Number(b.difference) || compareCodePoints(String(a.case_id), String(b.case_id)),
  );
}

function partsText({ parts }: DifferenceParts, language: Language): string {
  const written = (name: DifferenceReason): string => `${DIFFERENCE_REASONS[name][language]} ${formatFen(parts[name])}`;
  return REASON_NAMES.filter((name) => parts[name] !== 0)
    .map(written)
    .join(language === 'zh' ? '；' : '; ');
}
