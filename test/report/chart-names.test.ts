import { describe, expect, test } from 'vitest';
import { LIGHT_COLOURS } from '../../src/report/charts/chart-style.js';
import { hospitalChangeChart } from '../../src/report/charts/hospital-change-chart.js';
import { init } from '../../src/report/page/echarts-parts.js';
import { column, makeTable } from './model-fixture.js';

const NAMES = [
  '示例市妇幼保健计划生育服务中心附属妇产儿童医院',
  '示例市第一人民医院东部新区分院（示例医科大学附属）',
  '示例市中西医结合肿瘤防治研究所附属专科医院',
  '示例市经济技术开发区社区卫生服务管理中心',
  '示例市第一人民医院东部新区分院（示例医科大学教学）',
  '示例县中心医院医疗集团总院急救与创伤中心院区',
  '示例县高新技术产业园区职工康复疗养医院',
  '示例市传染病与公共卫生临床救治中心南部院区',
];

describe('charts drawn without a browser', () => {
  test('of eight long Chinese names eight are drawn, where other layouts of ECharts leave out five in silence', () => {
    const table = makeTable('hospitals', '医院', 'h', [
      [column('hospital_id', 'text', '编码', 'id'), NAMES.map((_, k) => `H${k}`)],
      [column('hospital_name', 'text', '名称', 'name'), NAMES],
      [column('change', 'money', '变化', 'Change'), NAMES.map((_, k) => (k - 4) * 12_345_678)],
    ]);
    const role = {
      table: 'hospitals',
      key: 'hospital_id',
      name: 'hospital_name',
      value: 'change',
      subject: { zh: '变化', en: 'Change' },
    };
    const view = hospitalChangeChart(table, role, { language: 'zh', unit: 'wan', colours: LIGHT_COLOURS });
    const chart = init(null, null, { renderer: 'svg', ssr: true, width: 900, height: view.height });
    chart.setOption(view.option);
    const svg = chart.renderToSVGString();
    chart.dispose();
    const missing = NAMES.filter((name) => !svg.includes(`>${name}<`));
    expect(missing).toEqual([]);
  });
});
