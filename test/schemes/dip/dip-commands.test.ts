import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { sourceKey } from '../../../src/schemes/scheme-cache.js';
import { drgdip } from '../../grouping/drgdip-command.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { tinyDip } from './tiny-dip.js';

const folder = temporaryFolder();
afterEach(() => {
  process.exitCode = undefined;
});

it('scheme list tells dip-3.0, scheme check finds its two unreachable entries without an error', async () => {
  expect(await drgdip('zh', 'scheme', 'list')).toMatch(
    /^dip-3\.0 {2}按病种分值（DIP）付费病种库 3\.0 版 {2}[0-9a-f]{12}$/m,
  );
  const printed = await drgdip('en', 'scheme', 'check', 'dip-3.0');
  expect(printed).toMatch(/base JC2339 .*BX361/);
  expect(printed).toMatch(/base JC3992 .*BX1143/);
  expect(process.exitCode).toBeUndefined();
});

it('scheme import --kind dip writes a folder that scheme check takes, and refuses doubled codes with exit code 2', async () => {
  const source = join(folder, 'city.csv');
  writeFileSync(source, 'code,dx,px,name,score\nA,K35,47.0901,阑尾炎,900\nB,K35,,阑尾炎,300\n');
  const out = join(folder, 'city');
  expect((await drgdip('zh', 'scheme', 'import', source, '--kind', 'dip', '--out', out)).trimEnd()).toMatch(/city$/);
  expect(readFileSync(join(out, 'entries', 'core.csv'), 'utf8')).toBe(
    'code,dx,px,name,score\nA,K35,47.0901,阑尾炎,900\nB,K35,,阑尾炎,300\n',
  );
  expect(await drgdip('en', 'scheme', 'check', out)).toContain('0 errors');
  writeFileSync(source, 'code,dx,score\nA,K35,900\nA,K36,300\n');
  const refused = await drgdip('zh', 'scheme', 'import', source, '--kind', 'dip', '--out', join(folder, 'other'));
  expect(refused).toContain('病种编码 A 出现了两次（先见于 city.csv:2）');
  expect(process.exitCode).toBe(2);
});

it('a change of an entry makes another key of the cache, a change of the witnesses does not', () => {
  const one = tinyDip();
  const key = sourceKey(one);
  expect(sourceKey(tinyDip({ 'entries/core.csv': (text) => text.replace('1400.5', '1400.6') }))).not.toBe(key);
  expect(sourceKey(tinyDip({ 'witnesses.csv': () => 'group\n' }))).toBe(key);
});
