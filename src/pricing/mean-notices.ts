import { fillText, type Text } from '../kernel/errors.js';
import { formatWhole } from '../policy/format-value.js';
import { type MeanFallbacks, meanFallbacksOf } from './mean-fallbacks.js';
import type { PricingInput } from './pricing-input.js';

export interface MeanNotice extends Text {
  readonly code: 'level_means_wider' | 'level_means_none';
  readonly count: number;
}

const TEXTS: Readonly<Record<MeanNotice['code'], Text>> = {
  level_means_wider: {
    zh: '倍率基准（上年同级均费）取自更宽口径：{cells} 个病组×等级×险种中有 {count} 个（不分险种 {without_insurance} 个，不分等级 {without_level} 个，两者都不分 {without_either} 个），涉及 {cases} 例；本格没有均费或病例数过少。',
    en: 'level means taken from wider cells: {count} of {cells} groups × level × insurance (without insurance {without_insurance}, without level {without_level}, without either {without_either}), for this number of cases: {cases}. Their own cell has no mean of last year, or rests on too few cases.',
  },
  level_means_none: {
    zh: '{cells} 个病组×等级×险种中有 {count} 个没有上年均费，{cases} 例不判定倍率，按支付标准支付。请补充病组次均费用表（--group-means）。',
    en: 'groups × level × insurance without any mean of last year: {count} of {cells}; cases in no outlier band for that, paid the standard: {cases}. Complete the table of means (--group-means).',
  },
};

/** What a reader must know of the means that bands were measured by; empty where all came from their own cells. */
export function meanNotices(input: PricingInput): MeanNotice[] {
  const fallbacks = meanFallbacksOf(input);
  return fallbacks === undefined ? [] : noticesOf(fallbacks);
}

function noticesOf(fallbacks: MeanFallbacks): MeanNotice[] {
  const { exact, without_insurance, without_level, without_either, none } = fallbacks;
  const wider = [without_insurance, without_level, without_either];
  const cells = [exact, ...wider, none].reduce((sum, use) => sum + use.cells, 0);
  const sumOf = (name: 'cells' | 'cases') => wider.reduce((sum, use) => sum + use[name], 0);
  return [
    notice('level_means_wider', sumOf('cells'), {
      cells,
      cases: sumOf('cases'),
      without_insurance: without_insurance.cells,
      without_level: without_level.cells,
      without_either: without_either.cells,
    }),
    notice('level_means_none', none.cells, { cells, cases: none.cases }),
  ].filter(({ count }) => count > 0);
}

function notice(code: MeanNotice['code'], count: number, numbers: Readonly<Record<string, number>>): MeanNotice {
  const shown = Object.entries({ ...numbers, count }).map(([name, value]) => [name, formatWhole(value)]);
  const values = Object.fromEntries(shown);
  return { code, count, zh: fillText(TEXTS[code].zh, values), en: fillText(TEXTS[code].en, values) };
}
