import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPrimaryCareCase } from '../../../src/grouping/dip/primary-care-case.js';
import { checkDip } from '../../../src/schemes/dip/check/check-dip.js';
import { combinationText, patternText } from '../../../src/schemes/dip/load/parse-patterns.js';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { meetsRow } from '../../../src/schemes/dip/primary-care.js';
import { sharedReference } from '../../shared-reference.js';
import { dipCase } from './dip-case.js';

const document = loadDip('dip-3.0');
const reference = sharedReference();

const table = (name: string) => {
  const [header, ...lines] = readFileSync(join(reference!, 'dip-3.0', name), 'utf8')
    .trimEnd()
    .split(/\r?\n/);
  const names = header!.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, index) => [names[index]!, cell])));
};

describe('dip-3.0 as shipped', () => {
  it('has the official counts: 19, 1,725, 25, 42, 46 and 3,268 entries, 4,742 diagnoses and 4,111 procedures that do not group', () => {
    const count = (section: string) => document.entries.filter((entry) => entry.section === section).length;
    expect(document.sections.map(({ id }) => count(id))).toEqual([19, 1725, 25, 42, 46, 3268]);
    expect(document.entries).toHaveLength(5125);
    expect(document.excludedDiagnoses.size).toBe(4742);
    const rules = [...document.excludedProcedures.values()].map(({ rule }) => rule);
    expect(
      ['conservative', 'not_main', 'main_only_for_scope'].map((one) => rules.filter((rule) => rule === one).length),
    ).toEqual([4017, 87, 7]);
    expect(document.sections.map(({ mdc }) => mdc)).toEqual(['XQ', 'BX', 'FZ', 'FZ', 'FZ', 'JC']);
    expect(document.entries.every(({ score }) => score === undefined)).toBe(true);
  });

  it('keeps its hash: a change of any fact is seen', () => {
    expect(document.hash).toBe('272077cfa53ebc965e2cb319b556ac908790115a0fd4cb5a83c9a36188e4409b');
  });

  it('lets 126 of the 127 rows of the primary-care list meet an entry (71, K60.2 with 49.3903, meets none), and tells its cases from the rest of an entry', () => {
    const lost = document.primaryCare.filter((row) => !document.entries.some((entry) => meetsRow(entry, row)));
    expect(lost.map(({ sequence }) => sequence)).toEqual([71]);
    const finding = checkDip(document).find(({ code }) => code === 'primary_care_without_entry')!;
    expect(finding.en).toContain('71 (K60.2 49.3903)');
    const cataract = document.entries.find(({ code }) => code === 'JC2987')!;
    expect(isPrimaryCareCase(document, cataract, dipCase('H25.900'))).toBe(true);
    expect(isPrimaryCareCase(document, cataract, dipCase('H25.000'))).toBe(false);
    const shingles = document.entries.find(({ primaryCare }) => primaryCare === 'whole')!;
    expect(isPrimaryCareCase(document, shingles, dipCase('H25.000'))).toBe(true);
  });
});

describe.skipIf(reference === undefined)('dip-3.0 against the transcription', () => {
  it('has every row: code, number, diagnoses, main and related procedures of 5,106 entries', () => {
    const byCode = new Map(document.entries.map((entry) => [entry.code, entry]));
    const rows = table('core.tsv');
    expect(rows).toHaveLength(5106);
    for (const row of rows) {
      const entry = byCode.get(row.group!)!;
      const px = [row.main_procedure, row.related_procedure].filter(Boolean).join('+');
      const unique = (text: string) =>
        text
          .split('+')
          .map((part) => [...new Set(part.split('|'))].join('|'))
          .join('+');
      expect([
        entry.sequence,
        entry.diagnoses.map(patternText).join('|'),
        combinationText(entry.main.length === 0 ? [] : [entry.main, ...entry.related]),
      ]).toEqual([Number(row.seq), row.diagnosis, unique(px)]);
      expect(entry.section).toBe(row.section);
      expect(entry.condition === undefined).toBe(row.condition === '');
    }
  });

  it('has every excluded diagnosis and procedure, each with its rule', () => {
    expect(table('excluded_diagnosis.tsv').every(({ code }) => document.excludedDiagnoses.has(code!))).toBe(true);
    for (const { code, rule } of table('excluded_procedure.tsv'))
      expect([code, document.excludedProcedures.get(code!)?.rule]).toEqual([code, rule]);
  });

  it('has the conditions of burns, tumours and tuberculosis', () => {
    const byCode = new Map(document.entries.map((entry) => [entry.code, entry]));
    for (const { group, condition } of table('core.tsv')) {
      if (condition === '') continue;
      const stated = Object.fromEntries(condition!.split(';').map((part) => part.split('=') as [string, string]));
      const { text } = document.conditions[byCode.get(group!)!.condition!]!;
      if (stated.secondary !== undefined) {
        const list = /^sdx\((\w+)\)$/.exec(text)![1]!;
        expect(document.diagnosisLists.get(list)!.map(patternText).join('|')).toBe(stated.secondary);
      } else {
        expect(text.startsWith('not')).toBe(stated.resistant === '否');
      }
    }
    expect(document.diagnosisLists.get('tb_resistant')!.map(patternText)).toEqual(
      table('tuberculosis_resistant.tsv').map(({ code }) => code),
    );
  });
});
