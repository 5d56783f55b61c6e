import { describe, expect, it } from 'vitest';
import { findOverlaps } from '../../src/links/find-overlaps.js';
import { NO_DAYS, NO_STAY } from '../../src/links/link-columns.js';
import { linkStays, nearestStays } from '../../src/links/link-stays.js';
import { CATALOGUE, type Stay, stayGroups, stayTable, without } from './stay-table.js';

const base = { patient: 'P1', hospital: 'H1', dx: 'I63.9' };
const stay = (id: string, admit: string, discharge: string, more: Partial<Stay> = {}): Stay => ({
  ...base,
  id,
  admit: `2026-${admit}`,
  discharge: `2026-${discharge}`,
  ...more,
});

describe('linked stays', () => {
  it('counts 15 days from a discharge on 1 March to an admission on 16 March', () => {
    const links = linkStays({ table: stayTable([stay('B', '03-16', '03-20'), stay('A', '02-20', '03-01')]) });
    expect([...links.previousRow]).toEqual([1, NO_STAY]);
    expect([...links.nextRow]).toEqual([NO_STAY, 0]);
    expect([...links.daysSincePrevious]).toEqual([15, NO_DAYS]);
    expect([...links.daysToNext]).toEqual([NO_DAYS, 15]);
  });

  it('takes a transfer on one day as 0 days between, and stays of different patients as nothing', () => {
    const stays = [
      stay('A', '03-01', '03-05'),
      stay('B', '03-05', '03-09', { hospital: 'H2' }),
      stay('C', '03-06', '03-07', { patient: 'P2' }),
    ];
    const links = linkStays({ table: stayTable(stays) });
    expect([...links.daysToNext]).toEqual([0, NO_DAYS, NO_DAYS]);
    expect(links.previousRow[2]).toBe(NO_STAY);
  });

  it('takes the stay that ended last as the one before, though another was admitted later', () => {
    const stays = [stay('long', '01-01', '01-30'), stay('within', '01-05', '01-06'), stay('after', '02-10', '02-12')];
    const links = linkStays({ table: stayTable(stays) });
    expect(links.previousRow[2]).toBe(0);
    expect(links.daysSincePrevious[2]).toBe(11);
    // Both lead to the same next stay; the stay within lies over the long one and is neither before nor after it.
    expect([...links.nextRow]).toEqual([2, 2, NO_STAY]);
    expect(links.previousRow[1]).toBe(NO_STAY);
  });

  it('orders stays that begin and end on one day by case id by code point', () => {
    const stays = ['b', 'B', '10', '9'].map((id) => stay(id, '05-01', '05-01'));
    const { previousRow, stayNumberOfYear } = linkStays({ table: stayTable(stays) });
    expect([...previousRow].map((row) => stays[row]?.id)).toEqual(['B', '9', undefined, '10']);
    expect([...stayNumberOfYear]).toEqual([4, 3, 1, 2]);
  });

  it('numbers the stays of each calendar year of discharge from 1', () => {
    const stays = [
      stay('A', '11-01', '11-03'),
      stay('B', '12-01', '12-31'),
      { ...base, id: 'C', admit: '2026-12-31', discharge: '2027-01-01' },
      { ...base, id: 'D', admit: '2027-01-05', discharge: '2027-01-06' },
    ];
    expect([...linkStays({ table: stayTable(stays) }).stayNumberOfYear]).toEqual([1, 2, 1, 2]);
  });

  it('numbers by settlement where asked: the stay settled first is the first of the year', () => {
    const stays = [
      stay('A', '03-01', '03-03', { settled: '2026-06-01' }),
      stay('B', '04-01', '04-03', { settled: '2026-04-03' }),
      stay('C', '05-01', '05-03'),
    ];
    const links = linkStays({ table: stayTable(stays), yearBy: 'settlement_date' });
    expect([...links.stayNumberOfYear]).toEqual([2, 1, 0]);
    expect(links.findings.map(({ code }) => code)).toEqual(['stays_without_number']);
    expect(links.findings[0]!.zh).toContain('settlement_date，第一个为第 3 行');
  });

  it('counts a stay without admission among the stays of the year, since its discharge is known', () => {
    const stays = [{ ...base, id: 'A', discharge: '2026-02-01' }, stay('B', '03-01', '03-04')];
    const links = linkStays({ table: stayTable(stays) });
    expect([...links.stayNumberOfYear]).toEqual([1, 2]);
    expect(links.previousRow[1]).toBe(NO_STAY);
  });

  it('links no row without patient or days, and tells how many and which is the first', () => {
    const stays: Stay[] = [
      stay('A', '03-01', '03-02'),
      { id: 'B', admit: '2026-03-03', discharge: '2026-03-04', hospital: 'H1' },
      { id: 'C', admit: '2026-03-03', discharge: '2026-03-04', hospital: 'H1' },
      { ...base, id: 'D', admit: '2026-03-05' },
      stay('E', '03-09', '03-08'),
      { id: 'F', patient: 'P1', admit: '2026-03-10', discharge: '2026-03-11' },
    ];
    const links = linkStays({ table: stayTable(stays) });
    expect([...links.nextRow]).toEqual([5, NO_STAY, NO_STAY, NO_STAY, NO_STAY, NO_STAY]);
    expect(
      links.findings.map(({ code, en }) => [
        code,
        /\d+ cases .* row \d+/.exec(en)?.[0].replace(/cases .* row/, 'from'),
      ]),
    ).toEqual([
      ['stays_without_patient', '2 from 2'],
      ['stays_without_days', '1 from 4'],
      ['stays_end_before_start', '1 from 5'],
      ['stays_without_hospital', '1 from 6'],
    ]);
  });

  it.each(['patient_key', 'admit_date', 'discharge_date'])('names the column %s where the table lacks it', (name) => {
    const table = without(stayTable([stay('A', '03-01', '03-02')]), name);
    expect(() => linkStays({ table })).toThrow(`column "${name}" is missing (links needs it)`);
  });

  it('finds the nearest stay in the same group, at any hospital and at the same one', () => {
    const stays = [
      stay('A', '03-01', '03-02', { group: 1 }),
      stay('B', '03-05', '03-06', { group: 1, hospital: 'H2' }),
      stay('C', '03-08', '03-09', { group: 4 }),
      stay('D', '03-12', '03-14', { group: 1 }),
    ];
    const table = stayTable(stays);
    const links = linkStays({ table, groups: stayGroups(stays), catalogue: CATALOGUE });
    const anywhere = nearestStays(links, table, { hospital: 'any', group: 'same', principal: 'any' });
    expect([...anywhere.previousRow]).toEqual([NO_STAY, 0, NO_STAY, 1]);
    expect([...anywhere.daysSincePrevious]).toEqual([NO_DAYS, 3, NO_DAYS, 6]);
    const here = nearestStays(links, table, { hospital: 'same', group: 'same', principal: 'any' });
    expect([...here.nextRow]).toEqual([3, NO_STAY, NO_STAY, NO_STAY]);
    expect(here.daysToNext[0]).toBe(10);
  });

  it('takes I63.9 and I63.0 as one category and no ungrouped, fallback or uncoded case as equal to another', () => {
    const stays = [
      stay('A', '03-01', '03-02', { dx: 'I63.9' }),
      stay('B', '03-05', '03-06', { dx: 'I63.0' }),
      stay('C', '03-08', '03-09', { dx: '', group: 5 }),
      stay('D', '03-12', '03-14', { dx: '', group: 5 }),
    ];
    const table = stayTable(stays);
    const links = linkStays({ table, groups: stayGroups(stays) });
    const next = (principal: 'same_category' | 'same_code' | 'any', group: 'any' | 'same'): number[] => [
      ...nearestStays(links, table, { hospital: 'any', group, principal }).nextRow,
    ];
    expect(next('same_category', 'any')).toEqual([1, -1, -1, -1]);
    expect(next('same_code', 'any')).toEqual([-1, -1, -1, -1]);
    expect(next('any', 'same')).toEqual([-1, -1, -1, -1]);
    const four = nearestStays(links, table, {
      hospital: 'any',
      group: 'any',
      principal: 'same_category',
      category_characters: 4,
    });
    expect([...four.nextRow]).toEqual([-1, -1, -1, -1]);
  });
});

describe('overlap of stays at different hospitals', () => {
  const overlap = (first: [string, string], second: [string, string], hospital = 'H2'): number[] => [
    ...linkStays({ table: stayTable([stay('A', ...first), stay('B', ...second, { hospital })]) }).overlappingRow!,
  ];

  it('is found from one shared night on, and not where one ends on the day the other begins', () => {
    expect(overlap(['03-01', '03-10'], ['03-09', '03-12'])).toEqual([1, 0]);
    expect(overlap(['03-01', '03-10'], ['03-10', '03-12'])).toEqual([NO_STAY, NO_STAY]);
    expect(overlap(['03-01', '03-10'], ['03-11', '03-12'])).toEqual([NO_STAY, NO_STAY]);
  });

  it('finds a day stay within another, and not at the same hospital', () => {
    expect(overlap(['03-01', '03-10'], ['03-05', '03-05'])).toEqual([1, 0]);
    expect(overlap(['03-01', '03-10'], ['03-05', '03-05'], 'H1')).toEqual([NO_STAY, NO_STAY]);
  });

  it('counts the shared day of a transfer where the rule says so, and the same hospital where it asks', () => {
    const stays = [
      stay('A', '03-01', '03-10'),
      stay('B', '03-10', '03-12', { hospital: 'H2' }),
      stay('C', '03-11', '03-13', { hospital: 'H2' }),
    ];
    const table = stayTable(stays);
    const links = linkStays({ table });
    expect([...findOverlaps(links, table, { hospital: 'different', shared_day: 'counted' })]).toEqual([1, 0, NO_STAY]);
    expect([...findOverlaps(links, table, { hospital: 'same', shared_day: 'allowed' })]).toEqual([NO_STAY, 2, 1]);
    expect([...findOverlaps(links, table, { hospital: 'any', shared_day: 'counted' })]).toEqual([1, 0, 1]);
  });

  it('is left out where the table has no hospitals, and refused where a rule asks for them', () => {
    const table = without(stayTable([stay('A', '03-01', '03-10')]), 'hospital_id');
    const links = linkStays({ table });
    expect(links.overlappingRow).toBeUndefined();
    expect(() => findOverlaps(links, table, { hospital: 'different', shared_day: 'allowed' })).toThrow(
      '"hospital_id" is missing',
    );
  });
});
