import { ClosingError, defineErrors } from '../kernel/errors.js';

export const SIMULATION_ERRORS = defineErrors(ClosingError, {
  tables_not_reconciled: {
    exit: 3,
    status: 500,
    zh: '结果表之间不平：{table} 的 {measure} 为 {found}，应为 {expected}（共 {count} 处不平）。结果不可使用；请保留输入文件与政策并报告此问题。',
    en: 'the result tables do not add up: {measure} of {table} is {found}, expected {expected} ({count} differences in all). The result must not be used; keep the input and policy files and report this.',
  },
});
