import type { BlockInput } from './block-scratch.js';
import { OLD_AGE } from './calibrate-people.js';
import { BUNDLE_SIZE, BUNDLES, DRAWS, MOST_COMPANION_PROCEDURES } from './companions.js';
import { drawUniform, SLOT } from './draw-slots.js';
import type { RegionModel } from './region-model.js';
import { CARELESS_CODES } from './secondary-habits.js';
import { target } from './targets.js';
import type { YearColumns } from './year-columns.js';

const MOST_DIAGNOSES = 13;
const OLDEST_CHILD = 14;
const FURTHER_CC = target('further_cc_share');
const FURTHER_MCC = target('further_mcc_share');
const CARELESS = target('unknown_secondary_share');

/** Diagnoses and procedures of each case: its recipe's, then companions that leave it in its group. */
export function writeCodes(model: RegionModel, columns: YearColumns, { seed, from, to, scratch }: BlockInput): void {
  const carelessFirst = model.diagnoses.indexOf(CARELESS_CODES[0]!);
  for (let row = from; row < to; row++) {
    const recipe = scratch.recipe[row - from]!;
    const entry = scratch.entry[row - from]!;
    writeDiagnoses(model, columns, seed, row, recipe, entry);
    if (drawUniform(seed, row, SLOT.careless) < CARELESS) {
      const which = Math.floor(drawUniform(seed, row, SLOT.carelessCode) * CARELESS_CODES.length);
      columns.dx.push(carelessFirst + which);
    }
    columns.dx.endRow();
    writeProcedures(model, columns, seed, row, recipe, entry);
    columns.px.endRow();
  }
}

function writeDiagnoses(
  model: RegionModel,
  columns: YearColumns,
  seed: number,
  row: number,
  recipe: number,
  entry: number,
): void {
  const { recipes, entries, companions, tables } = model;
  const { dx } = columns;
  const start = dx.length;
  const recipeEnd = recipes.dxOffsets[recipe + 1]!;
  for (let k = recipes.dxOffsets[recipe]!; k < recipeEnd; k++) dx.push(recipes.dx[k]!);
  const age = columns.ageYears[row]!;
  if (age > OLDEST_CHILD) {
    const mayAdd = entries.mayAdd[entry]!;
    if (mayAdd >= 2 && drawUniform(seed, row, SLOT.furtherMcc) < FURTHER_MCC) {
      const draw = Math.floor(drawUniform(seed, row, SLOT.furtherMccCode) * DRAWS);
      pushCompanion(model, columns, start, row, companions.mcc[draw]!);
    }
    if (mayAdd >= 1 && drawUniform(seed, row, SLOT.furtherCc) < FURTHER_CC) {
      const draw = Math.floor(drawUniform(seed, row, SLOT.furtherCcCode) * DRAWS);
      pushCompanion(model, columns, start, row, companions.cc[draw]!);
    }
  } else if (age === 0) {
    return;
  }
  // A gamma of shape 2 around the band's mean, rounded at random: many with few, some with a dozen.
  const band = age <= OLDEST_CHILD ? 0 : age < OLD_AGE ? 1 : 2;
  const u = (1 - drawUniform(seed, row, SLOT.companionCount)) * (1 - drawUniform(seed, row, SLOT.companionSpread));
  const wanted = tables.companionMean[band]! * -0.5 * Math.log(u);
  const count = Math.min(MOST_DIAGNOSES, Math.floor(wanted + drawUniform(seed, row, SLOT.companionRound)));
  const bundle = band * BUNDLES + Math.floor(drawUniform(seed, row, SLOT.bundle) * BUNDLES);
  let added = 0;
  for (let k = 0; k < BUNDLE_SIZE && added < count && dx.length - start < MOST_DIAGNOSES; k++) {
    const before = dx.length;
    pushCompanion(model, columns, start, row, companions.chronic[bundle * BUNDLE_SIZE + k]!);
    added += dx.length - before;
  }
}

/** Adds a code unless its category already stands in the row, or it is the other sex's. */
function pushCompanion(model: RegionModel, columns: YearColumns, start: number, row: number, code: number): void {
  const { dx } = columns;
  if (code === 0) return;
  const sexOfCode = model.tables.sexOfDiagnosis[code]!;
  if (sexOfCode !== 0 && sexOfCode !== columns.sex[row]) return;
  const { category } = model.tables;
  for (let k = start; k < dx.length; k++) if (category[dx.at(k)] === category[code]) return;
  dx.push(code);
}

function writeProcedures(
  model: RegionModel,
  columns: YearColumns,
  seed: number,
  row: number,
  recipe: number,
  entry: number,
): void {
  const { recipes, entries, companions, tables } = model;
  const { px } = columns;
  const start = px.length;
  const recipeEnd = recipes.pxOffsets[recipe + 1]!;
  for (let k = recipes.pxOffsets[recipe]!; k < recipeEnd; k++) px.push(recipes.px[k]!);
  const mean = tables.companionProcedures[entries.profile[entry] === 0 ? 0 : 1];
  const u = drawUniform(seed, row, SLOT.companionProcedures);
  const count = Math.min(MOST_COMPANION_PROCEDURES, Math.floor(-mean * Math.log(1 - u) + 0.5));
  for (let k = 0; k < count; k++) {
    const draw = Math.floor(drawUniform(seed, row, SLOT.companionProcedure + k) * DRAWS);
    const code = companions.procedures[draw]!;
    let isNew = code !== 0;
    for (let j = start; j < px.length; j++) if (px.at(j) === code) isNew = false;
    if (isNew) px.push(code);
  }
}
