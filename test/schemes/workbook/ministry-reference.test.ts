import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { interpretCase } from '../../../src/grouping/interpreter/interpret-case.js';
import { importMinistryWorkbook } from '../../../src/schemes/import/workbook/import-ministry-workbook.js';
import type { ImportOutcome } from '../../../src/schemes/import/workbook/install-scheme.js';
import { loadScheme } from '../../../src/schemes/load-scheme.js';
import { differences } from '../../grouping/reference-samples.js';
import { sampleCases } from '../../grouping/sample-cases.js';
import { sharedReference } from '../../shared-reference.js';
import { ministrySheets, sheetRow, writeMinistryWorkbook } from './ministry-form.js';

const reference = sharedReference();
const folder = mkdtempSync(join(tmpdir(), 'drgdip-ministry-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Rows that the workbook of 2026-09-09 lacks against the document. */
const MISSING = [
  'EX_103 P22.100',
  'EX_103 P24.100',
  'EX_104 P39.800',
  'EX_105 P55.100',
  'EX_105 P59.900',
  'EX_107 P78.800',
  'EX_128 S02.400',
];

describe.skipIf(reference === undefined)(
  'the 3.0 tables in the form of the ministry, with its documented traps',
  () => {
    let outcome: ImportOutcome;
    const placed: Record<string, string> = {};

    beforeAll(async () => {
      const sheets = ministrySheets(join(reference!, 'chs-drg-3.0'));
      const adrg = (code: string) => sheets.ADRG.find((row) => row[0] === code)!;
      adrg('O00')[4] = adrg('OS2')[4]!;
      for (const row of sheets.ADRG) if (row[3] === 'T') row[4] = Number(row[4]) + 11;
      for (const code of ['GD1', 'FB1', 'RN1'])
        adrg(code)[2] = String(adrg(code)[2]).replace(/ (and|in) /, '_x000D_\n$1 ');
      adrg('AA1')[2] = `${adrg('AA1')[2]} or ZYSS in OP_GONE`;
      sheets.集合.push(['DI_NEVER', 'A00.000']);
      for (let index = 20_000; index < 20_113; index++) sheets.集合.push([...sheets.集合[index]!]);
      sheets.集合.splice(50_000, 0, ['集合名称', '编码']);
      placed.unused = `集合:${sheetRow(
        '集合',
        sheets.集合.findIndex((row) => row[0] === 'DI_NEVER'),
      )}`;
      placed.heading = `集合:${sheetRow('集合', 50_000)}`;
      const numeric = sheets.集合.findIndex((row) => row[0] === 'OP_ALL' && row[1] === '03.0200');
      sheets.集合[numeric]![1] = 3.02;
      placed.numeric = `集合:${sheetRow('集合', numeric)}`;
      const kept = sheets.排除表.filter((row) => !MISSING.includes(row.join(' ')));
      expect(sheets.排除表.length - kept.length).toBe(7);
      const file = join(folder, 'ministry.xlsx');
      await writeMinistryWorkbook(file, { ...sheets, 排除表: kept });
      outcome = await importMinistryWorkbook(file, join(folder, 'imported'), loadScheme('chs-drg-3.0'));
    });

    const found = (code: string) => outcome.findings.filter((finding) => finding.code === code);

    test('imports as 26 chapters, 492 ADRGs, 21 QY rows, 24 fallbacks and 825 groups, without an error', () => {
      expect(outcome.findings.filter((finding) => finding.severity === 'error')).toEqual([]);
      const rules = outcome.scheme!.chapters.flatMap((chapter) => chapter.rules);
      const count = (kind: string) => rules.filter((rule) => rule.kind === kind).length;
      expect(outcome.scheme!.chapters).toHaveLength(26);
      expect([count('unrelated'), count('fallback')]).toEqual([21, 24]);
      expect(rules).toHaveLength(492 + 21 + 24);
      expect(rules.flatMap((rule) => rule.groups)).toHaveLength(825 + 21 + 24);
      expect([outcome.scheme!.severity.mcc.size, outcome.scheme!.severity.cc.size]).toEqual([1_581, 6_337]);
      expect(outcome.scheme!.validProcedures.size).toBe(9_514);
    });

    test('gives the answers of all 8,000 sample cases in both engines: no missing exclusion row decides one of them', () => {
      const { records, answers } = sampleCases(join(reference!, 'chs-drg-3.0', 'sample'));
      const none = { literal: [], compiled: [] };
      expect(records).toHaveLength(8_000);
      expect(differences(outcome.scheme!, { records, expected: answers.qy }, {})).toEqual(none);
      const medical = { unrelated_procedure: 'medical' } as const;
      expect(differences(outcome.scheme!, { records, expected: answers.medical }, medical)).toEqual(none);
    });

    test('a complication that only a missing row cancels counts, and the group is another than by the document', () => {
      const shipped = loadScheme('chs-drg-3.0');
      const moved = MISSING.flatMap((row) => {
        const [list, principal] = row.split(' ') as [string, string];
        const number = Number(list.slice(3));
        const isNewborn = principal.startsWith('P');
        const complication = [...shipped.severity.mcc, ...shipped.severity.cc].find(
          ([code, of]) =>
            of === number && code !== principal && !outcome.scheme!.severity.exclusions.get(number)!.has(principal),
        )![0];
        const record = {
          ...(isNewborn
            ? { age_years: 0, age_days: 3, admission_weight_g: 3_000 }
            : { age_years: 40, age_days: -1, admission_weight_g: -1 }),
          case_id: row,
          sex: 1,
          birth_weight_g: -1,
          los_days: 5,
          discharge_type: 1,
          dx: [principal, complication],
          px: [],
        };
        return [`${row}: ${interpretCase(shipped, record).group} → ${interpretCase(outcome.scheme!, record).group}`];
      });
      expect(moved).toEqual([
        'EX_103 P22.100: PU35 → PU33',
        'EX_103 P24.100: PU35 → PU33',
        'EX_104 P39.800: PU25 → PU21',
        'EX_105 P55.100: PU35 → PU33',
        'EX_105 P59.900: PU35 → PU33',
        'EX_107 P78.800: PU35 → PU33',
        // S02.400 is a principal of no chapter, so no answer depends on this row.
        'EX_128 S02.400: 0000 → 0000',
      ]);
    });

    test('reports every trap with sheet and row', () => {
      expect(found('sort_repeated').map((finding) => finding.en)).toEqual([
        'in MDC O the sort number 18 stands twice: OS2 (ADRG:419), O00 (ADRG:422). The row without a rule goes last, the others are read in the order of rows.',
      ]);
      expect(found('rest_not_last').map((finding) => finding.path)).toEqual(['ADRG:422']);
      expect(found('sort_gap').map((finding) => finding.en)).toEqual([
        'sort numbers 1–11 of MDC T are not used; only their order counts.',
      ]);
      expect(found('rule_line_breaks').map((finding) => finding.zh)).toEqual([
        '3 行的规则或名称含换行或 _x000D_，已按空格读取。行：173, 229, 454',
      ]);
      expect(found('set_missing').map((finding) => finding.path)).toEqual(['ADRG:2']);
      expect(found('set_unused').map((finding) => finding.path)).toEqual([placed.unused]);
      expect(found('heading_repeated').map((finding) => finding.path)).toEqual([placed.heading]);
      expect(found('code_is_number').map((finding) => finding.path)).toEqual([placed.numeric]);
      const repeats = found('code_repeated');
      expect(repeats).toHaveLength(1);
      expect(repeats[0]!.en).toMatch(
        /^DI_MDCF repeats 113 codes; each is read once\. Code \(row\): I80\.208 \(108358\), /,
      );
      expect(repeats[0]!.en.match(/\(\d+\)/g)).toHaveLength(113);
    });

    test('names the exclusion rows that the workbook lacks against the shipped scheme, and no other difference', () => {
      expect(found('differs_from_scheme').map((finding) => finding.en)).toEqual([
        'exclusion list 103 lacks what chs-drg-3.0 has: P22.100, P24.100',
        'exclusion list 104 lacks what chs-drg-3.0 has: P39.800',
        'exclusion list 105 lacks what chs-drg-3.0 has: P55.100, P59.900',
        'exclusion list 107 lacks what chs-drg-3.0 has: P78.800',
        'exclusion list 128 lacks what chs-drg-3.0 has: S02.400',
      ]);
    });
  },
);
