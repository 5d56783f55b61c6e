import { type Band, chainedBands, separateBands } from '../kernel/bands.js';
import { compareDecimals, type Decimal, formatDecimal } from '../kernel/decimal.js';
import { EngineError } from '../kernel/errors.js';
import { evaluateFormulaFen } from '../kernel/formula/evaluate-formula.js';
import { bandVocabulary, RETENTION_VOCABULARY } from '../kernel/formula/formula-language.js';
import { readFormula } from '../kernel/formula/read-formula.js';
import { type Fen, MISSING_FEN, multiplyFen } from '../kernel/money.js';
import { bandLanguageOf, type Policy } from './policy-schema.js';

/** A standard of 10,000.00 yuan: heights of breaks are stated for it. */
export const BREAK_STANDARD_FEN = 1_000_000;

/** What is paid at an edge, on it, and as the ratio comes to it from below and from above. */
export interface PaymentEdge {
  readonly place: 'outliers' | 'retention';
  /** Level class; undefined for retention. */
  readonly level: '3' | '2' | '1' | undefined;
  readonly edge: Decimal;
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

const standardAt = () => BREAK_STANDARD_FEN;
const costAt = (edge: Decimal) => multiplyFen(BREAK_STANDARD_FEN, edge);

/**
 * Every edge of the outlier bands (by level class) and of the retention bands with what is paid on its three sides, at
 * a standard of 10,000.00, coefficient and weight 1, quotas left aside. An edge at which the three differ is a break
 * (悬崖): pay is monotone in cost between breaks.
 */
export function paymentEdges(policy: Policy): readonly PaymentEdge[] {
  const edges: PaymentEdge[] = [];
  for (const level of ['3', '2', '1'] as const) {
    const documents = policy.outliers.bands.filter(({ levels }) => levels === undefined || levels.includes(level));
    const bands = separateBands(documents).map(
      (band, index): PaidBand => ({ ...band, payAt: outlierPay(policy, documents[index]!.pay) }),
    );
    edges.push(...edgesOf(bands, 'outliers', level, standardAt));
  }
  const retention = policy.retention.bands;
  const bands = chainedBands(retention).map(
    (band, index): PaidBand => ({ ...band, payAt: retentionPay(retention[index]!) }),
  );
  edges.push(...edgesOf(bands, 'retention', undefined, () => MISSING_FEN));
  return edges;
}

export function isBreak(edge: PaymentEdge): boolean {
  return edge.belowFen !== edge.onFen || edge.onFen !== edge.aboveFen;
}

function edgesOf(
  bands: readonly PaidBand[],
  place: PaymentEdge['place'],
  level: PaymentEdge['level'],
  normal: (edge: Decimal) => Fen,
): PaymentEdge[] {
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
    return {
      place,
      level,
      edge,
      bandBelow: name(below),
      bandOn: name(on),
      bandAbove: name(above),
      belowFen,
      onFen,
      aboveFen,
      failure,
    };
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

function outlierPay(policy: Policy, pay: string): (edge: Decimal) => Fen {
  if (pay === 'by_item') return costAt;
  if (pay === 'standard') return standardAt;
  const formula = readFormula(pay, bandVocabulary(bandLanguageOf(policy.outliers.basis)));
  const money: Decimal = { digits: BREAK_STANDARD_FEN, scale: 2 };
  const one: Decimal = { digits: 1, scale: 0 };
  return (edge) => {
    const bindings = new Map<string, Decimal>([
      ['cost', { digits: costAt(edge), scale: 2 }],
      ['standard', money],
      ['group_mean', money],
      ['rate', money],
      ['coefficient', one],
      ['weight', one],
    ]);
    return evaluateFormulaFen(formula, bindings);
  };
}

function retentionPay(band: Policy['retention']['bands'][number]): (edge: Decimal) => Fen {
  const share = band.fund_share_of_overrun;
  const text = share === undefined ? (band.pay ?? 'standard') : `standard + ${share} * (recorded - standard)`;
  if (text === 'recorded') return costAt;
  if (text === 'standard') return standardAt;
  const formula = readFormula(text, RETENTION_VOCABULARY);
  return (edge) =>
    evaluateFormulaFen(
      formula,
      new Map<string, Decimal>([
        ['recorded', { digits: costAt(edge), scale: 2 }],
        ['standard', { digits: BREAK_STANDARD_FEN, scale: 2 }],
      ]),
    );
}
