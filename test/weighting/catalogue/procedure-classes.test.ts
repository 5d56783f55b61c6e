import { describe, expect, test } from 'vitest';
import { readTextRows } from '../../../src/cases/read/read-text-rows.js';
import { loadScheme } from '../../../src/schemes/load-scheme.js';
import { catalogueLists } from '../../../src/weighting/catalogue/catalogue-lists.js';
import { classesOfScheme, readProcedureClasses } from '../../../src/weighting/catalogue/procedure-classes.js';

const read = (text: string) =>
  readProcedureClasses(readTextRows(new TextEncoder().encode(text), 'classes.csv'), 'classes.csv');

describe('the file of treatment classes', () => {
  test('takes English and Chinese headings and words, and codes in any case and width', () => {
    const english = read('code,class\n47.0901,surgical\n45.1600X001,diagnostic\n');
    const chinese = read('手术操作编码,名称,治疗方式\n４７．0901,阑尾,手术\n45.1600x001,镜,诊断性操作\n');
    expect([...english.kindOf]).toEqual([
      ['47.0901', 'surgical'],
      ['45.1600x001', 'diagnostic'],
    ]);
    expect([...chinese.kindOf]).toEqual([...english.kindOf]);
  });

  test('names an unknown word and a second, other class with file, line and remedy', () => {
    const { findings, kindOf } = read('code,class\n47.0901,surgery!\n45.16,手术\n45.16,diagnostic\n45.16,手术\n');
    expect(findings.map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ['catalogue_class_unknown', 'error', 'classes.csv:2'],
      ['catalogue_class_doubled', 'error', 'classes.csv:4'],
    ]);
    expect(findings[0]!.zh).toContain('“surgery!”');
    expect([...kindOf]).toEqual([['45.16', 'surgical']]);
  });

  test('without a column of codes or classes is refused with the headings found', () => {
    expect(() => read('a,b\n1,2\n')).toThrow('(there are: a, b)');
  });

  test('a procedure that no case can carry is told with its row and left out', () => {
    const classes = read('code,class\n47.0901,surgical\n99.9999x999,surgical\n');
    const lists = catalogueLists(undefined, classes, new Set(['47.0901']));
    expect(lists.findings.map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ['catalogue_procedure_no_case', 'warning', 'classes.csv:3'],
    ]);
    expect([...lists.classes]).toEqual([['47.0901', 'surgical']]);
  });

  test('a procedure that is classed conservative never leads', () => {
    const lists = catalogueLists(undefined, read('code,class\n99.2501,保守\n'), new Set(['99.2501']));
    expect([...lists.excludedProcedures]).toEqual([['99.2501', { rule: 'conservative' }]]);
  });
});

test('of a DRG scheme, procedures of surgical ADRGs and valid ones are surgical, those of other procedure ADRGs therapeutic', () => {
  const scheme = loadScheme('chs-drg-2.0');
  const { kindOf } = classesOfScheme(scheme);
  const listed = (kind: string) =>
    new Set(
      scheme.chapters.flatMap(({ rules }) =>
        rules.flatMap((rule) =>
          rule.kind === kind ? [...rule.procedureLists.values()].flatMap((list) => [...list]) : [],
        ),
      ),
    );
  const surgical = listed('surgical');
  const other = listed('procedure');
  expect(surgical.size).toBeGreaterThan(1000);
  for (const code of surgical) expect(kindOf.get(code)).toBe('surgical');
  for (const code of other) if (!surgical.has(code)) expect(kindOf.get(code)).toBe('therapeutic');
  expect([...kindOf.values()].includes('diagnostic')).toBe(false);
});
