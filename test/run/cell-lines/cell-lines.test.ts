import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../src/kernel/errors.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import {
  type CaseCell,
  type CellsIdentity,
  cellLine,
  identityLine,
  identityName,
  parseCell,
  parseLine,
} from '../../../src/run/cell-lines/cell-line.js';
import { readCells } from '../../../src/run/cell-lines/read-cells.js';
import { silentProgress } from '../../../src/run/progress.js';
import { runSettle } from '../../../src/run/settle-run.js';
import { emitCells } from '../../../src/run/stdio/emit-cells.js';
import { openAnyScheme } from '../../../src/schemes/open-any-scheme.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();
const context = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' as const };
const columns =
  'case_id,sex,age_years,los_days,dx,px,hospital_id,hospital_level,department,insurance,total_cost,pooled_fund,discharge_date'.split(
    ',',
  );
const weights = join(folder, 'weights.csv');
writeFileSync(weights, '# scheme: chs-drg-2.0\ngroup,weight\nES35,0.7123\nGD25,0.9\nFR21,1.5\nFR25,1.1\n');
const policy = join(folder, 'policy.yaml');
writeFileSync(
  policy,
  `id: cells
title: {zh: 单元, en: cells}
region: test
year: 2026
scheme: chs-drg-2.0
pools: [{insurance: employee, fund: 20000000, fund_share: 0.75}, {insurance: resident, fund: 9000000, fund_share: 0.7}]
rate: {kind: budget}
outliers:
  basis: standard
  bands:
    - {name: low, to: 0.4, to_included: false, pay: by_item}
    - {name: high, from: 1.5, from_included: false, pay: "standard + 0.7 * (cost - 1.5 * standard)", quota: {share: 0.05, order: excess}}
`,
);

const rows = Array.from({ length: 400 }, (_, i) => [
  `C${i}`,
  String(1 + (i % 2)),
  String(40 + (i % 40)),
  '6',
  ['J18.900', 'K35.800', 'I21.900', 'R99.x00', ''][i % 5]!,
  ['', '47.0100', '', ''][i % 4]!,
  `H${i % 7}`,
  '三级甲等',
  ['内科', '外科', ''][i % 3]!,
  ['employee', 'resident'][i % 2]!,
  `${1500 + ((i * 7919) % 23000)}.${String(i % 100).padStart(2, '0')}`,
  `${900 + ((i * 7919) % 15000)}.00`,
  `2026-0${1 + (i % 9)}-15`,
]);

async function cellsOf(list: readonly (readonly string[])[], name: string): Promise<string> {
  const text = list.map((cells) => `${cells.map((cell) => cell || '\\N').join('\t')}\n`).join('');
  const written: Buffer[] = [];
  const output = new Writable({
    write(bytes: Buffer, _, done) {
      written.push(bytes);
      done();
    },
  });
  const form = { columns, escaping: 'none' as const, hasChunkHeaders: false };
  await emitCells(
    { ...form, scheme: openAnyScheme('chs-drg-2.0'), switches: {} },
    Readable.from([Buffer.from(text)]),
    output,
  );
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat(written));
  return path;
}

async function settled(name: string, files: readonly string[]): Promise<Record<string, string>> {
  const out = join(folder, name);
  mkdirSync(out);
  await runSettle({ files, policy, weights, out }, context);
  const tables = readdirSync(out).filter((file) => file.endsWith('.csv') && file !== 'rejected.csv');
  return Object.fromEntries(tables.map((file) => [file, readFileSync(join(out, file), 'utf8')]));
}

describe('a year cleared from cells', () => {
  test('has the tables of the same year read from cases, byte for byte, whatever parts the cells came in', async () => {
    const file = join(folder, 'cases.csv');
    writeFileSync(file, `${[columns, ...rows].map((cells) => cells.join(',')).join('\n')}\n`);
    const whole = await settled('whole', [file]);
    expect(Object.keys(whole)).toEqual(expect.arrayContaining(['hospitals.csv', 'departments.csv', 'fund.csv']));
    const parts = [
      await cellsOf(rows.slice(0, 131), 'a.cells'),
      await cellsOf(rows.slice(131, 132), 'b.cells'),
      await cellsOf([...rows.slice(132)].reverse(), 'c.cells'),
      await cellsOf([], 'empty.cells'),
    ];
    expect(await settled('merged', parts)).toEqual(whole);
    expect(await settled('turned', [...parts].reverse())).toEqual(whole);
    expect((await readCells(parts)).hash).toBe((await readCells([await cellsOf(rows, 'all.cells')])).hash);
  });

  test('counts rows that could not be read, by their reasons', async () => {
    const bad = [rows[0]!.with(10, 'much'), rows[1]!.slice(1), rows[2]!.with(10, 'more')];
    const read = await readCells([await cellsOf([...bad, rows[3]!], 'bad.cells')]);
    expect(read.caseCount).toBe(1);
    expect([...read.rejected]).toEqual([
      ['cell_not_a_number', 2],
      ['row_too_few_cells', 1],
    ]);
  });

  test('a policy of another scheme or with other switches is refused: cells hold no diagnoses to group again', async () => {
    const cells = await cellsOf(rows, 'other.cells');
    const text = readFileSync(policy, 'utf8');
    for (const [name, other] of [
      ['3.0', text.replace('chs-drg-2.0', 'chs-drg-3.0').replace('{kind: budget}', '{kind: standard, value: 8000}')],
      ['switch', `${text}grouping: {unrelated_procedure: medical}\n`],
    ] as const) {
      const path = join(folder, `${name}.yaml`);
      writeFileSync(path, other);
      const files = name === 'switch' ? { files: [cells], weights } : { files: [cells] };
      const work = runSettle({ ...files, policy: path, out: join(folder, `refused-${name}`) }, context);
      await expect(work).rejects.toMatchObject({ code: 'cells_scheme_of_policy' });
    }
  });

  test('the same part twice is refused, by another name and in another order too: its cases would count twice', async () => {
    const first = await cellsOf(rows.slice(0, 50), 'first.cells');
    const again = await cellsOf(rows.slice(0, 50).reverse(), 'again.cells');
    await expect(readCells([first, again])).rejects.toMatchObject({ code: 'cells_twice', path: 'again.cells:50' });
    // The same amounts of other cases are another part.
    const others = await cellsOf(
      rows.slice(0, 50).map((cells) => cells.with(0, `other ${cells[0]}`)),
      'others.cells',
    );
    expect((await readCells([first, others])).caseCount).toBe(100);
  });

  test('a part cut at the end of any line, or with a line taken out or doubled, is refused', async () => {
    const whole = readFileSync(await cellsOf(rows.slice(0, 30), 'uncut.cells'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(whole).toHaveLength(32);
    const cut = join(folder, 'cut.cells');
    for (const lines of [
      ...[2, 9, 31].map((count) => whole.slice(0, count)),
      whole.toSpliced(5, 1),
      whole.toSpliced(5, 0, whole[5]!),
      [whole[0]!, whole[31]!],
    ]) {
      writeFileSync(cut, `${lines.join('\n')}\n`);
      await expect(readCells([cut])).rejects.toMatchObject({ code: 'cells_cut_off' });
    }
    writeFileSync(cut, [...whole].reverse().join('\n'));
    expect((await readCells([cut])).caseCount).toBe(30);
  });

  test('cells and cases together are refused, with the file that holds cases', async () => {
    const file = join(folder, 'mixed.csv');
    writeFileSync(file, 'case_id,dx\nA,J18.900\n');
    const files = [await cellsOf(rows, 'mixed.cells'), file];
    const work = runSettle({ files, policy, weights, out: join(folder, 'mixed') }, context);
    await expect(work).rejects.toMatchObject({ code: 'cells_mixed', details: { file } });
  });
});

const identity: CellsIdentity = {
  scheme: 's',
  schemeHash: 'h',
  switches: '{}',
  numbers: ['total_cost', 'los_days', 'discharge_date'],
  texts: ['hospital_id', 'insurance'],
};

describe('a line of a cell', () => {
  test('is read back as written, costs up to ten thousand million yuan and missing values too', () => {
    const value = fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 200 }), fc.nat(1e12));
    const cell = fc
      .record({
        key: fc.array(fc.string(), { minLength: 7, maxLength: 7 }).filter((key) => key[5] !== 'rejected'),
        rows: fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 30 }),
      })
      .map(({ key, rows: list }): CaseCell => {
        const sorted = [...list].sort((a, b) => a[0] - b[0]);
        return { key, count: list.length, values: [0, 1, 2].map((c) => sorted.map((row) => row[c]!)) };
      });
    fc.assert(
      fc.property(cell, (one) => {
        const line = cellLine(identityName(identity), 'p', one);
        expect(line).not.toContain('\n');
        const parsed = parseLine(line);
        expect(parsed.kind === 'cell' && parseCell(identity, parsed.fields)).toEqual(one);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  test.each([
    ['cut in the middle', (line: string) => line.slice(0, line.length - 8)],
    ['with a value taken out', (line: string) => line.replace(/\t([^\t]{4})([^\t]*)\t\.$/, '\t$2\t.')],
    ['with another count', (line: string) => line.replace('\t3\t', '\t2\t')],
    ['of another calculation', (line: string) => line.replace(/\t[0-9a-f]{16}\t/, '\t0123456789abcdef\t')],
    ['of something else', () => 'case_id,dx'],
  ])('%s is refused with its file and line', async (_, harm) => {
    const key = ['H1', 'employee', 'E', 'ES3', 'ES35', 'grouped', ''];
    const good = cellLine(identityName(identity), 'p', {
      key,
      count: 3,
      values: [
        [100, 200, 300000],
        [1, 2, -1],
        [5, 6, 7],
      ],
    });
    const path = join(folder, 'harmed.cells');
    writeFileSync(path, `${identityLine(identity)}\n${good}\n${harm(good)}\n`);
    const error = (await readCells([path]).catch((cause: unknown) => cause)) as EngineError;
    expect(error).toBeInstanceOf(EngineError);
    expect(error.code).toBe('cells_unreadable');
    expect(error.path).toBe('harmed.cells:3');
  });

  test('cells with other columns do not go together', async () => {
    const path = join(folder, 'columns.cells');
    writeFileSync(path, `${identityLine(identity)}\n${identityLine({ ...identity, texts: ['hospital_id'] })}\n`);
    await expect(readCells([path])).rejects.toMatchObject({ code: 'cells_other_columns', path: 'columns.cells:2' });
  });
});
