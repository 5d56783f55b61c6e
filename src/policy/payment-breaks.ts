import { type Band, chainedBands, separateBands } from '../kernel/bands.js';
import { compareDecimals, type Decimal, decimalOf, formatDecimal } from '../kernel/decimal.js';
import { EngineError } from '../kernel/errors.js';
import { evaluateFormulaFen } from '../kernel/formula/evaluate-formula.js';
import { RETENTION_VOCABULARY } from '../kernel/formula/formula-language.js';
import { formulaNames, readFormula } from '../kernel/formula/read-formula.js';
import { type Fen, MISSING_FEN, multiplyFen } from '../kernel/money.js';
import { payAtCost, readBandPay } from './band-pay.js';
import { BREAK_BASE_FEN, breakReference } from './break-reference.js';
import { holdsAtLevel, testsKey } from './check-outlier-bands.js';
import type { OutlierBand, Policy } from './policy-schema.js';

/** What is paid at an edge, on it, and as the ratio comes to it from below and from above. */
export interface PaymentEdge {
  readonly place: 'outliers' | 'retention' | 'special_cases';
  /** Of the edge in the policy, where it is of no band. */
  readonly path?: string;
  /** Level class; undefined for retention. */
  readonly level: '3' | '2' | '1' | undefined;
  readonly edge: Decimal;
  /** The coefficient of the level, in the standard of the case; 1 where it makes no difference. */
  readonly coefficient: Decimal;
  /** Names of the bands; `normal` between outlier bands. */
  readonly bandBelow: string;
  readonly bandOn: string;
  readonly bandAbove: string;
  readonly belowFen: Fen;
  readonly onFen: Fen;
  readonly aboveFen: Fen;
  /** What a formula could not do at the edge, e.g. divide by zero. */
  readonly failure: EngineError | undefined;
}

interface PaidBand extends Band {
  /** The amount at a ratio that is exactly the edge. */
  readonly payAt: (edge: Decimal) => Fen;
}

/**
 * Every edge of the outlier bands (by level class, and by the tests of bands that have them) and of the retention bands
 * with what is paid on its three sides, for a group worth 10,000.00 before coefficients, quotas left aside. An edge at
 * which the three differ is a break (悬崖): pay is monotone in cost between breaks.
 */
export function paymentEdges(policy: Policy): readonly PaymentEdge[] {
  const edges: PaymentEdge[] = [];
  for (const level of ['3', '2', '1'] as const) {
    const ofLevel = policy.outliers.bands.filter((band) => holdsAtLevel(band, level));
    for (const bands of alternatives(ofLevel)) edges.push(...outlierEdges(policy, level, bands));
  }
  const retention = policy.retention.bands;
  const bands = chainedBands(retention).map(
    (band, index): PaidBand => ({ ...band, payAt: retentionPay(retention[index]!) }),
  );
  const one: Decimal = { digits: 1, scale: 0 };
  edges.push(...edgesOf(bands, { place: 'retention', level: undefined, coefficient: one }, () => MISSING_FEN));
  return unique(edges);
}

export function isBreak(edge: PaymentEdge): boolean {
  return edge.belowFen !== edge.onFen || edge.onFen !== edge.aboveFen;
}

/** For each set of tests that some band has, the bands whose tests are all among it; first the bands without tests. */
function alternatives(bands: readonly OutlierBand[]): OutlierBand[][] {
  const sets = new Map<string, OutlierBand['when']>([['', undefined]]);
  for (const band of bands) sets.set(testsKey(band), band.when);
  return [...sets.values()].map((tests) => bands.filter(({ when }) => isAmong(when, tests)));
}

/** Whether every test of a band stands, alike, among others; levels are looked at before. */
function isAmong(tests: OutlierBand['when'], others: OutlierBand['when']): boolean {
  const known = new Map(Object.entries(others ?? {}).map(([key, value]) => [key, JSON.stringify(value)]));
  return Object.entries(tests ?? {}).every(
    ([key, value]) => key === 'levels' || value === undefined || known.get(key) === JSON.stringify(value),
  );
}

function outlierEdges(policy: Policy, level: '3' | '2' | '1', documents: readonly OutlierBand[]): PaymentEdge[] {
  const reads = documents.map(({ pay }) => readBandPay(policy, pay));
  const range = documents.find(({ when }) => when?.units !== undefined)?.when?.units;
  const reference = breakReference(
    policy,
    level,
    range,
    reads.flatMap((read) => (read === undefined ? [] : formulaNames(read.tree))),
  );
  const bands = separateBands(documents).map((band, index): PaidBand => {
    const document = documents[index]!;
    const paid = payAtCost(policy, document, reads[index], reference);
    return { ...band, payAt: (edge) => paid(multiplyFen(reference.basisFen, edge)) };
  });
  const place = { place: 'outliers', level, coefficient: reference.coefficient } as const;
  return edgesOf(bands, place, () => reference.standardFen);
}

type Place = Pick<PaymentEdge, 'place' | 'level' | 'coefficient'>;

function edgesOf(bands: readonly PaidBand[], place: Place, normal: (edge: Decimal) => Fen): PaymentEdge[] {
  const edges = new Map<string, Decimal>();
  for (const { from, to } of bands)
    for (const edge of [from, to]) if (edge !== undefined && edge.digits > 0) edges.set(formatDecimal(edge), edge);
  return [...edges.values()].sort(compareDecimals).map((edge) => {
    let failure: EngineError | undefined;
    const pay = (band: PaidBand | undefined): Fen => {
      try {
        return band === undefined ? normal(edge) : band.payAt(edge);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        failure = error;
        return MISSING_FEN;
      }
    };
    const [below, on, above] = ([-1, 0, 1] as const).map((side) => bands.find((band) => holds(band, edge, side)));
    const [belowFen, onFen, aboveFen] = [pay(below), pay(on), pay(above)];
    const name = (band: PaidBand | undefined) => band?.name ?? 'normal';
    const [bandBelow, bandOn, bandAbove] = [name(below), name(on), name(above)];
    return { ...place, edge, bandBelow, bandOn, bandAbove, belowFen, onFen, aboveFen, failure };
  });
}

/** Whether a band holds just below (−1), on (0) or just above (1) an edge. */
function holds(band: Band, edge: Decimal, side: -1 | 0 | 1): boolean {
  const from = band.from === undefined ? -1 : compareDecimals(band.from, edge);
  const to = band.to === undefined ? 1 : compareDecimals(band.to, edge);
  if (side < 0) return from < 0 && to >= 0;
  if (side > 0) return from <= 0 && to > 0;
  return (from < 0 || (from === 0 && band.isFromIncluded)) && (to > 0 || (to === 0 && band.isToIncluded));
}

function retentionPay(band: Policy['retention']['bands'][number]): (edge: Decimal) => Fen {
  const share = band.fund_share_of_overrun;
  const text = share === undefined ? (band.pay ?? 'standard') : `standard + ${share} * (recorded - standard)`;
  const recordedAt = (edge: Decimal) => multiplyFen(BREAK_BASE_FEN, edge);
  if (text === 'recorded') return recordedAt;
  if (text === 'standard') return () => BREAK_BASE_FEN;
  const formula = readFormula(text, RETENTION_VOCABULARY);
  return (edge) =>
    evaluateFormulaFen(
      formula,
      new Map<string, Decimal>([
        ['recorded', { digits: recordedAt(edge), scale: 2 }],
        ['standard', decimalOf(BREAK_BASE_FEN / 100)],
      ]),
    );
}

/** Bands without tests have their edges under every set of tests; alike, they are told once. */
function unique(edges: readonly PaymentEdge[]): PaymentEdge[] {
  const seen = new Set<string>();
  return edges.filter(({ failure, ...edge }) => {
    const key = JSON.stringify([edge, failure?.message]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
