import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { decimalToNumber, parseDecimal } from '../../kernel/decimal.js';
import { nearestNames } from '../../kernel/nearest-names.js';
import { balanceOf, leastMargin, marginShare, outlierShare, total } from './point-measures.js';
import type { PointSums } from './point-sums.js';
import { SWEEP_ERRORS } from './sweep-errors.js';

export type Relation = '=' | '>=' | '<=';

/** What a goal seek is after: a measure of the region and where it shall be. */
export interface Goal {
  readonly text: string;
  readonly measure: string;
  readonly relation: Relation;
  /** Money in fen, shares 0 to 1. */
  readonly target: number;
  readonly unit: 'money' | 'share';
  /** NaN where it cannot be told (no cases). */
  readonly value: (point: PointSums, baseline: PointSums) => number;
  /** Hospital, level or insurance that the measure names, to be found in the data. */
  readonly subject: { readonly kind: 'hospital' | 'level' | 'insurance'; readonly name: string } | undefined;
  /** True where only clearing can tell: the fund's payment and what hangs on it. */
  readonly needsClearing: boolean;
}

type Subject = 'region' | 'hospital' | 'level' | 'insurance';
type Takes = (account: number) => boolean;

interface Kind {
  readonly unit: Goal['unit'];
  readonly needsClearing: boolean;
  readonly of: readonly Subject[];
  readonly value: (point: PointSums, takes: Takes) => number;
}

const KINDS: Readonly<Record<string, Kind>> = {
  margin: { unit: 'share', needsClearing: true, of: ['region', 'hospital', 'level', 'insurance'], value: marginShare },
  least_margin: { unit: 'share', needsClearing: true, of: ['region', 'level'], value: leastMargin },
  high_outlier_share: {
    unit: 'share',
    needsClearing: false,
    of: ['region', 'hospital', 'level', 'insurance'],
    value: (point, takes) => outlierShare(point, 'high', takes),
  },
  low_outlier_share: {
    unit: 'share',
    needsClearing: false,
    of: ['region', 'hospital', 'level', 'insurance'],
    value: (point, takes) => outlierShare(point, 'low', takes),
  },
};

/** Forms of every measure, for the message. */
const KNOWN = [
  'fund.balance',
  'fund.spend',
  'fund.change',
  'insurance.<name>.balance',
  ...Object.entries(KINDS).flatMap(([name, { of }]) =>
    of.map((subject) => (subject === 'region' ? name : `${subject}.<name>.${name}`)),
  ),
];

/**
 * Reads one --goal, e.g. `fund.balance=0` (yuan), `level.2.least_margin>=-0.03`, `high_outlier_share<=0.03`.
 * @throws goal_unreadable, goal_unmeasurable
 */
export function parseGoal(text: string): Goal {
  const match = /^\s*([^<>=\s]+)\s*(>=|<=|=)\s*(\S+)\s*$/.exec(text);
  const number = match === null ? undefined : parseDecimal(match[3]!);
  if (match === null || number === undefined) throw SWEEP_ERRORS.goal_unreadable({ text });
  const [, measure, relation] = match as unknown as [string, string, Relation];
  const kind = fundGoal(measure) ?? kindGoal(measure);
  if (kind === undefined) {
    const nearest = nearestNames(measure, KNOWN).join(', ');
    throw SWEEP_ERRORS.goal_unmeasurable({ measure, nearest, known: KNOWN.join(', ') });
  }
  const target = decimalToNumber(number) * (kind.unit === 'money' ? 100 : 1);
  return { text, measure, relation, target: kind.unit === 'money' ? Math.round(target) : target, ...kind };
}

type Measured = Pick<Goal, 'unit' | 'value' | 'subject' | 'needsClearing'>;

function fundGoal(measure: string): Measured | undefined {
  const money = { unit: 'money', needsClearing: true } as const;
  const spend = (point: PointSums) => total(point, 'fund');
  if (measure === 'fund.balance') return { ...money, subject: undefined, value: balanceOf };
  if (measure === 'fund.spend') return { ...money, subject: undefined, value: spend };
  if (measure === 'fund.change') {
    return { ...money, subject: undefined, value: (point, baseline) => spend(point) - spend(baseline) };
  }
  const insurance = /^insurance\.(.+)\.balance$/.exec(measure)?.[1];
  if (insurance === undefined) return undefined;
  return {
    ...money,
    subject: { kind: 'insurance', name: insurance },
    value: (point) => point.balances.get(insurance) ?? Number.NaN,
  };
}

function kindGoal(measure: string): Measured | undefined {
  const dot = measure.lastIndexOf('.');
  const name = measure.slice(dot + 1);
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind === undefined) return undefined;
  const { unit, needsClearing, value } = kind;
  if (dot < 0) return { unit, needsClearing, subject: undefined, value: (point) => value(point, () => true) };
  const [, subject, of] = /^(hospital|level|insurance)\.(.+)$/.exec(measure.slice(0, dot)) ?? [];
  if (subject === undefined || of === undefined || !kind.of.includes(subject as Subject)) return undefined;
  const texts = { hospital: 'hospitals', level: 'levels', insurance: 'insurances' } as const;
  const column = texts[subject as keyof typeof texts];
  return {
    unit,
    needsClearing,
    subject: { kind: subject as 'hospital' | 'level' | 'insurance', name: of },
    value: (point) => value(point, (account) => point[column][account] === of),
  };
}

/**
 * Refuses a goal about a hospital, level or insurance that is not there, before any point is worked out.
 * @throws goal_without_subject
 */
export function checkSubject(
  { measure, subject }: Goal,
  known: Readonly<Record<'hospital' | 'level' | 'insurance', readonly string[]>>,
): void {
  if (subject === undefined || known[subject.kind].includes(subject.name)) return;
  const names = [...new Set(known[subject.kind])].sort(compareCodePoints);
  const shown = subject.kind === 'hospital' ? nearestNames(subject.name, names) : names;
  throw SWEEP_ERRORS.goal_without_subject({
    measure,
    subject: `${subject.kind} "${subject.name}"`,
    known: shown.join(', '),
  });
}
