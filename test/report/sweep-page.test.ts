import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { writeChartPage, writeSweepPage } from '../../src/report/html/write-sweep-page.js';
import type { PointSums } from '../../src/simulation/sweep/point-sums.js';
import { POINT_MEASURES } from '../../src/simulation/sweep/point-sums.js';
import { sweepTable } from '../../src/simulation/sweep/sweep-table.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const table: ResultTable = {
  schema: {
    name: 'sweep',
    version: 1,
    title: { zh: '参数扫描', en: 'Sweep' },
    columns: [{ name: 'point', type: 'count', label: { zh: '序号', en: 'point' } }],
  },
  rowCount: 1,
  columns: { point: Float64Array.of(1) },
};

test('a page of charts says that it is an estimate, of which policy, and lets a wide table be scrolled', async () => {
  const policy = { id: 'plan-<a>', title: { zh: '示例市 2026 年', en: 'Example City 2026' } };
  for (const [language, caveat, title] of [
    ['zh', '测算结果，不作为清算依据', '示例市 2026 年 · plan-&lt;a&gt;'],
    ['en', 'An estimate, not a settlement', 'Example City 2026 · plan-&lt;a&gt;'],
  ] as const) {
    const path = join(folder, `${language}.html`);
    await writeChartPage(path, table, [], language, policy);
    const html = readFileSync(path, 'utf8');
    expect(html).toContain(`<p>${title}</p>`);
    expect(html).toContain(`<p class="caveat">${caveat}</p>`);
    expect(html).toMatch(/\.wide\{overflow-x:auto/);
  }
});

test('a sweep is Chinese throughout: parameters by their names and units, 10,000 with its comma, how a point was worked out in words', async () => {
  const sums = (fund: number): PointSums => ({
    hospitals: ['H1'],
    levels: ['3'],
    insurances: ['employee'],
    balances: new Map(),
    sums: Object.fromEntries(POINT_MEASURES.map((name) => [name, Float64Array.of(fund)])) as PointSums['sums'],
  });
  const paths = [
    { path: 'rate.value.employee', decimals: 0 },
    { path: 'outliers.bands.high.from*', decimals: 1 },
  ];
  const point = (value: number, method: 'cells' | 'pass') => ({
    values: [value, 1],
    sums: sums(value * 1_000_000),
    method,
    boundFen: 0,
  });
  const points = [point(9_000, 'cells'), point(10_000, 'pass')];
  const words = (method: 'drg-rate' | 'dip', rate: object): readonly string[] => {
    const policy = { method, rate } as Parameters<typeof sweepTable>[3];
    const { label } = sweepTable(paths, points, sums(0), policy).schema.columns[1]!;
    return [label.zh, label.en];
  };
  // A standard is paid a case; scores have a value.
  expect(words('drg-rate', { kind: 'standard', value: 8000 })).toEqual([
    '支付标准（职工）（元/例）',
    'standard (employee) (yuan a case)',
  ]);
  expect(words('dip', { kind: 'fixed', value: 10 })[0]).toBe('点值（职工）（元/分）');
  const swept = sweepTable(paths, points, sums(0), { method: 'drg-rate', rate: { kind: 'fixed', value: 9_000 } });
  expect(swept.schema.columns[1]!.name).toBe('rate.value.employee');
  const path = join(folder, 'sweep-zh.html');
  await writeSweepPage(path, { table: swept, parameters: 2 }, 'zh');
  const html = readFileSync(path, 'utf8');
  for (const text of ['费率（职工）（元/权重）', '倍率分段“high”下界的倍数', '单元求和', '逐例计算', '>10,000<']) {
    expect(html).toContain(text);
  }
  expect(html).not.toMatch(/rate\.value|outliers\.bands|>(cells|pass)</);
});
