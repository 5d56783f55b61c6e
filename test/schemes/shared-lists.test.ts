import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/kernel/package-root.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import { sourceKey } from '../../src/schemes/scheme-cache.js';
import { replace, tinyFolder } from './tiny-folder.js';

const GROUPERS = join(packageRoot(), 'groupers');
const SCHEMES = ['chs-drg-1.1', 'chs-drg-2.0', 'chs-drg-3.0'];
/** A list shorter than this is as clear where it stands as a reference to it. */
const SHORTEST_SHARED = 30;

const yamlOf = (path: string) => parse(readFileSync(path, 'utf8'), { schema: 'failsafe' }) as unknown;
const textsIn = (node: unknown): string[] =>
  typeof node === 'string' ? [node] : Object.values(node as Record<string, unknown>).flatMap(textsIn);

/** Every text of patterns in the folders of the three versions. */
function listTexts(): string[] {
  return SCHEMES.flatMap((id) => {
    const folder = join(GROUPERS, id);
    const chapters = readdirSync(join(folder, 'mdc')).flatMap((file) => {
      const chapter = yamlOf(join(folder, 'mdc', file)) as Record<string, unknown>;
      const rules = Object.values(chapter.rules as Record<string, Record<string, unknown>>);
      const regions = Object.values((chapter.regions ?? {}) as Record<string, { diagnoses: string }>);
      return [chapter.diagnoses, chapter.left_out, ...regions.map((region) => region.diagnoses)]
        .concat(rules.flatMap((rule) => [rule.diagnoses ?? {}, rule.procedures ?? {}]))
        .filter((part) => part !== undefined)
        .flatMap(textsIn);
    });
    const valid = readFileSync(join(folder, 'codes', 'valid-procedures.txt'), 'utf8').replace(/#[^\n]*/g, '');
    return [...chapters, ...textsIn(yamlOf(join(folder, 'severity.yaml'))), valid.trim()];
  });
}

describe('lists that the national versions share', () => {
  const shared = readdirSync(join(GROUPERS, 'lists', 'chs-drg')).map((file) => ({
    file,
    lists: yamlOf(join(GROUPERS, 'lists', 'chs-drg', file)) as Record<string, Record<string, string>>,
  }));
  const texts = listTexts();

  test('564 lists stand once and two or more lists of the versions refer to each of them', () => {
    const uses = new Map<string, number>();
    for (const text of texts) {
      for (const [, name] of text.matchAll(/\$shared\.(\S+)/g)) uses.set(name!, (uses.get(name!) ?? 0) + 1);
    }
    const names = shared.flatMap(({ lists }) => Object.values(lists).flatMap((one) => Object.keys(one)));
    expect(names).toHaveLength(564);
    expect(new Set(names)).toEqual(new Set(uses.keys()));
    expect(names.filter((name) => uses.get(name)! < 2)).toEqual([]);
    expect([...uses.values()].reduce((sum, count) => sum + count)).toBe(1641);
  });

  test('docs/schemes.md states them right: of 2,979 lists 1,641 refer to one, 1,144 of them with nothing to add', () => {
    // Lists that only name another list of their own chapter, as `$medical`, state no codes and are not counted.
    const lists = texts.filter((text) => text.includes('$shared.') || !text.includes('$'));
    const referring = texts.filter((text) => text.includes('$shared.'));
    const bare = referring.filter((text) => /^\$shared\.\S+$/.test(text.trim()));
    expect([lists.length, referring.length, bare.length]).toEqual([2979, 1641, 1144]);
    const page = readFileSync(join(packageRoot(), 'docs', 'schemes.md'), 'utf8').replace(/\s+/g, ' ');
    expect(page).toContain('Of the 2,979 lists of codes');
    expect(page).toContain('1,641 refer to one of 564 lists in `groupers/lists/chs-drg/`, 1,144 of them');
  });

  test('no text of 30 signs or more stands twice, in one version or in two', () => {
    const own = shared.flatMap(({ lists }) => Object.values(lists).flatMap((one) => Object.values(one)));
    const seen = new Set<string>();
    const twice = [...texts, ...own].filter((text) => {
      if (text.includes('$') || text.length < SHORTEST_SHARED) return false;
      if (seen.has(text)) return true;
      seen.add(text);
      return false;
    });
    expect(twice).toEqual([]);
  });

  test('the meaning of each version is what it was when every list stood in its own folder', () => {
    expect(SCHEMES.map((id) => loadScheme(id).hash)).toEqual([
      'b6ee4c121e10f5e86e7e2be741d14024e19de10d08d865c743192d66b0e511a2',
      'f694a88bda05df40348140931c89bf6a5f8aa34a580b756d6b84268f87aac621',
      '0cce9ac558aa0fd62c5045c83861a747c89623a844d34713a04cc79c871b368d',
    ]);
    // A pattern of a shared list for codes that 1.1 lacks is no finding there.
    const found = loadScheme('chs-drg-1.1').loadFindings!;
    expect(found.filter(({ code }) => code.startsWith('pattern'))).toEqual([]);
  });

  test('a changed shared list changes the key under which the compiled scheme is kept', () => {
    const folder = mkdtempSync(join(tmpdir(), 'drgdip-shared-'));
    for (const part of ['chs-drg-2.0', 'lists']) cpSync(join(GROUPERS, part), join(folder, part), { recursive: true });
    const scheme = join(folder, 'chs-drg-2.0');
    expect(sourceKey(scheme)).toBe(sourceKey(join(GROUPERS, 'chs-drg-2.0')));
    const file = join(folder, 'lists', 'chs-drg', 'G.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}# changed\n`);
    expect(sourceKey(scheme)).not.toBe(sourceKey(join(GROUPERS, 'chs-drg-2.0')));
    rmSync(folder, { recursive: true });
  });
});

describe('a folder with shared lists', () => {
  /** The tiny scheme whose list of operations stands in a folder beside it. */
  function sharingFolder(lists: string, reference = '$shared.BB1.1'): string {
    const folder = tinyFolder({
      'scheme.yaml': replace('codes:\n', 'shared_lists: ../common\ncodes:\n'),
      'mdc/B.yaml': replace('1: 01.2', `1: ${reference}`),
    });
    const file = join(folder, '..', 'common', 'B.yaml');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, lists);
    return folder;
  }
  const LISTS = 'procedures:\n  BB1.1: 01.2\n  BB2.1: 33.6\n';

  test('means the same as with the list in place, and states exceptions beside the reference', () => {
    const listOf = (folder: string) => [...loadScheme(folder).chapters[1]!.rules[0]!.procedureLists.get(1)!];
    const folder = sharingFolder(LISTS);
    expect(loadScheme(folder).hash).toBe(loadScheme(tinyFolder()).hash);
    expect(listOf(folder)).toEqual(['01.20']);
    expect(listOf(sharingFolder(LISTS, '$shared.BB1.1 33.6 !01.20'))).toEqual(['33.60']);
  });

  test('a missing list is named with file, line, the names like it and what to do', () => {
    expect(() => loadScheme(sharingFolder(LISTS, '$shared.BB1.2'))).toThrowError(
      expect.objectContaining({ code: 'scheme_shared_list', path: 'tiny/mdc/B.yaml:12' }) as Error,
    );
    expect(() => loadScheme(sharingFolder(LISTS, '$shared.BB1.2'))).toThrowError(
      'the shared list "$shared.BB1.2" does not exist (names like it: shared.BB1.1). Correct the name, or add the list to the folder that shared_lists names.',
    );
  });

  test('a missing folder, a name in two files and a wrong pattern are named with file and line', () => {
    const missing = tinyFolder({ 'scheme.yaml': replace('codes:\n', 'shared_lists: ../nowhere\ncodes:\n') });
    expect(() => loadScheme(missing)).toThrowError(
      expect.objectContaining({ code: 'scheme_shared_folder', path: 'tiny/scheme.yaml:12' }) as Error,
    );
    const twice = sharingFolder(LISTS);
    writeFileSync(join(twice, '..', 'common', 'C.yaml'), 'procedures:\n  BB2.1: 01.3\n');
    expect(() => loadScheme(twice)).toThrowError(
      expect.objectContaining({ code: 'scheme_doubled_code', path: 'common/C.yaml:2' }) as Error,
    );
    expect(() => loadScheme(sharingFolder('procedures:\n  BB1.1: 01.2 ?\n'))).toThrowError(
      expect.objectContaining({ code: 'scheme_pattern_syntax', path: 'common/B.yaml:2' }) as Error,
    );
  });

  test('a pattern for codes that only other schemes have is no finding; one for codes that none has is', () => {
    const lacking = sharingFolder('procedures:\n  BB1.1: 01.2 99.1 77.7\n');
    const header = join(lacking, 'scheme.yaml');
    const valid = 'valid_procedures: codes/valid-procedures.txt\n';
    writeFileSync(header, readFileSync(header, 'utf8').replace(valid, `${valid}  without: {procedures: 99.1}\n`));
    expect(loadScheme(lacking).loadFindings!.map(({ code, path, en }) => [code, path, en.slice(0, 12)])).toEqual([
      ['pattern_without_codes', 'common/B.yaml:2', 'pattern 77.7'],
    ]);
  });
});
