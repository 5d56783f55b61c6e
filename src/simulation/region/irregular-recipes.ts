import { interpretCase } from '../../grouping/interpreter/interpret-case.js';
import { compareCodePoints } from '../../kernel/hash.js';
import { RandomStream } from '../../kernel/random.js';
import type { SchemeDocument } from '../../schemes/scheme-document.js';
import { type CaseRecipe, type GroupRecipes, recordOf } from './case-recipes.js';
import type { CodePools } from './code-pools.js';
import { departmentOf } from './departments.js';
import { categoryFrequency, codePlainness, sexOfDiagnosis } from './diagnosis-habits.js';
import { procedureFamily } from './procedure-habits.js';

const RECIPES = 60;
const MOST_TRIES = 600;
const UNRELATED_STREAM = 100_001;

/** Medical stays with a valid procedure that has nothing to do with them, each verified; none where the scheme has no such rule. */
export function unrelatedRecipes(
  document: SchemeDocument,
  groups: readonly GroupRecipes[],
  pools: CodePools,
  seed: number,
): CaseRecipe[] {
  const random = new RandomStream(seed, UNRELATED_STREAM);
  const plain = pools.validProcedures.filter(
    (code) => codePlainness(code) === 1 && procedureFamily(code).frequency >= 1,
  );
  const medical = groups.filter((group) => group.kind === 'medical' && group.prior.frequency > 1);
  const recipes: CaseRecipe[] = [];
  if (medical.length === 0 || plain.length === 0) return recipes;
  for (let attempt = 0; attempt < MOST_TRIES && recipes.length < RECIPES; attempt++) {
    const group = medical[random.integer(medical.length)]!;
    const host = group.recipes[random.integer(group.recipes.length)]!;
    if (host.px.length > 0 || host.ageDays !== undefined) continue;
    const recipe: CaseRecipe = { ...host, px: [plain[random.integer(plain.length)]!], mayBeInfant: false };
    const answer = interpretCase(document, recordOf(recipe, recipe.dx));
    if (answer.status === 'unrelated_procedure') recipes.push({ ...recipe, group: answer.group });
  }
  return recipes;
}

/** Stays whose principal diagnosis no chapter takes (a symptom code, an external cause …), each verified. */
export function ungroupedRecipes(document: SchemeDocument, pools: CodePools): CaseRecipe[] {
  const weight = (code: string): number => categoryFrequency(code) * codePlainness(code);
  const likely = [...pools.neverPrincipal]
    .sort((a, b) => weight(b) - weight(a) || compareCodePoints(a, b))
    .slice(0, 4 * RECIPES);
  const recipes: CaseRecipe[] = [];
  for (const principal of likely) {
    if (recipes.length === RECIPES) break;
    const recipe: CaseRecipe = {
      group: '',
      dx: [principal],
      px: [],
      sex: sexOfDiagnosis(principal),
      ageYears: [1, 100],
      ageDays: undefined,
      birthWeight: [0, 1_000_000],
      losDays: [0, 1_000_000],
      dischargeType: 0,
      mayBeInfant: false,
      department: departmentOf(principal, 'medical'),
    };
    const answer = interpretCase(document, recordOf(recipe, recipe.dx));
    if (answer.status === 'ungrouped') recipes.push({ ...recipe, group: answer.group });
  }
  return recipes;
}
