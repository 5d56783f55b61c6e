import { drawAlias } from './alias-table.js';
import { type BlockInput, type BlockScratch, LONGEST_CHAIN, READMITTED, RETURNED } from './block-scratch.js';
import { MOST_EMPLOYEES } from './calibrate-flows.js';
import { drawFromTable, drawUniform, SLOT } from './draw-slots.js';
import type { RegionModel } from './region-model.js';
import { target } from './targets.js';
import type { YearColumns } from './year-columns.js';

const DEATH = 5;
const YOUNGEST_EMPLOYEE = 18;
const YOUNGEST_ADULT = 15;
const OLDEST = 99;

/** Part of the stays that another may follow: not a death, nor the last of the year's chain. Measured on drawn cases. */
const MAY_BE_FOLLOWED = 0.981;

const CHANCE = {
  readmitted: target('readmission_30_days') / MAY_BE_FOLLOWED,
  returned: target('later_return_share'),
  transfer: target('transfer_share'),
  community: target('community_share'),
  againstAdvice: target('against_advice_share'),
  other: target('other_discharge_share'),
  assisted: target('assistance_person_share'),
};

/** Who is admitted with what, and how the stay ends: group, recipe of codes, insurance, sex, age, discharge type. */
export function drawPatients(model: RegionModel, columns: YearColumns, { seed, from, to, scratch }: BlockInput): void {
  for (let row = from; row < to; row++) {
    const i = row - from;
    const chain = i === 0 ? 0 : chainOf(columns, scratch, seed, row, i);
    scratch.chain[i] = chain;
    if (chain === 0) drawNewPatient(model, columns, scratch, seed, row, i);
    else repeatPatient(model, columns, scratch, seed, row, i);
    columns.dischargeType[row] = drawDischarge(model, columns, scratch, seed, row, i);
    columns.drawnGroup[row] = model.recipes.group[scratch.recipe[i]!]!;
  }
}

/** Whether the row is a further stay of the patient before. */
function chainOf(columns: YearColumns, scratch: BlockScratch, seed: number, row: number, i: number): number {
  if (columns.dischargeType[row - 1] === DEATH) return 0;
  if (columns.stayNumber[row - 1] === LONGEST_CHAIN) return 0;
  // The newborn of one stay is no newborn in the next.
  if (columns.ageDays[row - 1]! >= 0 && scratch.chain[i - 1] === 0) return 0;
  const u = drawUniform(seed, row, SLOT.chain);
  if (u < CHANCE.readmitted) return READMITTED;
  return u < CHANCE.readmitted + CHANCE.returned ? RETURNED : 0;
}

/** The commonest recipes of an entry come first and are drawn more often. */
function recipeOf(model: RegionModel, entry: number, u: number): number {
  const first = model.entries.firstRecipe[entry]!;
  const count = model.entries.firstRecipe[entry + 1]! - first;
  return first + Math.floor(count * u * Math.sqrt(u));
}

function drawNewPatient(
  model: RegionModel,
  columns: YearColumns,
  scratch: BlockScratch,
  seed: number,
  row: number,
  i: number,
): void {
  const { entries, recipes } = model;
  const entry = drawAlias(entries.draw, drawUniform(seed, row, SLOT.entry));
  const recipe = recipeOf(model, entry, drawUniform(seed, row, SLOT.recipe));
  const isForChildren = recipes.ageMost[recipe]! < YOUNGEST_EMPLOYEE;
  const insurance = !isForChildren && drawUniform(seed, row, SLOT.insurance) < entries.employee[entry]! ? 0 : 1;
  scratch.entry[i] = entry;
  scratch.recipe[i] = recipe;
  scratch.insurance[i] = insurance;
  columns.stayNumber[row] = 1;
  const ruledSex = recipes.sex[recipe]!;
  const sex = ruledSex !== 0 ? ruledSex : drawUniform(seed, row, SLOT.sex) < recipes.female[recipe]! ? 2 : 1;
  columns.sex[row] = sex;
  drawAge(model, columns, seed, row, recipe, insurance);
  const age = columns.ageYears[row]!;
  const isRetired = age >= (sex === 2 ? 55 : 60);
  columns.insurance[row] = insurance + 1;
  columns.insuredClass[row] = insurance === 0 ? (isRetired ? 2 : 1) : age < YOUNGEST_EMPLOYEE ? 4 : 3;
  const isAssisted = insurance === 1 && drawUniform(seed, row, SLOT.personClass) < CHANCE.assisted;
  columns.assistanceClass[row] = isAssisted ? 1 : 0;
}

function drawAge(
  model: RegionModel,
  columns: YearColumns,
  seed: number,
  row: number,
  recipe: number,
  insurance: number,
): void {
  const { recipes } = model;
  if (recipes.ageDaysLeast[recipe]! >= 0) {
    drawNewborn(model, columns, seed, row, recipe);
    return;
  }
  const least = recipes.ageLeast[recipe]!;
  const most = recipes.ageMost[recipe]!;
  const u = drawUniform(seed, row, SLOT.age);
  if (most < YOUNGEST_ADULT) {
    columns.ageYears[row] = least + Math.floor((most - least + 1) * u);
    return;
  }
  if (insurance === 1 && drawUniform(seed, row, SLOT.child) < recipes.childShare[recipe]!) {
    if (recipes.mayBeInfant[recipe] === 1 && drawUniform(seed, row, SLOT.infant) < 0.2) {
      columns.ageYears[row] = 0;
      columns.ageDays[row] = 29 + Math.floor(336 * drawUniform(seed, row, SLOT.ageDays));
      return;
    }
    // More small children than big ones.
    columns.ageYears[row] = Math.max(least, 1 + Math.floor(13.99 * u * Math.sqrt(u)));
    return;
  }
  const youngest = Math.max(insurance === 0 ? YOUNGEST_EMPLOYEE : YOUNGEST_ADULT, least);
  const mean = recipes.adultMean[recipe * 2 + insurance]!;
  const age = Math.round(mean + recipes.adultSd[recipe]! * drawFromTable(model.tables.normal, seed, row, SLOT.age));
  columns.ageYears[row] = Math.min(Math.max(age, youngest), Math.min(most, OLDEST));
}

function drawNewborn(model: RegionModel, columns: YearColumns, seed: number, row: number, recipe: number): void {
  const { recipes } = model;
  const least = recipes.ageDaysLeast[recipe]!;
  const most = recipes.ageDaysMost[recipe]!;
  const u = drawUniform(seed, row, SLOT.ageDays);
  columns.ageYears[row] = 0;
  columns.ageDays[row] = least + Math.floor((most - least + 1) * u * u);
  if (most > 28) return;
  const [lightest, heaviest] = [recipes.weightLeast[recipe]!, recipes.weightMost[recipe]!];
  const usual = 3_150 + 430 * drawFromTable(model.tables.normal, seed, row, SLOT.birthWeight);
  // A group with a weight of its own is drawn evenly over the 600 g next to the common weights.
  const low = Math.max(lightest, Math.min(heaviest, 2_500) - 600, 500);
  const high = Math.min(heaviest, Math.max(lightest, 2_500) + 900);
  const isNarrow = lightest > 0 || heaviest < 1_000_000;
  const weight = isNarrow
    ? low + (high - low) * drawUniform(seed, row, SLOT.birthWeight)
    : Math.min(Math.max(usual, 900), 5_500);
  columns.birthWeight[row] = Math.floor(weight);
  columns.admissionWeight[row] = Math.floor(weight);
}

/** A further stay: the same person, often with the same disease, else with another that fits. */
function repeatPatient(
  model: RegionModel,
  columns: YearColumns,
  scratch: BlockScratch,
  seed: number,
  row: number,
  i: number,
): void {
  columns.sex[row] = columns.sex[row - 1]!;
  columns.ageYears[row] = columns.ageYears[row - 1]!;
  columns.ageDays[row] = columns.ageDays[row - 1]!;
  columns.birthWeight[row] = columns.birthWeight[row - 1]!;
  columns.admissionWeight[row] = columns.admissionWeight[row - 1]!;
  columns.insurance[row] = columns.insurance[row - 1]!;
  columns.insuredClass[row] = columns.insuredClass[row - 1]!;
  columns.assistanceClass[row] = columns.assistanceClass[row - 1]!;
  columns.stayNumber[row] = columns.stayNumber[row - 1]! + 1;
  scratch.insurance[i] = scratch.insurance[i - 1]!;
  scratch.entry[i] = scratch.entry[i - 1]!;
  scratch.recipe[i] = scratch.recipe[i - 1]!;
  const sameDisease = scratch.chain[i] === READMITTED ? 0.5 : 0.3;
  if (drawUniform(seed, row, SLOT.sameEntry) < sameDisease) return;
  for (let attempt = 0; attempt < 3; attempt++) {
    const entry = drawAlias(model.entries.draw, drawUniform(seed, row, SLOT.returning + 2 * attempt));
    const recipe = recipeOf(model, entry, drawUniform(seed, row, SLOT.returning + 2 * attempt + 1));
    if (!fits(model, recipe, columns.sex[row]!, columns.ageYears[row]!)) continue;
    // Employees' stays must keep employees' mix of groups.
    const employee = model.entries.employee[entry]!;
    const suits = scratch.insurance[i] === 0 ? employee / MOST_EMPLOYEES : 1 - employee;
    if (drawUniform(seed, row, SLOT.returningInsurance + attempt) >= suits) continue;
    scratch.entry[i] = entry;
    scratch.recipe[i] = recipe;
    return;
  }
}

function fits({ recipes }: RegionModel, recipe: number, sex: number, age: number): boolean {
  if (recipes.sex[recipe] !== 0 && recipes.sex[recipe] !== sex) return false;
  if (recipes.ageDaysLeast[recipe]! >= 0) return false;
  if (age === 0) return recipes.mayBeInfant[recipe] === 1;
  if (age < recipes.ageLeast[recipe]! || age > recipes.ageMost[recipe]!) return false;
  if (age < YOUNGEST_ADULT) return recipes.childShare[recipe]! > 0 || recipes.ageMost[recipe]! < YOUNGEST_ADULT;
  return recipes.adultSd[recipe]! > 0;
}

function drawDischarge(
  model: RegionModel,
  columns: YearColumns,
  scratch: BlockScratch,
  seed: number,
  row: number,
  i: number,
): number {
  const ruled = model.recipes.dischargeType[scratch.recipe[i]!]!;
  if (ruled !== 0) return ruled;
  const ageFactor = columns.ageYears[row]! >= 75 ? 2.2 : 0.79;
  const u = drawUniform(seed, row, SLOT.dischargeType);
  let edge = model.entries.mortality[scratch.entry[i]!]! * ageFactor;
  if (u < edge) return DEATH;
  edge += CHANCE.transfer;
  if (u < edge) return 2;
  edge += CHANCE.community;
  if (u < edge) return 3;
  edge += CHANCE.againstAdvice;
  if (u < edge) return 4;
  edge += CHANCE.other;
  return u < edge ? 9 : 1;
}
