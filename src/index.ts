// The library, for programs: the same functions as the command line and the API.
export { type CaseTable, type Column, findColumn, needColumn } from './cases/case-table.js';
export { COLUMN_SCHEMAS, type ColumnSchema } from './cases/columns.js';
export { type ImportProfile, loadProfile } from './cases/import-profile.js';
export { readCases } from './cases/read/read-cases.js';
export type { ReadOptions, ReadResult, RejectedRow } from './cases/read/read-result.js';
export { readRegister } from './cases/read-register.js';
export type { HospitalRecord, HospitalRegister } from './cases/register.js';
export { type AuxiliaryChoice, auxiliaryFacts } from './grouping/auxiliary/auxiliary-facts.js';
export { readClassList } from './grouping/auxiliary/class-list.js';
export { readComorbidities } from './grouping/auxiliary/comorbidity-definition.js';
export { explainCase } from './grouping/explain/explain-case.js';
export type { Explanation } from './grouping/explain/explanation.js';
export { renderExplanation } from './grouping/explain/render-explanation.js';
export { groupCases } from './grouping/group-cases.js';
export {
  type CaseRecord,
  GROUP_REASONS,
  GROUP_STATUSES,
  type GroupAnswer,
  type GroupCatalogue,
  type GroupColumns,
} from './grouping/group-columns.js';
export { caseRecordAt } from './grouping/interpreter/case-record-at.js';
export { interpretCase } from './grouping/interpreter/interpret-case.js';
export { type Decimal, decimalOf } from './kernel/decimal.js';
export { EngineError, type Language, type Text } from './kernel/errors.js';
export { type Executor, inlineExecutor } from './kernel/executor.js';
export { allocateFen, type Fen, formatYuan, parseYuan } from './kernel/money.js';
export type { ResultTable, ResultTableSchema } from './kernel/result-table.js';
export { checkPolicy } from './policy/check-policy.js';
export { loadPolicy, loadReform } from './policy/load-policy.js';
export type { Policy, Reform } from './policy/policy-schema.js';
export type { PolicyTimeline } from './policy/policy-timeline.js';
export { resolveTimeline } from './policy/resolve-timeline.js';
export { PAYMENT_METHODS, type PricedColumns } from './pricing/priced-columns.js';
export { priceCases } from './pricing/steps.js';
export { runGroup } from './run/group-run.js';
export { silentProgress } from './run/progress.js';
export type { RunContext } from './run/run-context.js';
export { runSettle } from './run/settle-run.js';
export { runSimulate } from './run/simulate-run.js';
export { createExecutor } from './run/worker-pool.js';
export type { AnyCompiledScheme } from './schemes/any-scheme.js';
export type { CompiledScheme } from './schemes/compiled-scheme.js';
export { loadScheme } from './schemes/load-scheme.js';
export { openAnyScheme } from './schemes/open-any-scheme.js';
export { openScheme } from './schemes/open-scheme.js';
export type { SchemeDocument } from './schemes/scheme-document.js';
export type { Settlement } from './settlement/settlement.js';
export { settleYear } from './settlement/steps.js';
export { buildTables } from './simulation/build-tables.js';
export { compareSettlements } from './simulation/compare-settlements.js';
export { RESULT_SCHEMAS } from './simulation/result-schemas.js';
export { calibrateWeights } from './weighting/calibrate-weights.js';
export { calibrationInput } from './weighting/calibration-input.js';
export { deriveAuxiliary } from './weighting/derive-auxiliary.js';
export type { WeightTable } from './weighting/weight-table.js';
