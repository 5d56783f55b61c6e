import { poolKey } from './pool-key.js';

/** Keys and list positions, as a parser gives them. */
export type ValuePath = readonly (string | number)[];

/**
 * Paths of a policy: keys joined by dots; an element of a list is addressed by its name (`outliers.bands.high.from`),
 * a pool by its insurance, and its origin where it has one (`pools.employee.fund`, `pools.employee@other_city.fund`).
 */
export function joinPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** The name by which an element of a list is addressed; undefined for plain values. */
export function elementKey(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { name, insurance, origin } = item as { name?: unknown; insurance?: unknown; origin?: unknown };
  if (typeof name === 'string') return name;
  if (typeof insurance !== 'string') return undefined;
  return poolKey({ insurance, origin: typeof origin === 'string' ? origin : undefined });
}

/** A path with list positions (as zod gives it) written with names. */
export function namedPath(root: unknown, path: readonly PropertyKey[]): string {
  let node = root;
  let text = '';
  for (const part of path) {
    const child = childOf(node, part);
    text = joinPath(text, Array.isArray(node) ? (elementKey(child) ?? String(part)) : String(part));
    node = child;
  }
  return text;
}

/** The value at a path with list positions. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(childOf, root);
}

function childOf(node: unknown, key: PropertyKey): unknown {
  return typeof node === 'object' && node !== null && Object.hasOwn(node, key)
    ? (node as Record<PropertyKey, unknown>)[key]
    : undefined;
}

/** Where a named path leads: the holder of the last key and that key; or how far it leads. */
export type Target =
  | {
      readonly kind: 'found';
      readonly holder: Record<PropertyKey, unknown>;
      readonly key: string | number;
      /** Absent where the holder is there and the value is not (an optional one). */
      readonly value: unknown;
      readonly at: ValuePath;
    }
  | { readonly kind: 'lost'; readonly at: ValuePath; readonly known: readonly string[]; readonly isList: boolean };

/** A switch of grouping may have a dot in its name (`grouping.unrelated_procedure.F`): what stands below is one name. */
function partsOf(path: string): string[] {
  const [section = '', ...below] = path.split('.');
  return section === 'grouping' && below.length > 0 ? [section, below.join('.')] : [section, ...below];
}

/** Follows a named path into a resolved document. */
export function findTarget(root: unknown, path: string): Target {
  const parts = partsOf(path);
  const at: (string | number)[] = [];
  let node: unknown = root;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (typeof node !== 'object' || node === null) return { kind: 'lost', at, known: [], isList: false };
    let key: string | number = part;
    if (Array.isArray(node)) {
      key = node.findIndex((item) => elementKey(item) === part);
      if (key < 0)
        return { kind: 'lost', at, known: node.map(elementKey).filter((name) => name !== undefined), isList: true };
    }
    const holder = node as Record<PropertyKey, unknown>;
    const value = childOf(holder, key);
    if (i === parts.length - 1) return { kind: 'found', holder, key, value, at: [...at, key] };
    if (value === undefined) return { kind: 'lost', at, known: Object.keys(holder), isList: false };
    at.push(key);
    node = value;
  }
  return { kind: 'lost', at, known: [], isList: false };
}

/** A single value of a policy with its path; lists of plain values are one leaf. */
export interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

/** Every leaf of a resolved policy in document order, its `sources` and the names of its list elements left out. */
export function policyLeaves(policy: object): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (node: unknown, path: string, skip: string): void => {
    if (Array.isArray(node) && node.some((item) => elementKey(item) !== undefined)) {
      // Words between the elements (steps of clearing) are the order, told as one value of the list.
      if (node.some((item) => typeof item === 'string')) {
        leaves.push({ path, value: node.map((item) => elementKey(item) ?? item) });
      }
      node.forEach((item, index) => {
        if (typeof item === 'string') return;
        const key = elementKey(item) ?? String(index);
        visit(item, joinPath(path, key), (item as { name?: unknown }).name === undefined ? 'insurance' : 'name');
      });
    } else if (Array.isArray(node) || typeof node !== 'object' || node === null || Object.keys(node).length === 0) {
      leaves.push({ path, value: node });
    } else {
      for (const [key, child] of Object.entries(node)) {
        if (child !== undefined && key !== skip) visit(child, joinPath(path, key), '');
      }
    }
  };
  for (const [key, child] of Object.entries(policy)) if (key !== 'sources') visit(child, key, '');
  return leaves;
}
