import { defineErrors, OptionError } from '../../kernel/errors.js';

export const FORECAST_ERRORS = defineErrors(OptionError, {
  forecast_no_day: {
    zh: '病例没有出院日期，无法知道年度过了多少。请给出 discharge_date 列。',
    en: 'the cases have no day of discharge, so how much of the year has passed is not known. Give the column discharge_date.',
  },
  forecast_day_outside: {
    zh: '截止日期 {day} 不在政策年度 {year} 内，或该日之前没有病例（病例从 {first} 到 {last}）。',
    en: 'the day {day} is not in the policy year {year}, or no case left by then (cases are of {first} to {last}).',
  },
});
