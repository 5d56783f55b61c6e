import { expect, test } from 'vitest';
import { faultsInWords } from '../../src/api/web/hospital/faults-in-words.js';
import { peersTable } from '../../src/api/web/hospital/peers-table.js';
import type { ResultTable } from '../../src/kernel/result-table.js';

const tableOf = (columns: ResultTable['columns']): ResultTable => ({
  schema: {
    ...{ name: 'table', version: 1, title: { zh: '表', en: 'table' } },
    columns: Object.entries(columns).map(([name, values]) => ({
      ...{ name, label: { zh: name, en: name } },
      type: values instanceof Float64Array ? ('number' as const) : ('text' as const),
    })),
  },
  rowCount: Object.values(columns)[0]!.length,
  columns,
});

test('a list’s faults are told by code and name, one unknown by its code, none by nothing', () => {
  const checks = tableOf({ check: ['C03', 'D02'], name_zh: ['诊断编码重复', '短住院'], name_en: ['twice', 'short'] });
  const lists = tableOf({ faults: ['D02', 'C03|D02', 'Z99', ''] });
  expect(faultsInWords(lists, checks, 'zh').columns.faults).toEqual([
    ...['D02 短住院', 'C03 诊断编码重复；D02 短住院'],
    ...['Z99', ''],
  ]);
  expect(faultsInWords(lists, checks, 'en').columns.faults).toEqual(['D02 short', 'C03 twice; D02 short', 'Z99', '']);
});

test('peers have their names; what the run hides under five hospitals stays missing', () => {
  const names = tableOf({ indicator: ['cmi', 'los'], name_zh: ['病例组合指数', '住院日'], name_en: ['CMI', 'stay'] });
  const peers = tableOf({ indicator: ['los', 'cmi', 'x'], p50: Float64Array.of(7.5, Number.NaN, 1) });
  const told = peersTable(peers, names, 'zh');
  expect(told.columns.indicator).toEqual(['住院日', '病例组合指数', 'x']);
  expect(told.columns.p50).toEqual(Float64Array.of(7.5, Number.NaN, 1));
});
