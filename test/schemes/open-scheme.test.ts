import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/kernel/hash.js';
import { isIntactBuffer, SCHEME_BUFFER_VERSION } from '../../src/schemes/compile/scheme-buffer.js';
import { compileScheme } from '../../src/schemes/compile-scheme.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import { openScheme } from '../../src/schemes/open-scheme.js';
import { replace, tinyFolder } from './tiny-folder.js';

const bytesOf = (buffer: SharedArrayBuffer) => new Uint8Array(buffer).slice();

describe('the cache of compiled schemes', () => {
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

  test('the first opening writes one file, the second reads the same scheme from it', () => {
    const folder = tinyFolder();
    const first = openScheme(folder);
    const file = onlyFile();
    const second = openScheme(folder);
    expect(bytesOf(second.buffer)).toEqual(bytesOf(first.buffer));
    expect(second.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([second.id, second.hash, second.options]).toEqual([first.id, first.hash, first.options]);
    expect(second.catalogue).toEqual(first.catalogue);
    expect(second.diagnoses).toEqual(loadScheme(folder).diagnoses);
    expect(second.procedures).toEqual(loadScheme(folder).procedures);
    expect(onlyFile()).toBe(file);
  });

  test('a cut off, altered, empty or older file is rebuilt without a word', () => {
    const folder = tinyFolder();
    const right = bytesOf(openScheme(folder).buffer);
    const file = onlyFile();
    const altered = right.slice();
    altered[altered.length - 9]! ^= 1;
    const older = right.slice();
    older[4]! -= 1;
    const foreign = new TextEncoder().encode('this is no scheme at all, but it is longer than any header could be');
    for (const wrong of [right.slice(0, -8), altered, older, foreign, new Uint8Array(0)]) {
      writeFileSync(file, wrong);
      expect(isIntactBuffer(wrong)).toBe(false);
      expect(bytesOf(openScheme(folder).buffer)).toEqual(right);
      expect(new Uint8Array(readFileSync(file))).toEqual(right);
    }
  });

  test('an edited scheme is another file, and what is kept of one scheme is four', () => {
    const names = ['神经', '神经一', '神经二', '神经三', '神经四', '神经五'];
    for (const name of names) {
      const folder = tinyFolder(name === '神经' ? {} : { 'mdc/B.yaml': replace('name: 神经', `name: ${name}`) });
      openScheme(folder);
    }
    expect(readdirSync(cache)).toHaveLength(4);
    expect(readdirSync(cache).every((name) => name.endsWith('.scheme'))).toBe(true);
  });

  test('a cache folder that cannot be written is done without', () => {
    const blocked = join(cache, 'a-file');
    writeFileSync(blocked, '');
    process.env.DRGDIP_CACHE = blocked;
    expect(openScheme(tinyFolder()).id).toBe('tiny');
  });

  test.each([
    ['chs-drg-1.1', 4],
    ['chs-drg-2.0', 4],
    ['chs-drg-3.0', 4],
  ])('%s opens from the cache in under 60 ms of processor time, from a file under %i MB', (id, megabytes) => {
    openScheme(id);
    const times = [1, 2, 3, 4, 5].map(() => {
      const start = process.cpuUsage();
      const scheme = openScheme(id);
      expect(scheme.catalogue.codes[0]).toBe('0000');
      expect(scheme.buffer.byteLength).toBeLessThan(megabytes * 1_000_000);
      if (process.env.SHOW) console.log(id, scheme.buffer.byteLength, process.cpuUsage(start));
      return process.cpuUsage(start).user / 1_000;
    });
    expect(Math.min(...times)).toBeLessThan(60);
  });
});

describe('the compiled form', () => {
  test('is the same bytes for the same document', () => {
    const document = loadScheme(tinyFolder());
    const again = loadScheme(tinyFolder());
    expect(bytesOf(compileScheme(again).buffer)).toEqual(bytesOf(compileScheme(document).buffer));
  });

  test('names its groups: 0000, then 634 groups and 25 QY rows in evaluation order', () => {
    const { catalogue, hash } = compileScheme(loadScheme('chs-drg-2.0'));
    expect(catalogue.codes).toHaveLength(660);
    expect([catalogue.codes[0], catalogue.mdcs[0], catalogue.adrgs[0]]).toEqual(['0000', '', '']);
    expect(catalogue.codes[1]).toBe('AA19');
    const qy = catalogue.codes.indexOf('BQY');
    expect([catalogue.mdcs[qy], catalogue.adrgs[qy]]).toEqual(['B', 'QY']);
    expect(new Set(catalogue.codes).size).toBe(660);
    expect(catalogue.schemeHash).toBe(hash);
  });

  test('of the tiny scheme has the recorded bytes: if this fails, raise SCHEME_BUFFER_VERSION and record anew', () => {
    const { buffer } = compileScheme(loadScheme(tinyFolder()));
    expect([SCHEME_BUFFER_VERSION, sha256(bytesOf(buffer)).slice(0, 16)]).toEqual([6, '64535630a30fda8e']);
  });
});
