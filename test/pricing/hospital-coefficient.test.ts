import { describe, expect, it } from 'vitest';
import { type Decimal, decimalOf, formatDecimal, parseDecimal } from '../../src/kernel/decimal.js';
import {
  type CoefficientHospital,
  coefficientOfGroup,
  dependsOnGroup,
  isPerHospital,
  readComponentFormula,
  statedCoefficient,
  type TableCoefficient,
} from '../../src/pricing/hospital-coefficient.js';
import {
  type PolicyDocument,
  price,
  registerNumbers,
  type SmallRegion,
  smallPolicy,
  smallWeights,
} from './small-region.js';

const policyOf = (document: PolicyDocument) => smallPolicy({ hospital_coefficient: document });
const LEVELS = { 3: 1, 2: 0.85, 1: 0.7 };

/** H1 is 三级甲等 and of level 3 unless a test says otherwise. */
function hospital(
  more: Partial<CoefficientHospital> & { grade?: string; numbers?: Readonly<Record<string, string>> } = {},
): CoefficientHospital {
  const { grade = '三级甲等', numbers, hospitalId = 'H1', levelClass = 3 } = more;
  const named = { hospitalId, name: '', level: grade, levelClass, kind: 'general' };
  const record = numbers === undefined ? named : { ...named, numbers: registerNumbers(numbers) };
  return { hospitalId, levelClass, record, ...('record' in more ? { record: more.record } : {}) };
}
const UNKNOWN = { record: undefined };

const noTable: TableCoefficient = () => {
  throw new Error('the table was asked');
};

/** The coefficient as text. */
const of = (document: PolicyDocument, place = hospital(), table: TableCoefficient = noTable) =>
  formatDecimal(coefficientOfGroup(policyOf(document), place, table));

/** Of components alone. */
const sum = (components: readonly PolicyDocument[], place = hospital(), more: PolicyDocument = {}) =>
  of({ ...more, components: components.map((one, c) => ({ name: `part${c}`, ...one })) }, place, noTable);

describe('the coefficient that a policy states', () => {
  const stated = (document: PolicyDocument, place: CoefficientHospital) =>
    formatDecimal(statedCoefficient(policyOf(document), place));
  const all = { by_level: LEVELS, by_grade: { 三甲: 1.1, 三级乙等: 1.05 }, by_hospital: { H9: 0.92 } };

  it("is the hospital's own 0.92, else 1.1 of 三甲 however it is written, else 1, 0.85 or 0.7 of its level", () => {
    expect(stated(all, hospital({ hospitalId: 'H9' }))).toBe('0.92');
    expect(['三甲', '三级甲等', '三级甲等医院', '三 乙'].map((grade) => stated(all, hospital({ grade })))).toEqual([
      ...['1.1', '1.1', '1.1', '1.05'],
    ]);
    expect(
      [3, 2, 1].map((levelClass) => stated(all, hospital({ levelClass: levelClass as 3, grade: '未评' }))),
    ).toEqual([...['1', '0.85', '0.7']]);
  });
  it('asks no grade of a hospital that the register does not know, nor a name that every object has', () => {
    expect(stated(all, hospital({ ...UNKNOWN, levelClass: 2 }))).toBe('0.85');
    expect(stated({ by_level: LEVELS }, hospital())).toBe('1');
    expect(stated(all, hospital({ ...UNKNOWN, hospitalId: 'constructor' }))).toBe('1');
  });
});

describe("the group's coefficient in the weight table", () => {
  const base = { by_level: { ...LEVELS, 3: 0.9 } };
  const table =
    (value: string | undefined): TableCoefficient =>
    (place) =>
      place === 'nearest' && value !== undefined ? parseDecimal(value) : undefined;

  it('of 1.2 beside 0.9 of the level: ignored, in place of it 1.2, times it 1.08; where the table states none, 0.9', () => {
    expect(of(base)).toBe('0.9');
    expect(of({ ...base, group_coefficients: 'ignore' })).toBe('0.9');
    const ruled = (rule: string, value: string | undefined) =>
      of({ ...base, group_coefficients: rule }, hospital(), table(value));
    expect([ruled('replace', '1.2'), ruled('multiply', '1.2')]).toEqual(['1.2', '1.08']);
    expect([ruled('replace', undefined), ruled('multiply', undefined)]).toEqual(['0.9', '0.9']);
  });
});

describe('the sum of named components', () => {
  it('is Σ weight × value, exactly: 0.6 × 1.05 + 0.4 × 0.9 = 0.99, and 1.5 − 0.5 = 1', () => {
    const parts = [
      { weight: 0.6, by_level: { 3: 1.05, 2: 1, 1: 1 } },
      { weight: 0.4, by_level: { 3: 0.9, 2: 1, 1: 1 } },
    ];
    expect(sum(parts)).toBe('0.99');
    const halves = [{ by_level: { 3: 1.5, 2: 1, 1: 1 } }, { weight: -0.5, by_level: { 3: 1, 2: 1, 1: 1 } }];
    expect(coefficientOfGroup(policyOf({ components: named(halves) }), hospital(), noTable)).toEqual(decimalOf(1));
    expect(sum([{ weight: 0, by_level: LEVELS }])).toBe('0');
    // 10 keeps its zero.
    expect(sum([{ weight: 10, by_level: LEVELS }])).toBe('10');
  });

  const named = (components: readonly PolicyDocument[]) => components.map((one, c) => ({ name: `part${c}`, ...one }));

  it.each<[string, PolicyDocument, CoefficientHospital, CoefficientHospital, string]>([
    ['a grade', { by_grade: { 三级甲等: 1.2 } }, hospital({ grade: '三甲' }), hospital(UNKNOWN), '1.2'],
    ['a grade not listed', { by_grade: { 三级甲等: 1.2 } }, hospital(), hospital({ grade: '二甲' }), '1.2'],
    ['a hospital', { by_hospital: { H1: 1.3 } }, hospital(), hospital({ hospitalId: 'toString' }), '1.3'],
    ['a number', { register: 'cmi' }, hospital({ numbers: { cmi: '1.04' } }), hospital({ numbers: {} }), '1.04'],
    ['a number of a hospital', { register: 'cmi' }, hospital({ numbers: { cmi: '0' } }), hospital(), '0'],
    ['a number of the register', { register: 'cmi' }, hospital({ numbers: { cmi: '2' } }), hospital(UNKNOWN), '2'],
    ['a formula', { formula: 'cmi / 3' }, hospital({ numbers: { cmi: '2' } }), hospital(), '0.66666667'],
  ])(
    'from %s: the value where there is one; else `missing`, and without it the run is refused',
    (_, origin, has, lacks, value) => {
      expect(sum([origin], has)).toBe(value);
      expect(sum([{ ...origin, missing: 0.5 }], has)).toBe(value);
      expect(sum([{ ...origin, missing: 0.5 }], lacks)).toBe('0.5');
      expect(() => sum([origin], lacks)).toThrow(
        expect.objectContaining({
          code: 'coefficient_missing',
          details: { component: 'part0', hospital: lacks.hospitalId },
          path: 'hospital_coefficient.components.part0',
        }),
      );
    },
  );

  it('from the table: the origin is asked for by its name, hospital, grade or level', () => {
    const values: Record<string, Decimal> = { hospital: decimalOf(1.2), grade: decimalOf(1.1), level: decimalOf(1.05) };
    const from = (table: string) => of({ components: [{ name: 'cost', table }] }, hospital(), (place) => values[place]);
    expect([from('hospital'), from('grade'), from('level')]).toEqual(['1.2', '1.1', '1.05']);
    // A component without any origin has no value either.
    expect(sum([{ missing: 0.7 }])).toBe('0.7');
    const none = { components: [{ name: 'cost', table: 'grade', missing: 0.8 }] };
    expect(of(none, hospital(), () => undefined)).toBe('0.8');
  });

  it('a formula that divides by zero is refused as such, whatever `missing` says; 1 / 3 is 0.33333333', () => {
    const divided = { formula: '1 / cmi', missing: 1 };
    expect(sum([divided], hospital({ numbers: { cmi: '3' } }))).toBe('0.33333333');
    expect(() => sum([divided], hospital({ numbers: { cmi: '0' } }))).toThrow(
      expect.objectContaining({ code: 'formula_division_by_zero' }),
    );
  });

  it('from formulas: each of its own text, hospital and level, also when asked again', () => {
    const policy = policyOf({
      by_level: LEVELS,
      components: [
        { name: 'a', weight: 100, formula: 'level_coefficient' },
        { name: 'b', formula: 'cmi + 1', missing: 0 },
      ],
    });
    const one = hospital({ numbers: { cmi: '1' } });
    const two = hospital({ numbers: { cmi: '2' }, levelClass: 2 });
    const places = [one, two, hospital({ ...UNKNOWN, levelClass: 2 }), hospital({ ...UNKNOWN, levelClass: 1 })];
    const asked = () => places.map((place) => formatDecimal(coefficientOfGroup(policy, place, noTable)));
    expect(asked()).toEqual(['102', '88', '85', '70']);
    expect(asked()).toEqual(['102', '88', '85', '70']);
    // The same hospital under another policy.
    const other = policyOf({
      by_level: { 3: 2, 2: 1, 1: 1 },
      components: [{ name: 'a', formula: 'level_coefficient' }],
    });
    expect(formatDecimal(coefficientOfGroup(other, one, noTable))).toBe('2');
  });

  it('a formula may use every function, and reads every other word as a number of the register', () => {
    const text =
      'clamp(round(abs(a)), floor(b), ceil(c)) + (a < 0 and not (b > 2) or false ? min(a, b) : max(c, level_coefficient)) + (true ? a2_x : 0)';
    const numbers = { a: '-1.5', b: '1.9', c: '2.1', a2_x: '10' };
    // round(1.5) = 2 within 1 … 3, + min(−1.5, 1.9), + 10
    expect(sum([{ formula: text }], hospital({ numbers }))).toBe('10.5');
    expect(() => readComponentFormula('a +')).toThrow(expect.objectContaining({ code: expect.any(String) }));
  });
});

describe('floor, cap and decimals', () => {
  const level3 = (value: number, more: PolicyDocument) => of({ by_level: { ...LEVELS, 3: value }, ...more });

  it('floor 0.9: 0.8999 is 0.9, 0.9 and 0.9001 are themselves; cap 1.1: 1.1001 is 1.1, 1.1 and 1.0999 are themselves', () => {
    expect([0.8999, 0.9, 0.9001].map((value) => level3(value, { floor: 0.9 }))).toEqual(['0.9', '0.9', '0.9001']);
    expect([1.1001, 1.1, 1.0999].map((value) => level3(value, { cap: 1.1 }))).toEqual(['1.1', '1.1', '1.0999']);
    expect([0.5, 1, 2].map((value) => level3(value, { floor: 0.925, cap: 1.0755 }))).toEqual(['0.925', '1', '1.0755']);
    // A limit of more decimals than the value, and a floor of 0 under a sum below it.
    expect(level3(1, { floor: 1.00001 })).toBe('1.00001');
    expect(of({ floor: 0, components: [{ name: 'minus', weight: -1, by_level: LEVELS }] })).toBe('0');
  });

  it('decimals round half up once, after the limits: 1.00005 is 1.0001 at four, 1.00004 is 1; no zero is left at the end', () => {
    expect([1.00005, 1.00004, 1.25].map((value) => level3(value, { decimals: 4 }))).toEqual(['1.0001', '1', '1.25']);
    expect([1.5, 1.4999].map((value) => level3(value, { decimals: 0 }))).toEqual(['2', '1']);
    expect(level3(1.4, { cap: 1.25, decimals: 1 })).toBe('1.3');
    expect(coefficientOfGroup(policyOf({ by_level: { ...LEVELS, 3: 10 }, decimals: 2 }), hospital(), noTable)).toEqual(
      decimalOf(10),
    );
  });

  it('15 decimals are exact, 16 are refused unless `decimals` says how many to keep; so are digits beyond 2^53', () => {
    const product = (weight: number, value: number, more: PolicyDocument = {}) =>
      sum([{ weight, by_level: { 3: value, 2: 1, 1: 1 } }], hospital(), more);
    expect(product(0.1234567, 0.12345679)).toBe('0.015241567885993');
    const refused = expect.objectContaining({
      code: 'coefficient_too_long',
      details: { hospital: 'H1' },
      path: 'hospital_coefficient',
    });
    expect(() => product(0.12345679, 0.12345679)).toThrow(refused);
    expect(product(0.12345679, 0.12345679, { decimals: 6 })).toBe('0.015242');
    expect(() => product(9_007_199_254_740_991, 3)).toThrow(refused);
  });
});

describe('what a coefficient depends on', () => {
  it.each<[string, PolicyDocument, boolean, boolean]>([
    ['levels', { by_level: LEVELS }, false, false],
    ['ignored groups', { group_coefficients: 'ignore' }, false, false],
    ['groups', { group_coefficients: 'multiply' }, true, true],
    ['a register', { components: [{ name: 'a', register: 'cmi' }], group_coefficients: 'multiply' }, true, false],
    [
      'a table',
      {
        components: [
          { name: 'a', register: 'cmi' },
          { name: 'b', table: 'level' },
        ],
      },
      true,
      true,
    ],
  ])('%s', (_, document, perHospital, byGroup) => {
    expect([isPerHospital(policyOf(document)), dependsOnGroup(policyOf(document))]).toEqual([perHospital, byGroup]);
  });

  const coefficients = (values: Readonly<Record<string, string>>) =>
    new Map(Object.entries(values).map(([group, value]) => [group, parseDecimal(value)!]));
  /** A has a value at every key, B only at the level, C at none. */
  const weights = {
    ...smallWeights({ A: '1', B: '1', C: '1' }),
    variants: [
      { key: {}, coefficients: coefficients({ A: '9', B: '9' }) },
      { key: { hospital: 'H1' }, coefficients: coefficients({ A: '1.3' }) },
      { key: { grade: '三甲' }, coefficients: coefficients({ A: '1.2' }) },
      { key: { level: '3' as const }, coefficients: coefficients({ A: '1.1', B: '1.05' }) },
    ],
  };
  const hospitals = { H1: { level: '三级甲等' }, H4: { level: '三级甲等' } };
  const standards = async (hospital_coefficient: PolicyDocument, region: Partial<SmallRegion> = {}) => {
    const places = ['H1', 'H4', 'H2'].flatMap((id) => ['A', 'B'].map((group) => ({ hospital: id, group, cost: 1 })));
    const levels = { H1: 3, H2: 2, H4: 3 } as const;
    const priced = await price({
      cases: places,
      weights,
      levels,
      hospitals,
      policy: { hospital_coefficient },
      ...region,
    });
    return [...priced.standardFen].map((standard) => standard / 1_000_000);
  };
  const components = (table: string) => ({
    components: [
      { name: 'base', by_level: { 3: 0, 2: 0, 1: 0 } },
      { name: 'cost', table, missing: 0.5 },
    ],
  });

  it('a component from the table takes what keys of its own kind state, group by group, and none of another kind', async () => {
    // H1 A, H1 B, H4 A, H4 B, H2 A, H2 B
    expect(await standards(components('hospital'))).toEqual([1.3, 0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(await standards(components('grade'))).toEqual([1.2, 0.5, 1.2, 0.5, 0.5, 0.5]);
    expect(await standards(components('level'))).toEqual([1.1, 1.05, 1.1, 1.05, 0.5, 0.5]);
    // One from the table alone.
    const [, alone] = components('grade').components;
    expect(await standards({ components: [alone] })).toEqual([1.2, 0.5, 1.2, 0.5, 0.5, 0.5]);
    // Without components it is the nearest key that decides.
    expect(await standards({ group_coefficients: 'replace' })).toEqual([1.3, 1.05, 1.2, 1.05, 9, 9]);
  });

  it('a table without keys states nothing for a component', async () => {
    const plain = { weights: smallWeights({ A: '1', B: '1' }) };
    expect(await standards(components('level'), plain)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
  });
});
