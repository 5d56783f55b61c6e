import { describe, expect, test } from 'vitest';
import { figureLines } from '../../src/cli/figure-lines.js';
import { durationText, paceText } from '../../src/cli/pace-text.js';
import { lineProgress } from '../../src/cli/progress-lines.js';
import { renderTerminalTable } from '../../src/cli/terminal-table.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { displayWidth } from '../../src/report/display-width.js';

const table: ResultTable = {
  schema: {
    name: 'hospitals',
    version: 1,
    title: { zh: '医院', en: 'hospitals' },
    columns: [
      { name: 'hospital_id', type: 'text', label: { zh: '代码', en: 'id' }, isKey: true },
      { name: 'hospital_name', type: 'text', label: { zh: '医疗机构', en: 'hospital' } },
      { name: 'change_fund', type: 'money', label: { zh: '变化·基金支付', en: 'change: fund payment' } },
      { name: 'reform_cmi', type: 'number', decimals: 4, label: { zh: '改革·CMI', en: 'reform: CMI' } },
    ],
  },
  rowCount: 2,
  columns: {
    hospital_id: ['H1', 'H2'],
    hospital_name: ['云澜市第一人民医院', 'B'],
    change_fund: Float64Array.of(-123_456_789, 50_000),
    reform_cmi: Float64Array.of(1.2, Number.NaN),
  },
};
const columns = ['hospital_id', 'hospital_name', 'change_fund', 'reform_cmi'];
const wide = { language: 'zh', width: Number.POSITIVE_INFINITY, columns } as const;

describe('a table on a terminal', () => {
  test('units stand in headers, minus is a real minus, a change wears its plus, missing is —', () => {
    expect(renderTerminalTable(table, wide).split('\n').slice(2)).toEqual([
      '代码  医疗机构            （万元）     CMI',
      '────  ──────────────────  ────────  ──────',
      'H1    云澜市第一人民医院   −123.46  1.2000',
      'H2    B                      +0.05       —',
    ]);
  });

  test('headers break at their joints and stand at the bottom, over columns of one width', () => {
    const lines = renderTerminalTable(table, wide).split('\n');
    expect(lines.slice(0, 3).map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['变化'],
      ['基金支付', '改革'],
      ['代码', '医疗机构', '（万元）', 'CMI'],
    ]);
    const rule = displayWidth(lines[3]!);
    expect(lines.map(displayWidth).every((width) => width <= rule)).toBe(true);
  });

  test('English headers wrap before they make a column wider than its numbers', () => {
    const head = renderTerminalTable(table, { ...wide, language: 'en' }).split('\n');
    expect(head.slice(0, 3).map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['Change:'],
      ['fund payment', 'Reform:'],
      ['Id', 'Hospital', '(10k yuan)', 'CMI'],
    ]);
  });

  test('where it does not fit, expendable columns go in their order, and no more of them than needed', () => {
    const full = Math.max(...renderTerminalTable(table, wide).split('\n').map(displayWidth));
    const heads = (width: number): string =>
      renderTerminalTable(table, { ...wide, width, expendable: ['reform_cmi', 'hospital_id'] }).split('\n')[2]!;
    expect(heads(full)).toContain('CMI');
    expect(heads(full - 1)).not.toContain('CMI');
    expect(heads(full - 1)).toContain('代码');
    expect(heads(full - 9)).not.toContain('代码');
  });

  test('then the longest text is cut, with an ellipsis, to the width of the terminal but never below 12 columns', () => {
    const lines = (width: number): string[] =>
      renderTerminalTable(table, { ...wide, columns: ['hospital_name', 'change_fund'], width }).split('\n');
    expect(
      lines(26)
        .map(displayWidth)
        .every((width) => width <= 26),
    ).toBe(true);
    expect(lines(26).join('\n')).toContain('云澜市第一人民…');
    expect(lines(5).join('\n')).toContain('云澜市第一…');
  });

  test('rows are shown as asked for, in that order', () => {
    const lines = renderTerminalTable(table, { ...wide, rows: [1] }).split('\n');
    expect(lines.slice(4)).toEqual([expect.stringMatching(/^H2/)]);
  });
});

describe('the figures of the answer', () => {
  test('stand in columns: name, amount, unit, then change and note: a note without a change stands where changes begin', () => {
    const lines = figureLines(
      [
        {
          label: { zh: '基金支付', en: 'Fund' },
          kind: 'money',
          value: 1_730_180_000,
          change: -53_050_000,
          relative: -0.0298,
        },
        { label: { zh: '结余', en: 'Balance' }, kind: 'money', value: -1, change: 0, relative: Number.NaN },
        {
          label: { zh: '受损医院', en: 'Losers' },
          kind: 'count',
          value: 56,
          unit: { zh: '家', en: 'hospitals' },
          note: { zh: '共 60 家', en: 'of 60' },
        },
      ],
      'zh',
    );
    expect(lines).toEqual([
      '  基金支付  1,730.18 万元  (−53.05, −2.98%)',
      '  结余          0.00 万元  (0.00)',
      '  受损医院        56 家    共 60 家',
    ]);
  });
});

describe('progress where there is no terminal', () => {
  test('is one line a stage: what, how much in its own unit, how long', () => {
    const lines: string[] = [];
    const progress = lineProgress('zh', (line) => lines.push(line.replace(/[\d.]+ 秒\n$/, 'T 秒\n')));
    progress.begin({ zh: '读取病例', en: 'reading cases' }, 0, 'bytes');
    progress.advance(5, 12_345_678);
    progress.end('done');
    progress.begin({ zh: '分组', en: 'grouping' }, 300_000, 'cases');
    progress.advance(100_000);
    progress.end('done');
    progress.begin({ zh: '年终清算', en: 'clearing' }, 0, 'none');
    progress.end('done');
    progress.begin({ zh: '写出结果', en: 'writing' }, 14, 'files');
    progress.end('done');
    progress.begin({ zh: '读取历史病例', en: 'reading past cases' }, 0, 'bytes');
    progress.end('failed');
    expect(lines).toEqual([
      '读取病例 12.3 MB … T 秒\n',
      '分组 300,000 例 … T 秒\n',
      '年终清算 … T 秒\n',
      '写出结果 14 个文件 … T 秒\n',
    ]);
  });
});

test('a stage on its way tells its rate and the time left: 3,000,000 of 10,000,000 cases in 6 s leave 14 s', () => {
  expect(paceText(3_000_000, 10_000_000, 6, 'cases', 'en')).toBe('500,000 cases/s, 14 s left');
  expect(paceText(3_000_000, 10_000_000, 6, 'cases', 'zh')).toBe('500,000 例/秒, 剩余约 14 秒');
  expect(paceText(150_000_000, 300_000_000, 3, 'bytes', 'en')).toBe('50 MB/s, 3 s left');
  expect(paceText(0, 100, 5, 'cases', 'en')).toBe('');
});

test('a length of time is in one form in each language, at its edges of 60 s and of 1 h', () => {
  expect([0.4, 59.4, 59.5, 60, 125, 3599, 3600, 4800].map((seconds) => durationText(seconds, 'zh'))).toEqual([
    '0 秒',
    '59 秒',
    '1 分 0 秒',
    '1 分 0 秒',
    '2 分 5 秒',
    '59 分 59 秒',
    '1 小时 0 分',
    '1 小时 20 分',
  ]);
  expect([9, 125, 4800].map((seconds) => durationText(seconds, 'en'))).toEqual(['9 s', '2 min 5 s', '1 h 20 min']);
});

test('a name with escape sequences, a bell and a newline stays one line and moves no cursor', () => {
  const named = { ...table, columns: { ...table.columns, hospital_name: ['\u001b[2J甲\u0007', 'B\nC\u202e'] } };
  const text = renderTerminalTable(named, wide);
  expect(text.split('\n').slice(4)).toEqual([
    'H1    \\x1b[2J甲\\x07   −123.46  1.2000',
    'H2    B\\x0aC\\u202e      +0.05       —',
  ]);
});
