import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frontierRows } from '../../../src/report/charts/sweep-chart.js';
import { type GoalSearch, seekGoal } from '../../../src/simulation/sweep/seek-goal.js';

const search = (more: Partial<GoalSearch> = {}): GoalSearch => ({
  low: 0,
  high: 100,
  decimals: 2,
  relation: '=',
  target: 0,
  tolerance: 0,
  samples: 17,
  ...more,
});

describe('goal seek', () => {
  it('finds the tick at which a straight line is nearest to its target: 3x − 100 = 0 at 33.33', async () => {
    const answer = await seekGoal(search(), async (x) => 3 * x - 100);
    expect(answer.outcome).toBe('found');
    expect(answer.best.x).toBe(33.33);
    expect(answer.bracket!.map(({ x }) => x)).toEqual([33.33, 33.34]);
    expect(answer.tried.length).toBeLessThanOrEqual(17 + 10);
  });

  it('answers within one tick of the crossing of any increasing or decreasing line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9_999 }), fc.boolean(), async (cents, isRising) => {
        const root = cents / 100 + 0.003;
        const answer = await seekGoal(search(), async (x) => (isRising ? x - root : root - x));
        expect(answer.outcome).toBe('found');
        expect(Math.abs(answer.best.x - root)).toBeLessThanOrEqual(0.01);
        expect(answer.crossings).toBe(1);
      }),
      { numRuns: 300, seed: 20261128 },
    );
  });

  it('keeps at least −3 %: the first tick that holds, the tick before it breaking the goal', async () => {
    const margin = async (x: number) => -0.1 + x / 1_000;
    const answer = await seekGoal(search({ relation: '>=', target: -0.03 }), margin);
    expect(answer.best.x).toBe(70);
    expect(answer.bracket!.map(({ x }) => x)).toEqual([69.99, 70]);
    const most = await seekGoal(search({ relation: '<=', target: -0.03 }), margin);
    expect(most.best.x).toBe(70);
  });

  it('says that there is no solution and names the nearest point, 100 with −1', async () => {
    const answer = await seekGoal(search(), async (x) => x - 101);
    expect(answer).toMatchObject({ outcome: 'none', best: { x: 100, y: -1 }, bracket: undefined });
    const never = await seekGoal(search({ relation: '>=' }), async () => Number.NaN);
    expect(never.outcome).toBe('none');
  });

  it('says where a goal is met everywhere, and where it is crossed 3 times', async () => {
    const everywhere = await seekGoal(search({ relation: '>=' }), async (x) => x + 1);
    expect(everywhere).toMatchObject({ outcome: 'everywhere', best: { x: 0, y: 1 } });
    const waves = await seekGoal(search(), async (x) => (x - 10.5) * (x - 40.5) * (x - 80.5));
    expect(waves.crossings).toBe(3);
    expect(waves.best.x).toBe(10.5);
  });

  it('takes the nearer side of a jump over the target', async () => {
    const answer = await seekGoal(search(), async (x) => (x < 50 ? -3 : 7));
    expect(answer.best).toEqual({ x: 49.99, y: -3 });
    expect(answer.bracket).toEqual([
      { x: 49.99, y: -3 },
      { x: 50, y: 7 },
    ]);
  });

  it('stops as soon as an equal goal is within its tolerance', async () => {
    const answer = await seekGoal(search({ tolerance: 5 }), async (x) => x - 50);
    expect(Math.abs(answer.best.y)).toBeLessThanOrEqual(5);
    expect(answer.tried).toHaveLength(17);
  });
});

describe('the frontier', () => {
  it('holds the rows that no row beats on cost and margin at once: 3 of 5', () => {
    const costs = Float64Array.of(10, 20, 20, 30, 40);
    const margins = Float64Array.of(-0.2, -0.3, -0.1, -0.1, 0);
    expect(frontierRows(costs, margins)).toEqual([0, 2, 4]);
  });
});
