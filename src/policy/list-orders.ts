import type { Text } from '../kernel/errors.js';
import { elementKey, valueAt } from './policy-path.js';
import type { Policy } from './policy-schema.js';

/** A list whose order moves money: of its rules the first that holds decides. */
interface OrderedList {
  readonly path: string;
  readonly label: Text;
}

const ORDERED_LISTS: readonly OrderedList[] = [
  { path: 'case_coefficients.rules', label: { zh: '病例系数的次序', en: 'order of case coefficients' } },
  { path: 'special_cases', label: { zh: '特殊病例的次序', en: 'order of special cases' } },
  { path: 'outliers.bands', label: { zh: '倍率分段的次序', en: 'order of outlier bands' } },
];

/** What a difference in the order of a list is called; undefined for any other path. */
export function orderLabel(path: string): Text | undefined {
  return ORDERED_LISTS.find((list) => list.path === path)?.label;
}

/** Lists of a whose elements stand in another order in b; names that only one of them has are left aside. */
export function orderChanges(a: Policy, b: Policy): { path: string; before: string[]; after: string[] }[] {
  return ORDERED_LISTS.flatMap(({ path }) => {
    const [first, second] = [namesOf(a, path), namesOf(b, path)];
    const before = first.filter((name) => second.includes(name));
    const after = second.filter((name) => first.includes(name));
    return before.join('\n') === after.join('\n') ? [] : [{ path, before, after }];
  });
}

function namesOf(policy: Policy, path: string): string[] {
  const list = valueAt(policy, path.split('.'));
  return Array.isArray(list) ? list.flatMap((item) => elementKey(item) ?? []) : [];
}
