import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { importTables } from '../../src/schemes/import/import-tables.js';
import { readTable } from '../../src/schemes/import/read-tables.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import type { SchemeDocument } from '../../src/schemes/scheme-document.js';
import { sharedReference } from '../shared-reference.js';
import { nationalMeta } from './national-tables.js';

const shipped = join(packageRoot(), 'groupers', 'chs-drg-2.0');

describe('chs-drg-2.0 as shipped', () => {
  test('has 26 chapters, 409 ADRG, 25 QY rows and 634 groups', () => {
    const document = loadScheme('chs-drg-2.0');
    const rules = document.chapters.flatMap((chapter) => chapter.rules);
    expect(document.chapters.map((chapter) => chapter.mdc).join('')).toBe('APYZMNOBCDEFGHIJKLQRSTUVWX');
    expect(rules.filter((rule) => rule.kind !== 'unrelated')).toHaveLength(409);
    expect(rules.filter((rule) => rule.kind === 'unrelated')).toHaveLength(25);
    expect(rules.flatMap((rule) => (rule.kind === 'unrelated' ? [] : rule.groups))).toHaveLength(634);
    expect(document.diagnoses).toHaveLength(33_308);
    // 13,767 official procedures and the one acknowledged beside them.
    expect(document.procedures).toHaveLength(13_768);
    expect(document.validProcedures.size).toBe(11_945);
    expect(document.validProcedures.has('43.4100x026')).toBe(false);
  });

  test('no group, ADRG or name stands in two files: 阑尾切除 leads to MDC G alone', () => {
    const folder = join(shipped, 'mdc');
    const files = readdirSync(folder).filter((file) => readFileSync(join(folder, file), 'utf8').includes('阑尾切除'));
    expect(files).toEqual(['G.yaml']);
    expect(readFileSync(join(shipped, 'scheme.yaml'), 'utf8')).not.toContain('阑尾切除');
    expect(readFileSync(join(shipped, 'DECISIONS.md'), 'utf8')).not.toContain('阑尾切除');
  });

  test('the folder stays under 1.2 MB, so that it can be read and reviewed', () => {
    const size = (path: string): number =>
      statSync(path).isDirectory()
        ? readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0)
        : statSync(path).size;
    expect(size(shipped)).toBeLessThan(1_200_000);
  });

  test('ES3 is an infection of the lung here, whatever it is in another version', () => {
    const chapter = loadScheme('chs-drg-2.0').chapters.find((one) => one.mdc === 'E')!;
    expect(chapter.rules.find((rule) => rule.adrg === 'ES3')?.name).toBe('呼吸系统感染／炎症');
  });
});

const reference = sharedReference();

describe.skipIf(reference === undefined)('expansion against the reference tables', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'drgdip-scheme-'));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test('importing the tables of 2.0 again writes the shipped folder byte for byte', () => {
    const target = join(scratch, 'again');
    importTables(join(reference!, 'chs-drg-2.0'), target, nationalMeta(reference!)['chs-drg-2.0']);
    const files = (readdirSync(target, { recursive: true }) as string[]).filter((file) => /\./.test(file));
    expect(files.length).toBe(31);
    for (const file of files) {
      expect(readFileSync(join(target, file), 'utf8'), file).toBe(readFileSync(join(shipped, file), 'utf8'));
    }
  });

  describe.each(['chs-drg-1.1', 'chs-drg-2.0', 'chs-drg-3.0'] as const)('%s', (id) => {
    let document: SchemeDocument;
    const table = (file: string) => readTable(join(reference!, id), file, []);
    beforeAll(() => {
      if (id === 'chs-drg-2.0') {
        document = loadScheme(id);
        return;
      }
      const target = join(scratch, id);
      importTables(join(reference!, id), target, nationalMeta(reference!)[id]);
      document = loadScheme(target);
    });

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
