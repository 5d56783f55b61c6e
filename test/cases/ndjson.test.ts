import { describe, expect, test } from 'vitest';
import { parseJsonLine } from '../../src/cases/read/ndjson/parse-json-line.js';
import { readCases } from '../../src/cases/read/read-cases.js';
import { encodeGb18030 } from './gb18030.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
const sample = (content: string | Uint8Array): string => writeSample(folder, content, '.ndjson');

describe('NDJSON', () => {
  test('gives the same table as the CSV: lists, null, absent keys, escapes, numbers digit for digit', async () => {
    const lines = [
      '{"case_id":"A","department":"心\\u5185科","sex":1,"dx":["J18.900","I10"],"px":["03.31"],"total_cost":90071992547409.01}',
      '{"dx":["K35"],"case_id":123456789012345678,"total_cost":1.20,"px":null}',
      '',
      ' { "case_id" : "C\\"1" , "dx" : "I10|E11" , "px" : [] , "total_cost" : 5e1 } ',
    ];
    const { table, rejected, summary } = await readCases([sample(`\ufeff${lines.join('\r\n')}`)]);
    // The first amount has more digits than a double holds; it is out of the column's range, and said exactly.
    expect(rejected.map(({ row, column, value }) => [row, column, value])).toEqual([
      [1, 'total_cost', '90071992547409.01'],
    ]);
    expect(tableTexts(table)).toMatchObject({
      case_id: ['123456789012345678', 'C"1'],
      dx: ['K35', 'I10|E11'],
      px: ['', ''],
      total_cost: ['1.20', '50.00'],
    });
    expect(summary.files[0]).toMatchObject({ format: 'ndjson', encoding: 'utf-8' });
    expect(summary.rowsRead).toBe(3);
  });

  test('codes written as numbers keep their digits: 47.0900 and 47.0 stay what they are', () => {
    expect([...parseJsonLine('{"px":[47.0900,47.0],"b":true,"c":-0.10E+2}', '|')]).toEqual([
      ['px', '47.0900|47.0'],
      ['b', 'true'],
      ['c', '-0.10E+2'],
    ]);
  });

  test.each([
    ['{"a":1,"a":2}', /twice/],
    ['{"a":1', /ends early/],
    ['{"a":01}', /at 7/],
    ['{"a":1} x', /at 9/],
    ["{'a':1}", /at 2/],
    ['[1]', /at 1/],
    ['{"a":"\\x"}', /./],
    ['{"a":"\u0001"}', /at 7/],
    ['{"a":NaN}', /at 6/],
  ])('%s is no record', (line, message) => {
    expect(() => parseJsonLine(line, '|')).toThrow(SyntaxError);
    expect(() => parseJsonLine(line, '|')).toThrow(message);
  });

  test('a line that is no object and a nested value are rows in rejected; the others are read', async () => {
    const { table, rejected } = await readCases([
      sample(
        '{"case_id":"A","dx":"I10"}\nnot json\n{"case_id":"B","dx":[{"code":"I10"}]}\n{"case_id":"C","dx":"I11","x":{"y":[1]}}\n',
      ),
    ]);
    expect(tableTexts(table).case_id).toEqual(['A', 'C']);
    expect(rejected.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'case_id', 'row_not_json'],
      [3, 'dx', 'cell_is_nested'],
    ]);
    expect(rejected[0]!.zh).toMatch(/每行应是一个对象/);
    expect(rejected[1]!.en).toMatch(/flatten it/);
  });

  test('a key that first appears after a thousand lines is read all the same, and no row is counted twice', async () => {
    const lines = Array.from({ length: 1500 }, (_, i) =>
      i < 1400 ? `{"case_id":"${i}","dx":"I10"}` : `{"case_id":"${i}","dx":"I10","sex":2}`,
    );
    const { table, summary } = await readCases([sample(lines.join('\n'))]);
    expect(summary.rowsRead).toBe(1500);
    const { sex } = tableTexts(table);
    expect([sex![1399], sex![1400]]).toEqual(['', '2']);
  });

  test('GB18030 is found', async () => {
    const { table, summary } = await readCases([
      sample(encodeGb18030('{"case_id":"A","dx":"I10","department":"心内科"}\n')),
    ]);
    expect(tableTexts(table).department).toEqual(['心内科']);
    expect(summary.files[0]!.encoding).toBe('gb18030');
  });
});
