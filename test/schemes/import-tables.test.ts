import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { importTables } from '../../src/schemes/import/import-tables.js';
import type { TablesMeta } from '../../src/schemes/import/tables-meta.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';

/** Tables of a scheme of one chapter, made up here. */
const TABLES: Readonly<Record<string, string>> = {
  'mdc.tsv': 'mdc\tname\teval_order\nB\t神经\t1',
  'adrg.tsv': 'adrg\tmdc\tname\tkind\nBB1\tB\t开颅\tsurgical\nBB2\tB\t开颅二\tsurgical\nBR1\tB\t出血\tmedical',
  'drg.tsv':
    'drg\tadrg\tname\torder_in_adrg\tcondition\nBB19\tBB1\t开颅\t1\talways\nBB29\tBB2\t开颅二\t1\talways\nBR15\tBR1\t出血\t3\talways\nBR1F\tBR1\t出血老年\t1\tmcc|cc & age_years>=70\nBR13\tBR1\t出血伴\t2\tmcc|cc',
  'mdc_dx.tsv': 'mdc\tcode\nB\tI60.0\nB\tI61.0',
  'adrg_dx.tsv': 'adrg\tlist_id\tcode\nBR1\t1\tI60.0\nBR1\t1\tI61.0\nBR1\t1\tI61.0',
  'adrg_px.tsv':
    'adrg\tlist_id\tcode\nBB1\t1\t01.20\nBB1\t1\t01.24\nBB1\t1\t01.25\nBB1\t1\t99.98\nBB2\t1\t01.20\nBB2\t1\t01.24\nBB2\t1\t01.25\nBB2\t1\t99.98',
  'cc.tsv': 'code\tlevel\texclusion_list\nI60.0\tMCC\t7\nE11.9\tCC\t999',
  'exclusion.tsv': 'list\tcode\n7\tI60.0\n7\tI61.0',
  'icd10.tsv': 'code\nE11.9\nI60.0\nI61.0',
  'icd9cm3.tsv': 'code\tor_valid\n01.20\t1\n01.24\t1\n01.25\t1\n99.10\t0',
  'conditions.tsv':
    'scope\tid\torder\texpression\nMDC\tB\t0\tpdx:MDC\nFALLBACK\tB00\t2\ttrue\nQY\tBQY\t2.5\tppx:OR\nADRG\tBB1\t1\tppx:1\nADRG\tBB2\t2\tcount(apx:1)>=2\nADRG\tBR1\t3\tpdx:1',
};
const meta: TablesMeta = {
  id: 'small',
  title: { zh: '小', en: 'Small' },
  provenance: { issuer: 'nobody', document: 'none', trust: 'invented', sources: ['this test'] },
  weight: 'birth_weight_g',
};

const scratch = mkdtempSync(join(tmpdir(), 'drgdip-import-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let next = 0;

function tablesFolder(edits: Readonly<Record<string, string>> = {}): { source: string; target: string } {
  const source = mkdtempSync(join(scratch, 'source-'));
  for (const [file, text] of Object.entries({ ...TABLES, ...edits })) writeFileSync(join(source, file), `${text}\n`);
  return { source, target: join(scratch, `target-${next++}`) };
}

describe('importing plain tables', () => {
  test('writes a folder that loads, with rules by order, the fallback last and groups by their order', () => {
    const { source, target } = tablesFolder();
    importTables(source, target, meta);
    const document = loadScheme(target);
    const [chapter] = document.chapters;
    expect(chapter!.rules.map((rule) => [rule.kind, rule.groups[0]!.code])).toEqual([
      ['surgical', 'BB19'],
      ['surgical', 'BB29'],
      ['unrelated', 'BQY'],
      ['medical', 'BR1F'],
      ['fallback', 'B00'],
    ]);
    expect(chapter!.rules[3]!.groups.map((group) => `${group.code}: ${group.whenText}`)).toEqual([
      'BR1F: (mcc or cc) and age_years >= 70',
      'BR13: mcc or cc',
      'BR15: always',
    ]);
    expect(chapter!.rules[1]!.whenText).toBe('count(apx(1)) >= 2');
  });

  test('states equal lists once, keeps a code outside the list with its reason, and frees a list without principals', () => {
    const { source, target } = tablesFolder();
    importTables(source, target, meta);
    expect(readFileSync(join(target, 'mdc/B.yaml'), 'utf8')).toContain('1: $BB1.1');
    const document = loadScheme(target);
    expect(document.procedures).toContain('99.98');
    expect(document.validProcedures.has('99.98')).toBe(false);
    expect(document.loadFindings?.map((found) => found.code)).toEqual(['code_acknowledged']);
    expect(document.severity.cc.get('E11.9')).toBe(0);
    expect(document.severity.mcc.get('I60.0')).toBe(7);
  });

  test('refuses a missing table, a missing column, an unknown ADRG and a wrong description', () => {
    const noColumn = tablesFolder({ 'cc.tsv': 'code\tlevel\nI60.0\tMCC' });
    expect(() => importTables(noColumn.source, noColumn.target, meta)).toThrowError(/cc\.tsv.*exclusion_list/);
    const noTable = tablesFolder();
    rmSync(join(noTable.source, 'drg.tsv'));
    expect(() => importTables(noTable.source, noTable.target, meta)).toThrowError(/drg\.tsv/);
    const unknown = tablesFolder({ 'conditions.tsv': `${TABLES['conditions.tsv']}\nADRG\tBZ9\t4\tpdx:1` });
    expect(() => importTables(unknown.source, unknown.target, meta)).toThrowError(
      expect.objectContaining({ code: 'scheme_table_unknown' }),
    );
    const right = tablesFolder();
    expect(() => importTables(right.source, right.target, { ...meta, weight: 'kilos' } as never)).toThrowError(
      expect.objectContaining({ code: 'scheme_import_meta' }),
    );
    for (const { target } of [noColumn, noTable, unknown, right]) expect(existsSync(target)).toBe(false);
  });

  test('never writes over a folder that holds something', () => {
    const { source, target } = tablesFolder();
    cpSync(source, target, { recursive: true });
    expect(() => importTables(source, target, meta)).toThrowError(
      expect.objectContaining({ code: 'scheme_target_exists' }),
    );
    expect(existsSync(join(target, 'scheme.yaml'))).toBe(false);
  });
});
