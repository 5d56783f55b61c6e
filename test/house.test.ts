import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorRegistry } from '../src/kernel/errors.js';
import { packageRoot } from '../src/kernel/package-root.js';

const root = packageRoot();

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

const sources = [...filesBelow('src', /\.ts$/), ...filesBelow('workers', /\.ts$/)];
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

describe('the house', () => {
  test('there are sources to check', () => {
    expect(sources.length).toBeGreaterThan(40);
  });

  test.each(sources)('%s has at most 400 lines and a kebab-case name', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    expect(text.split('\n').length).toBeLessThanOrEqual(401);
    expect(file.split('/').every((part) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?$/.test(part))).toBe(true);
  });

  test('no source draws random numbers or reads the clock outside kernel', () => {
    const offenders = sources.filter(
      (file) =>
        !file.startsWith('src/kernel/') &&
        /Math\.random|Date\.now|new Date\(\)/.test(withoutComments(readFileSync(join(root, file), 'utf8'))),
    );
    expect(offenders).toEqual([]);
  });

  test('no source rounds or orders in a way that differs between machines', () => {
    const offenders = sources.filter((file) =>
      /\.toFixed\(|localeCompare|toLocaleString|Math\.round\([^)]*100\) ?\/ ?100/.test(
        withoutComments(readFileSync(join(root, file), 'utf8')),
      ),
    );
    expect(offenders).toEqual([]);
  });

  test('no source evaluates text as code', () => {
    const offenders = sources.filter((file) =>
      /\beval\(|new Function\(/.test(withoutComments(readFileSync(join(root, file), 'utf8'))),
    );
    expect(offenders).toEqual([]);
  });

  test('no source names a city or a scheme', () => {
    const names =
      /chs-drg|哈尔滨|Harbin|重庆|Chongqing|济宁|Jining|临汾|Linfen|金华|Jinhua|厦门|Xiamen|平顶山|Pingdingshan/i;
    // Examples in the help of commands may: they are what a user would type.
    const offenders = sources.filter((file) =>
      names.test(withoutComments(readFileSync(join(root, file), 'utf8')).replace(/^.*'drgdip .*$/gm, '')),
    );
    expect(offenders).toEqual([]);
  });

  test('every error code is snake case and speaks both languages with the same values', async () => {
    for (const file of sources) {
      if (/defineErrors\(/.test(readFileSync(join(root, file), 'utf8'))) await import(join(root, file));
    }
    const registry = errorRegistry();
    expect(registry.size).toBeGreaterThan(30);
    const names = (text: string): string[] =>
      [...new Set(text.match(/\{\w+\}/g) ?? [])].map((name) => name.replace(/_(zh|en)\}$/, '}')).sort();
    for (const [code, entry] of registry) {
      expect(code).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      expect(/[\u4e00-\u9fff]/.test(entry.zh), `${code} has no Chinese text`).toBe(true);
      // Levels of hospitals are written in Chinese in every language.
      const english = entry.en.replace('三甲, 三级, 二级, 一级, 未定级', '');
      expect(/[\u4e00-\u9fff]/.test(english), `${code} has Chinese in its English text`).toBe(false);
      expect(names(entry.zh), code).toEqual(names(entry.en));
    }
  });
});
