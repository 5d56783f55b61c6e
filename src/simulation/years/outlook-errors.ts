import { defineErrors, InputError } from '../../kernel/errors.js';

export const OUTLOOK_ERRORS = defineErrors(InputError, {
  outlook_not_found: {
    zh: '找不到多年展望文件“{name}”。请检查路径。',
    en: 'no outlook file "{name}". Check the path.',
  },
  outlook_invalid: {
    zh: '多年展望有 {count} 处错误，未采用任何值：\n{problems_zh}',
    en: 'the outlook has {count} problem(s); nothing of it is used:\n{problems_en}',
  },
  outlook_years: {
    zh: '--years 的值“{value}”应为“首年..末年”，如 2026..2036，末年晚于首年，至多 {most} 年。',
    en: '--years: found "{value}", expected first..last such as 2026..2036, the last after the first, {most} years at most.',
  },
  outlook_first_year: {
    zh: '多年展望从 {from} 年开始，而政策年度为 {year}。展望以测算年度为起点：请写 --years {year}..{until}。',
    en: 'the outlook begins in {from}, the policy is of {year}. It starts from the simulated year: write --years {year}..{until}.',
  },
  outlook_half_given: {
    zh: '给出了 {given} 而没有 {missing}。两者须同时给出。',
    en: '{given} is given without {missing}; both are needed.',
  },
  outlook_old_share_missing: {
    zh: '没有老年人口占比：请写 ageing.old_share，或用 population 给出 population.csv。',
    en: 'the share of the old is not known: write ageing.old_share, or name a population.csv under population.',
  },
  outlook_balance_missing: {
    zh: '没有险种 {insurance} 的期初结余。请在 opening_balance 中写明（元）；没有则写 0。',
    en: 'no opening balance of {insurance}. Write it under opening_balance in yuan; 0 where there is none.',
  },
  outlook_without_pool: {
    zh: '没有任何险种有基金预算或写明的收入，无法展望。请在政策的 pools 中写预算，或在 income 中写明。',
    en: 'no insurance has a budget or a stated income: there is nothing to look out on. Give pools in the policy a budget, or write income.',
  },
  outlook_population_band: {
    zh: 'population.csv 中 {insurance} 的年龄段 {band} 跨越 {age} 岁，无法分清老年人口。请在 {age} 岁处分段。',
    en: 'population.csv: the age band {band} of {insurance} lies on both sides of {age}. Cut it at {age}.',
  },
});
