import { describe, expect, test } from 'vitest';
import type { EngineError } from '../../src/kernel/errors.js';
import { type ChartStyle, DARK_COLOURS, formatTick, LIGHT_COLOURS } from '../../src/report/charts/chart-style.js';
import { fundWaterfallChart } from '../../src/report/charts/fund-waterfall-chart.js';
import { hospitalChangeChart, levelChangeChart } from '../../src/report/charts/hospital-change-chart.js';
import { marginQuadrantChart, quadrantOf } from '../../src/report/charts/margin-quadrant-chart.js';
import { reportCharts } from '../../src/report/charts/report-charts.js';
import { column, comparisonModel, makeTable } from './model-fixture.js';

const style: ChartStyle = { language: 'zh', unit: 'wan', colours: LIGHT_COLOURS };
const model = comparisonModel();
const hospitals = model.tables[0]!;

interface Shape {
  readonly style: { readonly fill: string };
}

/** WCAG contrast of two #rrggbb colours. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const parts = [1, 3, 5].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0]! + 0.7152 * parts[1]! + 0.0722 * parts[2]!;
  };
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

describe('change by hospital', () => {
  test('largest gain first, largest loss last; the title counts 6 up, 5 down, 1 at zero', () => {
    const view = hospitalChangeChart(hospitals, model.charts.hospitalChange!, style);
    expect(view.rows[0]![0]).toBe('示例市妇幼保健院');
    expect(view.rows.at(-1)!.slice(0, 3)).toEqual(['示例市第一人民医院', '三级', '−883.27']);
    expect(view.title).toBe('各医院基金支付的变化：6 家为正，5 家为负，1 家为零');
  });

  test('of 60 hospitals the 12 largest on each side are drawn, all 60 stand in the data', () => {
    const count = 60;
    const many = makeTable('hospitals', 'h', 'h', [
      [column('id', 'text', 'a', 'a'), Array.from({ length: count }, (_, k) => `H${String(k).padStart(2, '0')}`)],
      [column('change', 'money', 'a', 'a'), Array.from({ length: count }, (_, k) => (k - 30) * 1_000_000)],
    ]);
    const role = { table: 'hospitals', key: 'id', name: 'id', value: 'change', subject: { zh: '变化', en: 'Change' } };
    const view = hospitalChangeChart(many, role, style);
    const axis = view.option.yAxis as { data: string[] };
    expect(axis.data).toHaveLength(24);
    expect([axis.data[0], axis.data.at(-1)]).toEqual(['H59', 'H00']);
    expect(view.rows).toHaveLength(60);
    const all = hospitalChangeChart(many, role, style, 'all').option.yAxis as { data: string[] };
    expect(all.data).toHaveLength(60);
  });

  test('intervals are whiskers: from −30 to −10 wan over a bar of −20, none where a hospital has none, both ends in the data', () => {
    const wan = (...values: number[]) => values.map((value) => value * 1_000_000);
    const table = makeTable('hospitals', 'h', 'h', [
      [column('id', 'text', 'a', 'a'), ['H1', 'H2']],
      [column('change', 'money', 'a', 'a'), wan(-20, 5)],
      [column('low_change', 'money', '下限', 'lower end'), wan(-30, Number.NaN)],
      [column('high_change', 'money', '上限', 'upper end'), wan(-10, Number.NaN)],
    ]);
    const role = { table: 'hospitals', key: 'id', name: 'id', value: 'change', subject: { zh: '变化', en: 'Change' } };
    const view = hospitalChangeChart(table, role, style);
    const [series] = view.option.series as [
      { markLine: { data: { coord?: number[] }[][] }; data: { label: object }[] },
    ];
    // The first line is the zero line; H1 stands second, below the gain of H2.
    const [, ...drawn] = series.markLine.data;
    expect(drawn.map((ends) => ends.map(({ coord }) => coord))).toEqual([
      [
        [-30, 1],
        [-10, 1],
      ],
    ]);
    expect(series.data.map(({ label }) => label)).toMatchObject([{ show: true }, { show: false }]);
    expect((view.option.xAxis as { min: number }).min).toBe(-30);
    expect(view.headers.slice(4, 6)).toEqual(['下限（万元）', '上限（万元）']);
    expect(view.rows.map((row) => row.slice(4, 6))).toEqual([
      ['—', '—'],
      ['−30.00', '−10.00'],
    ]);
    expect(view.summary).toContain('重抽样区间');
  });

  test('levels are drawn in words beside the hospitals where there are intervals, and only there', () => {
    const levels = (low: number[]) =>
      makeTable('levels', '等级', 'levels', [
        [column('level_class', 'text', '医院等级', 'hospital level'), ['3', '2']],
        [column('change_fund', 'money', '基金变化', 'change'), [100, -300]],
        ...(low.length === 0 ? [] : [[column('low_change_fund', 'money', '下限', 'low'), low] as const]),
        ...(low.length === 0 ? [] : [[column('high_change_fund', 'money', '上限', 'high'), [200, -200]] as const]),
      ]);
    const subject = { zh: '变化', en: 'Change' };
    const role = { table: 'hospitals', key: 'id', name: 'id', value: 'change_fund', subject };
    const view = levelChangeChart(levels([50, -400]), role, style);
    expect(view.rows.map((row) => row[0])).toEqual(['三级', '二级']);
    expect(view.headers[0]).toBe('医院等级');
    expect(new Set([view.headers.length, view.isNumber.length, ...view.rows.map((row) => row.length)]).size).toBe(1);
    const own = makeTable('hospitals', 'h', 'h', [
      [column('id', 'text', 'a', 'a'), ['H1']],
      [column('change_fund', 'money', 'a', 'a'), [-200]],
    ]);
    const charts = (low: number[]) =>
      reportCharts({ ...model, tables: [own, levels(low)], charts: { hospitalChange: role } }, style).map(
        ({ id }) => id,
      );
    expect(charts([50, -400])).toEqual(['hospital-change', 'level-change']);
    expect(charts([])).toEqual(['hospital-change']);
  });

  test('a hospital without a value is no zero: it is left out', () => {
    const two = makeTable('hospitals', 'h', 'h', [
      [column('id', 'text', 'a', 'a'), ['H1', 'H2']],
      [column('change', 'money', 'a', 'a'), [Number.NaN, 100]],
    ]);
    const role = { table: 'hospitals', key: 'id', name: 'id', value: 'change', subject: { zh: '变化', en: 'Change' } };
    expect(hospitalChangeChart(two, role, style).rows.map((row) => row[0])).toEqual(['H2']);
  });
});

describe('waterfall of the fund', () => {
  test('a total one fen off the sum of its steps is refused', () => {
    const role = model.charts.fundWaterfall!;
    expect(() => fundWaterfallChart(role, style)).not.toThrow();
    const lines = role.lines.map((line, k) =>
      k === role.lines.length - 1 ? { ...line, amountFen: line.amountFen + 1 } : line,
    );
    let code = '';
    try {
      fundWaterfallChart({ ...role, lines }, style);
    } catch (error) {
      code = (error as EngineError).code;
    }
    expect(code).toBe('waterfall_not_equal');
  });

  test('steps float from the sum before to the sum after, counted from the baseline', () => {
    const text = (zh: string) => ({ zh, en: zh });
    const view = fundWaterfallChart(
      {
        form: 'reform',
        subject: text('基金'),
        lines: [
          { label: text('基线'), kind: 'total', amountFen: 100_000_000 },
          { label: text('甲'), kind: 'step', amountFen: -3_000_000 },
          { label: text('乙'), kind: 'step', amountFen: 1_000_000 },
          { label: text('改革'), kind: 'total', amountFen: 98_000_000 },
        ],
      },
      style,
    );
    const [bars] = view.option.series as { data: number[][] }[];
    expect(bars!.data).toEqual([
      [0, 0, 0],
      [1, 0, -3],
      [2, -3, -2],
      [3, 0, -2],
    ]);
    expect(view.title).toBe('基金：由 100.00 到 98.00 万元');
    expect(view.rows[1]).toEqual(['甲', '−3.00']);
  });

  test('what the fund pays less or more is told by sign alone; of a budget’s lines a lower one is a loss', () => {
    const text = (zh: string) => ({ zh, en: zh });
    const fills = (form: 'reform' | 'budget') => {
      const lines = [1_000_000, -300_000, 100_000].map((amountFen, k) => ({
        label: text(`${k}`),
        kind: k === 0 ? ('total' as const) : ('step' as const),
        amountFen,
      }));
      const { option } = fundWaterfallChart({ form, subject: text('基金'), lines }, style);
      const [bars] = option.series as { renderItem: (params: object, api: object) => { children: Shape[] } }[];
      const api = { coord: ([x, y]: number[]) => [x, y], value: () => 0 };
      return lines.map((_, dataIndex) => bars!.renderItem({ dataIndex }, api).children[0]!.style.fill);
    };
    const { total, zero, loss, gain } = LIGHT_COLOURS;
    expect(fills('reform')).toEqual([total, zero, zero]);
    expect(fills('budget')).toEqual([total, loss[1], gain[1]]);
  });
});

describe('quadrant', () => {
  test('CMI of exactly 1 and a margin of exactly 0 go to the good side', () => {
    expect(quadrantOf(1, 0)).toBe('high_gain');
    expect(quadrantOf(0.9999, 0)).toBe('low_gain');
    expect(quadrantOf(1, -1)).toBe('high_loss');
    expect(quadrantOf(0.9999, -1)).toBe('low_loss');
  });

  test('mean scores part at the region’s mean of 1180.5 and are called so, never CMI', () => {
    const boundary = { at: 1180.5, name: { zh: '例均分值', en: 'mean score' } };
    expect(quadrantOf(1180.5, 0, boundary.at)).toBe('high_gain');
    expect(quadrantOf(1180.49, 0, boundary.at)).toBe('low_gain');
    const role = { ...model.charts.marginQuadrant!, boundary };
    const view = marginQuadrantChart(hospitals, role, style);
    const [series] = view.option.series as { markLine: { data: object[] } }[];
    expect(series!.markLine.data).toEqual([{ xAxis: 1180.5 }, { yAxis: 0 }]);
    expect(view.summary).toContain('竖线为 例均分值 1,180.50');
    expect(JSON.stringify(view.option.graphic)).toContain('例均分值 < 1,180.50');
    expect(view.summary + JSON.stringify(view.option.graphic)).not.toContain('CMI');
  });

  test('it shows the margin of charges that its role names and never the cost margin', () => {
    const view = marginQuadrantChart(hospitals, model.charts.marginQuadrant!, style);
    expect(view.headers).toContain('改革费用结余（万元）');
    expect(view.headers.join()).not.toContain('成本');
    expect(view.rows).toHaveLength(12);
  });
});

describe('all charts', () => {
  test('where no hospital has a CMI there is no quadrant, and with one there is', () => {
    const role = model.charts.marginQuadrant!;
    const idsWith = (values: Float64Array): string[] => {
      const tables = model.tables.map((table) =>
        table.schema.name === role.table
          ? { ...table, columns: { ...table.columns, [role.caseMixIndex]: values } }
          : table,
      );
      return reportCharts({ ...model, tables }, style).map(({ id }) => id);
    };
    const none = new Float64Array(hospitals.rowCount).fill(Number.NaN);
    expect(idsWith(none)).toEqual(['hospital-change', 'fund-waterfall']);
    expect(idsWith(none.with(3, 1.2))).toEqual(['hospital-change', 'fund-waterfall', 'margin-quadrant']);
  });

  test('three in both languages; each has title, named axes with units, no animation, and its data as rows', () => {
    for (const language of ['zh', 'en'] as const) {
      const views = reportCharts(model, { ...style, language });
      expect(views.map((view) => view.id)).toEqual(['hospital-change', 'fund-waterfall', 'margin-quadrant']);
      for (const view of views) {
        expect(view.option.animation).toBe(false);
        expect((view.option.xAxis as { name: string }).name).toMatch(/\S/);
        expect(view.rows.every((row) => row.length === view.headers.length)).toBe(true);
        expect(view.title.length).toBeGreaterThan(5);
      }
    }
  });

  test('edges of bars have a contrast of 3 at least against their ground, texts 4.5', () => {
    for (const colours of [LIGHT_COLOURS, DARK_COLOURS]) {
      for (const shades of [colours.gain, colours.loss]) {
        expect(contrast(shades[0], colours.background)).toBeGreaterThan(3);
        expect(contrast(shades[1], colours.background)).toBeGreaterThan(3);
      }
      for (const text of [colours.ink, colours.muted]) expect(contrast(text, colours.background)).toBeGreaterThan(4.5);
    }
  });

  test('ticks read −1,200, 0.05 and 0, never −0 or 1e-17', () => {
    expect([-1200, 0.05, -0, 0.30000000000000004].map(formatTick)).toEqual(['−1,200', '0.05', '0', '0.3']);
  });
});
