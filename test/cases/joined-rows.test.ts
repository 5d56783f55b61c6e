import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JoinedRows } from '../../src/cases/read/joined-rows.js';

const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
beforeAll(async () => {
  await connection.run('CREATE TABLE texts (place INTEGER, a VARCHAR, b VARCHAR, c VARCHAR)');
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

/** The rows that DuckDB joins, as byte cells and as the strings that its own binding makes. */
async function bothWays(rows: readonly (readonly [string, string, string])[]): Promise<[string[][], string[][]]> {
  await connection.run('DELETE FROM texts');
  const appender = await connection.createAppender('texts');
  for (const [place, row] of rows.entries()) {
    appender.appendInteger(place);
    for (const text of row) appender.appendVarchar(text);
    appender.endRow();
  }
  appender.closeSync();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const taken: string[][] = [];
  const joined = new JoinedRows({
    row: (bytes, cells) => {
      taken.push(
        Array.from({ length: cells.count }, (_, c) => decoder.decode(bytes.slice(cells.starts[c]!, cells.ends[c]!))),
      );
    },
  });
  const strings: string[][] = [];
  const result = await connection.stream('SELECT concat(a, chr(31), b, chr(31), c) FROM texts ORDER BY place');
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    joined.take(chunk);
    const vector = chunk.getColumnVector(0);
    for (let row = 0; row < chunk.rowCount; row++) strings.push(String(vector.getItem(row)).split('\u001f'));
  }
  return [taken, strings];
}

describe('rows of joined texts, taken as bytes', () => {
  test('are the strings of the binding at 11, 12, 13 and 2 bytes, in three scripts, across chunks of 2,048', async () => {
    const rows = Array.from({ length: 5000 }, (_, i): [string, string, string] => {
      // With two separators these make 11, 12 and 13 bytes: texts of up to 12 lie elsewhere than longer ones.
      const lengths = [9, 10, 11, 0, 40, 200, 7];
      const word = i % 3 === 0 ? '诊断' : i % 3 === 1 ? 'é𠀀' : 'ascii';
      return ['x'.repeat(lengths[i % 7]!), '', i % 5 === 0 ? word.repeat(i % 11) : ''];
    });
    const [taken, strings] = await bothWays(rows);
    expect(taken).toHaveLength(5000);
    expect(taken).toEqual(strings);
    expect(taken).toEqual(rows);
  });

  test('are the strings of the binding whatever the texts are', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll('\u001f', ' '));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 60 }), async (rows) => {
        const [taken, strings] = await bothWays(rows);
        expect(taken).toEqual(strings);
      }),
      { numRuns: 60 },
    );
  });

  test('a cell that holds the separator makes a row of too many cells', async () => {
    expect((await bothWays([['a\u001fb', 'c', 'd']]))[0]).toEqual([['a', 'b', 'c', 'd']]);
  });
});
