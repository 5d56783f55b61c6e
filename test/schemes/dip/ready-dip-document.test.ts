import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { openDip } from '../../../src/schemes/dip/open-dip.js';
import { readyDipDocument } from '../../../src/schemes/dip/ready-dip-document.js';
import { tinyDip } from './tiny-dip.js';

const before = process.env.DRGDIP_CACHE;
let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'drgdip-test-cache-'));
  process.env.DRGDIP_CACHE = cache;
});
afterEach(() => {
  if (before === undefined) delete process.env.DRGDIP_CACHE;
  else process.env.DRGDIP_CACHE = before;
});
const stored = () => readdirSync(cache).filter((name) => name.endsWith('.dipdocument1'));

it.each(['dip-3.0', tinyDip()])('the stored document of %s is the one that its files give', async (scheme) => {
  const read = loadDip(scheme);
  expect(await readyDipDocument(scheme)).toEqual(read);
  expect(stored()).toHaveLength(1);
  expect(await readyDipDocument(scheme)).toEqual(read);
});

it('a changed file is read anew, and a damaged store too', async () => {
  const folder = tinyDip();
  const first = await readyDipDocument(folder);
  const [name] = stored();
  writeFileSync(join(cache, name!), 'no document');
  expect(await readyDipDocument(folder)).toEqual(first);
  writeFileSync(join(folder, 'entries', 'fallback.csv'), 'code,dx,core\nKB,*,fallback\n');
  const changed = await readyDipDocument(folder);
  expect(changed.hash).not.toBe(first.hash);
  expect(changed).toEqual(loadDip(folder));
  expect(stored()).toHaveLength(2);
});

it('a catalogue over another beside it opens from any working folder, and anew when its base changed', async () => {
  const base = tinyDip();
  const over = join(dirname(base), 'over');
  mkdirSync(over);
  writeFileSync(
    join(over, 'scheme.yaml'),
    `format: drgdip-scheme/1
id: over
method: dip
title: {zh: 某市, en: A city}
provenance: {issuer: nobody, document: none, trust: invented for tests, sources: [this test]}
base: ../${basename(base)}
`,
  );
  const document = loadDip(over);
  const opened = openDip(over);
  expect(opened.hash).toBe(document.hash);
  expect(await readyDipDocument(over)).toEqual(document);
  const [file] = readdirSync(join(base, 'entries'));
  const path = join(base, 'entries', file!);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  writeFileSync(path, `${lines.slice(0, -1).join('\n')}\n`);
  expect(openDip(over).hash).not.toBe(opened.hash);
  expect(openDip(over).hash).toBe(loadDip(over).hash);
});
