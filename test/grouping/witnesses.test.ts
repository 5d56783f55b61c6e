import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { interpretCase } from '../../src/grouping/interpreter/interpret-case.js';
import { findWitnesses } from '../../src/grouping/witness/find-witnesses.js';
import { readWitnesses, type WitnessRow, writeWitnesses } from '../../src/grouping/witness/witness-file.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { checkScheme } from '../../src/schemes/check/check-scheme.js';
import { compileScheme } from '../../src/schemes/compile-scheme.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import { compiledAnswers } from './compiled-answers.js';
import { tableOf } from './table-of.js';
import { tinyScheme } from './tiny-scheme.js';

const SHUT_OUT = {
  'chs-drg-1.1': [],
  'chs-drg-2.0': ['SQY', 'TQY', 'XQY', 'YQY'],
  'chs-drg-3.0': [...'BCDEFGHIJKLMNOQRSTUVWXY'].map((mdc) => `${mdc}00`),
} as const;

describe.each(Object.keys(SHUT_OUT) as (keyof typeof SHUT_OUT)[])('%s proves itself by witnesses.csv', (id) => {
  const document = loadScheme(id);
  const folder = join(packageRoot(), 'groupers', id);
  const rows = readWitnesses(readFileSync(join(folder, 'witnesses.csv'), 'utf8'));
  const all = document.chapters.flatMap(({ rules }) => rules.flatMap(({ groups }) => groups.map(({ code }) => code)));
  const shutOut: readonly string[] = SHUT_OUT[id];

  test('every group has one witness and one case beside it, but those that the tables shut out', () => {
    const witnessed = rows.filter((row) => row.fallsInto === row.group).map((row) => row.group);
    const bounded = rows.filter((row) => row.fallsInto !== row.group).map((row) => row.group);
    expect(witnessed).toEqual(all.filter((code) => !shutOut.includes(code)));
    expect(bounded).toEqual(witnessed);
  });

  test('both engines put every case where its row says', () => {
    const compiled = compileScheme(document);
    const table = tableOf(rows.map((row) => row.record));
    const answersBy = new Map<string, ReturnType<typeof compiledAnswers>>();
    const wrong: string[] = [];
    for (const [index, { fallsInto, options, record }] of rows.entries()) {
      const key = JSON.stringify(options);
      if (!answersBy.has(key)) answersBy.set(key, compiledAnswers(compiled, table, options));
      const fast = answersBy.get(key)!(index).group;
      const literal = interpretCase(document, record, options).group;
      if (fast !== fallsInto || literal !== fallsInto) wrong.push(`${index + 2}: ${fallsInto}, ${literal}, ${fast}`);
    }
    expect(wrong).toEqual([]);
  });

  test('a case and the one beside it differ in one thing only', () => {
    const fields = ({ record }: WitnessRow) => {
      const { case_id: _, birth_weight_g: __, ...rest } = record;
      return Object.values(rest).map((value) => JSON.stringify(value));
    };
    for (let index = 0; index < rows.length; index += 2) {
      const other = fields(rows[index + 1]!);
      expect(
        fields(rows[index]!).filter((value, at) => value !== other[at]),
        rows[index]!.group,
      ).toHaveLength(1);
    }
  });

  test('scheme check and DECISIONS.md name the groups that are shut out, and no others', () => {
    const findings = checkScheme({ ...document, acknowledged: [] }).filter(
      ({ code }) => code === 'rule_unreachable' || code === 'group_unreachable',
    );
    expect(findings.map(({ path }) => path.split(' ')[1]!).sort()).toEqual([...shutOut].sort());
    const decisions = readFileSync(join(folder, 'DECISIONS.md'), 'utf8');
    for (const group of shutOut) expect(decisions).toContain(group);
  });
});

describe('looking for witnesses', () => {
  test('gives the shipped file of 2.0 again, byte for byte', () => {
    const { witnesses, unreached } = findWitnesses(loadScheme('chs-drg-2.0'));
    const shipped = readFileSync(join(packageRoot(), 'groupers', 'chs-drg-2.0', 'witnesses.csv'), 'utf8');
    expect(writeWitnesses(witnesses)).toBe(shipped);
    expect([...unreached].sort()).toEqual(SHUT_OUT['chs-drg-2.0']);
  });

  test('finds every group of the small scheme, with numbers on their edge', () => {
    const { witnesses, unreached } = findWitnesses(tinyScheme);
    expect(unreached).toEqual([]);
    for (const { group, options, witness, boundary, boundaryGroup } of witnesses) {
      expect(interpretCase(tinyScheme, witness, options).group).toBe(group);
      expect(interpretCase(tinyScheme, boundary, options).group).toBe(boundaryGroup);
      expect(boundaryGroup).not.toBe(group);
    }
    const newborn = witnesses.find(({ group }) => group.startsWith('PS1'))!;
    expect([newborn.witness.birth_weight_g, newborn.boundary.birth_weight_g]).toEqual([1_499, 1_500]);
  });

  test('a file with other columns is refused', () => {
    expect(() => readWitnesses('group,dx\nAA19,I10\n')).toThrow('witnesses.csv begins with group,dx');
  });
});
