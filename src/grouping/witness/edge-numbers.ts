import { isMet } from '../../kernel/formula/comparisons.js';
import type { CaseNumber } from '../interpreter/case-facts.js';
import type { Demand } from './condition-alternatives.js';

type NumberDemand = Extract<Demand, { kind: 'number' }>;

/**
 * For each number demanded a value on the edge of what is allowed: one whose neighbour is not. Of several edges the
 * highest (1,499 g rather than 1 g). Undefined where no value meets all demands.
 */
export function edgeNumbers(demands: readonly Demand[]): Partial<Record<CaseNumber, number>> | undefined {
  const numbers: Partial<Record<CaseNumber, number>> = {};
  const byName = new Map<CaseNumber, NumberDemand[]>();
  for (const demand of demands) {
    if (demand.kind === 'number') byName.set(demand.name, [...(byName.get(demand.name) ?? []), demand]);
  }
  for (const [name, limits] of byName) {
    const isAllowed = (value: number) =>
      value >= 0 && limits.every((demand) => isMet(value, demand.operator, demand.limit));
    const near = limits.flatMap(({ limit }) => [limit - 1, limit, limit + 1]).sort((a, b) => b - a);
    const edge = near.find((value) => isAllowed(value) && !(isAllowed(value - 1) && isAllowed(value + 1)));
    if (edge === undefined) return undefined;
    numbers[name] = edge;
  }
  return numbers;
}
