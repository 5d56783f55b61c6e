import { separateBands } from '../kernel/bands.js';
import { type Decimal, decimalOf, formatDecimal } from '../kernel/decimal.js';
import { EngineError } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import { formulaNames } from '../kernel/formula/read-formula.js';
import { type Fen, MISSING_FEN, multiplyFen } from '../kernel/money.js';
import { payAtCost, readBandPay } from './band-pay.js';
import { BREAK_BASE_FEN, type BreakReference, breakReference } from './break-reference.js';
import { holdsAtLevel } from './check-outlier-bands.js';
import type { PaymentEdge } from './payment-breaks.js';
import type { Policy, SpecialCase } from './policy-schema.js';
import type { Range } from './schema/common.js';

/** A stretch of the cost over the standard or the group's mean outside of which a special case does not pay. */
interface Reach {
  readonly of: 'standard' | 'group_mean';
  readonly range: Range;
  readonly path: string;
}

type Level = '3' | '2' | '1';
type Side = -1 | 0 | 1;

/**
 * Where a special case begins or ends to pay as the cost grows: edges of its tests on the cost over the standard or the
 * mean, and of its application (申请起点), with what is paid on the three sides of each. On the other side the case takes
 * its ordinary price. Each rule by itself, for the reference case of break-reference.ts; quotas and the other tests of
 * the rule are left aside.
 */
export function specialEdges(policy: Policy): PaymentEdge[] {
  const edges: PaymentEdge[] = [];
  for (const rule of policy.special_cases ?? []) {
    const reaches = reachesOf(rule);
    if (reaches.length === 0 || rule.pay === undefined || rule.pay === 'review_amount') continue;
    for (const level of ['3', '2', '1'] as const) {
      if (rule.when.levels === undefined || rule.when.levels.includes(level)) {
        edges.push(...edgesAt(policy, { ...rule, pay: rule.pay }, reaches, level));
      }
    }
  }
  return edges;
}

/** Edges at which the amount does not follow from the cost: an amount of review, days, another group. */
export function openSpecialEdges(policy: Policy): Finding[] {
  return (policy.special_cases ?? []).flatMap((rule): Finding[] => {
    const reaches = reachesOf(rule);
    if (reaches.length === 0 || (rule.pay !== undefined && rule.pay !== 'review_amount')) return [];
    const at = [...new Set(reaches.flatMap(({ range }) => numbersOf(range).map(formatDecimal)))].join(', ');
    return [
      {
        code: 'payment_break_open',
        severity: 'note',
        path: reaches[0]!.path,
        zh: `在 ${at} 倍处由普通价转为特殊规则“${rule.name}”：支付额不由费用决定（单议金额、床日或另一病组），落差逐例而定。`,
        en: `at ${at} pay passes from the ordinary price to the special case ${rule.name}, whose amount does not follow the cost (a reviewed amount, days, another group): the height is that of each case.`,
      },
    ];
  });
}

function reachesOf({ name, when, application }: SpecialCase): Reach[] {
  const path = `special_cases.${name}`;
  const of = (range: Range | undefined, kind: Reach['of'], test: string): Reach[] =>
    range === undefined ? [] : [{ of: kind, range, path: `${path}.${test}` }];
  return [
    ...of(when.cost_to_standard, 'standard', 'when.cost_to_standard'),
    ...of(when.cost_to_mean, 'group_mean', 'when.cost_to_mean'),
    ...of(application && { ...application, to_included: false }, application?.of ?? 'standard', 'application'),
  ];
}

function edgesAt(
  policy: Policy,
  rule: SpecialCase & { readonly pay: string },
  reaches: readonly Reach[],
  level: Level,
): PaymentEdge[] {
  const bands = policy.outliers.bands.filter((band) => band.when === undefined && holdsAtLevel(band, level));
  const reads = bands.map(({ pay }) => readBandPay(policy, pay));
  const own = readBandPay(policy, rule.pay);
  const names = [own, ...reads].flatMap((read) => (read === undefined ? [] : formulaNames(read.tree)));
  const isOnMean = reaches.some(({ of }) => of === 'group_mean');
  const reference = breakReference(policy, level, rule.when.units, isOnMean ? [...names, 'group_mean'] : names);
  const special = payAtCost(policy, rule, own, reference);
  const ordinaries = separateBands(bands).map((edges, place) => ({
    name: edges.name,
    range: rangeOf(bands[place]!),
    payAt: payAtCost(policy, bands[place]!, reads[place], reference),
  }));
  const paidAt = (costFen: Fen, side: Side) => {
    if (reaches.every(({ of, range }) => isInside(range, basisOf(reference, of), costFen, side))) {
      return { name: rule.name, fen: special(costFen) };
    }
    const band = ordinaries.find(({ range }) => isInside(range, reference.basisFen, costFen, side));
    return band === undefined
      ? { name: 'normal', fen: reference.standardFen }
      : { name: band.name, fen: band.payAt(costFen) };
  };
  return reaches.flatMap(({ of, range, path }) =>
    numbersOf(range).map((edge): PaymentEdge => {
      const costFen = multiplyFen(basisOf(reference, of), edge);
      let failure: EngineError | undefined;
      const [below, on, above] = ([-1, 0, 1] as const).map((side) => {
        try {
          return paidAt(costFen, side);
        } catch (error) {
          if (!(error instanceof EngineError)) throw error;
          failure = error;
          return { name: rule.name, fen: MISSING_FEN };
        }
      });
      return {
        ...{ place: 'special_cases', path, level, edge, coefficient: reference.coefficient, failure },
        ...{ bandBelow: below!.name, bandOn: on!.name, bandAbove: above!.name },
        ...{ belowFen: below!.fen, onFen: on!.fen, aboveFen: above!.fen },
      };
    }),
  );
}

const basisOf = (reference: BreakReference, of: Reach['of']): Fen =>
  of === 'standard' ? reference.standardFen : BREAK_BASE_FEN;

const rangeOf = ({ from, from_included, to, to_included }: Range): Range => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
  ...{ from_included, to_included },
});

/** The edges of a range above 0. */
const numbersOf = ({ from, to }: Range): Decimal[] =>
  [from, to].flatMap((edge) => (edge === undefined || edge <= 0 ? [] : [decimalOf(edge)]));

/** Whether a cost, or what lies just below (−1) or above (1) it, is within a range of multiples of a basis. */
function isInside(range: Range, basisFen: Fen, costFen: Fen, side: Side): boolean {
  const against = (edge: number): Side => {
    const { digits, scale } = decimalOf(edge);
    const difference = BigInt(costFen) * 10n ** BigInt(scale) - BigInt(basisFen) * BigInt(digits);
    if (difference === 0n) return side;
    return difference < 0n ? -1 : 1;
  };
  const { from, to } = range;
  const isAbove = from === undefined || against(from) > 0 || (against(from) === 0 && range.from_included);
  return isAbove && (to === undefined || against(to) < 0 || (against(to) === 0 && range.to_included));
}
