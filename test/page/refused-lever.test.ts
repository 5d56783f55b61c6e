import { expect, test } from 'vitest';
import { refusedLever } from '../../src/api/web/refused-lever.js';

const WORDS = {
  zh: '政策检查有 1 处错误，未开始测算：\n  outliers.bands.high: 分段 “low” (-, 3.5)、“high” (3, -) 重叠或次序颠倒：后一段应从前一段的 to 开始。\n请改正后重试。',
  en: 'the check of the policy finds 1 error(s), nothing was run:\n  outliers.bands.high: bands "low" (-, 3.5) and "high" (3, -) overlap or stand in the wrong order: the later must begin at the earlier one\'s to.\nCorrect them.',
};

test('a refusal of one band is told at the band that was moved, of two at the one that it names, with its sentence alone', () => {
  const low = 'outliers.bands.low.to';
  const high = 'outliers.bands.high.from';
  expect(refusedLever(WORDS, ['rate.value.employee', low], 'en')).toEqual({
    path: low,
    told: `bands "low" (-, 3.5) and "high" (3, -) overlap or stand in the wrong order: the later must begin at the earlier one's to.`,
  });
  expect(refusedLever(WORDS, [low, high], 'zh')).toEqual({
    path: high,
    told: '分段 “low” (-, 3.5)、“high” (3, -) 重叠或次序颠倒：后一段应从前一段的 to 开始。',
  });
  expect(refusedLever(WORDS, ['rate.value.employee', 'retention.bands.kept.to'], 'zh')).toBeUndefined();
  expect(refusedLever({ zh: '服务忙。', en: 'busy.' }, [low], 'zh')).toBeUndefined();
});

test('a patch of the page is named by its number before the path', () => {
  const words = {
    zh: '改革方案有 1 处错误，整个方案未采用：\n  page patch 1: outliers.bands.low.to：值为 0，应为 大于 0的数。请改正。',
    en: 'the reform has 1 problem(s); nothing of it is used:\n  page patch 1: outliers.bands.low.to: found 0, expected a number above 0. Correct it.',
  };
  const moved = ['outliers.bands.low.to'];
  expect(refusedLever(words, moved, 'en')?.told).toBe('found 0, expected a number above 0. Correct it.');
  expect(refusedLever(words, moved, 'zh')?.told).toBe('值为 0，应为 大于 0的数。请改正。');
});
