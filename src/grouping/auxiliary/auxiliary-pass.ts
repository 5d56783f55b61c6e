import type { RowPass } from '../../kernel/executor.js';
import type { AuxiliaryPayload, CodeRows, CompiledClass, CompiledComorbidity } from './auxiliary-payload.js';

const MISSING = -1;
const HOLDS = 1;
const FAILS = 0;
const UNKNOWN = -1;

/** Computes the auxiliary facts of rows [from, to): the comorbidity index, and the class of each list. */
function auxiliaryRows(
  { diagnoses, procedures, comorbidity, lists }: AuxiliaryPayload,
  from: number,
  to: number,
): void {
  if (comorbidity !== undefined) comorbidityRows(comorbidity, diagnoses, from, to);
  for (let l = 0; l < lists.length; l++) {
    const { classes, out } = lists[l]!;
    for (let row = from; row < to; row++) out[row] = classOf(classes, diagnoses, procedures, row);
  }
}

/** Points of the conditions that a case has, each family once by its heaviest, and points of its age. */
function comorbidityRows(index: CompiledComorbidity, { offsets, codes }: CodeRows, from: number, to: number): void {
  const { bitsOfCode, conditions, first, agePoints, age, out } = index;
  for (let row = from; row < to; row++) {
    const start = offsets[row]!;
    const end = offsets[row + 1]!;
    if (start === end) {
      out[row] = MISSING;
      continue;
    }
    let bits = 0;
    for (let at = start + first; at < end; at++) bits |= bitsOfCode[codes[at]!]!;
    let points = 0;
    let family = -1;
    for (let c = 0; bits !== 0 && c < conditions.length; c++) {
      const condition = conditions[c]!;
      if (condition.family === family || (bits & condition.bit) === 0) continue;
      points += condition.points;
      family = condition.family;
    }
    if (agePoints.length > 0) {
      const years = age === undefined ? -1 : age[row]!;
      if (years < 0) {
        out[row] = MISSING;
        continue;
      }
      for (let a = 0; a < agePoints.length; a++) {
        if (years < agePoints[a]!.from) continue;
        points += agePoints[a]!.points;
        break;
      }
    }
    out[row] = points;
  }
}

/**
 * The first class that holds; 0 where none does; missing where a value that the case lacks decides: what stands behind
 * a class that may hold is not known.
 */
function classOf(
  classes: readonly CompiledClass[],
  diagnoses: CodeRows,
  procedures: CodeRows | undefined,
  row: number,
): number {
  for (let c = 0; c < classes.length; c++) {
    const held = classHolds(classes[c]!, diagnoses, procedures, row);
    if (held === HOLDS) return classes[c]!.value;
    if (held === UNKNOWN) return MISSING;
  }
  return 0;
}

function classHolds(one: CompiledClass, diagnoses: CodeRows, procedures: CodeRows | undefined, row: number): number {
  let isUnknown = false;
  for (let i = 0; i < one.numbers.length; i++) {
    const { values, least, most } = one.numbers[i]!;
    const value = values[row]!;
    if (value < 0) isUnknown = true;
    else if (value < least || value > most) return FAILS;
  }
  if (one.dischargeTypes !== undefined) {
    const type = one.dischargeTypes.values[row]!;
    if (type < 0) isUnknown = true;
    else if (one.dischargeTypes.isIn[type] !== 1) return FAILS;
  }
  const start = diagnoses.offsets[row]!;
  const end = diagnoses.offsets[row + 1]!;
  const asksDiagnoses = (one.principal ?? one.others ?? one.diagnoses ?? one.noDiagnosis) !== undefined;
  if (asksDiagnoses && start === end) isUnknown = true;
  else {
    if (one.principal !== undefined && !isMarked(one.principal, diagnoses, start, start + 1)) return FAILS;
    if (one.others !== undefined && !isMarked(one.others, diagnoses, start + 1, end)) return FAILS;
    if (one.diagnoses !== undefined && !isMarked(one.diagnoses, diagnoses, start, end)) return FAILS;
    if (one.noDiagnosis !== undefined && isMarked(one.noDiagnosis, diagnoses, start, end)) return FAILS;
  }
  if (one.procedures !== undefined) {
    if (procedures === undefined) return FAILS;
    if (!isMarked(one.procedures, procedures, procedures.offsets[row]!, procedures.offsets[row + 1]!)) return FAILS;
  }
  return isUnknown ? UNKNOWN : HOLDS;
}

function isMarked(mask: Uint8Array, { codes }: CodeRows, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (mask[codes[at]!] === 1) return true;
  return false;
}

export const auxiliaryPass: RowPass<AuxiliaryPayload> = { name: 'auxiliary', rows: auxiliaryRows };
