import type { Relation } from './goal.js';

/** A value of the parameter and what the goal's measure is there. */
export interface Tried {
  readonly x: number;
  readonly y: number;
}

export interface GoalAnswer {
  /**
   * found: the goal holds at `best`, to the tolerance or between it and the next tick; everywhere: no value of the range
   * breaks it; none: no value was seen to meet it, and `best` is the nearest.
   */
  readonly outcome: 'found' | 'everywhere' | 'none';
  readonly best: Tried;
  /** The last two neighbours about the answer, one tick apart or as close as the tolerance asked. */
  readonly bracket: readonly [Tried, Tried] | undefined;
  /** Stretches of the range in which the goal is crossed: beyond the first there are further answers. */
  readonly crossings: number;
  /** Every point that was worked out, by x. */
  readonly tried: readonly Tried[];
}

export interface GoalSearch {
  readonly low: number;
  readonly high: number;
  /** Decimals of the parameter: the answer is one of its ticks. */
  readonly decimals: number;
  readonly relation: Relation;
  readonly target: number;
  /** How far the measure may be from an equal target. */
  readonly tolerance: number;
  /** Points at which the range is looked at first, ends included. */
  readonly samples: number;
}

/**
 * Finds where a measure meets a goal: the range is sampled, each stretch in which the goal is crossed brackets an
 * answer, and the first one is narrowed by bisection on ticks of the parameter, exact in integers. A measure that jumps
 * over an equal target is answered by the nearer side. What lies between two samples on one side is not seen.
 * @param measure  may be NaN, which meets no goal
 */
export async function seekGoal(search: GoalSearch, measure: (x: number) => Promise<number>): Promise<GoalAnswer> {
  const { relation, target, tolerance } = search;
  const unit = 10 ** search.decimals;
  const first = Math.round(search.low * unit);
  const last = Math.round(search.high * unit);
  const known = new Map<number, number>();
  const at = async (tick: number): Promise<Tried> => {
    let y = known.get(tick);
    if (y === undefined) {
      y = await measure(tick / unit);
      known.set(tick, y);
    }
    return { x: tick / unit, y };
  };
  const side = (y: number): number => sideOf(relation, y - target, tolerance);
  const count = Math.min(search.samples, last - first + 1);
  const ticks = Array.from(
    { length: count },
    (_, i) => first + Math.round(((last - first) * i) / Math.max(1, count - 1)),
  );
  const sampled: Tried[] = [];
  for (const tick of ticks) sampled.push(await at(tick));

  const answer = (outcome: GoalAnswer['outcome'], best: Tried, bracket?: readonly [Tried, Tried], crossings = 0) => ({
    outcome,
    best,
    bracket,
    crossings,
    tried: [...known].sort(([a], [b]) => a - b).map(([tick, y]) => ({ x: tick / unit, y })),
  });
  const nearest = () => {
    const all = [...known].map(([tick, y]) => ({ x: tick / unit, y })).filter(({ y }) => !Number.isNaN(y));
    const miss = ({ y }: Tried) => Math.abs(y - target);
    return all.reduce<Tried>((best, one) => (miss(one) < miss(best) ? one : best), all[0] ?? sampled[0]!);
  };

  const isCrossed = (i: number) => {
    const [a, b] = [side(sampled[i]!.y), side(sampled[i + 1]!.y)];
    return a !== b && !Number.isNaN(a) && !Number.isNaN(b) && (relation !== '=' || a * b <= 0);
  };
  const crossed = sampled
    .slice(1)
    .map((_, i) => i)
    .filter(isCrossed);
  const meets = (one: Tried) => (relation === '=' ? side(one.y) === 0 : side(one.y) > 0);
  if (crossed.length === 0) {
    if (sampled.every(meets))
      return answer(relation === '=' ? 'found' : 'everywhere', nearestEnd(sampled, relation, target));
    return answer('none', nearest());
  }
  let [low, high] = [ticks[crossed[0]!]!, ticks[crossed[0]! + 1]!];
  const lowSide = side((await at(low)).y);
  while (high - low > 1 && !(relation === '=' && (meets(await at(low)) || meets(await at(high))))) {
    const middle = low + Math.floor((high - low) / 2);
    const found = side((await at(middle)).y);
    // A value that cannot be told belongs to neither side: the search ends where it met it.
    if (Number.isNaN(found)) break;
    if (found === lowSide) low = middle;
    else high = middle;
  }
  const bracket = [await at(low), await at(high)] as const;
  const [a, b] = bracket;
  if (relation !== '=') return answer('found', meets(a) ? a : b, bracket, crossed.length);
  return answer('found', Math.abs(a.y - target) <= Math.abs(b.y - target) ? a : b, bracket, crossed.length);
}

/** On which side of the goal a difference lies: for an inequality 1 meets it and -1 does not; NaN cannot be told. */
function sideOf(relation: Relation, difference: number, tolerance: number): number {
  if (Number.isNaN(difference)) return Number.NaN;
  if (relation === '=') return Math.abs(difference) <= tolerance ? 0 : Math.sign(difference);
  return (relation === '>=' ? difference >= 0 : difference <= 0) ? 1 : -1;
}

/** Of points that all meet the goal: for an equal one the closest, else the end of the range that is closest to breaking it. */
function nearestEnd(sampled: readonly Tried[], relation: Relation, target: number): Tried {
  const ends = relation === '=' ? sampled : [sampled[0]!, sampled.at(-1)!];
  return ends.reduce((best, one) => (Math.abs(one.y - target) < Math.abs(best.y - target) ? one : best));
}
