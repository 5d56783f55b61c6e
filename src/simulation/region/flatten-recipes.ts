import { femaleChance, type PeopleShifts } from './calibrate-people.js';
import type { CaseRecipe } from './case-recipes.js';
import { ageProfile } from './diagnosis-habits.js';
import type { RegionRecipes } from './region-model.js';

/** Codes of the generated tables, numbered as they come; 0 is "". */
export class CodeDictionary {
  readonly codes: string[] = [''];
  private readonly numbers = new Map<string, number>();

  indexOf(code: string): number {
    let number = this.numbers.get(code);
    if (number === undefined) {
      number = this.codes.length;
      this.codes.push(code);
      this.numbers.set(code, number);
    }
    return number;
  }
}

/** Recipes as typed arrays, in the order given. Adults’ means are at [recipe × 2 + insurance]. */
export function flattenRecipes(
  recipes: readonly CaseRecipe[],
  people: PeopleShifts,
  diagnoses: CodeDictionary,
  procedures: CodeDictionary,
): RegionRecipes {
  const groups = new CodeDictionary();
  const dx = csr(recipes.map((recipe) => recipe.dx.map((code) => diagnoses.indexOf(code))));
  const px = csr(recipes.map((recipe) => recipe.px.map((code) => procedures.indexOf(code))));
  const profiles = recipes.map((recipe) => ageProfile(recipe.dx[0]!));
  const isNewborn = recipes.map((recipe) => recipe.ageDays !== undefined);
  return {
    dxOffsets: dx.offsets,
    dx: dx.codes,
    pxOffsets: px.offsets,
    px: px.codes,
    group: Uint16Array.from(recipes, (recipe) => groups.indexOf(recipe.group)),
    groupCodes: groups.codes,
    sex: Uint8Array.from(recipes, (recipe) => recipe.sex),
    ageLeast: Int16Array.from(recipes, (recipe) => recipe.ageYears[0]),
    ageMost: Int16Array.from(recipes, (recipe) => recipe.ageYears[1]),
    ageDaysLeast: Int16Array.from(recipes, (recipe) => recipe.ageDays?.[0] ?? -1),
    ageDaysMost: Int16Array.from(recipes, (recipe) => recipe.ageDays?.[1] ?? -1),
    weightLeast: Int32Array.from(recipes, (recipe) => recipe.birthWeight[0]),
    weightMost: Int32Array.from(recipes, (recipe) => recipe.birthWeight[1]),
    losLeast: Int32Array.from(recipes, (recipe) => recipe.losDays[0]),
    losMost: Int32Array.from(recipes, (recipe) => recipe.losDays[1]),
    dischargeType: Uint8Array.from(recipes, (recipe) => recipe.dischargeType),
    mayBeInfant: Uint8Array.from(recipes, (recipe) => (recipe.mayBeInfant ? 1 : 0)),
    department: Uint8Array.from(recipes, (recipe) => recipe.department),
    childShare: Float64Array.from(profiles, (profile, r) => {
      const isForAdults = isNewborn[r] === true || recipes[r]!.ageYears[0] > 1 || recipes[r]!.ageYears[1] < 14;
      return isForAdults ? 0 : Math.min(0.95, profile.childShare * people.childFactor);
    }),
    female: Float64Array.from(profiles, (profile) => femaleChance(profile, people.femaleShift)),
    adultMean: Float64Array.from({ length: recipes.length * 2 }, (_, i) => {
      const shift = i % 2 === 0 ? people.employeeAge : people.residentAge;
      return Math.max(17, profiles[i >> 1]!.adultMean + shift);
    }),
    adultSd: Float64Array.from(profiles, (profile) => profile.adultSd * people.adultSpread),
  };
}

function csr(lists: readonly (readonly number[])[]): { offsets: Uint32Array; codes: Uint16Array } {
  const offsets = new Uint32Array(lists.length + 1);
  lists.forEach((list, i) => {
    offsets[i + 1] = offsets[i]! + list.length;
  });
  return { offsets, codes: Uint16Array.from(lists.flat()) };
}
