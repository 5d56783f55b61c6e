import { deserialize, serialize } from 'node:v8';
import { openSections, packSections } from '../compile/scheme-buffer.js';
import type { SchemeDocument } from '../scheme-document.js';
import { type Places, StoredCodeMap, StoredCodeSet, StoredCodes } from './stored-codes.js';

/** To be raised with every change of what is stored: older files are then made anew. */
export const STORED_DOCUMENT_VERSION = 1;

/** Stands in the stored tree where a list stood, or a map from codes to numbers. */
type Placeholder = { readonly storedList: number } | { readonly storedMap: number };

/**
 * A document in one buffer that opens without parsing: the tree of names and conditions as the runtime's own
 * serialisation, every list of codes as places in the lists of valid codes. The loader gives the same document, only
 * slower. Undefined where a list holds a code that the document does not list as valid.
 */
export function storeDocument(document: SchemeDocument): SharedArrayBuffer | undefined {
  const { diagnoses, procedures } = document;
  const codes = new StoredCodes(diagnoses, procedures);
  const lists = new PlaceLists(codes);
  const tree = {
    ...document,
    diagnoses: [],
    procedures: [],
    validProcedures: lists.list(document.validProcedures),
    chapters: document.chapters.map((chapter) => ({
      ...chapter,
      diagnoses: lists.list(chapter.diagnoses),
      ...(chapter.leftOut === undefined ? {} : { leftOut: lists.list(chapter.leftOut) }),
      regions: lists.map(chapter.regions),
      rules: chapter.rules.map((rule) => ({
        ...rule,
        diagnosisLists: lists.named(rule.diagnosisLists),
        procedureLists: lists.named(rule.procedureLists),
      })),
    })),
    severity: {
      mcc: lists.map(document.severity.mcc),
      cc: lists.map(document.severity.cc),
      exclusions: lists.named(document.severity.exclusions),
    },
    namedLists: lists.named(document.namedLists),
  };
  if (lists.hasStranger) return undefined;
  const isNarrow = diagnoses.length + procedures.length <= 0x10000;
  return packSections({
    tree: new Uint8Array(serialize(tree)),
    diagnoses: utf8(diagnoses.join('\n')),
    procedures: utf8(procedures.join('\n')),
    listStart: Int32Array.from(lists.starts),
    places: isNarrow ? Uint16Array.from(lists.places) : Uint32Array.from(lists.places),
    mapStart: Int32Array.from(lists.mapStarts),
    mapPlaces: isNarrow ? Uint16Array.from(lists.mapPlaces) : Uint32Array.from(lists.mapPlaces),
    mapNumbers: Int32Array.from(lists.mapNumbers),
  });
}

/**
 * The document of a buffer of storeDocument; its lists are read where they lie.
 * @throws Error where the tree was written by a later runtime
 */
export function restoreDocument(buffer: SharedArrayBuffer): SchemeDocument {
  const sections = openSections(buffer);
  const codes = new StoredCodes(texts(sections.diagnoses!), texts(sections.procedures!));
  const { listStart, mapStart } = sections as Record<string, Int32Array>;
  const { places, mapPlaces } = sections as Record<string, Places>;
  const mapNumbers = sections.mapNumbers as Int32Array;
  const sets = new Map<number, ReadonlySet<string>>();
  const list = (stored: unknown): ReadonlySet<string> => {
    const { storedList } = stored as { storedList: number };
    let set = sets.get(storedList);
    if (set === undefined) {
      set = new StoredCodeSet(codes, places!.subarray(listStart![storedList], listStart![storedList + 1]));
      sets.set(storedList, set);
    }
    return set;
  };
  const map = (stored: unknown): ReadonlyMap<string, number> => {
    const { storedMap } = stored as { storedMap: number };
    const range = [mapStart![storedMap], mapStart![storedMap + 1]] as const;
    return new StoredCodeMap(codes, mapPlaces!.subarray(...range), mapNumbers.subarray(...range));
  };
  const named = <Name>(stored: unknown): ReadonlyMap<Name, ReadonlySet<string>> =>
    new Map([...(stored as Map<Name, unknown>)].map(([name, one]) => [name, list(one)]));
  const tree = deserialize(copied(sections.tree!)) as SchemeDocument;
  return {
    ...tree,
    diagnoses: codes.diagnoses,
    procedures: codes.procedures,
    validProcedures: list(tree.validProcedures),
    chapters: tree.chapters.map((chapter) => ({
      ...chapter,
      diagnoses: list(chapter.diagnoses),
      ...(chapter.leftOut === undefined ? {} : { leftOut: list(chapter.leftOut) }),
      regions: map(chapter.regions),
      rules: chapter.rules.map((rule) => ({
        ...rule,
        diagnosisLists: named<number>(rule.diagnosisLists),
        procedureLists: named<number>(rule.procedureLists),
      })),
    })),
    severity: {
      mcc: map(tree.severity.mcc),
      cc: map(tree.severity.cc),
      exclusions: named<number>(tree.severity.exclusions),
    },
    namedLists: named<string>(tree.namedLists),
  };
}

/** Lists of codes as places, each list once: lists that rules share stay one. */
class PlaceLists {
  readonly starts = [0];
  readonly places: number[] = [];
  readonly mapStarts = [0];
  readonly mapPlaces: number[] = [];
  readonly mapNumbers: number[] = [];
  hasStranger = false;
  private readonly placeOf = new Map<string, number>();
  private readonly known = new Map<ReadonlySet<string>, Placeholder>();

  constructor(codes: StoredCodes) {
    for (const [place, code] of [...codes.diagnoses, ...codes.procedures].entries()) {
      if (!this.placeOf.has(code)) this.placeOf.set(code, place);
    }
  }

  list(set: ReadonlySet<string>): Placeholder {
    let stored = this.known.get(set);
    if (stored === undefined) {
      stored = { storedList: this.starts.length - 1 };
      this.known.set(set, stored);
      for (const code of set) this.places.push(this.place(code));
      this.starts.push(this.places.length);
    }
    return stored;
  }

  named<Name>(lists: ReadonlyMap<Name, ReadonlySet<string>>): Map<Name, Placeholder> {
    return new Map([...lists].map(([name, set]) => [name, this.list(set)]));
  }

  map(numbers: ReadonlyMap<string, number>): Placeholder {
    const stored = { storedMap: this.mapStarts.length - 1 };
    for (const [code, number] of numbers) {
      this.mapPlaces.push(this.place(code));
      this.mapNumbers.push(number);
    }
    this.mapStarts.push(this.mapPlaces.length);
    return stored;
  }

  private place(code: string): number {
    const place = this.placeOf.get(code);
    if (place === undefined) this.hasStranger = true;
    return place ?? 0;
  }
}

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Neither decoding takes shared memory. */
const copied = (bytes: ArrayBufferView) =>
  Buffer.from(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).slice().buffer);

function texts(bytes: ArrayBufferView): string[] {
  const text = copied(bytes).toString('utf8');
  return text === '' ? [] : text.split('\n');
}
