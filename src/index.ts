export { COLUMN_SCHEMAS } from './cases/columns.js';
export { formatYuan, parseYuan } from './kernel/money.js';
