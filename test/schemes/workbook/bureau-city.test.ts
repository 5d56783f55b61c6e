import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GroupAnswer } from '../../../src/grouping/group-columns.js';
import { interpretCase } from '../../../src/grouping/interpreter/interpret-case.js';
import { compileScheme } from '../../../src/schemes/compile-scheme.js';
import { importBureauWorkbook } from '../../../src/schemes/import/workbook/import-bureau-workbook.js';
import type { ImportOutcome } from '../../../src/schemes/import/workbook/install-scheme.js';
import { loadScheme } from '../../../src/schemes/load-scheme.js';
import { compiledAnswers } from '../../grouping/compiled-answers.js';
import { generateCase } from '../../grouping/generate-cases.js';
import { schemeFacts } from '../../grouping/scheme-facts.js';
import { tableOf } from '../../grouping/table-of.js';
import { mergedRuns, writeBureauWorkbook } from './bureau-form.js';

/** An invented local subdivision of 2.0 of the shape that cities have: 660 groups, 122 of them with a suffix letter. */
const SPLIT = 61;
const base = loadScheme('chs-drg-2.0');
const folder = mkdtempSync(join(tmpdir(), 'drgdip-city-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const adrgs = base.chapters.flatMap((chapter) =>
  chapter.rules.filter((rule) => rule.kind !== 'unrelated').map((rule) => ({ mdc: chapter.mdc, rule })),
);
/** Groups 1, 3 and 5 of the first medical ADRGs become one group 9. */
const merged = new Map(
  adrgs
    .filter(({ rule }) => rule.kind === 'medical' && rule.groups.map(({ code }) => code[3]).join('') === '135')
    .slice(0, 17)
    .map(({ rule }) => [rule.adrg, `${rule.adrg}9`]),
);
const pair = adrgs.find(
  ({ rule }) => rule.kind === 'medical' && rule.groups.map(({ code }) => code[3]).join('') === '35',
)!;
merged.set(pair.rule.adrg, `${pair.rule.adrg}9`);
/** The group 9 of these surgical ADRGs is split by age, length of stay or number of procedures. */
const CONDITIONS = ['年龄 ≤ 17 岁', '住院天数＞10天', '手术数(valid) >= 2'];
const split = new Map(
  adrgs
    .filter(({ rule }) => rule.kind === 'surgical' && rule.groups.at(-1)!.code.endsWith('9'))
    .slice(0, SPLIT)
    .map(({ rule }, index) => [rule.groups.at(-1)!.code, CONDITIONS[index % 3]!]),
);

describe('a city of 660 groups by way of a workbook over 2.0', () => {
  let outcome: ImportOutcome;
  const out = join(folder, 'city');

  beforeAll(async () => {
    const rows = adrgs.flatMap(({ mdc, rule }) => {
      const row = (code: string, name: string, condition = '') => [
        `MDC${mdc}`,
        rule.adrg,
        rule.name,
        code,
        name,
        condition,
      ];
      if (merged.has(rule.adrg)) return [row(merged.get(rule.adrg)!, rule.name)];
      return rule.groups.flatMap((group) =>
        split.has(group.code)
          ? [
              row(`${group.code}a`, `${group.name}（一）`, split.get(group.code)!),
              row(`${group.code} b`, `${group.name}（二）`, '其余'),
            ]
          : [row(group.code, group.name)],
      );
    });
    const file = join(folder, 'city.xlsx');
    await writeBureauWorkbook(file, [
      {
        name: '本地细分组',
        rows: [['某市细分组目录'], ['MDC', 'ADRG编码', 'ADRG名称', 'DRG 编码', 'DRG 名称', '条件'], ...rows],
        merges: [0, 1, 2].flatMap((column) => mergedRuns(rows, column, 3)),
      },
    ]);
    outcome = await importBureauWorkbook(file, out, 'chs-drg-2.0');
  });

  test('comes in as an overlay of 660 groups, 122 with suffix letters, without an error', () => {
    expect(outcome.findings.filter((finding) => finding.severity === 'error')).toEqual([]);
    const groups = outcome.scheme!.chapters.flatMap((chapter) =>
      chapter.rules
        .filter((rule) => rule.kind !== 'unrelated')
        .flatMap((rule) => rule.groups.map((group) => group.code)),
    );
    expect(groups).toHaveLength(660);
    expect(groups.filter((code) => /[a-z]$/.test(code))).toHaveLength(122);
    expect(outcome.scheme!.hash).not.toBe(base.hash);
    expect(loadScheme(out).hash).toBe(outcome.scheme!.hash);
  });

  test('the folder holds the differences alone: no list, no code, under 60 kB', () => {
    const files = (readdirSync(out, { recursive: true }) as string[]).filter((file) => file.endsWith('.yaml'));
    expect(files).not.toContain('severity.yaml');
    expect(files.reduce((sum, file) => sum + statSync(join(out, file)).size, 0)).toBeLessThan(60_000);
  });

  test('20,000 generated cases go where the base sends them, or to its subdivision by age, stay and procedures', () => {
    const local = outcome.scheme!;
    const facts = schemeFacts(base);
    const records = Array.from({ length: 20_000 }, (_, index) => generateCase(facts, 15, index));
    const before = compiledAnswers(compileScheme(base), tableOf(records, base), {});
    const after = compiledAnswers(compileScheme(local), tableOf(records, local), {});
    const wrong: string[] = [];
    let subdivided = 0;
    let joined = 0;
    for (const [row, record] of records.entries()) {
      const old = before(row);
      const answer = after(row);
      const told = (one: GroupAnswer) => `${one.mdc} ${one.adrg} ${one.status} ${one.reason}`;
      if (told(answer) !== told(old)) wrong.push(`${record.case_id}: ${told(old)} → ${told(answer)}`);
      if (row % 20 === 0) expect(interpretCase(local, record)).toEqual(answer);
      let expected = old.group;
      const condition = split.get(old.group);
      if (condition !== undefined) {
        subdivided++;
        const valid = record.px.filter((code) => base.validProcedures.has(code)).length;
        const isFirst =
          condition === CONDITIONS[0]
            ? record.age_years >= 0 && record.age_years <= 17
            : condition === CONDITIONS[1]
              ? record.los_days > 10
              : valid >= 2;
        expected = `${old.group}${isFirst ? 'a' : 'b'}`;
      } else if (merged.has(old.adrg)) {
        joined++;
        expected = merged.get(old.adrg)!;
      }
      if (answer.group !== expected) wrong.push(`${record.case_id}: ${answer.group}, expected ${expected}`);
    }
    expect(wrong).toEqual([]);
    expect(subdivided).toBeGreaterThan(1_000);
    expect(joined).toBeGreaterThan(200);
  });
});
