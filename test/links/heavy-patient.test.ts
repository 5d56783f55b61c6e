import { describe, expect, it } from 'vitest';
import type { CaseTable, TextColumn } from '../../src/cases/case-table.js';
import { sharedInt32, sharedUint8, sharedUint16, sharedUint32 } from '../../src/kernel/shared-arrays.js';
import { linkStays } from '../../src/links/link-stays.js';
import { readmissions } from '../../src/links/readmissions.js';

const STAYS = 100_000;
const WIDTH = 8;

/** Texts of eight digits; case ids run against the order of rows. */
function digits(count: number, numberOf: (row: number) => number): TextColumn {
  const bytes = sharedUint8(count * WIDTH);
  const offsets = sharedUint32(count + 1);
  for (let row = 0; row < count; row++) {
    let rest = numberOf(row);
    for (let k = WIDTH - 1; k >= 0; k--) {
      bytes[row * WIDTH + k] = 0x30 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    offsets[row + 1] = (row + 1) * WIDTH;
  }
  return { kind: 'text', offsets, bytes };
}

/** One patient; days of stay `i` by the two functions, hospitals alternating. */
function onePatient(admitOf: (i: number) => number, dischargeOf: (i: number) => number): CaseTable {
  const admit = sharedInt32(STAYS);
  const discharge = sharedInt32(STAYS);
  const codes = sharedUint16(STAYS);
  const sourceRow = sharedUint32(STAYS);
  for (let i = 0; i < STAYS; i++) {
    admit[i] = admitOf(i);
    discharge[i] = dischargeOf(i);
    codes[i] = 1 + (i % 2);
    sourceRow[i] = i + 1;
  }
  return {
    caseCount: STAYS,
    sourceRow,
    columns: {
      case_id: digits(STAYS, (row) => STAYS - row),
      patient_key: digits(STAYS, () => 7),
      hospital_id: { kind: 'dictionary', codes, values: ['', 'H1', 'H2'] },
      admit_date: { kind: 'day', values: admit },
      discharge_date: { kind: 'day', values: discharge },
    },
  };
}

/** Pairs of 100,000 stays are 5,000 million: minutes. The sort takes a fraction of a second. */
const MICROSECONDS = 3_000_000;

describe('one patient with 100,000 stays', () => {
  it.each([
    ['all on one day', () => 20_000, () => 20_000],
    ['each within the one before', (i: number) => 10_000 + (i >> 4), (i: number) => 30_000 - (i >> 4)],
    ['all over each other', (i: number) => 10_000 + (i % 50), (i: number) => 20_000 + ((i * 7919) % 5_000)],
    ['a stay a day', (i: number) => 10_000 + ((i * 7919) % 20_000), (i: number) => 10_001 + ((i * 7919) % 20_000)],
  ])('is linked within 3 seconds of processor time: %s', (_, admitOf, dischargeOf) => {
    const table = onePatient(admitOf, dischargeOf);
    const start = process.cpuUsage();
    const links = linkStays({ table });
    const answer = readmissions(links, table, {
      within_days: 31,
      hospital: 'same',
      group: 'any',
      principal: 'any',
      counts: 'second',
    });
    // Processor time: other work on the machine decides nothing.
    expect(process.cpuUsage(start).user).toBeLessThan(MICROSECONDS);
    expect(links.order.rows.length).toBe(STAYS);
    expect(answer.isJudged.every((judged) => judged === 1)).toBe(true);
  });

  it('is put in order by case id where all days are equal, and its numbers stop at 65,535', () => {
    const { nextRow, daysToNext, stayNumberOfYear } = linkStays({
      table: onePatient(
        () => 20_000,
        () => 20_000,
      ),
    });
    // Case ids run downwards: the last row is the first stay.
    expect([...nextRow.subarray(0, 3)]).toEqual([-1, 0, 1]);
    expect(daysToNext[1]).toBe(0);
    expect(stayNumberOfYear[STAYS - 1]).toBe(1);
    expect(stayNumberOfYear[STAYS - 65_535]).toBe(65_535);
    expect(stayNumberOfYear[0]).toBe(65_535);
  });
});
