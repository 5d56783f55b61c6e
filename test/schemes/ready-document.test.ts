import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { explainCase } from '../../src/grouping/explain/explain-case.js';
import type { CaseRecord } from '../../src/grouping/group-columns.js';
import { cachedScheme } from '../../src/schemes/cached-scheme.js';
import { isIntactBuffer, packSections } from '../../src/schemes/compile/scheme-buffer.js';
import { compileScheme } from '../../src/schemes/compile-scheme.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import { readyDocument } from '../../src/schemes/ready-document.js';
import { readyScheme } from '../../src/schemes/ready-scheme.js';
import type { SchemeDocument } from '../../src/schemes/scheme-document.js';
import { restoreDocument, storeDocument } from '../../src/schemes/store/store-document.js';
import { tinyFolder } from './tiny-folder.js';

/** Lists and maps as plain data, so that a stored list and a set compare equal where they hold the same in the same order. */
function plain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof (value as ReadonlyMap<unknown, unknown>).get === 'function') {
    return { map: [...(value as ReadonlyMap<unknown, unknown>).entries()].map(plain) };
  }
  if (typeof (value as ReadonlySet<unknown>).has === 'function') return { list: [...(value as ReadonlySet<unknown>)] };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

const record = (dx: string[], px: string[] = []): CaseRecord => ({
  case_id: 'one',
  sex: 1,
  age_years: 66,
  age_days: -1,
  birth_weight_g: -1,
  admission_weight_g: -1,
  los_days: 9,
  discharge_type: 1,
  dx,
  px,
});

describe('a stored document', () => {
  const before = process.env.DRGDIP_CACHE;
  let cache: string;
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'drgdip-cache-'));
    process.env.DRGDIP_CACHE = cache;
  });
  afterEach(() => {
    rmSync(cache, { recursive: true, force: true });
    if (before === undefined) delete process.env.DRGDIP_CACHE;
    else process.env.DRGDIP_CACHE = before;
  });
  const onlyFile = () => {
    const files = readdirSync(cache);
    expect(files).toHaveLength(1);
    return join(cache, files[0]!);
  };

  test.each(['chs-drg-1.1', 'chs-drg-2.0', 'chs-drg-3.0'])('of %s holds all that its folder says, in order', (id) => {
    const loaded = loadScheme(id);
    const restored = restoreDocument(storeDocument(loaded)!);
    expect(plain(restored)).toEqual(plain(loaded));
    expect(Object.keys(restored).sort()).toEqual(Object.keys(loaded).sort());
  });

  test('answers questions about its lists as sets do', () => {
    const loaded = loadScheme('chs-drg-2.0');
    const restored = restoreDocument(storeDocument(loaded)!);
    const codes = [...loaded.diagnoses.filter((_, index) => index % 97 === 0), 'J18.9', '', 'ZZZ', 'constructor'];
    for (const [index, chapter] of loaded.chapters.entries()) {
      const other = restored.chapters[index]!;
      expect(other.diagnoses.size).toBe(chapter.diagnoses.size);
      for (const code of codes) {
        expect(other.diagnoses.has(code)).toBe(chapter.diagnoses.has(code));
        expect(other.regions.get(code)).toBe(chapter.regions.get(code));
      }
    }
    for (const code of codes) {
      expect(restored.severity.mcc.get(code)).toBe(loaded.severity.mcc.get(code));
      expect(restored.severity.cc.has(code)).toBe(loaded.severity.cc.has(code));
    }
    const procedures = [...loaded.procedures.filter((_, index) => index % 31 === 0), '99.9999x', 'J18.900'];
    for (const code of procedures) {
      expect(restored.validProcedures.has(code)).toBe(loaded.validProcedures.has(code));
    }
    const seen: string[] = [];
    restored.validProcedures.forEach((code, same, set) => {
      if (code === same && set === restored.validProcedures) seen.push(code);
    });
    expect(seen).toEqual([...loaded.validProcedures]);
    expect([...restored.validProcedures.entries()][0]).toEqual([seen[0], seen[0]]);
    expect([...restored.severity.cc.keys()]).toEqual([...loaded.severity.cc.keys()]);
    expect([...restored.severity.cc.values()]).toEqual([...loaded.severity.cc.values()]);
  });

  test('compiles to the same bytes and explains to the same text as the one read from its folder', () => {
    const loaded = loadScheme('chs-drg-2.0');
    const restored = restoreDocument(storeDocument(loaded)!);
    expect(new Uint8Array(compileScheme(restored).buffer)).toEqual(new Uint8Array(compileScheme(loaded).buffer));
    for (const one of [
      record(['J18.900', 'J96.000', 'I10.x00']),
      record(['K35.800'], ['47.0101']),
      record(['nothing']),
      record([]),
    ]) {
      for (const code_match of ['exact', 'category'] as const) {
        expect(explainCase(restored, one, { code_match })).toEqual(explainCase(loaded, one, { code_match }));
      }
    }
  });

  test('is written once and read the second time', async () => {
    const folder = tinyFolder();
    const first = await readyDocument(folder);
    const file = onlyFile();
    const bytes = readFileSync(file);
    expect(isIntactBuffer(bytes)).toBe(true);
    const second = await readyDocument(folder);
    expect(second).not.toBe(first);
    expect(second.validProcedures).not.toBeInstanceOf(Set);
    expect(plain(second)).toEqual(plain(first));
    expect(readFileSync(onlyFile())).toEqual(bytes);
  });

  test('that is cut off, altered, empty or of a later runtime is made anew without a word', async () => {
    const folder = tinyFolder();
    const right = plain(await readyDocument(folder));
    const file = onlyFile();
    const bytes = new Uint8Array(readFileSync(file));
    const altered = bytes.slice();
    altered[altered.length - 9]! ^= 1;
    const tree = new Uint8Array(serialize({}));
    // The format number of a runtime that does not exist yet.
    tree[1] = 0xfe;
    const none = new Uint8Array(0);
    const numbers = new Int32Array(1);
    const later = packSections({
      tree,
      diagnoses: none,
      procedures: none,
      listStart: numbers,
      places: new Uint16Array(0),
      mapStart: numbers,
      mapPlaces: new Uint16Array(0),
      mapNumbers: new Int32Array(0),
    });
    for (const wrong of [bytes.slice(0, -8), altered, new Uint8Array(0), new Uint8Array(later).slice()]) {
      writeFileSync(file, wrong);
      expect(plain(await readyDocument(folder))).toEqual(right);
      expect(new Uint8Array(readFileSync(file))).toEqual(bytes);
    }
  });

  test('is not made of a document whose lists hold a code outside its valid ones', () => {
    const loaded = loadScheme(tinyFolder());
    const strange: SchemeDocument = { ...loaded, namedLists: new Map([['odd', new Set(['no such code'])]]) };
    expect(storeDocument(strange)).toBeUndefined();
    expect(storeDocument(loaded)).toBeDefined();
  });

  test('and a compiled scheme lie side by side, each under its own ending', async () => {
    const folder = tinyFolder();
    expect(cachedScheme(folder)).toBeUndefined();
    const compiled = await readyScheme(folder);
    await readyDocument(folder);
    expect(readdirSync(cache).map((name) => name.replace(/^.*\./, ''))).toEqual(
      expect.arrayContaining(['scheme', 'document1']),
    );
    expect(new Uint8Array(cachedScheme(folder)!.buffer)).toEqual(new Uint8Array(compiled.buffer));
  });
});
