import type { CaseTable } from '../../cases/case-table.js';
import { allocateScratch, BLOCK_ROWS, type BlockInput } from './block-scratch.js';
import { ChargeDrawer } from './draw-charges.js';
import { drawPatients } from './draw-patients.js';
import { yearSeed } from './draw-slots.js';
import { StayDrawer } from './draw-stays.js';
import type { RegionModel } from './region-model.js';
import { seasonOf } from './season.js';
import { spoilRows } from './spoil-rows.js';
import { target } from './targets.js';
import { writeCodes } from './write-codes.js';
import {
  allocateYear,
  CASE_ID_BYTES,
  type ColumnChoice,
  PATIENT_KEY_BYTES,
  tableOf,
  type YearColumns,
} from './year-columns.js';

export interface YearOptions {
  readonly cases: number;
  readonly seed: number;
  /** Year of discharge. */
  readonly year: number;
  /** Year whose prices the targets are: costs of other years follow the yearly growth. Default: `year`. */
  readonly pricesOf?: number;
  /** Default `all`. */
  readonly columns?: ColumnChoice;
}

export interface GeneratedYear {
  readonly table: CaseTable;
  /** Group each case was drawn for: index into `model.recipes.groupCodes`. */
  readonly drawnGroup: Uint16Array;
}

const MOST_CASES = 99_999_999;

/**
 * The cases of one year, drawn from the region: the same model, seed and year give the same bytes, whatever else is
 * drawn. About a microsecond or two a case.
 */
export function generateYear(model: RegionModel, options: YearOptions): GeneratedYear {
  const steps = yearInSteps(model, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same year step by step, telling after each how many cases are drawn. */
export function* yearInSteps(model: RegionModel, options: YearOptions): Generator<number, GeneratedYear> {
  const { cases, year } = options;
  if (!Number.isInteger(cases) || cases < 1 || cases > MOST_CASES)
    throw new RangeError(`cases must be a whole number from 1 to ${MOST_CASES}, not ${cases}`);
  const seed = yearSeed(options.seed, year);
  const trend = (1 + target('cost_growth')) ** (year - (options.pricesOf ?? year));
  const columns = allocateYear(cases, options.columns ?? 'all');
  const stays = new StayDrawer(model, seasonOf(year));
  const charges = new ChargeDrawer(model, trend);
  const scratch = allocateScratch();
  for (let from = 0; from < cases; from += BLOCK_ROWS) {
    const block: BlockInput = { seed, from, to: Math.min(cases, from + BLOCK_ROWS), scratch };
    drawPatients(model, columns, block);
    stays.drawBlock(columns, block);
    writeCodes(model, columns, block);
    charges.drawBlock(columns, block);
    spoilRows(columns, block);
    writeKeys(columns, year, block);
    yield block.to;
  }
  return { table: tableOf(columns, cases, model), drawnGroup: columns.drawnGroup };
}

/** case_id "C" + year + eight digits; patient_key "P" + two digits of the year + eight of the first stay's row. */
function writeKeys(columns: YearColumns, year: number, { from, to }: BlockInput): void {
  for (let row = from; row < to; row++) {
    const id = row * CASE_ID_BYTES;
    columns.caseId[id] = 0x43;
    writeDigits(columns.caseId, id + 1, 4, year);
    writeDigits(columns.caseId, id + 5, 8, row + 1);
    const key = row * PATIENT_KEY_BYTES;
    const firstStay = row - columns.stayNumber[row]! + 1;
    columns.patientKey[key] = 0x50;
    writeDigits(columns.patientKey, key + 1, 2, year % 100);
    writeDigits(columns.patientKey, key + 3, 8, firstStay + 1);
  }
}

function writeDigits(bytes: Uint8Array, start: number, count: number, value: number): void {
  let rest = value;
  for (let k = start + count - 1; k >= start; k--) {
    bytes[k] = 0x30 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}
