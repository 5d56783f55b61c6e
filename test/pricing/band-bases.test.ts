import { describe, expect, it } from 'vitest';
import type { InputRow } from '../../src/cases/tables/input-table.js';
import { asksForLevelMeans, groupMeansOf } from '../../src/pricing/group-means.js';
import { preparePricing } from '../../src/pricing/steps.js';
import type { WeightVariant } from '../../src/weighting/weight-table.js';
import {
  GROUPS,
  type PolicyDocument,
  type SmallRegion,
  smallCatalogue,
  smallInput,
  smallPolicy,
  smallTimeline,
  smallWeights,
} from './small-region.js';

const periodOf = (basis: string) => ({ policy: smallPolicy({ outliers: { basis } }) });
const row = (mean: string, more: InputRow = {}): InputRow => ({
  ...{ scheme: 'small', group: 'A', year: '2025', cases: '40', mean_cost: mean },
  ...more,
});

describe('the mean of a group in group-means.csv', () => {
  const find = (
    rows: readonly InputRow[],
    place: { group?: string; level?: 3 | 2 | 1; pool?: string; year?: number; thin?: number } = {},
  ) => {
    const { group = 'A', level = 3, pool = 'employee', year = 2025, thin = 1 } = place;
    const means = groupMeansOf({ groupMeans: rows, catalogue: smallCatalogue() }, [periodOf('level_mean')]);
    const { meanFen, cell } = means.find(group, { levelClass: level, insurance: pool as 'employee' }, year, thin);
    return [meanFen, cell];
  };
  const cells = [
    row('100', { level_class: '3', insurance: 'employee' }),
    row('200', { level_class: '3' }),
    row('300', { insurance: 'employee' }),
    row('400'),
  ];

  it('is that of its own cell, else without insurance, without level, without either, in this order', () => {
    const found = [0, 1, 2, 3, 4].map((from) => find(cells.slice(from)));
    expect(found).toEqual([
      [100, 'exact'],
      [200, 'without_insurance'],
      [300, 'without_level'],
      [400, 'without_either'],
      [Number.NaN, 'none'],
    ]);
    // The order of rows does not matter.
    expect(find([...cells].reverse())).toEqual([100, 'exact']);
  });

  it('is of its level, insurance, group, year and scheme alone; a pool of one origin has those of its insurance', () => {
    expect(find(cells, { level: 2 })).toEqual([300, 'without_level']);
    expect(find(cells, { pool: 'resident' })).toEqual([200, 'without_insurance']);
    expect(find(cells, { level: 2, pool: 'resident' })).toEqual([400, 'without_either']);
    expect(find(cells, { pool: 'employee@other_city' })).toEqual([100, 'exact']);
    expect([find(cells, { group: 'B' }), find(cells, { year: 2024 })]).toEqual([
      [Number.NaN, 'none'],
      [Number.NaN, 'none'],
    ]);
    expect(find([row('500', { scheme: 'other' }), row('600', { year: '2024' })])).toEqual([Number.NaN, 'none']);
    expect(find([row('500', { scheme: 'other', level_class: '3', insurance: 'employee' }), ...cells])).toEqual([
      100,
      'exact',
    ]);
  });

  it('of 15 cases where 15 are enough; one of 14 is passed over for the next wider cell that has them', () => {
    const thin = [
      row('100', { level_class: '3', insurance: 'employee', cases: '14' }),
      row('200', { level_class: '3', cases: '14' }),
      row('300', { insurance: 'employee', cases: '15' }),
    ];
    expect([14, 15, 16].map((cases) => find(thin, { thin: cases }))).toEqual([
      [100, 'exact'],
      [300, 'without_level'],
      [Number.NaN, 'none'],
    ]);
  });

  it('is asked for where some period of the year measures by it, and the run is refused without the table then', () => {
    const plain = periodOf('standard');
    const asking = periodOf('level_mean');
    expect([[], [plain], [plain, asking], [asking]].map((periods) => asksForLevelMeans(periods))).toEqual([
      ...[false, false, true, true],
    ]);
    const catalogue = smallCatalogue();
    expect(() => groupMeansOf({ catalogue }, [plain, asking])).toThrow(
      expect.objectContaining({ code: 'group_means_missing', path: 'outliers.basis' }),
    );
    const none = groupMeansOf({ catalogue }, [plain]).find('A', { levelClass: 3, insurance: 'employee' }, 2025, 1);
    expect(none).toEqual({ meanFen: Number.NaN, cell: 'none' });
  });
});

describe('what the edges of bands are multiples of', () => {
  const codesOf = (values: Float64Array, c: number) =>
    Object.fromEntries(['A', 'B', 'C', 'D'].map((code) => [code, values[c * GROUPS.length + GROUPS.indexOf(code)]]));
  /** Bases and means of each class, in fen, by group. */
  const basesOf = (outliers: PolicyDocument, more: PolicyDocument = {}, region: Partial<SmallRegion> = {}) => {
    const cases = ['H1', 'H2'].map((hospital) => ({ hospital, cost: 1 }));
    const input = smallInput({ cases, policy: { outliers, ...more }, ...region });
    const { bases } = preparePricing(input).payload;
    const classes = [...Array(bases.bases.length / GROUPS.length).keys()];
    return classes.map((c) => ({ bases: codesOf(bases.bases, c), means: codesOf(bases.means, c) }));
  };
  const variant = (key: WeightVariant['key'], mean: number): WeightVariant => ({ key, means: new Map([['A', mean]]) });

  it("group_mean: the table's mean of the most exact key for the class, else the row's, to the fen; NaN without one", () => {
    const weights = {
      ...smallWeights({ A: '1', B: '1', C: '1', D: '1' }, { A: 111_000, B: 222_000.5, C: 333_000.4 }),
      variants: [variant({ level: '2' }, 500_000)],
    };
    const [three, two] = basesOf({ basis: 'group_mean' }, {}, { weights });
    const own = { A: 111_000, B: 222_001, C: 333_000, D: Number.NaN };
    expect(three).toEqual({ bases: own, means: own });
    expect(two!.bases).toEqual({ ...own, A: 500_000 });
  });

  it('group_mean of a hospital, a grade, an insurance: each key is asked with what the class is', () => {
    const of = (key: WeightVariant['key']) => {
      const weights = { ...smallWeights({ A: '1' }, { A: 100 }), variants: [variant(key, 900)] };
      const hospitals = { H1: { level: '三级甲等' }, H2: { level: '二级甲等' } };
      const cases = [
        { cost: 1 },
        { hospital: 'H2', cost: 1 },
        { insurance: 'resident', cost: 1 },
        { hospital: 'H9', level: '三级', cost: 1 },
      ];
      const region = { cases, weights, hospitals };
      const input = smallInput({ ...region, policy: { outliers: { basis: 'group_mean' } } });
      const { facts, bases } = preparePricing(input).payload;
      return cases.map((_, r) => {
        const place = facts.insurance[r]! * facts.hospitalCount + facts.hospital[r]!;
        const payClass = facts.classOf[place * 4 + facts.levelOfText[facts.level![r]!]!]!;
        return codesOf(bases.bases, payClass).A;
      });
    };
    expect(of({ hospital: 'H2' })).toEqual([100, 900, 100, 100]);
    expect(of({ grade: '三甲' })).toEqual([900, 100, 900, 100]);
    expect(of({ level: '3' })).toEqual([900, 100, 900, 900]);
    expect(of({ insurance: 'resident' })).toEqual([100, 100, 900, 100]);
  });

  it('level_mean: that of the year before the policy, of one case at least unless the policy wants more', () => {
    const groupMeans = [
      row('700', { level_class: '3' }),
      row('800', { level_class: '2', cases: '1' }),
      row('850', { level_class: '2', group: 'B', cases: '0' }),
      row('900', { group: 'B', year: '2026' }),
    ];
    const none = { B: Number.NaN, C: Number.NaN, D: Number.NaN };
    const weights = smallWeights({ A: '1' }, { A: 5 });
    const [three, two] = basesOf({ basis: 'level_mean' }, {}, { groupMeans, weights });
    expect(three).toEqual({ bases: { A: 700, ...none }, means: { A: 700, ...none } });
    expect(two!.bases).toEqual({ A: 800, ...none });
    const [, thin] = basesOf({ basis: 'level_mean', thin_cases: 2 }, {}, { groupMeans, weights });
    expect(thin!.bases).toEqual({ A: Number.NaN, ...none });
  });

  it('score: the score at its value, half up, without the hospital: 850.5 × 10.25 = 8,717.63; NaN for a group without', () => {
    const weights = { ...smallWeights({ A: '850.5', B: '1', C: '0', D: '' }, { A: 123 }), unit: 'score' as const };
    const policy = { method: 'dip', rate: { kind: 'fixed', value: { employee: 10.25, resident: 7 } } };
    const cases = [{ cost: 1 }, { insurance: 'resident', cost: 1 }];
    const [employee, resident] = basesOf({ basis: 'score' }, policy, { weights, cases });
    expect(employee!.bases).toEqual({ A: 871_763, B: 1_025, C: Number.NaN, D: Number.NaN });
    expect(resident!.bases).toEqual({ A: 595_350, B: 700, C: Number.NaN, D: Number.NaN });
    // The mean that a formula names is the table's all the same.
    expect(employee!.means.A).toBe(123);
  });

  it('each period has its own basis', () => {
    const timeline = smallTimeline([
      { policy: { outliers: { basis: 'group_mean' } } },
      { from: '2026-07-01', policy: { outliers: { basis: 'level_mean' } } },
    ]);
    const region = {
      timeline,
      cases: [{ cost: 1 }],
      groupMeans: [row('700')],
      weights: smallWeights({ A: '1' }, { A: 5 }),
    };
    expect(basesOf({}, {}, region).map(({ bases }) => bases.A)).toEqual([5, 700]);
  });
});
