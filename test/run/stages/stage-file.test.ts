import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readStage, writeStage } from '../../../src/run/stages/stage-file.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();

/** Columns as stages hold them: shared memory of every width, one column standing twice, a map, a missing value. */
function stageOf() {
  const shared = <A extends { set(values: ArrayLike<number>): void }>(
    make: new (buffer: SharedArrayBuffer) => A,
    width: number,
    values: readonly number[],
  ): A => {
    const array = new make(new SharedArrayBuffer(values.length * width));
    array.set(values);
    return array;
  };
  const cost = shared(Float64Array, 8, [1.5, Number.NaN, -0, 9e15]);
  return {
    table: { caseCount: 4, columns: { total_cost: { kind: 'money', values: cost } } },
    again: cost,
    sex: shared(Int8Array, 1, [1, -1, 2, 0, 1]),
    group: shared(Uint16Array, 2, [0, 65_535, 7]),
    days: shared(Int32Array, 4, [-2_147_483_648, 20_513]),
    offsets: shared(Uint32Array, 4, [0, 3, 4_294_967_295]),
    nothing: shared(Uint8Array, 1, []),
    los: shared(Int16Array, 2, [-1, 365]),
    codes: ['', 'I21.0', '肺炎'],
    weights: new Map([['GD29', { digits: 1234, scale: 4 }]]),
    standard: undefined,
    rows: [{ weight: undefined, cv: Number.NaN }],
  };
}

function damaged(name: string, harm: (path: string) => void): string {
  const path = join(folder, name);
  writeStage(path, stageOf());
  harm(path);
  return readStage(path).kind;
}

describe('a stage in a file', () => {
  test('seven widths of shared columns, texts, a map and missing values come back as they were, in shared memory', () => {
    const path = join(folder, 'whole.stage');
    const stage = stageOf();
    writeStage(path, stage);
    const found = readStage<ReturnType<typeof stageOf>>(path);
    if (found.kind !== 'intact') throw new Error(found.kind);
    expect(found.value).toEqual(stage);
    expect(Object.is(found.value.again[2], -0)).toBe(true);
    expect(found.value.again).toBe(found.value.table.columns.total_cost.values);
    expect(found.value.group.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(statSync(path).mode & 0o077, 'cases are for their owner alone').toBe(0);
  });

  test('5,000,001 bytes go through in pieces of 4 MiB and come back equal', () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(5_000_001)).map((_, i) => i % 251);
    const big = new Uint8Array(new SharedArrayBuffer(5_000_001));
    big.set(bytes);
    const path = join(folder, 'big.stage');
    writeStage(path, { big });
    const found = readStage<{ big: Uint8Array }>(path);
    expect(found.kind === 'intact' && Buffer.compare(Buffer.from(found.value.big), Buffer.from(bytes))).toBe(0);
  });

  test('a file that is not there is missing, not damaged', () => {
    expect(readStage(join(folder, 'none.stage')).kind).toBe('missing');
  });

  test('one byte changed anywhere, one byte cut off, one added, an empty file, or another version: damaged', () => {
    const size = statSync(join(folder, 'whole.stage')).size;
    for (const place of [0, 8, 12, 16, 24, 60, 200, size - 1]) {
      const kind = damaged(`flipped-${place}.stage`, (path) => {
        const bytes = readFileSync(path);
        bytes[place]! ^= 1;
        writeFileSync(path, bytes);
      });
      expect([place, kind]).toEqual([place, 'damaged']);
    }
    expect(damaged('cut.stage', (path) => truncateSync(path, size - 1))).toBe('damaged');
    expect(damaged('head.stage', (path) => truncateSync(path, 40))).toBe('damaged');
    expect(damaged('empty.stage', (path) => truncateSync(path, 0))).toBe('damaged');
    expect(damaged('longer.stage', (path) => writeFileSync(path, Buffer.from([0]), { flag: 'a' }))).toBe('damaged');
  });
});
