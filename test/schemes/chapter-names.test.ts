import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { chapterNames } from '../../src/schemes/chapter-names.js';

const folder = mkdtempSync(join(tmpdir(), 'drgdip-chapter-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

function schemeAt(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  mkdirSync(join(path, 'mdc'), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

test.each(['chs-drg-1.1', 'chs-drg-2.0', 'chs-drg-3.0'])('%s names all 26 chapters, each by its letter', (scheme) => {
  const names = chapterNames(scheme);
  expect([...names.keys()].sort().join('')).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  expect(names.get('B')!.zh).toBe('神经系统疾病及功能障碍');
  expect(names.get('Z')!.zh).toBe('多发严重创伤');
});

test('sections of DIP have both languages; the three that are written FZ stand in one name', () => {
  const names = chapterNames('dip-3.0');
  expect([...names.keys()].sort()).toEqual(['BX', 'FZ', 'JC', 'XQ']);
  expect(names.get('XQ')).toEqual({ zh: '先期分组', en: 'pre-groups' });
  expect(names.get('FZ')!.zh.split('；')).toHaveLength(3);
  expect(names.get('FZ')!.en).toBe(
    'burns by degree and area; tumours by the other diagnoses; tuberculosis by resistance',
  );
});

test('an overlay keeps the names of its base but for those it gives itself; names of rules are none of a chapter', () => {
  const local = schemeAt('local', {
    'scheme.yaml': 'format: drgdip-scheme/1\nbase: chs-drg-2.0\nid: local\n',
    'mdc/B.yaml': 'mdc: B\nname: "脑病: 本地"\nrules:\n  BB1:\n    name: 手术\n',
    'mdc/C.yaml': 'mdc: C\nrules:\n  CB1:\n    name: 眼手术\n',
  });
  const names = chapterNames(local);
  expect(names.get('B')!.zh).toBe('脑病: 本地');
  expect(names.get('C')!.zh).toBe('眼疾病及功能障碍');
  expect(names.size).toBe(26);
});
