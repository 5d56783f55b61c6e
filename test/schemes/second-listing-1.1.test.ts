import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import { sharedReference } from '../shared-reference.js';

const reference = sharedReference();
const path = reference === undefined ? undefined : join(reference, 'weights', 'harbin-chs1.1-codes.tsv.gz');
if (path !== undefined && !existsSync(path))
  console.log('skipped: the second listing of 1.1 is not beside this checkout');

/** One code of the listing in one ADRG; severity and exclusion table stand on every row of the code. */
interface ListedCode {
  readonly code: string;
  readonly adrg: string;
  readonly level: '' | 'CC' | 'MCC';
  readonly table: string;
}

function listedCodes(file: string): ListedCode[] {
  const [heading, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  expect(heading).toBe('code\tname\tadrg\tcc\tmcc\texclusion_table');
  return lines.map((line) => {
    const [code = '', , adrg = '', cc, mcc, table = ''] = line.split('\t');
    return { code, adrg, level: mcc === '1' ? 'MCC' : cc === '1' ? 'CC' : '', table };
  });
}

// The judgement of each kind stands in groupers/chs-drg-1.1/DECISIONS.md.
describe.skipIf(path === undefined || !existsSync(path))('1.1 against an independent listing of its codes', () => {
  const rows = path === undefined || !existsSync(path) ? [] : listedCodes(path);
  const document = loadScheme('chs-drg-1.1');
  const there = new Set(rows.filter((row) => row.adrg !== '').map((row) => `${row.adrg} ${row.code}`));
  const here = new Set(
    document.chapters.flatMap((chapter) =>
      chapter.rules.flatMap((rule) =>
        [...rule.diagnosisLists.values(), ...rule.procedureLists.values()].flatMap((list) =>
          [...list].map((code) => `${rule.adrg} ${code}`),
        ),
      ),
    ),
  );

  test('of 58,843 codes in ADRG here 58,803 stand there too; six others and the 34 of YC1 do not', () => {
    expect([rows.length, there.size, here.size]).toEqual([61_480, 59_251, 58_843]);
    const onlyHere = [...here].filter((pair) => !there.has(pair)).sort();
    expect(onlyHere.filter((pair) => pair.startsWith('YC1'))).toHaveLength(34);
    expect(onlyHere.filter((pair) => !pair.startsWith('YC1'))).toEqual([
      'FM1 36.0700',
      'FM3 88.5500',
      'FM3 88.5600',
      'FU2 I48.900x003',
      'LL1 39.9500',
      'QJ1 00.1101',
    ]);
  });

  test('all that stands there alone is a list of principals for PV1, which takes what is left of its chapter', () => {
    const onlyThere = [...there].filter((pair) => !here.has(pair));
    expect(onlyThere).toHaveLength(448);
    expect(onlyThere.filter((pair) => !pair.startsWith('PV1 '))).toEqual([]);
    const p = document.chapters.find((chapter) => chapter.mdc === 'P')!;
    const listed = onlyThere.map((pair) => pair.slice(4));
    expect(listed.filter((code) => !p.diagnoses.has(code))).toEqual([]);
    const unlisted = [...p.diagnoses].filter((code) => !listed.includes(code));
    expect(unlisted).toHaveLength(37);
    const elsewhere = p.rules.flatMap((rule) => [...rule.diagnosisLists.values()].flatMap((list) => [...list]));
    // The nine are headings and one malformation that no ADRG of P lists here either.
    expect(unlisted.filter((code) => !elsewhere.includes(code))).toHaveLength(9);
  });

  test('every CC and MCC there has the same level and exclusion list here; 168 without a list are only here', () => {
    const levels = new Map(rows.filter((row) => row.level !== '').map((row) => [row.code, row]));
    const { mcc, cc } = document.severity;
    const ours = new Map([
      ...[...mcc].map(([code, list]) => [code, `MCC 7-${list}`] as const),
      ...[...cc].map(([code, list]) => [code, `CC 7-${list}`] as const),
    ]);
    const differing = [...levels.values()].filter((row) => ours.get(row.code) !== `${row.level} ${row.table}`);
    expect(differing.map(({ code, level, table }) => `${code} ${level} ${table}`)).toEqual(['J68.200 CC 7-105']);
    expect(ours.get('J68.200')).toBe('CC 7-115');
    expect(levels.size).toBe(21_078);
    const onlyHere = [...ours].filter(([code]) => !levels.has(code));
    expect(onlyHere).toHaveLength(168);
    expect(onlyHere.filter(([, level]) => !level.endsWith(' 7-0'))).toEqual([]);
  });

  test('it names no code that the lists of valid codes lack', () => {
    const known = new Set([...document.diagnoses, ...document.procedures]);
    expect(rows.filter((row) => !known.has(row.code))).toEqual([]);
  });
});
