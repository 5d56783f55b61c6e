/** Typed arrays that stages hold, by name in a stored tree. */
const ARRAYS = {
  Float64Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
} as const;
type ArrayName = keyof typeof ARRAYS;
type StoredArray = InstanceType<(typeof ARRAYS)[ArrayName]>;

/** Stands in a stored tree where an array stood. */
class ArrayPlace {
  constructor(
    readonly storedArray: ArrayName,
    readonly index: number,
    readonly bytes: number,
  ) {}
}

/** A value's tree without its typed arrays, and these in order; an array that stands twice is stored once. */
export function packArrays(value: unknown): { readonly tree: unknown; readonly arrays: readonly StoredArray[] } {
  const arrays: StoredArray[] = [];
  const places = new Map<StoredArray, ArrayPlace>();
  const visit = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    if (ArrayBuffer.isView(node)) {
      const array = node as StoredArray;
      let place = places.get(array);
      if (place === undefined) {
        place = new ArrayPlace(array.constructor.name as ArrayName, arrays.length, array.byteLength);
        places.set(array, place);
        arrays.push(array);
      }
      return { ...place };
    }
    if (Array.isArray(node)) return node.some((item) => typeof item === 'object') ? node.map(visit) : node;
    if (node instanceof Map || node instanceof Set) return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, visit(child)]));
  };
  return { tree: visit(value), arrays };
}

const isPlace = (node: object): node is ArrayPlace => Object.hasOwn(node, 'storedArray');

/** Bytes of every array of a stored tree, in their order. */
export function lengthsOfArrays(tree: unknown): number[] {
  const lengths: number[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || node instanceof Map || node instanceof Set) return;
    if (isPlace(node)) lengths[node.index] = node.bytes;
    else for (const child of Object.values(node)) visit(child);
  };
  visit(tree);
  return lengths;
}

/** The value whose tree and arrays these are. */
export function unpackArrays<Value>(tree: unknown, arrays: readonly SharedArrayBuffer[]): Value {
  const made = new Map<number, StoredArray>();
  const visit = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null || node instanceof Map || node instanceof Set) return node;
    if (Array.isArray(node)) return node.some((item) => typeof item === 'object') ? node.map(visit) : node;
    if (!isPlace(node)) return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, visit(child)]));
    const known = made.get(node.index);
    if (known !== undefined) return known;
    const array = new ARRAYS[node.storedArray](arrays[node.index]! as unknown as ArrayBuffer);
    made.set(node.index, array);
    return array;
  };
  return visit(tree) as Value;
}
