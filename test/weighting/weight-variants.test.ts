import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDecimal, parseDecimal } from '../../src/kernel/decimal.js';
import { checkWeights } from '../../src/weighting/check-weights.js';
import { weightTableOfText } from '../../src/weighting/read-weight-table.js';
import { weightFileText } from '../../src/weighting/weight-file.js';
import { coefficientFor, weightFor, weightsForClass } from '../../src/weighting/weight-for.js';
import { formatWeightKey, parseWeightKey } from '../../src/weighting/weight-key.js';
import { CATALOGUE } from './weighting-example.js';

const HEAD = `# scheme: example-scheme\n# scheme_hash: ${CATALOGUE.schemeHash}\n`;
const GROUPS = ['AA11', 'AA13', 'AA15', 'BB19', 'CC19'];
/** A file in which every group has the cells of `byGroup`, or the weight 1 alone. */
function read(columns: readonly string[], byGroup: Readonly<Record<string, readonly string[]>>, head = HEAD) {
  const rows = GROUPS.map((group) => [group, ...(byGroup[group] ?? ['1', ...columns.map(() => '')])].join(','));
  return weightTableOfText(
    `${head}${['group', 'weight', ...columns].join(',')}\n${rows.join('\n')}\n`,
    'w.csv',
    CATALOGUE,
    4,
  );
}
const text = (value: Parameters<typeof formatDecimal>[0] | undefined) =>
  value === undefined ? undefined : formatDecimal(value);

describe('weights by level, grade, insurance and hospital', () => {
  const { table, findings } = read(
    ['weight:level=3', 'weight:level=1', 'weight:grade=三甲', 'weight:hospital=H007', 'coefficient:level=2'],
    {
      AA11: ['1.5', '1.6', '1.1', '1.7', '1.9', '0.85'],
      BB19: ['2', '2.1', '', '', '', ''],
    },
  );

  test('nothing is odd about it', () => expect(findings).toEqual([]));

  test('hospital 1.9 before grade 1.7 before level 1.6 before the row’s 1.5', () => {
    expect(text(weightFor(table, 'AA11', { hospitalId: 'H007', level: 3, grade: '三甲' }))).toBe('1.9000');
    expect(text(weightFor(table, 'AA11', { hospitalId: 'H008', level: 3, grade: '三级甲等' }))).toBe('1.7000');
    expect(text(weightFor(table, 'AA11', { hospitalId: 'H008', level: 3, grade: '三乙' }))).toBe('1.6000');
    expect(text(weightFor(table, 'AA11', { hospitalId: 'H008', level: '1' }))).toBe('1.1000');
    expect(text(weightFor(table, 'AA11', { hospitalId: 'H008', level: 2 }))).toBe('1.5000');
    expect(text(weightFor(table, 'AA11', {}))).toBe('1.5000');
  });

  test('a blank cell falls to the next less exact value, group by group; the level follows from the grade', () => {
    expect(text(weightFor(table, 'BB19', { hospitalId: 'H007', grade: '三甲' }))).toBe('2.1000');
    expect(text(weightFor(table, 'BB19', { level: 1 }))).toBe('2.0000');
    expect(weightFor(table, 'nothing', { level: 1 })).toBeUndefined();
  });

  test('a coefficient is stated for level 2 alone, and for one group alone', () => {
    expect(text(coefficientFor(table, 'AA11', { level: 2 }))).toBe('0.85');
    expect(coefficientFor(table, 'AA11', { level: 3 })).toBeUndefined();
    expect(coefficientFor(table, 'BB19', { level: 2 })).toBeUndefined();
  });

  test('level with insurance 1.2 is more exact than level 1.1', () => {
    const both = read(['weight:level=3', 'weight:insurance=resident', 'weight:insurance=resident&level=3'], {
      AA11: ['1', '1.1', '1.3', '1.2'],
    });
    expect(both.findings).toEqual([]);
    expect(text(weightFor(both.table, 'AA11', { level: 3, insurance: 'resident' }))).toBe('1.2000');
    expect(text(weightFor(both.table, 'AA11', { level: 2, insurance: 'resident' }))).toBe('1.3000');
    expect(text(weightFor(both.table, 'AA11', { level: 3, insurance: 'employee' }))).toBe('1.1000');
  });
});

describe('where neither value is the more exact one', () => {
  const columns = ['coefficient:level=3', 'coefficient:insurance=resident'];

  test('the file is refused with both keys, the groups and the column to add', () => {
    const { findings, table } = read(columns, { AA11: ['1', '1.1', '0.9'], BB19: ['1', '1.1', ''] });
    expect(findings.map((finding) => `${finding.severity} ${finding.code}`)).toEqual(['error weight_keys_ambiguous']);
    expect(findings[0]!.en).toContain('level=3 and insurance=resident');
    expect(findings[0]!.en).toContain('1 groups: AA11');
    expect(findings[0]!.zh).toContain('coefficient:level=3&insurance=resident');
    expect(() => coefficientFor(table, 'AA11', { level: 3, insurance: 'resident' })).toThrow(
      'neither is the more exact',
    );
    // Cases of one of the two alone have their value.
    expect(text(coefficientFor(table, 'AA11', { level: 3, insurance: 'employee' }))).toBe('1.1');
    expect(text(coefficientFor(table, 'AA11', { level: 2, insurance: 'resident' }))).toBe('0.9');
    expect(text(coefficientFor(table, 'BB19', { level: 3, insurance: 'resident' }))).toBe('1.1');
  });

  test('keys that no case can fit together are no ambiguity: grade 三甲 and level 2 with insurance', () => {
    const keys = ['weight:grade=三甲', 'weight:level=2&insurance=resident'];
    expect(read(keys, { AA11: ['1', '1.1', '0.9'] }).findings).toEqual([]);
    const meet = ['weight:grade=三甲', 'weight:level=3&insurance=resident'];
    expect(read(meet, { AA11: ['1', '1.1', '0.9'] }).findings.map(({ code }) => code)).toEqual([
      'weight_keys_ambiguous',
    ]);
  });

  test('whatever stands for a group, either the file is refused or no class of cases throws', () => {
    const keys = ['level=3', 'grade=三甲', 'hospital=H1', 'insurance=resident', 'level=3&insurance=resident'];
    const facts = fc.record({
      hospitalId: fc.constantFrom('H1', 'H2'),
      level: fc.constantFrom(3 as const, 2 as const),
      insurance: fc.constantFrom('employee', 'resident'),
    });
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', '1.5'), { minLength: 5, maxLength: 5 }), facts, (cells, one) => {
        const { table, findings } = read(
          keys.map((key) => `weight:${key}`),
          { AA11: ['1', ...cells] },
        );
        const grade = one.level === 3 ? '三甲' : '二甲';
        if (findings.length === 0) expect(weightFor(table, 'AA11', { ...one, grade })).toBeDefined();
        else expect(findings.every(({ code }) => code === 'weight_keys_ambiguous')).toBe(true);
      }),
    );
  });
});

describe('the file of such a table', () => {
  const columns = [
    'class',
    'pay',
    'note',
    'los_days',
    'drug_score',
    'weight:level=3',
    'coefficient:hospital=H%26001',
    'standard',
    'standard:grade=三级甲等',
    'mean_cost:level=3&insurance=employee',
    'control_weight:level=3',
  ];
  const { table, findings } = read(
    columns,
    {
      AA11: [
        '1.5',
        'stable|primary_care',
        '',
        '同城同价',
        '8.5',
        '0.73',
        '1.6',
        '1.1',
        '9000',
        '9500.5',
        '8000',
        '1.4',
      ],
      AA13: ['', 'unstable', 'by_item', '暂按项目付费', '', '', '', '', '', '', '', ''],
    },
    `${HEAD}# unit: weight\n`,
  );

  test('is read without a word and keeps rows, keys and amounts', () => {
    expect(findings).toEqual([]);
    expect(table.unit).toBe('weight');
    expect(table.rows[0]).toMatchObject({
      classes: ['stable', 'primary_care'],
      note: '同城同价',
      losDays: { digits: 85 },
    });
    expect(table.rows[1]).toMatchObject({ weight: undefined, pay: 'by_item', classes: ['unstable'] });
    expect(table.variants!.map(({ key }) => formatWeightKey(key))).toEqual([
      '',
      'grade=三甲',
      'hospital=H%26001',
      'level=3',
      'level=3&insurance=employee',
    ]);
    const answers = weightsForClass(table, { hospitalId: 'H&001', grade: '三甲', insurance: 'employee' });
    expect([answers.standard('AA11'), answers.mean('AA11')]).toEqual([950_050, 800_000]);
    expect([text(answers.coefficient('AA11')), text(answers.controlWeight('AA11'))]).toEqual(['1.1', '1.4000']);
    expect(weightsForClass(table, { level: 2 }).standard('AA11')).toBe(900_000);
    expect(answers.weight('AA13')).toBeUndefined();
  });

  test('written and read back it is the same table with the same hash', () => {
    const back = weightTableOfText(weightFileText(table), 'again.csv', CATALOGUE, 4);
    expect(back.findings).toEqual([]);
    expect(back.table).toEqual(table);
  });

  test('another coefficient, class or note is another hash', () => {
    const hashes = ['1', '1.01'].flatMap((value) =>
      ['stable', 'unstable'].map(
        (name) => read(['class', 'coefficient:level=3'], { AA11: ['1', name, value] }).table.hash,
      ),
    );
    expect(new Set(hashes).size).toBe(4);
  });
});

describe('what cannot be read', () => {
  const codes = (columns: readonly string[], cells: readonly string[]) =>
    read(columns, { AA11: cells }).findings.map((finding) => `${finding.severity} ${finding.code}`);

  test('unknown and doubled keys, levels other than 3, 2 and 1', () => {
    expect(codes(['weight:city=x'], ['1', '1'])).toEqual(['error weight_key_unreadable']);
    expect(codes(['weight:level=4'], ['1', '1'])).toEqual(['error weight_key_unreadable']);
    expect(codes(['price:level=3'], ['1', '1'])).toEqual(['error weight_key_unreadable']);
    expect(codes(['weight:grade=三甲', 'weight:grade=三级甲等'], ['1', '1', '1'])).toEqual([
      'error weight_key_doubled',
    ]);
  });

  test('values of 0, words and too many decimals are errors; unknown classes a warning; a weight beside pay is told', () => {
    expect(codes(['coefficient:level=3'], ['1', '0'])).toEqual(['error weight_value_wrong']);
    expect(codes(['weight:level=3'], ['1', '——'])).toEqual(['error weight_value_wrong']);
    expect(codes(['weight:level=3'], ['1', '1.00001'])).toEqual(['error weight_decimals']);
    expect(codes(['class'], ['1', 'stabil'])).toEqual(['warning weight_class_unknown']);
    expect(codes(['pay'], ['1', 'free'])).toEqual(['error weight_pay_unknown']);
    expect(codes(['pay'], ['1', 'by_item'])).toEqual(['warning weight_beside_pay']);
  });

  test('a blank weight is no oddity where a standard or coefficient by key stands', () => {
    expect(codes(['standard:level=3'], ['', '9000'])).toEqual([]);
    expect(codes(['standard:level=3'], ['', ''])).toEqual(['warning weight_blank']);
  });

  test('a unit that is none of weight, points, score is refused', () => {
    expect(read([], {}, `${HEAD}# unit: euros\n`).findings.map(({ code }) => code)).toEqual(['weight_unit_unknown']);
  });

  test('points are never taken for weights, nor a file that says no unit for points', () => {
    const unitOf = (head: string, expected: 'weight' | 'points') =>
      weightTableOfText(`${head}group,weight\nAA11,50\n`, 'w.csv', CATALOGUE, 4, expected)
        .findings.filter(({ severity }) => severity === 'error')
        .map(({ code }) => code);
    const points = `${HEAD}# unit: points\n`;
    expect([unitOf(points, 'points'), unitOf(HEAD, 'weight')]).toEqual([[], []]);
    expect([unitOf(points, 'weight'), unitOf(HEAD, 'points')]).toEqual([['weight_unit_other'], ['weight_unit_other']]);
  });

  test('a key and its text are one: also with signs inside ids', () => {
    fc.assert(
      fc.property(
        fc
          .string({ minLength: 1 })
          .map((id) => id.trim())
          .filter((id) => id !== ''),
        (hospital) => {
          expect(parseWeightKey(formatWeightKey({ hospital, level: '2' }))).toEqual({ hospital, level: '2' });
        },
      ),
    );
    expect(parseWeightKey('level=3&level=2')).toBeUndefined();
    expect(parseDecimal('1.10')).toEqual({ digits: 11, scale: 1 });
  });
});

test('checking lists groups paid otherwise, and inversions among the weights of a level', () => {
  const { table } = read(['pay', 'weight:level=3'], {
    AA11: ['1.5', '', '1.0'],
    AA13: ['1.2', '', '1.1'],
    BB19: ['', 'by_item', ''],
  });
  expect(checkWeights(table, CATALOGUE).map((finding) => `${finding.path} ${finding.code}`)).toEqual([
    'AA11 (level=3) weight_inversion',
    'BB19 weight_group_paid_otherwise',
  ]);
});
