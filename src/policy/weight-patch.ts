import type { PlannedPatch } from './plan-patches.js';
import type { ProblemList } from './policy-errors.js';
import type { WeightPatch } from './policy-timeline.js';

/** `tables.weights.GD2*`: a change to the weights of every group whose code matches. */
export function checkWeightPatch(
  planned: PlannedPatch,
  prefix: string,
  problems: ProblemList,
): WeightPatch | undefined {
  const { patch, place, valuePlace, from, until } = planned;
  const pattern = patch.path.slice(prefix.length);
  if (!patch.path.startsWith(prefix) || !/^[A-Za-z0-9.:+|*@_-]+$/.test(pattern)) {
    problems.add(
      place,
      `${patch.path}：表的修改应写成 tables.weights.GD2*（* 代表任意字符）。`,
      `${patch.path}: a change to a table is written tables.weights.GD2*, where * stands for any characters.`,
    );
    return undefined;
  }
  if (patch.scale !== undefined) return { pattern, scale: patch.scale, from, until };
  if (patch.add !== undefined) return { pattern, add: patch.add, from, until };
  if (typeof patch.value === 'number' && patch.value > 0) return { pattern, value: patch.value, from, until };
  const found = JSON.stringify(patch.value);
  problems.add(
    valuePlace,
    `${patch.path}：值为 ${found}，权重应为大于 0 的数。`,
    `${patch.path}: found ${found}, a weight must be a number above 0.`,
  );
  return undefined;
}
