import { sha256 } from '../../src/kernel/hash.js';
import { scaleFen } from '../../src/kernel/money.js';
import type { ResultColumnSchema, ResultColumnType, ResultTable } from '../../src/kernel/result-table.js';
import { CAVEAT, type ReportModel } from '../../src/report/report-model.js';
import type { StatementLine } from '../../src/settlement/settlement.js';

/** A hand-made region of twelve hospitals, small enough to add up by eye; every change is computed from its parts. */
const HOSPITALS: readonly (readonly [string, string, string, number, number, number, number])[] = [
  // id, name, level, cases, CMI × 10,000, fund of the baseline in yuan, change in 1/10,000
  ['H001', '示例市第一人民医院', '3', 18240, 13120, 214_386_120, -412],
  ['H002', '示例市中心医院', '3', 15110, 12040, 168_920_455, -355],
  ['H003', '示例市中医院', '3', 9025, 9860, 78_455_310, -120],
  ['H004', '示例市妇幼保健院', '3', 6110, 8210, 45_998_002, 95],
  ['H005', '东区人民医院', '2', 8420, 8890, 61_224_780, -288],
  ['H006', '西区人民医院', '2', 7015, 8515, 48_002_913, 41],
  ['H007', '南县人民医院', '2', 9930, 10000, 66_781_204, 0],
  ['H008', '北县中西医结合医院', '2', 4120, 7715, 25_110_668, 168],
  ['H009', '河口骨科医院', '2', 2980, 14210, 33_007_550, -640],
  ['H010', '城关镇卫生院', '1', 1510, 5820, 5_120_377, 310],
  ['H011', '柳林镇卫生院', '1', 990, 5410, 3_004_126, 275],
  ['H012', '石桥社区卫生服务中心', '1', 720, 5205, 2_118_903, 422],
];

const GROUPS = ['ES31', 'ES35', 'GD29', 'IB33', 'FM19', 'BR23', 'OB25', 'RE19', '47.0', '0000'];

export function column(
  name: string,
  type: ResultColumnType,
  zh: string,
  en: string,
  more: Partial<ResultColumnSchema> = {},
): ResultColumnSchema {
  return { name, type, label: { zh, en }, ...more };
}

export function makeTable(
  name: string,
  zh: string,
  en: string,
  columns: readonly (readonly [ResultColumnSchema, readonly (string | number)[]])[],
): ResultTable {
  return {
    schema: { name, version: 1, title: { zh, en }, columns: columns.map(([schema]) => schema) },
    rowCount: columns[0]![1].length,
    columns: Object.fromEntries(
      columns.map(([schema, values]) => [
        schema.name,
        schema.type === 'text' ? (values as string[]) : Float64Array.from(values as number[]),
      ]),
    ),
  };
}

interface Row {
  readonly keys: readonly string[];
  readonly cases: number;
  readonly cmi: number;
  readonly baseline: number;
  readonly reform: number;
}

const hospitalRows: readonly Row[] = HOSPITALS.map(([id, name, level, cases, cmi, yuan, change]) => ({
  keys: [id, name, level],
  cases,
  cmi: cmi / 10000,
  baseline: yuan * 100 + 37,
  reform: scaleFen(yuan * 100 + 37, 10000 + change, 10000),
}));

function comparison(
  name: string,
  zh: string,
  en: string,
  keys: readonly ResultColumnSchema[],
  rows: readonly Row[],
): ResultTable {
  // Charges are a little above or below the payment; the margins follow from the fund by fixed shares.
  const margin = (fen: number, k: number) => scaleFen(fen, (k % 5) - 2, 40);
  const cost = (fen: number, k: number) => (k % 6 === 5 ? Number.NaN : scaleFen(fen, 1 - (k % 3), 25));
  const number = (pick: (row: Row, k: number) => number) => rows.map(pick);
  const money = (measure: string, labels: readonly [string, string], pick: (fen: number, k: number) => number) =>
    [
      [
        column(`baseline_${measure}`, 'money', `基线${labels[0]}`, `Baseline ${labels[1]}`),
        number((row, k) => pick(row.baseline, k)),
      ],
      [
        column(`reform_${measure}`, 'money', `改革${labels[0]}`, `Reform ${labels[1]}`),
        number((row, k) => pick(row.reform, k)),
      ],
      [
        column(`change_${measure}`, 'money', `${labels[0]}变化`, `Change of ${labels[1]}`),
        number((row, k) => pick(row.reform, k) - pick(row.baseline, k)),
      ],
    ] as const;
  return makeTable(name, zh, en, [
    ...keys.map((key, k) => [key, rows.map((row) => row.keys[k]!)] as const),
    [column('cases', 'count', '病例数', 'Cases'), number((row) => row.cases)],
    [
      column('cmi', 'number', 'CMI', 'CMI', {
        decimals: 4,
        meaning: { zh: 'Σ(权重×病例数)/Σ病例数', en: 'Σ(weight × cases) / Σ cases' },
      }),
      number((row) => row.cmi),
    ],
    ...money('fund', ['基金支付', 'fund payment'], (fen) => fen),
    [
      column('relative_fund', 'ratio', '基金支付变化率', 'Relative change of fund payment'),
      number((row) => (row.reform - row.baseline) / row.baseline),
    ],
    ...money('charge_margin', ['费用结余', 'margin of charges'], margin),
    ...money('cost_margin', ['成本盈亏', 'cost margin'], cost),
  ]);
}

function sumRows(keys: readonly string[], rows: readonly Row[]): Row {
  const total = (pick: (row: Row) => number) => rows.reduce((sum, row) => sum + pick(row), 0);
  const cases = total((row) => row.cases);
  return {
    keys,
    cases,
    cmi: total((row) => row.cmi * row.cases) / cases,
    baseline: total((row) => row.baseline),
    reform: total((row) => row.reform),
  };
}

function split(row: Row, names: readonly (readonly string[])[]): Row[] {
  const part = (fen: number, k: number) =>
    k < names.length - 1 ? scaleFen(fen, 1, names.length) : fen - (names.length - 1) * scaleFen(fen, 1, names.length);
  return names.map((keys, k) => ({
    keys,
    cases: part(row.cases, k),
    cmi: row.cmi + k / 10,
    baseline: part(row.baseline, k),
    reform: part(row.reform, k),
  }));
}

const HOSPITAL_KEYS = [
  column('hospital_id', 'text', '医院编码', 'Hospital id', { isKey: true }),
  column('hospital_name', 'text', '医院名称', 'Hospital'),
  column('level', 'text', '级别', 'Level'),
];

const byLevel = (level: string) => hospitalRows.filter((row) => row.keys[2] === level);
const all = sumRows(['全部'], hospitalRows);
const change = (rows: readonly Row[]) => rows.reduce((sum, row) => sum + row.reform - row.baseline, 0);

const TOTALS = new Set(['fund_before_clearing', 'final_fund']);

function statementLines(rows: readonly Row[], pick: (row: Row) => number): StatementLine[] {
  return rows.flatMap((row) => {
    const fen = pick(row);
    const before = scaleFen(fen, 102, 100);
    const line = (order: number, name: string, amountFen: number, zh: string, en: string, policyPath: string) => ({
      hospitalId: row.keys[0]!,
      insurance: 'employee',
      order,
      line: name,
      band: name === 'retention' ? 'shared' : '',
      amountFen,
      role: TOTALS.has(name) ? ('total' as const) : ('term' as const),
      formula: { zh, en },
      policyPath,
    });
    return [
      line(1, 'standard', scaleFen(fen, 130, 100), 'Σ 权重 × 费率 × 机构系数', 'Σ weight × rate × coefficient', 'rate'),
      line(2, 'patient', before - scaleFen(fen, 130, 100), '按记录的个人负担', "patient's part as recorded", 'benefit'),
      line(3, 'fund_before_clearing', before, '支付标准 − 个人负担', 'standard − patient', 'benefit'),
      line(
        4,
        'retention',
        fen - before,
        '超支部分基金分担 70%',
        'fund bears 70% of the overrun',
        'retention.bands.shared',
      ),
      line(5, 'audit', 0, '无审核扣款', 'no audit deduction', 'clearing'),
      line(6, 'final_fund', fen, '清算前基金应付 + 清算调整', 'fund before clearing + adjustment', 'clearing'),
    ];
  });
}

/** `rows`: how many departments to make, for tables that must scroll. */
export function comparisonModel(departmentRows = 48): ReportModel {
  const departments = Array.from({ length: departmentRows }, (_, k) => {
    const hospital = hospitalRows[k % hospitalRows.length]!;
    const names = ['骨科', '心内科', '呼吸内科', '普外科'];
    const part = split(
      hospital,
      names.map((name) => [...hospital.keys, name]),
    )[Math.floor(k / 12) % 4]!;
    return { ...part, keys: [...hospital.keys, `${part.keys[3]}${k < 48 ? '' : Math.floor(k / 48)}`] };
  });
  const groups = split(
    all,
    GROUPS.map((code) => [code, code === '0000' ? '未入组' : `病组 ${code}`]),
  );
  const lostByLevel = (['3', '2', '1'] as const).map((level) => change(byLevel(level)));
  const clearing = 120_000_00;
  return {
    title: {
      zh: '费率降 3%、超支分担 60%，各级医院差多少？',
      en: 'A 3% lower rate and 60% of overruns shared: who pays?',
    },
    subtitle: {
      zh: '费率由 12,500.00 降至 12,125.00 元/权重，超支部分基金分担由 70% 降至 60%，其余不变。',
      en: 'The rate falls from 12,500.00 to 12,125.00 yuan per weight, the fund bears 60% instead of 70% of overruns.',
    },
    region: { zh: '示例市', en: 'Example City' },
    year: 2026,
    scenario: 'comparison',
    tables: [
      comparison('hospitals', '医院', 'Hospitals', HOSPITAL_KEYS, hospitalRows),
      comparison(
        'departments',
        '科室',
        'Departments',
        [...HOSPITAL_KEYS, column('department', 'text', '科室', 'Department', { isKey: true })],
        departments,
      ),
      comparison(
        'groups',
        '病组',
        'Groups',
        [
          column('group', 'text', '病组编码', 'Group', { isKey: true }),
          column('group_name', 'text', '病组名称', 'Name of group'),
        ],
        groups,
      ),
      comparison(
        'levels',
        '级别',
        'Levels',
        [column('level', 'text', '级别', 'Level', { isKey: true })],
        ['1', '2', '3'].map((level) => sumRows([level], byLevel(level))),
      ),
      comparison(
        'insurance',
        '险种',
        'Insurance',
        [column('insurance', 'text', '险种', 'Insurance', { isKey: true })],
        split(all, [['employee'], ['resident']]),
      ),
      comparison('fund', '基金', 'Fund', [column('pool', 'text', '基金池', 'Pool', { isKey: true })], [all]),
    ],
    charts: {
      hospitalChange: {
        table: 'hospitals',
        key: 'hospital_id',
        name: 'hospital_name',
        level: 'level',
        value: 'change_fund',
        relative: 'relative_fund',
        cases: 'cases',
        subject: { zh: '各医院基金支付的变化', en: 'Change of fund payment by hospital' },
      },
      fundWaterfall: {
        form: 'reform',
        subject: { zh: '基金支付', en: 'Fund payment' },
        lines: [
          { label: { zh: '基线', en: 'Baseline' }, kind: 'total', amountFen: all.baseline },
          {
            label: { zh: '三级医院支付标准', en: 'Standards of level 3' },
            kind: 'step',
            amountFen: lostByLevel[0]! - clearing,
          },
          { label: { zh: '二级医院支付标准', en: 'Standards of level 2' }, kind: 'step', amountFen: lostByLevel[1]! },
          { label: { zh: '一级医院支付标准', en: 'Standards of level 1' }, kind: 'step', amountFen: lostByLevel[2]! },
          { label: { zh: '年终清算调整', en: 'Annual clearing' }, kind: 'step', amountFen: clearing },
          { label: { zh: '改革', en: 'Reform' }, kind: 'total', amountFen: all.reform },
        ],
      },
      marginQuadrant: {
        table: 'hospitals',
        key: 'hospital_id',
        name: 'hospital_name',
        level: 'level',
        caseMixIndex: 'cmi',
        margin: 'reform_charge_margin',
        cases: 'cases',
        subject: { zh: '病组难度与费用结余', en: 'Case mix and margin of charges' },
      },
    },
    parameters: [
      {
        path: 'rate.value',
        label: { zh: '费率', en: 'Rate' },
        value: '12,500.00',
        reformValue: '12,125.00',
        unit: { zh: '元/权重', en: 'yuan per weight' },
        source: { document: '示例医保发〔2026〕1 号', article: '第五条', trust: 'cited' },
      },
      {
        path: 'retention.bands.shared.fund_share_of_overrun',
        label: { zh: '超支基金分担比例', en: "Fund's share of overruns" },
        value: '70',
        reformValue: '60',
        unit: { zh: '%', en: '%' },
        source: { document: '用户设定', trust: 'chosen' },
      },
      {
        path: 'outliers.bands.high.from',
        label: { zh: '高倍率起点', en: 'High outliers from' },
        value: '3.0',
        unit: { zh: '倍支付标准', en: '× standard' },
        source: { document: '全国技术规范', trust: 'unverified' },
      },
      { path: 'pools.0.reserve', label: { zh: '风险金', en: 'Reserve' }, value: '5', unit: { zh: '%', en: '%' } },
    ],
    statements: [
      { scenario: 'baseline', lines: statementLines(hospitalRows, (row) => row.baseline) },
      { scenario: 'reform', lines: statementLines(hospitalRows, (row) => row.reform) },
    ],
    figures: [
      {
        label: { zh: '基金支付', en: 'Fund payment' },
        kind: 'money',
        value: all.reform,
        change: all.reform - all.baseline,
        relative: (all.reform - all.baseline) / all.baseline,
      },
      {
        label: { zh: '基金预算结余', en: 'Balance of the budget' },
        kind: 'money',
        value: 10_000_000_00,
        change: all.baseline - all.reform,
        note: { zh: '预算 − 风险金 − 支付', en: 'budget − reserve − paid' },
      },
      {
        label: { zh: '减少的医院', en: 'Hospitals that lose' },
        kind: 'count',
        value: 5,
        unit: { zh: '家', en: 'of 12' },
        note: { zh: '6 家增加，1 家不变', en: '6 gain, 1 unchanged' },
      },
      { label: { zh: '个人负担占比', en: "Patients' share" }, kind: 'ratio', value: 0.2815, change: 0, relative: 0 },
    ],
    notices: [
      {
        zh: '低倍率分段在 0.4 处不连续：39 例跨过该边界。',
        en: 'The low outlier band has a cliff at 0.4: 39 cases cross it.',
      },
    ],
    identity: {
      scheme: 'chs-drg-2.0',
      schemeHash: sha256('scheme'),
      policyHash: sha256('policy'),
      reformHash: sha256('reform'),
      inputHash: sha256('input'),
      seed: '1',
      date: '2026-11-28',
      version: '0.1.0',
    },
    caveat: CAVEAT,
  };
}
