import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CaseTable } from '../../../src/cases/case-table.js';
import { compareGroupings, type SchemeComparison } from '../../../src/grouping/compare/compare-groupings.js';
import { judgeOf } from '../../../src/grouping/compare/move-judge.js';
import { MOVE_REASONS } from '../../../src/grouping/compare/move-reasons.js';
import { pairSchemes } from '../../../src/grouping/compare/pair-schemes.js';
import { groupCases } from '../../../src/grouping/group-cases.js';
import type { CaseRecord } from '../../../src/grouping/group-columns.js';
import { interpretCase } from '../../../src/grouping/interpreter/interpret-case.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import type { ResultTable } from '../../../src/kernel/result-table.js';
import { checkTable } from '../../../src/report/check-table.js';
import { compileScheme } from '../../../src/schemes/compile-scheme.js';
import type { CompiledScheme } from '../../../src/schemes/compiled-scheme.js';
import { loadScheme } from '../../../src/schemes/load-scheme.js';
import type { SchemeDocument } from '../../../src/schemes/scheme-document.js';
import { caseOf } from '../case-of.js';
import { generateCase } from '../generate-cases.js';
import { schemeFacts } from '../scheme-facts.js';
import { tableOf } from '../table-of.js';
import { tinyScheme } from '../tiny-scheme.js';

const compiled = new Map<SchemeDocument, CompiledScheme>();
const loaded = new Map<string, SchemeDocument>();
/** A national scheme, read once for all tests. */
function national(id: string): SchemeDocument {
  const document = loaded.get(id) ?? loadScheme(id);
  loaded.set(id, document);
  return document;
}

async function compare(from: SchemeDocument, to: SchemeDocument, table: CaseTable): Promise<SchemeComparison> {
  const side = async (document: SchemeDocument) => {
    const scheme = compiled.get(document) ?? compileScheme(document);
    compiled.set(document, scheme);
    return { catalogue: scheme.catalogue, columns: await groupCases(scheme, table, inlineExecutor) };
  };
  return compareGroupings(judgeOf(from, to, {}), table, await side(from), await side(to));
}

/** Rows of a table as `a b c` of some columns. */
function lines(table: ResultTable, names: readonly string[]): string[] {
  return Array.from({ length: table.rowCount }, (_, row) => names.map((name) => table.columns[name]![row]).join(' '));
}
const sum = (table: ResultTable, name: string): number =>
  (table.columns[name] as Float64Array).reduce((a, b) => a + b, 0);

const withoutComplications: SchemeDocument = {
  ...tinyScheme,
  id: 'tiny-changed',
  severity: { ...tinyScheme.severity, cc: new Map() },
};
const CASES: readonly CaseRecord[] = [
  caseOf('J18|I10', '', { case_id: 'a', sex: 1, age_years: 50 }),
  caseOf('J18|E11', '', { case_id: 'b', sex: 2, age_years: 50 }),
  caseOf('J18', '', { case_id: 'c', sex: 1, age_years: 50 }),
  caseOf('J18', '47.0', { case_id: 'd', sex: 1, age_years: 50 }),
  caseOf('R99', '', { case_id: 'e', sex: 1, age_years: 50 }),
];

describe('two schemes on the same cases', () => {
  test('five cases, two lose their CC: flows, moved, reasons and rates by hand', async () => {
    const { cases, moved, tables } = await compare(tinyScheme, withoutComplications, tableOf(CASES));
    const [flows, movedTable, reasons, rates] = tables;
    expect([cases, moved]).toEqual([5, 2]);
    expect(lines(flows, ['from_group', 'to_group', 'move_kind', 'cases', 'share_of_from'])).toEqual([
      '0000 0000 stayed 1 1',
      'EQY EQY stayed 1 1',
      'ES33 ES35 moved 2 1',
      'ES35 ES35 stayed 1 1',
    ]);
    expect(lines(movedTable, ['case_id', 'from_group', 'to_group', 'from_status', 'move_reason', 'detail'])).toEqual([
      'a ES33 ES35 grouped severity_changed I10: CC → –',
      'b ES33 ES35 grouped severity_changed E11: CC → –',
    ]);
    expect(lines(reasons, ['move_reason', 'cases', 'share_of_moved', 'share_of_cases'])).toEqual([
      'severity_changed 2 1 0.4',
    ]);
    const columns = [
      'side',
      'scheme',
      'cases',
      'grouped',
      'unrelated_procedure',
      'ungrouped',
      'grouping_rate',
      'groups',
    ];
    expect(lines(rates, columns)).toEqual(['from tiny 5 3 1 1 0.6 3', 'to tiny-changed 5 3 1 1 0.6 2']);
    expect(rates.columns.scheme_hash).toEqual([tinyScheme.hash, withoutComplications.hash]);
    for (const table of tables) expect(() => checkTable(table)).not.toThrow();
  });

  test('a scheme beside itself moves nobody, and no cases at all give empty tables', async () => {
    const facts = schemeFacts(tinyScheme);
    const table = tableOf(Array.from({ length: 2000 }, (_, index) => generateCase(facts, 3, index)));
    const same = await compare(tinyScheme, tinyScheme, table);
    expect(same.moved).toBe(0);
    expect(same.tables[2].rowCount).toBe(0);
    const none = await compare(tinyScheme, withoutComplications, tableOf([]));
    expect(none.tables.map(({ rowCount }) => rowCount)).toEqual([0, 0, 0, 2]);
    expect((none.tables[3].columns.grouping_rate as Float64Array).every(Number.isNaN)).toBe(true);
  });

  test('on 3,000 generated cases the sums agree: flows, moved cases, reasons, and the literal engine', async () => {
    const facts = schemeFacts(tinyScheme);
    const records = Array.from({ length: 3000 }, (_, index) => generateCase(facts, 7, index));
    const { moved, tables } = await compare(tinyScheme, withoutComplications, tableOf(records));
    const [flows, movedTable, reasons] = tables;
    expect(moved).toBeGreaterThan(10);
    expect(sum(flows, 'cases')).toBe(3000);
    expect(sum(reasons, 'cases')).toBe(moved);
    const differing = records.filter(
      (record) => interpretCase(tinyScheme, record).group !== interpretCase(withoutComplications, record).group,
    );
    expect(movedTable.columns.case_id).toEqual(differing.map(({ case_id }) => case_id));
  });
});

describe('CHS-DRG 2.0 beside a copy with one chapter changed', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'drgdip-copy-')), 'groupers', 'copy');
  cpSync(join(packageRoot(), 'groupers', 'chs-drg-2.0'), folder, { recursive: true });
  cpSync(join(packageRoot(), 'groupers', 'lists'), join(folder, '..', 'lists'), { recursive: true });
  const chapter = join(folder, 'mdc', 'E.yaml');
  const text = readFileSync(chapter, 'utf8');
  const changed = text
    .replaceAll('ES31', 'ES71')
    .replaceAll('ES33', 'ES73')
    .replaceAll('ES35', 'ES75')
    .replace('  ES3:', '  ES7:');
  writeFileSync(chapter, changed);
  const document = national('chs-drg-2.0');
  const copy = loadScheme(folder);

  test('an ADRG that got another code is the same to the reader: its cases are renamed, all others stayed', async () => {
    const facts = schemeFacts(document);
    const aimed = Array.from({ length: 2000 }, (_, index) => generateCase(facts, 5, index));
    const pneumonia = ['J18.900', 'J18.900|J96.000', 'J18.900|I50.900'].map((dx, index) =>
      caseOf(dx, '', { case_id: `P${index}`, sex: 1, age_years: 60 }),
    );
    const { tables } = await compare(document, copy, tableOf([...aimed, ...pneumonia]));
    const [flows, moved] = tables;
    const renamed = lines(flows, ['from_group', 'to_group', 'move_kind']).filter((line) => line.endsWith('moved'));
    expect(renamed).toContain('ES35 ES75 moved');
    expect(renamed.every((line) => /^ES3(\d) ES7\1 moved$/.test(line))).toBe(true);
    expect(new Set(moved.columns.move_reason as string[])).toEqual(new Set(['renamed']));
    expect((moved.columns.case_id as string[]).slice(-3)).toEqual(['P0', 'P1', 'P2']);
  });
});

describe('the national versions beside each other', () => {
  test.each([
    ['chs-drg-1.1', 'chs-drg-2.0'],
    ['chs-drg-2.0', 'chs-drg-3.0'],
  ])('%s → %s: every moved case has one reason, of several kinds', async (one, other) => {
    const [from, to] = [national(one), national(other)];
    const facts = schemeFacts(from);
    const records = Array.from({ length: 3000 }, (_, index) => generateCase(facts, 11, index));
    const { moved, tables } = await compare(from, to, tableOf(records));
    expect(sum(tables[2], 'cases')).toBe(moved);
    expect(moved).toBeGreaterThan(500);
    expect(tables[2].rowCount).toBeGreaterThan(5);
    const order = (tables[2].columns.move_reason as string[]).map((reason) => MOVE_REASONS.indexOf(reason as never));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('ES3 is pneumonia in 2.0 and tuberculosis in 3.0: the same code is another group, and pneumonia is renamed', async () => {
    const [from, to] = [national('chs-drg-2.0'), national('chs-drg-3.0')];
    const pair = pairSchemes(from, to);
    const ruleOf = (document: SchemeDocument, adrg: string) =>
      document.chapters.flatMap(({ rules }) => rules).find((rule) => rule.adrg === adrg)!;
    const counterpart = pair.counterparts.get(ruleOf(from, 'ES3'))!.rule;
    expect([counterpart.adrg, counterpart.name.includes('感染')]).toEqual(['ES4', true]);
    expect(pair.counterparts.get(ruleOf(from, 'ES3'))!.rule).not.toBe(ruleOf(to, 'ES3'));
    const table = tableOf([caseOf('J18.900', '', { case_id: 'x', sex: 1, age_years: 50 })]);
    const [, moved] = (await compare(from, to, table)).tables;
    expect(lines(moved, ['from_group', 'to_group', 'move_reason'])).toEqual(['ES35 ES45 renamed']);
  });
});
