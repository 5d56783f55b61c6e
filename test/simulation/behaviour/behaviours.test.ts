import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TextColumn, textAt } from '../../../src/cases/case-table.js';
import { MISSING_DAY, parseDay } from '../../../src/kernel/day.js';
import { applyBehaviour } from '../../../src/simulation/behaviour/apply-behaviour.js';
import type { BehaviourContext } from '../../../src/simulation/behaviour/behaviour-cases.js';
import { type Behaviour, behaviourSchema } from '../../../src/simulation/behaviour/behaviour-schema.js';
import { nextHeavier } from '../../../src/simulation/behaviour/coding-intensity.js';
import { drawRows } from '../../../src/simulation/behaviour/draw-rows.js';
import { lastMonthOfRun } from '../../../src/simulation/behaviour/leaving-days.js';
import {
  catalogue,
  contextOf,
  dictionaryTexts,
  moneyOf,
  type SmallCase,
  smallCases,
  sumOf,
  weights,
} from './small-cases.js';

const behave = (list: readonly SmallCase[], behaviour: unknown, more: Partial<BehaviourContext> = {}) => {
  const context = contextOf(list, more);
  const after = applyBehaviour(smallCases(list), behaviourSchema.parse(behaviour), context);
  return { after, effects: [...context.tally.rows.values()], notices: context.tally.notices };
};

const many = (count: number, one: SmallCase): SmallCase[] => Array.from({ length: count }, () => one);
const PLAIN: SmallCase = { hospital: 'H1', charges: 10_000, fund: 7_000 };

describe('drawing rows', () => {
  test('a share of 0.1 of 1,500 rows is 150 rows to within one, whatever the strata; each stratum likewise', () => {
    for (const strata of [1, 7, 400]) {
      const drawn = drawRows(
        1_500,
        (row) => row % strata,
        () => 0.1,
        3,
        8,
      );
      const count = drawn.reduce((sum, value) => sum + value, 0);
      expect(Math.abs(count - 150)).toBeLessThanOrEqual(1);
      for (let stratum = 0; stratum < strata; stratum++) {
        let [own, size] = [0, 0];
        for (let row = stratum; row < 1_500; row += strata) [own, size] = [own + drawn[row]!, size + 1];
        expect(Math.abs(own - size * 0.1)).toBeLessThan(1 + 1e-9);
      }
    }
  });

  test('rows of probability 1 are always drawn, of 0 never; another seed draws others', () => {
    expect([
      ...drawRows(
        4,
        () => 0,
        (row) => row % 2,
        1,
        1,
      ),
    ]).toEqual([0, 1, 0, 1]);
    const of = (seed: number) =>
      drawRows(
        200,
        () => 0,
        () => 0.5,
        seed,
        1,
      ).join('');
    expect(of(1)).toBe(of(1));
    expect(of(1)).not.toBe(of(2));
  });
});

describe('volume response', () => {
  test('pay −10 % at elasticity 0.5: 5 of 100 cases leave; pay +10 %: 5 more come as other patients', () => {
    const list = many(100, PLAIN);
    const change = (value: number) => ({ payChange: new Map([['H1\u0000employee', value]]) });
    const less = behave(list, { kind: 'volume_response', elasticity: 0.5 }, change(-0.1));
    expect(less.after.table.caseCount).toBe(95);
    expect(less.effects).toMatchObject([{ effect: 'removed', cases: 5, changeCases: -5, changeCharges: -5_000_000 }]);
    const more = behave(list, { kind: 'volume_response', elasticity: 0.5 }, change(0.1));
    expect(more.after.table.caseCount).toBe(105);
    const keys = more.after.table.columns.patient_key as TextColumn;
    expect(textAt(keys, 99)).toBe('P100');
    expect(textAt(keys, 104)).toMatch(/^P\d+\+v$/);
    expect(sumOf(more.after, 'pooled_fund')).toBe(105 * 700_000);
  });

  test('a change beyond 100 % stops there and is told', () => {
    const list = many(10, PLAIN);
    const { after, notices } = behave(
      list,
      { kind: 'volume_response', elasticity: 5 },
      { payChange: new Map([['H1\u0000employee', -0.5]]) },
    );
    expect(after.table.caseCount).toBe(0);
    expect(notices[0]!.en).toContain('1 accounts');
  });
});

describe('coding intensity', () => {
  test('the next heavier group of the same ADRG: 5 → 3 → 1; the heaviest and an undivided ADRG have none', () => {
    expect([...nextHeavier(catalogue, weights)]).toEqual([-1, 2, 3, -1, -1]);
  });

  test('a share of 0.2 of 50 cases is 10 one step up; charges, fund and days stay', () => {
    const list = [...many(50, PLAIN), ...many(50, { ...PLAIN, group: 'CD19' })];
    const { after, effects } = behave(list, { kind: 'coding_intensity', share: 0.2 });
    const codes = [...after.groups.group].map((group) => catalogue.codes[group]);
    expect(codes.filter((code) => code === 'AB13').length).toBe(10);
    expect(codes.filter((code) => code === 'CD19').length).toBe(50);
    expect(effects).toMatchObject([{ effect: 'recoded', cases: 10, changeCharges: 0, changeRecorded: 0 }]);
    expect(sumOf(after, 'total_cost')).toBe(100 * 1_000_000);
  });

  test('where no ADRG has groups of different weight it is refused by its name', () => {
    const flat = { ...catalogue, adrgs: ['', '', '', '', ''] };
    expect(() => behave(many(2, PLAIN), { kind: 'coding_intensity', share: 0.2 }, { catalogue: flat })).toThrow(
      /1 test needs groups split by severity/,
    );
  });
});

describe('cost and length of stay', () => {
  const list: SmallCase[] = [
    { hospital: 'H1', charges: 12_000, fund: 8_000, standard: 10_000, days: 10 },
    { hospital: 'H1', charges: 10_000, fund: 7_000, standard: 10_000, days: 10 },
    { hospital: 'H1', charges: 9_000, fund: 6_000, standard: 10_000, days: 10 },
  ];
  test('12,000 against a standard of 10,000 at 0.3 comes down to 11,400, fund 7,600, drugs 5,700; 10 × 0.95 = 9.5 → 10 days', () => {
    const { after, effects } = behave(list, { kind: 'cost_response', elasticity: 0.3, los_elasticity: 1 });
    expect(moneyOf(after, 'total_cost')).toEqual([1_140_000, 1_000_000, 900_000]);
    expect(moneyOf(after, 'pooled_fund')).toEqual([760_000, 700_000, 600_000]);
    expect(moneyOf(after, 'cost_drug')).toEqual([570_000, 500_000, 450_000]);
    expect([...(after.table.columns.los_days as { values: Int16Array }).values]).toEqual([10, 10, 10]);
    expect(effects).toMatchObject([{ effect: 'cheaper', cases: 1, changeCharges: -60_000, changeRecorded: -40_000 }]);
  });
  test('at elasticity 1 charges end on the standard, days 10 → 8; a case on it or below stays', () => {
    const { after } = behave(list, { kind: 'cost_response', elasticity: 1, los_elasticity: 1 });
    expect(moneyOf(after, 'total_cost')).toEqual([1_000_000, 1_000_000, 900_000]);
    expect([...(after.table.columns.los_days as { values: Int16Array }).values]).toEqual([8, 10, 10]);
  });
});

test('a split stay is two of the same patient: amounts and days halve, the odd fen and day with the first', () => {
  const list: SmallCase[] = [
    { hospital: 'H1', charges: 12_000.01, fund: 8_000, standard: 10_000, days: 11, discharged: '2026-06-15' },
    { hospital: 'H1', charges: 9_000, fund: 8_000, standard: 10_000, days: 11 },
    { hospital: 'H1', charges: 12_000, fund: 8_000, standard: 10_000, days: 9 },
  ];
  const { after, effects } = behave(list, { kind: 'split_admissions', share: 1, least_days: 10 });
  expect(moneyOf(after, 'total_cost')).toEqual([600_001, 900_000, 1_200_000, 600_000]);
  expect([...(after.table.columns.los_days as { values: Int16Array }).values]).toEqual([6, 11, 9, 5]);
  const days = (name: string) => (after.table.columns[name] as { values: Int32Array }).values;
  expect([days('discharge_date')[0], days('admit_date')[3]]).toEqual([parseDay('2026-06-10'), parseDay('2026-06-10')]);
  expect(days('discharge_date')[3]).toBe(parseDay('2026-06-15'));
  const text = (name: string) => textAt(after.table.columns[name] as TextColumn, 3);
  expect([text('case_id'), text('patient_key')]).toEqual(['C1+2', 'P1']);
  expect(effects).toMatchObject([{ effect: 'split', cases: 1, changeCases: 1, changeCharges: 0 }]);
});

test('days beyond the dates end the first part on the day of discharge; without a day of admission only days are halved', () => {
  const stay = { hospital: 'H1', charges: 12_000, fund: 8_000, standard: 10_000, days: 11, discharged: '2026-06-15' };
  const parameters = { kind: 'split_admissions', share: 1, least_days: 10 } as const;
  const cases = smallCases([stay, stay]);
  const admit = cases.table.columns.admit_date as { values: Int32Array };
  admit.values.set([parseDay('2026-06-12')!, MISSING_DAY]);
  const { table } = applyBehaviour(cases, behaviourSchema.parse(parameters), contextOf([stay, stay]));
  const days = (name: string) => [...(table.columns[name] as { values: Int32Array }).values];
  const discharged = parseDay('2026-06-15');
  expect(days('discharge_date')).toEqual([discharged, discharged, discharged, discharged]);
  expect(days('admit_date')).toEqual([parseDay('2026-06-12'), MISSING_DAY, discharged, MISSING_DAY]);
  expect(days('los_days')).toEqual([6, 6, 5, 5]);
});

test('a stay whose first part would end on 31 December is left whole, one that would end on 1 January is split', () => {
  const stay = { hospital: 'H1', charges: 12_000, fund: 8_000, standard: 10_000, days: 11 };
  const at = (discharged: string) =>
    behave([{ ...stay, discharged }], { kind: 'split_admissions', share: 1, least_days: 10 }).after.table.caseCount;
  expect([at('2026-01-05'), at('2026-01-06')]).toEqual([1, 2]);
});

describe('M10: prevention under a package', () => {
  test('elasticity −0.2 and spending +30 %: 6 of 100 admissions avoided; net of the spending told', () => {
    const { after, effects, notices } = behave(many(100, PLAIN), {
      kind: 'prevention',
      elasticity: -0.2,
      spending_change: 0.3,
      spending: 100_000,
    });
    expect(after.table.caseCount).toBe(94);
    expect(effects).toMatchObject([{ effect: 'removed', changeCases: -6, changeRecorded: -6 * 700_000 }]);
    expect(notices[0]!.en).toContain('30000.00 yuan more');
    expect(notices[0]!.en).toContain('net 12000.00 yuan');
  });
  test('an elasticity of 0 avoids nothing; a positive one is refused', () => {
    expect(
      behave(many(9, PLAIN), { kind: 'prevention', elasticity: 0, spending_change: 1 }).after.table.caseCount,
    ).toBe(9);
    expect(behaviourSchema.safeParse({ kind: 'prevention', elasticity: 0.1, spending_change: 1 }).success).toBe(false);
  });
});

test('referrals: all cases of level 3 go to the level-2 hospital that treats such cases, at 0.8 of their charges', () => {
  const list = [...many(4, PLAIN), { ...PLAIN, hospital: 'H3' }, { ...PLAIN, hospital: 'H4', group: 'CD19' }];
  const { after, effects } = behave(list, {
    kind: 'referral_transfer',
    share: 1,
    from_level: 3,
    to_level: 2,
    cost_factor: 0.8,
    destination: 'share',
  });
  expect(dictionaryTexts(after, 'hospital_id')).toEqual(['H3', 'H3', 'H3', 'H3', 'H3', 'H4']);
  expect(dictionaryTexts(after, 'hospital_level').slice(0, 2)).toEqual(['level 2', 'level 2']);
  expect(moneyOf(after, 'total_cost').slice(0, 5)).toEqual([800_000, 800_000, 800_000, 800_000, 1_000_000]);
  expect(effects).toMatchObject([{ effect: 'moved', hospital: 'H1', toHospital: 'H3', cases: 4 }]);
});

describe('M20: hospitals leaving', () => {
  const others = [
    { ...PLAIN, hospital: 'H2' },
    { ...PLAIN, hospital: 'H3' },
    { ...PLAIN, hospital: 'H5' },
  ];
  const LEAVE = { kind: 'hospitals_leaving', hospitals: ['H1'], from: '2026-04-01', destination: 'share' };

  test('50 cases after the day: 10 private, 5 not treated, 35 to the other hospital of the level; 50 before stay', () => {
    const list = [
      ...many(50, { ...PLAIN, discharged: '2026-03-31' }),
      ...many(50, { ...PLAIN, discharged: '2026-04-01' }),
      ...others,
    ];
    const { after, effects, notices } = behave(list, { ...LEAVE, private: 0.2, vanish: 0.1 });
    const counts = Object.fromEntries(effects.map(({ effect, cases }) => [effect, cases]));
    expect(counts).toEqual({ private: 10, vanished: 5, moved: 35 });
    expect(after.table.caseCount).toBe(103 - 15);
    const hospitals = dictionaryTexts(after, 'hospital_id');
    expect(hospitals.filter((id) => id === 'H1').length).toBe(50);
    expect(hospitals.filter((id) => id === 'H2').length).toBe(36);
    expect(notices[0]!.en).toBe('1 hospitals leave (with the first day): H1 2026-04-01');
    expect(notices[1]!.en).toContain('bear 70,000.00 yuan more');
  });

  test('a check of two months delays the leaving to 1 June; the end of a short month holds', () => {
    const list = [{ ...PLAIN, discharged: '2026-05-31' }, { ...PLAIN, discharged: '2026-06-01' }, ...others];
    const { after } = behave(list, { ...LEAVE, delay_months: 2, private: 1, vanish: 0 });
    expect(dictionaryTexts(after, 'hospital_id').filter((id) => id === 'H1').length).toBe(1);
    const short = behave(list, { ...LEAVE, from: '2026-01-31', delay_months: 1, private: 1, vanish: 0 });
    expect(short.notices[0]!.en).toContain('H1 2026-02-28');
  });

  test('by level and distance: the nearest of the level, even where another level is nearer; without a place by share', () => {
    const list = [
      { ...PLAIN, place: 'town' },
      { ...PLAIN, place: 'hill' },
      { ...PLAIN, hospital: 'H2' },
      { ...PLAIN, hospital: 'H5' },
    ];
    const distances = [
      { place: 'town', hospital_id: 'H2', kilometres: '80' },
      { place: 'town', hospital_id: 'H5', kilometres: '1' },
    ];
    const leave = { ...LEAVE, destination: 'level_distance', distances: 'd.csv', private: 0, vanish: 0 };
    const { after, notices } = behave(list, leave, { distances });
    expect(dictionaryTexts(after, 'hospital_id').slice(0, 2)).toEqual(['H2', 'H2']);
    expect(notices.at(-1)!.en).toContain('For 1 cases no distance is known');
    const near = [...distances, { place: 'town', hospital_id: 'H3', kilometres: '5' }];
    const withTwo = [{ ...PLAIN }, { ...PLAIN, hospital: 'H3' }, { ...PLAIN, hospital: 'H5' }];
    // No other level 3: level 2 comes before level 1, though that is nearer.
    expect(dictionaryTexts(behave(withTwo, leave, { distances: near }).after, 'hospital_id')[0]).toBe('H3');
  });

  test('a case that nobody else treats is not treated, and is told', () => {
    const list = [{ ...PLAIN, group: 'CD19' }, ...others];
    const { effects, notices } = behave(list, { ...LEAVE, private: 0, vanish: 0 });
    expect(effects).toMatchObject([{ effect: 'vanished', cases: 1, changeCases: -1 }]);
    expect(notices.at(-1)!.en).toContain('1 cases find no other hospital');
  });

  test('margin strictly below −5 % for three months in a row; exactly −5 % and a month without cases break the run', () => {
    const months = (...margins: [number, number][]) =>
      new Map(margins.map(([month, pay]) => [month, { pay, charges: 100 }]));
    expect(lastMonthOfRun(months([1, 94], [2, 90], [3, 94]), -0.05, 3)).toBe(3);
    expect(lastMonthOfRun(months([1, 94], [2, 95], [3, 94], [4, 94]), -0.05, 3)).toBeUndefined();
    expect(lastMonthOfRun(months([1, 94], [3, 94], [4, 94]), -0.05, 3)).toBeUndefined();
    expect(lastMonthOfRun(months([1, 94], [3, 94], [4, 94], [5, 90]), -0.05, 3)).toBe(5);
  });

  test('those that lose from January to March leave on 1 April, one month of check later on 1 May', () => {
    const losing = ['2026-01-10', '2026-02-10', '2026-03-10', '2026-04-10', '2026-05-10'].map((discharged) => ({
      ...PLAIN,
      pay: 9_000,
      discharged,
    }));
    const list = [...losing, ...others];
    const leave = { ...LEAVE, hospitals: undefined, from: undefined, margin_below: -0.05, months: 3 };
    const left = (delay: number) =>
      behave(list, { ...leave, delay_months: delay, private: 0, vanish: 1 }).effects[0]?.cases;
    expect([left(0), left(1), left(12)]).toEqual([2, 1, undefined]);
  });

  test('an unknown hospital is refused with the nearest names', () => {
    expect(() => behave(many(2, PLAIN), { ...LEAVE, hospitals: ['H11'], private: 0, vanish: 0 })).toThrow(/H1/);
  });
});

test('cases and money are accounted for in generated runs of every behaviour, and the same seed gives the same cases', () => {
  const smallCase = fc.record({
    hospital: fc.constantFrom('H1', 'H2', 'H3', 'H4', 'H5'),
    group: fc.constantFrom('AB15', 'AB13', 'CD19', '0000'),
    charges: fc.integer({ min: 1, max: 5_000_000 }).map((fen) => fen / 100),
    fund: fc.constantFrom(0, 0.01),
    standard: fc.constantFrom(0, 5_000),
    days: fc.integer({ min: 0, max: 40 }),
    discharged: fc.constantFrom('2026-02-03', '2026-07-31', '2026-12-31'),
  });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const behaviour = fc.oneof(
    fc.record({ kind: fc.constant('volume_response'), elasticity: fc.constantFrom(-5, -0.3, 2) }),
    fc.record({ kind: fc.constant('coding_intensity'), share }),
    fc.record({ kind: fc.constant('cost_response'), elasticity: share, los_elasticity: share }),
    fc.record({ kind: fc.constant('split_admissions'), share, least_days: fc.constantFrom(2, 10) }),
    fc.record({
      kind: fc.constant('referral_transfer'),
      share,
      from_level: fc.constant(3),
      to_level: fc.constant(2),
      cost_factor: fc.constantFrom(0.7, 1, 1.333),
      destination: fc.constant('share'),
    }),
    fc.record({ kind: fc.constant('prevention'), elasticity: fc.constantFrom(-1, 0), spending_change: share }),
    fc.record({
      kind: fc.constant('hospitals_leaving'),
      margin_below: fc.constant(5),
      months: fc.constant(1),
      private: share.map((value) => value / 2),
      vanish: share.map((value) => value / 2),
      destination: fc.constant('share'),
    }),
  );
  const payChange = new Map([
    ['H1\u0000employee', 0.3],
    ['H2\u0000employee', -0.4],
  ]);
  fc.assert(
    fc.property(fc.array(smallCase, { minLength: 1, maxLength: 40 }), behaviour, (list, one) => {
      const parsed: Behaviour = behaviourSchema.parse(one);
      // applyBehaviour itself throws where before + changes is not after.
      const [first, second] = [behave(list, parsed, { payChange }), behave(list, parsed, { payChange })];
      expect(moneyOf(first.after, 'total_cost')).toEqual(moneyOf(second.after, 'total_cost'));
      expect(dictionaryTexts(first.after, 'hospital_id')).toEqual(dictionaryTexts(second.after, 'hospital_id'));
      const change = first.effects.reduce((sum, row) => sum + row.changeCharges, 0);
      expect(sumOf(first.after, 'total_cost')).toBe(sumOf(smallCases(list), 'total_cost') + change);
    }),
    { seed: 18, numRuns: 200 },
  );
});
