import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/kernel/package-root.js';
import { importTables } from '../../src/schemes/import/import-tables.js';
import { readTable } from '../../src/schemes/import/read-tables.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import { sourceKey } from '../../src/schemes/scheme-cache.js';
import type { AdrgRule, SchemeDocument } from '../../src/schemes/scheme-document.js';
import { sharedReference } from '../shared-reference.js';
import { nationalMeta } from './national-tables.js';

const SCHEMES = ['chs-drg-1.1', 'chs-drg-2.0', 'chs-drg-3.0'] as const;
const folderOf = (id: string) => join(packageRoot(), 'groupers', id);
const documents = new Map(SCHEMES.map((id) => [id, loadScheme(id)]));
const rulesOf = (document: SchemeDocument) => document.chapters.flatMap((chapter) => chapter.rules);

describe('national schemes as shipped', () => {
  test.each([
    {
      id: 'chs-drg-1.1',
      order: 'APYZMNBCDEFGHIJKLOQRSTUVWX',
      adrgs: 376,
      qy: 26,
      groups: 628,
      px: 13_686,
      valid: 10_251,
    },
    {
      id: 'chs-drg-2.0',
      order: 'APYZMNOBCDEFGHIJKLQRSTUVWX',
      adrgs: 409,
      qy: 25,
      groups: 634,
      px: 13_768,
      valid: 11_945,
    },
    {
      id: 'chs-drg-3.0',
      order: 'APZBCDEFGHIJKLMNOQRSTUVWXY',
      adrgs: 492,
      qy: 21,
      groups: 825,
      px: 13_774,
      valid: 9_514,
    },
  ] as const)('$id has 26 chapters, $adrgs ADRG, $qy QY rows and $groups groups', (expected) => {
    const document = documents.get(expected.id)!;
    const rules = rulesOf(document);
    const isRow = (rule: AdrgRule) => rule.kind === 'unrelated' || rule.kind === 'fallback';
    expect(document.chapters.map((chapter) => chapter.mdc).join('')).toBe(expected.order);
    expect(rules.filter((rule) => !isRow(rule))).toHaveLength(expected.adrgs);
    expect(rules.filter((rule) => rule.kind === 'unrelated')).toHaveLength(expected.qy);
    expect(rules.flatMap((rule) => (isRow(rule) ? [] : rule.groups))).toHaveLength(expected.groups);
    expect(document.diagnoses).toHaveLength(33_308);
    // Of 2.0 one procedure is acknowledged beside the 13,767 official ones.
    expect(document.procedures).toHaveLength(expected.px);
    expect(document.validProcedures.size).toBe(expected.valid);
    // A code of 3.0 that 2.0 uses without its being official, so that no case is unrelated by it there.
    expect(document.validProcedures.has('43.4100x026')).toBe(expected.id === 'chs-drg-3.0');
  });

  test('3.0 has 24 fallback rows, the last of their chapters, and none in A and Z', () => {
    const { chapters } = documents.get('chs-drg-3.0')!;
    const last = chapters.map((chapter) => chapter.rules.at(-1)!.groups[0]!.code);
    expect(last.filter((code) => code.endsWith('00'))).toHaveLength(24);
    expect(chapters.filter((chapter) => chapter.rules.at(-1)!.kind !== 'fallback').map((one) => one.mdc)).toEqual([
      'A',
      'Z',
    ]);
    expect(
      chapters
        .find((one) => one.mdc === 'O')!
        .rules.map((rule) => rule.groups[0]!.code)
        .slice(-2),
    ).toEqual(['OZ19', 'O00']);
  });

  test.each(SCHEMES)('%s: 阑尾切除 leads to MDC G alone', (id) => {
    const folder = join(folderOf(id), 'mdc');
    const files = readdirSync(folder).filter((file) => readFileSync(join(folder, file), 'utf8').includes('阑尾切除'));
    expect(files).toEqual(['G.yaml']);
    for (const file of ['scheme.yaml', 'DECISIONS.md', 'severity.yaml']) {
      expect(readFileSync(join(folderOf(id), file), 'utf8')).not.toContain('阑尾切除');
    }
  });

  test('a folder stays under 300 kB, so that it can be read and reviewed; codes stand once for all three', () => {
    const size = (path: string): number =>
      statSync(path).isDirectory()
        ? readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0)
        : statSync(path).size;
    for (const id of SCHEMES) {
      expect(size(folderOf(id)), id).toBeLessThan(300_000 + size(join(folderOf(id), 'witnesses.csv')));
      expect(readdirSync(join(folderOf(id), 'codes'))).toEqual(['valid-procedures.txt']);
    }
    expect(size(join(packageRoot(), 'groupers', 'lists'))).toBeLessThan(800_000);
  });

  test('every file of facts says where its provenance and trust stand: in scheme.yaml', () => {
    for (const id of SCHEMES) {
      const { provenance } = documents.get(id)!;
      expect(provenance.trust.length, id).toBeGreaterThan(50);
      expect(provenance.sources.length, id).toBeGreaterThan(0);
    }
    const files = ['lists', ...SCHEMES].flatMap((folder) =>
      (readdirSync(folderOf(folder), { recursive: true }) as string[])
        .filter((file) => /\.(yaml|txt)$/.test(file) && file !== 'scheme.yaml')
        .map((file) => join(folderOf(folder), file)),
    );
    expect(files).toHaveLength(3 * 28 + 2 + 27);
    for (const file of files) {
      expect(readFileSync(file, 'utf8').slice(0, 400), file).toContain('Provenance and trust: scheme.yaml');
    }
  });

  test('every file below groupers/, whatever its form, leads to provenance and trust', () => {
    const groupers = join(packageRoot(), 'groupers');
    const files = (readdirSync(groupers, { recursive: true }) as string[])
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => statSync(join(groupers, file)).isFile())
      .sort();
    const textOf = (file: string) => readFileSync(join(groupers, file), 'utf8');
    const dip = parse(textOf('dip-3.0/scheme.yaml')) as { files: Record<string, string> };
    const silent = files.filter((file) => {
      if (/\/scheme\.yaml$/.test(file)) return !/\nprovenance:\n( {2}.*\n)*? {2}trust: .{50,}\n/.test(textOf(file));
      if (file.startsWith('auxiliary/')) return !/\nprovenance:\n( {2}.*\n)*? {2}trust: /.test(textOf(file));
      return !textOf(file).slice(0, 400).includes('Provenance and trust: scheme.yaml');
    });
    // Tables of a catalogue have no room for a comment: its scheme.yaml says of each what is known, and of no other file.
    const tables = files.filter((file) => /^dip-3\.0\/.*\.csv$/.test(file));
    expect(tables).toHaveLength(7);
    expect(silent).toEqual(tables);
    expect(
      Object.keys(dip.files)
        .map((file) => `dip-3.0/${file}`)
        .sort(),
    ).toEqual(tables);
    for (const file of tables) {
      const [count] = /[\d,]+(?= (entries|pre-groups|primary-care groups))/.exec(dip.files[file.slice(8)]!)!;
      expect(Number(count.replace(',', '')), file).toBe(textOf(file).trimEnd().split('\n').length - 1);
    }
    expect(files.length).toBe(27 + 2 + 1 + 3 * (26 + 5) + 4 + 7 + 2);
  });

  test('a copy of a folder elsewhere finds the shared codes and has the same hash', () => {
    const copy = join(mkdtempSync(join(tmpdir(), 'drgdip-copy-')), 'mine');
    cpSync(folderOf('chs-drg-1.1'), copy, { recursive: true });
    expect(loadScheme(copy).hash).toBe(documents.get('chs-drg-1.1')!.hash);
    expect(sourceKey(copy)).toBe(sourceKey(folderOf('chs-drg-1.1')));
    rmSync(copy, { recursive: true });
  });

  test('ES3 is an infection of the lung in 2.0 and tuberculosis in 3.0', () => {
    const nameIn = (id: (typeof SCHEMES)[number]) =>
      rulesOf(documents.get(id)!).find((rule) => rule.adrg === 'ES3')?.name;
    expect(nameIn('chs-drg-2.0')).toBe('呼吸系统感染／炎症');
    expect(nameIn('chs-drg-3.0')).toBe('呼吸系统非耐药结核');
  });
});

const reference = sharedReference();

const namesOf = ({ title, provenance, chapters }: SchemeDocument) => [
  title,
  provenance,
  chapters.map((one) => [one.name, one.rules.map((rule) => [rule.name, rule.groups.map((group) => group.name)])]),
];

describe.skipIf(reference === undefined)('expansion against the reference tables', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'drgdip-scheme-'));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test.each(SCHEMES)('importing the tables of %s again writes a folder that means what the shipped one means', (id) => {
    const target = join(scratch, id);
    importTables(join(reference!, id), target, nationalMeta(reference!)[id]);
    const files = (readdirSync(target, { recursive: true }) as string[]).filter((file) => /\./.test(file));
    expect(files.length).toBe(29);
    const imported = loadScheme(target);
    expect(imported.hash).toBe(documents.get(id)!.hash);
    // The hash leaves names out.
    expect(namesOf(imported)).toEqual(namesOf(documents.get(id)!));
  });

  describe.each(SCHEMES)('%s', (id) => {
    const document = documents.get(id)!;
    const table = (file: string) => readTable(join(reference!, id), file, []);

    test('every list of every ADRG holds exactly the codes of the tables', () => {
      for (const [file, key] of [
        ['adrg_dx.tsv', 'diagnosisLists'],
        ['adrg_px.tsv', 'procedureLists'],
      ] as const) {
        const expected = table(file).map((row) => `${row.adrg} ${row.list_id} ${row.code}`);
        const found = document.chapters.flatMap((chapter) =>
          chapter.rules.flatMap((rule) =>
            [...rule[key]].flatMap(([number, list]) => [...list].map((code) => `${rule.adrg} ${number} ${code}`)),
          ),
        );
        expect(found).toHaveLength(expected.length);
        expect(new Set(found)).toEqual(new Set(expected));
      }
    });

    test('chapter lists, regions, severity, exclusions and valid procedures are those of the tables', () => {
      const sorted = (texts: Iterable<string>) => [...texts].sort();
      expect(
        sorted(document.chapters.flatMap((one) => [...one.diagnoses].map((code) => `${one.mdc} ${code}`))),
      ).toEqual(sorted(table('mdc_dx.tsv').map((row) => `${row.mdc} ${row.code}`)));
      const z = document.chapters.find((chapter) => chapter.mdc === 'Z')!;
      expect(sorted([...z.regions].map(([code, region]) => `${code} ${z.regionNames!.get(region)}`))).toEqual(
        sorted(
          table('mdc_dx.tsv')
            .filter((row) => row.mdc === 'Z')
            .map((row) => `${row.code} ${row.region}`),
        ),
      );
      const { mcc, cc, exclusions } = document.severity;
      const principals = table('exclusion.tsv');
      const numbered = new Set(principals.map((row) => row.list));
      expect(
        sorted([
          ...[...mcc].map(([code, list]) => `MCC ${code} ${list}`),
          ...[...cc].map(([code, list]) => `CC ${code} ${list}`),
        ]),
      ).toEqual(
        sorted(
          table('cc.tsv').map(
            (row) => `${row.level} ${row.code} ${numbered.has(row.exclusion_list) ? row.exclusion_list : 0}`,
          ),
        ),
      );
      expect(sorted([...exclusions].flatMap(([list, codes]) => [...codes].map((code) => `${list} ${code}`)))).toEqual(
        sorted(principals.map((row) => `${row.list} ${row.code}`)),
      );
      const procedures = table('icd9cm3.tsv');
      expect(sorted(document.validProcedures)).toEqual(
        sorted(procedures.filter((row) => row.or_valid === '1').map((row) => row.code!)),
      );
    });

    test('chapters, rules and groups stand in the order of the tables, fallback rows last', () => {
      const chapters = [...table('mdc.tsv')].sort((a, b) => Number(a.eval_order) - Number(b.eval_order));
      expect(document.chapters.map((one) => `${one.mdc} ${one.name}`)).toEqual(
        chapters.map((row) => `${row.mdc} ${row.name}`),
      );
      for (const chapter of document.chapters) {
        const rows = table('conditions.tsv')
          .filter((row) => row.scope !== 'MDC' && row.id!.startsWith(chapter.mdc))
          .sort((a, b) => Number(a.order) - Number(b.order));
        expect(
          chapter.rules.map((rule) =>
            rule.kind === 'unrelated' || rule.kind === 'fallback' ? rule.groups[0]!.code : rule.adrg,
          ),
        ).toEqual(rows.map((row) => row.id));
      }
      const groups = document.chapters.flatMap((one) =>
        one.rules.flatMap((rule) =>
          rule.kind === 'unrelated' || rule.kind === 'fallback' ? [] : rule.groups.map((g) => `${g.code} ${g.name}`),
        ),
      );
      expect(new Set(groups)).toEqual(new Set(table('drg.tsv').map((row) => `${row.drg} ${row.name}`)));
      expect(groups).toHaveLength(table('drg.tsv').length);
    });
  });
});
