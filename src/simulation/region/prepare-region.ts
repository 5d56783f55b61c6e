import type { SchemeDocument } from '../../schemes/scheme-document.js';
import { type AliasTable, buildAliasTable } from './alias-table.js';
import { benefitTerms } from './benefit-terms.js';
import { calibrateFlows, type Flows } from './calibrate-flows.js';
import { calibratePeople, type PeopleInput, type PeopleShifts } from './calibrate-people.js';
import { type CaseMix, drawCaseMix } from './case-mix.js';
import { buildGroupRecipes, type CaseRecipe, type GroupRecipes, recipeShares } from './case-recipes.js';
import { findCodePools } from './code-pools.js';
import { drawCompanions, MOST_COMPANION_PROCEDURES } from './companions.js';
import { DEPARTMENTS } from './departments.js';
import { sexOfDiagnosis } from './diagnosis-habits.js';
import { flattenEntries } from './flatten-entries.js';
import { CodeDictionary, flattenRecipes } from './flatten-recipes.js';
import { createHospitals, type RegionHospital } from './hospitals.js';
import { ungroupedRecipes, unrelatedRecipes } from './irregular-recipes.js';
import { costDeviationTable, normalTable } from './normal-table.js';
import type { RegionModel, RegionTables } from './region-model.js';
import { CARELESS_CODES } from './secondary-habits.js';
import { byLevel, target } from './targets.js';

/** The region is one and the same whatever the seed of its cases. */
const STRUCTURE_SEED = 20_260_101;

/**
 * Builds the synthetic region for a scheme (模拟统筹区): hospitals, case mix, recipes of codes that the literal
 * interpreter has put into each group, flows and prices calibrated to the targets. About a second; no case is drawn.
 */
export function prepareRegion(scheme: SchemeDocument): RegionModel {
  const pools = findCodePools(scheme);
  const { groups, unreachable } = buildGroupRecipes(scheme, pools, STRUCTURE_SEED);
  const unrelated = unrelatedRecipes(scheme, groups, pools, STRUCTURE_SEED);
  const ungrouped = ungroupedRecipes(scheme, pools);
  const hospitals = createHospitals(STRUCTURE_SEED);
  const mix = drawCaseMix(groups, STRUCTURE_SEED);
  const hospitalTables = hospitalsByDepartment(hospitals);
  const employable = Float64Array.from(groups, ({ recipes }) => (recipes.every(isNewborn) ? 0 : 1));
  const efficiency = overHospitals(groups, hospitals, (hospital) => hospital.efficiency);
  const efficiencySquare = overHospitals(groups, hospitals, (hospital) => hospital.efficiency ** 2);
  const flows = calibrateFlows({ mix, employable, efficiency });
  const people = calibratePeople(peopleOf(groups, mix, flows));
  const laterStays = target('readmission_30_days') + target('later_return_share');
  const benefits = benefitTerms(flows.meanCost, laterStays);
  const diagnoses = new CodeDictionary();
  const procedures = new CodeDictionary();
  const allRecipes: (readonly CaseRecipe[])[] = [...groups.map(({ recipes }) => recipes), unrelated, ungrouped];
  const recipes = flattenRecipes(allRecipes.flat(), people, diagnoses, procedures);
  const companions = drawCompanions(
    pools,
    (code) => diagnoses.indexOf(code),
    (code) => procedures.indexOf(code),
    STRUCTURE_SEED,
  );
  for (const code of CARELESS_CODES) diagnoses.indexOf(code);
  const deviation = costDeviationTable(target('low_tail_share'), target('high_tail_share'));
  const entries = flattenEntries({ groups, mix, flows, efficiency, efficiencySquare, deviation, allRecipes });
  return {
    hospitals,
    groups,
    unreachable,
    mix,
    flows,
    people,
    benefits,
    companions,
    entries,
    recipes,
    diagnoses: diagnoses.codes,
    procedures: procedures.codes,
    tables: {
      normal: normalTable(),
      costDeviation: deviation,
      hospital: hospitalTables,
      levelStart: [0, byLevel('hospitals')[0], byLevel('hospitals')[0] + byLevel('hospitals')[1]],
      sexOfDiagnosis: Uint8Array.from(diagnoses.codes, sexOfDiagnosis),
      category: Uint32Array.from(diagnoses.codes, categoryNumber),
      ...companionCounts(groups, mix, people),
    },
  };
}

const isNewborn = (recipe: CaseRecipe): boolean => recipe.ageDays !== undefined;

function categoryNumber(code: string): number {
  return code.length < 3 ? 0 : code.charCodeAt(0) * 65_536 + code.charCodeAt(1) * 256 + code.charCodeAt(2);
}

function hospitalWeights(hospitals: readonly RegionHospital[], levelClass: number, department: number): Float64Array {
  return Float64Array.from(hospitals, (hospital) =>
    hospital.levelClass === levelClass ? hospital.size * hospital.departments[department]! : 0,
  );
}

function hospitalsByDepartment(hospitals: readonly RegionHospital[]): AliasTable[] {
  const tables: AliasTable[] = [];
  for (const levelClass of [3, 2, 1]) {
    const ofLevel = hospitals.filter((hospital) => hospital.levelClass === levelClass);
    for (let department = 0; department < DEPARTMENTS.length; department++)
      tables.push(buildAliasTable(hospitalWeights(ofLevel, levelClass, department)));
  }
  return tables;
}

/** Mean of a figure of the hospitals that treat a group, by level: [group × 3 + level]. */
function overHospitals(
  groups: readonly GroupRecipes[],
  hospitals: readonly RegionHospital[],
  figure: (hospital: RegionHospital) => number,
): Float64Array {
  const byDepartment = new Float64Array(3 * DEPARTMENTS.length);
  for (let l = 0; l < 3; l++) {
    for (let department = 0; department < DEPARTMENTS.length; department++) {
      const weights = hospitalWeights(hospitals, 3 - l, department);
      let [sum, mean] = [0, 0];
      weights.forEach((weight, h) => {
        sum += weight;
        mean += weight * figure(hospitals[h]!);
      });
      byDepartment[l * DEPARTMENTS.length + department] = mean / sum;
    }
  }
  const means = new Float64Array(groups.length * 3);
  groups.forEach(({ recipes }, g) => {
    recipeShares(recipes.length).forEach((share, r) => {
      for (let l = 0; l < 3; l++)
        means[g * 3 + l]! += share * byDepartment[l * DEPARTMENTS.length + recipes[r]!.department]!;
    });
  });
  return means;
}

function peopleOf(groups: readonly GroupRecipes[], mix: CaseMix, flows: Flows): PeopleInput[] {
  return groups.flatMap(({ recipes }, g) => {
    const shares = recipeShares(recipes.length);
    return recipes.map((recipe, r) => ({
      principal: recipe.dx[0]!,
      share: mix.share[g]! * shares[r]!,
      employee: flows.employee[g]!,
      isNewborn: isNewborn(recipe),
      sex: recipe.sex,
    }));
  });
}

/** Part of the companions wanted that find room: a category never stands twice. Measured on drawn cases. */
const DIAGNOSES_KEPT = 0.96;
const PROCEDURES_KEPT = 0.99;
/** Companions of a child, an adult and an old patient against each other (chosen). */
const COMPANIONS_BY_BAND = [1, 2.4, 3.6] as const;

/** Companions that bring the codes of a case to the targets, given what recipes already hold. */
function companionCounts(
  groups: readonly GroupRecipes[],
  mix: CaseMix,
  people: PeopleShifts,
): Pick<RegionTables, 'companionMean' | 'companionProcedures'> {
  const [furtherCc, furtherMcc] = [target('further_cc_share'), target('further_mcc_share')];
  let [diagnoses, procedures, operated] = [0, 0, 0];
  groups.forEach(({ recipes, kind, mayAddCc, mayAddMcc }, g) => {
    const shares = recipeShares(recipes.length);
    const mean = (count: (recipe: CaseRecipe) => number): number =>
      recipes.reduce((sum, recipe, r) => sum + shares[r]! * count(recipe), 0);
    diagnoses +=
      mix.share[g]! * (mean(({ dx }) => dx.length) + (mayAddCc ? furtherCc : 0) + (mayAddMcc ? furtherMcc : 0));
    procedures += mix.share[g]! * mean(({ px }) => px.length);
    if (kind !== 'medical') operated += mix.share[g]!;
  });
  const [child, adult, old] = COMPANIONS_BY_BAND;
  const band = people.childShare * child + (1 - people.childShare - people.oldShare) * adult + people.oldShare * old;
  const factor = (target('diagnoses_per_case') - diagnoses) / band / DIAGNOSES_KEPT;
  // A stay with an operation has half as many companion procedures again as one without.
  const companion = (target('procedures_per_case') - procedures) / (1 + 0.5 * operated) / PROCEDURES_KEPT;
  return {
    companionMean: Float64Array.from(COMPANIONS_BY_BAND, (weight) => weight * factor),
    companionProcedures: [exponentialFor(companion), exponentialFor(1.5 * companion)],
  };
}

/**
 * Mean of an exponential whose draws, rounded and cut at MOST_COMPANION_PROCEDURES, have the wanted mean: P(at least k)
 * is exp(−(k − 0.5) / mean).
 */
function exponentialFor(wanted: number): number {
  let [low, high] = [0.05, 20];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    let mean = 0;
    for (let k = 1; k <= MOST_COMPANION_PROCEDURES; k++) mean += Math.exp(-(k - 0.5) / middle);
    if (mean > wanted) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
