import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineError } from '../../src/kernel/errors.js';
import { calibrateWeights } from '../../src/weighting/calibrate-weights.js';
import { readWeightTable } from '../../src/weighting/read-weight-table.js';
import { writeWeightTable } from '../../src/weighting/write-weight-table.js';
import { CATALOGUE, historyOf, repeat } from './weighting-example.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drgdip-weights-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let next = 0;
function fileOf(content: string | Buffer): string {
  const path = join(folder, `w${next++}.csv`);
  writeFileSync(path, content);
  return path;
}

const HEAD = `# scheme: example-scheme\n# scheme_hash: ${CATALOGUE.schemeHash}\n`;
const ALL = ['AA11,1.5', 'AA13,1.2', 'AA15,0.9', 'BB19,1', 'CC19,2.5'];
const read = (rows: readonly string[], head = HEAD, columns = 'group,weight') =>
  readWeightTable(fileOf(`${head}${columns}\n${rows.join('\n')}\n`), CATALOGUE, 4);
const codes = (file: ReturnType<typeof read>) => file.findings.map((finding) => `${finding.severity} ${finding.code}`);

describe('a weight table and its file', () => {
  const table = calibrateWeights(
    historyOf([
      ...repeat(6, { group: 'AA11', yuan: 8000 }),
      ...[8, 10, 12, 9, 11].map((yuan) => ({ group: 'BB19', yuan })),
      { group: 'AA13', yuan: 3.5 },
    ]),
  );

  test('written and read back it is the same: rows, region mean, RIV, rule and hash', () => {
    const path = join(folder, 'written.csv');
    writeWeightTable(path, table);
    const back = readWeightTable(path, CATALOGUE, 4);
    expect(back.findings).toEqual([]);
    const { ruleText: _, excluded: __, ...rest } = table;
    expect(back.table).toEqual(rest);
    expect(back.table.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('the file says scheme, hash and rule in comment lines, quotes names with a comma, and leaves empty cells empty', () => {
    const path = join(folder, 'written.csv');
    writeWeightTable(path, table);
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines.slice(0, 2)).toEqual(['# scheme: example-scheme', `# scheme_hash: ${CATALOGUE.schemeHash}`]);
    expect(lines.find((line) => line.startsWith('group,'))).toBe(
      'group,name,cases,kept_cases,mean_cost,weight,cv,status',
    );
    expect(lines.find((line) => line.startsWith('BB19'))).toMatch(
      /^BB19,"BB1, all",5,5,10\.00,0\.\d{4},0\.141421,stable$/,
    );
    expect(lines.find((line) => line.startsWith('CC19'))).toBe('CC19,CC1,0,0,,,,empty');
  });

  test('another weight is another hash', () => {
    const [a, b] = [read(ALL), read(['AA11,1.5001', ...ALL.slice(1)])];
    expect(a.table.hash).not.toBe(b.table.hash);
    expect(read(ALL).table.hash.length).toBe(64);
  });
});

describe('reading what people send', () => {
  test('two columns are enough; weights get the policy’s decimals and the status imported', () => {
    const file = read(ALL);
    expect(file.findings).toEqual([]);
    expect(file.table.rows[3]).toMatchObject({
      group: 'BB19',
      name: 'BB1, all',
      weight: { digits: 10_000, scale: 4 },
      status: 'imported',
    });
    expect(file.table.rows[3]!.meanFen).toBeNaN();
  });

  test('a BOM, CRLF, quotes, other column order and GB18030 read alike', () => {
    const plain = read(ALL).table.rows;
    const text = `${HEAD}name,weight,group\n${ALL.map((row) => `"甲,""乙""",${row.split(',')[1]},${row.split(',')[0]}`).join('\n')}\n`;
    expect(readWeightTable(fileOf(`\ufeff${text.replaceAll('\n', '\r\n')}`), CATALOGUE, 4).table.rows).toEqual(plain);
    // 甲 and 乙 are BC D7 and D2 D2 in GB18030.
    const bytes = Buffer.from(text.replaceAll('甲', '\u0001').replaceAll('乙', '\u0002'), 'latin1');
    const encoded = Buffer.concat(
      [...bytes].map((byte) => Buffer.from(byte === 1 ? [0xbc, 0xd7] : byte === 2 ? [0xd2, 0xd2] : [byte])),
    );
    expect(readWeightTable(fileOf(encoded), CATALOGUE, 4).table.rows).toEqual(plain);
  });

  test('another scheme is an error, another content of it too, an unstated one a warning', () => {
    expect(codes(read(ALL, '# scheme: other\n'))).toEqual(['error weight_scheme_other']);
    expect(codes(read(ALL, '# scheme: example-scheme\n# scheme_hash: 123\n'))).toEqual(['error weight_scheme_changed']);
    expect(codes(read(ALL, '# scheme: example-scheme\n'))).toEqual([]);
    expect(codes(read(ALL, ''))).toEqual(['warning weight_scheme_unstated']);
  });

  test('blank, zero, negative, wordy and over-long weights are findings with their line, and leave no weight', () => {
    const file = read(['AA11,', 'AA13,0', 'AA15,-1', 'BB19,——', 'CC19,1.23456']);
    expect(file.findings.map((finding) => [finding.code, finding.path.split(':')[1]])).toEqual([
      ['weight_blank', '4'],
      ['weight_zero', '5'],
      ['weight_negative', '6'],
      ['weight_not_number', '7'],
      ['weight_decimals', '8'],
    ]);
    expect(file.table.rows.map((row) => row.weight)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(file.findings.filter((finding) => finding.severity === 'error')).toHaveLength(3);
  });

  test('0.72900 has three decimals, so it fits into four; 0.72901 does not', () => {
    expect(read(['AA11,0.72900', ...ALL.slice(1)]).table.rows[0]!.weight).toEqual({ digits: 7290, scale: 4 });
    expect(codes(read(['AA11,0.72901', ...ALL.slice(1)]))).toEqual(['error weight_decimals']);
  });

  test('a group twice: with one weight a warning, with two an error; unknown, ungrouped and absent groups are told', () => {
    expect(codes(read([...ALL, 'BB19,1.00']))).toEqual(['warning weight_group_repeated']);
    const doubled = read([...ALL, 'BB19,1.01']);
    expect(codes(doubled)).toEqual(['error weight_group_doubled']);
    expect(doubled.table.rows[3]!.weight).toEqual({ digits: 10_000, scale: 4 });
    const file = read(['ZZ99,1', '0000,1', 'AQY,1', 'AA11,1.5']);
    expect(codes(file)).toEqual([
      'warning weight_group_unknown',
      'note weight_group_outside',
      'note weight_group_outside',
      'warning weight_groups_absent',
    ]);
    expect(file.findings.at(-1)!.en).toContain('4 groups');
    expect(file.findings.at(-1)!.en).toContain('AA13, AA15, BB19, CC19');
    expect(file.findings.every((finding) => !/\{\w+\}/.test(finding.zh + finding.en))).toBe(true);
  });

  test('no file, or one without the columns, is a readable error with the remedy', () => {
    expect(() => readWeightTable(join(folder, 'none.csv'), CATALOGUE, 4)).toThrow(
      '"none.csv" cannot be opened (ENOENT)',
    );
    expect(() => read(ALL, '', 'code,rw')).toThrow('lacks the column group');
    expect(() => readWeightTable(fileOf(''), CATALOGUE, 4)).toThrow('lacks the column group');
    expect(() => readWeightTable(fileOf(Buffer.from([0xff, 0xff, 0x80])), CATALOGUE, 4)).toThrow(
      'neither UTF-8 nor GB18030',
    );
  });

  test('a file without its columns says in Chinese which are missing and which were found', () => {
    let error: unknown;
    try {
      read(ALL, '', '病组,权重');
    } catch (cause) {
      error = cause;
    }
    const zh = (error as EngineError).text('zh');
    expect((error as EngineError).code).toBe('weight_column_missing');
    expect(zh).toMatch(/缺少列 group, weight（读到的列名：病组, 权重）/);
    expect(zh).not.toMatch(/column|encoding/);
  });

  test('lines are those of the file: after notes, blank lines and line breaks in quotes', () => {
    const rows = ['"AA11, with ""MCC""\n(two lines)",AA11,1.5', ',,', 'last,BB19,0'];
    const file = readWeightTable(fileOf(`${HEAD}\nname,group,weight\n${rows.join('\n')}\n`), CATALOGUE, 4);
    // Notes in 1 and 2, a blank line, headings in 4, a row over 5 and 6, a row of commas, then 8.
    expect(file.findings.map((finding) => [finding.code, finding.path])).toContainEqual([
      'weight_zero',
      expect.stringMatching(/:8$/),
    ]);
    expect(file.table.rows.map((row) => row.group)).toEqual(['AA11', 'BB19']);
  });

  test('notes that a spreadsheet has put into quotes or padded with commas still say the scheme', () => {
    const head = `# scheme: example-scheme,\r\n"# rule: mean, IQR",\r\n# scheme_hash: ${CATALOGUE.schemeHash},\r\n`;
    const file = read(ALL, head);
    expect(file.findings).toEqual([]);
    expect(file.table.rule).toBe('mean, IQR');
  });

  test('TAB and semicolon between the cells read alike, as in files of cases', () => {
    for (const sign of ['\t', ';']) {
      const file = read(
        ALL.map((row) => row.replace(',', sign)),
        HEAD,
        `group${sign}weight`,
      );
      expect(file.findings).toEqual([]);
      expect(file.table.rows).toHaveLength(5);
    }
  });
});
