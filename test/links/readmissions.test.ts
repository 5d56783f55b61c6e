import { describe, expect, it } from 'vitest';
import { linkStays } from '../../src/links/link-stays.js';
import type { ReadmissionRule } from '../../src/links/readmission-rule.js';
import { readmissions } from '../../src/links/readmissions.js';
import { CATALOGUE, type Stay, stayGroups, stayTable, without } from './stay-table.js';

const rule: ReadmissionRule = { within_days: 15, group: 'same', principal: 'any', hospital: 'any', counts: 'first' };
const SPLIT: ReadmissionRule = { ...rule, group: 'any', principal: 'same_category', counts: 'second' };

const stay = (id: string, admit: string, discharge: string, more: Partial<Stay> = {}): Stay => ({
  patient: 'P1',
  hospital: 'H1',
  dx: 'I63.9',
  group: 1,
  id,
  admit: `2026-${admit}`,
  discharge: `2026-${discharge}`,
  ...more,
});

function hits(stays: readonly Stay[], asked: ReadmissionRule): string[] {
  const table = stayTable(stays);
  const links = linkStays({ table, groups: stayGroups(stays), catalogue: CATALOGUE });
  const { isHit, otherRow, days } = readmissions(links, table, asked);
  return stays.flatMap(({ id }, row) =>
    isHit[row] === 1 ? [`${id} with ${stays[otherRow[row]!]!.id} after ${days[row]}`] : [],
  );
}

const A = stay('A', '02-20', '03-01');

describe('a readmission rule', () => {
  it('takes the 15th day and not the 16th (rules 7.2: 1 March to 16 March is 15 days)', () => {
    expect(hits([A, stay('B', '03-16', '03-20')], rule)).toEqual(['A with B after 15']);
    expect(hits([A, stay('B', '03-17', '03-20')], rule)).toEqual([]);
  });

  it.each([
    [10, '03-11', '03-12'],
    [14, '03-15', '03-16'],
    [30, '03-31', '04-01'],
    [31, '04-01', '04-02'],
  ])('of %i days has its edge between %s and %s', (within_days, last, beyond) => {
    const asked = { ...rule, within_days };
    expect(hits([A, stay('B', last, '05-01')], asked)).toEqual([`A with B after ${within_days}`]);
    expect(hits([A, stay('B', beyond, '05-01')], asked)).toEqual([]);
  });

  it('marks the first stay or the second, in a chain each that has one', () => {
    const chain = [A, stay('B', '03-05', '03-06'), stay('C', '03-10', '03-12')];
    expect(hits(chain, rule)).toEqual(['A with B after 4', 'B with C after 4']);
    expect(hits(chain, { ...rule, counts: 'second' })).toEqual(['B with A after 4', 'C with B after 4']);
  });

  it('asks for the same group, ADRG, category, code or hospital, or for none of them', () => {
    const other = [A, stay('B', '03-05', '03-06', { group: 2, dx: 'I63.0', hospital: 'H2' })];
    const hit = ['A with B after 4'];
    expect(hits(other, rule)).toEqual([]);
    expect(hits(other, { ...rule, group: 'same_adrg' })).toEqual(hit);
    expect(hits(other, { ...rule, group: 'any' })).toEqual(hit);
    expect(hits(other, { ...rule, group: 'any', principal: 'same_category' })).toEqual(hit);
    expect(hits(other, { ...rule, group: 'any', principal: 'same_code' })).toEqual([]);
    expect(hits(other, { ...rule, group: 'any', hospital: 'same' })).toEqual([]);
  });

  it('exempts cycles of chemotherapy by their principal, their group or their ADRG', () => {
    const cycles = ['03-01', '03-08', '03-15'].map((day, i) => stay(`${i}`, day, day, { group: 3, dx: 'Z51.100' }));
    expect(hits(cycles, rule)).toHaveLength(2);
    expect(hits(cycles, { ...rule, exempt: { principals: ['Z51.1'] } })).toEqual([]);
    expect(hits(cycles, { ...rule, exempt: { groups: ['RE11'] } })).toEqual([]);
    expect(hits(cycles, { ...rule, exempt: { groups: ['RE1'] } })).toEqual([]);
    expect(hits(cycles, { ...rule, exempt: { principals: ['Z51.0'], groups: ['GZ15'] } })).toHaveLength(2);
  });

  it('sees the unplanned stay behind an exempt one', () => {
    const stays = [A, stay('cycle', '03-05', '03-06', { dx: 'Z51.1' }), stay('C', '03-10', '03-12')];
    const asked: ReadmissionRule = { ...rule, group: 'any', exempt: { principals: ['Z51.1'] } };
    expect(hits(stays, asked)).toEqual(['A with C after 9', 'cycle with C after 4']);
  });

  it('exempts what was planned, recorded on the first stay (2 on the front page) or on the second', () => {
    const onFirst = [stay('A', '02-20', '03-01', { planned: '2' }), stay('B', '03-05', '03-06', { planned: '1' })];
    const planned = (recorded_on: 'first' | 'second', value: string): ReadmissionRule => ({
      ...rule,
      exempt: { planned: { values: [value], recorded_on } },
    });
    expect(hits(onFirst, planned('first', '2'))).toEqual([]);
    expect(hits(onFirst, planned('second', '2'))).toHaveLength(1);
    expect(hits(onFirst, planned('second', '1'))).toEqual([]);
  });

  it('leaves out transfers by the type of discharge, and stays of the same day by least_days', () => {
    const stays = [stay('A', '02-20', '03-01', { type: 2 }), stay('B', '03-01', '03-06'), stay('C', '03-02', '03-03')];
    const second: ReadmissionRule = { ...rule, counts: 'second' };
    expect(hits(stays, second)).toEqual(['B with A after 0', 'C with A after 1']);
    expect(hits(stays, { ...second, least_days: 1 })).toEqual(['C with A after 1']);
    expect(hits(stays, { ...rule, least_days: 1 })).toEqual(['A with C after 1']);
    expect(hits(stays, { ...second, exempt: { discharge_types: [2] } })).toEqual([]);
  });

  it('judges no stay without patient, day or what is compared: neither hit nor pass', () => {
    const stays = [
      A,
      stay('B', '03-05', '03-06', { group: 0 }),
      { id: 'C', admit: '2026-03-07', discharge: '2026-03-08', group: 1 },
    ];
    const table = stayTable(stays);
    const links = linkStays({ table, groups: stayGroups(stays), catalogue: CATALOGUE });
    const answer = readmissions(links, table, rule);
    expect([...answer.isJudged]).toEqual([1, 0, 0]);
    expect([...answer.isHit]).toEqual([0, 0, 0]);
  });

  it('refuses what it cannot answer, naming what is missing', () => {
    const stays = [A];
    const table = stayTable(stays);
    const bare = linkStays({ table });
    const grouped = linkStays({ table, groups: stayGroups(stays), catalogue: CATALOGUE });
    expect(() => readmissions(bare, table, rule)).toThrow('have not been grouped');
    expect(() => readmissions(grouped, table, { ...rule, within_days: -1 })).toThrow('within_days -1');
    expect(() => readmissions(grouped, table, { ...rule, within_days: 1.5 })).toThrow('whole days');
    expect(() => readmissions(grouped, table, { ...rule, least_days: 16 })).toThrow('least_days 16');
    expect(() => readmissions(grouped, table, { ...rule, exempt: { groups: ['RE12'] } })).toThrow(/"RE12".*tiny.*RE1/);
    expect(() => readmissions(grouped, table, { ...rule, exempt: { principals: [''] } })).toThrow('every case');
    expect(() => readmissions(grouped, table, { ...SPLIT, category_characters: 0 })).toThrow('category_characters');
    expect(() => readmissions(grouped, without(table, 'dx'), SPLIT)).toThrow('"dx" is missing (readmissions');
    const planned: ReadmissionRule = { ...rule, exempt: { planned: { values: ['2'], recorded_on: 'first' } } };
    expect(() => readmissions(grouped, without(table, 'planned_readmission'), planned)).toThrow(
      '"planned_readmission"',
    );
  });
});
