import type { CaseRecord } from '../../grouping/group-columns.js';
import { interpretCase } from '../../grouping/interpreter/interpret-case.js';
import { RandomStream } from '../../kernel/random.js';
import type { AdrgKind, AdrgRule, Chapter, DrgRule, SchemeDocument } from '../../schemes/scheme-document.js';
import { CodeChooser } from './choose-codes.js';
import type { CodePools } from './code-pools.js';
import { departmentOf } from './departments.js';
import { ageProfile, sexOfDiagnosis } from './diagnosis-habits.js';
import { type GroupPrior, PriorJudge } from './group-frequency.js';
import { type Alternative, solveCondition } from './solve-condition.js';

export type Range = readonly [least: number, most: number];

/** A pattern of codes that the literal interpreter puts into one group; cases are this plus harmless companions. */
export interface CaseRecipe {
  /** Group the interpreter gave: its code, QY code or 0000. */
  readonly group: string;
  /** Principal first, then what the group needs. */
  readonly dx: readonly string[];
  readonly px: readonly string[];
  /** 1 or 2 where only one sex fits, else 0. */
  readonly sex: 0 | 1 | 2;
  readonly ageYears: Range;
  /** Only for newborns and infants. */
  readonly ageDays: Range | undefined;
  readonly birthWeight: Range;
  readonly losDays: Range;
  readonly dischargeType: number;
  /** Verified again at 200 days of age. */
  readonly mayBeInfant: boolean;
  readonly department: number;
}

/** Recipes of one group, and which further codes leave its cases where they are. */
export interface GroupRecipes {
  readonly code: string;
  readonly adrg: string;
  readonly mdc: string;
  readonly kind: AdrgKind;
  /** Severity the group asks for: 2 MCC, 1 CC, 0 none of them, -1 not split by severity. */
  readonly severity: 2 | 1 | 0 | -1;
  readonly recipes: readonly CaseRecipe[];
  readonly mayAddCc: boolean;
  readonly mayAddMcc: boolean;
  /** Of the ADRG, whatever the severity. */
  readonly prior: GroupPrior;
}

const WHOLE_AGE: Range = [1, 100];
const WHOLE: Range = [0, 1_000_000];
const RECIPES_A_GROUP = 6;
const MOST_TRIES = 120;

/** Recipes of every group that can be reached; `unreachable` names the groups for which none verified. */
export function buildGroupRecipes(
  document: SchemeDocument,
  pools: CodePools,
  seed: number,
): { groups: GroupRecipes[]; unreachable: string[] } {
  const chooser = new CodeChooser(document, pools);
  const judge = new PriorJudge(document, chooser);
  const groups: GroupRecipes[] = [];
  const unreachable: string[] = [];
  let stream = 0;
  for (const chapter of document.chapters) {
    for (const rule of chapter.rules) {
      if (rule.kind === 'unrelated' || rule.kind === 'fallback') continue;
      for (const group of rule.groups) {
        stream += 1;
        const found = recipesOf(
          { document, pools, chooser, judge },
          { chapter, rule, group },
          new RandomStream(seed, stream),
        );
        if (found === undefined) unreachable.push(group.code);
        else groups.push(found);
      }
    }
  }
  return { groups, unreachable };
}

interface Workshop {
  readonly document: SchemeDocument;
  readonly pools: CodePools;
  readonly chooser: CodeChooser;
  readonly judge: PriorJudge;
}

interface Place {
  readonly chapter: Chapter;
  readonly rule: AdrgRule;
  readonly group: DrgRule;
}

function recipesOf(
  { document, pools, chooser, judge }: Workshop,
  { chapter, rule, group }: Place,
  random: RandomStream,
): GroupRecipes | undefined {
  const earlier = rule.groups.slice(0, rule.groups.indexOf(group)).map((other) => other.when);
  const ways = solveCondition([chapter.when, rule.when, group.when], earlier, { document, chapter, rule });
  if (ways.length === 0) return undefined;
  const recipes: CaseRecipe[] = [];
  const seen = new Set<string>();
  for (let attempt = 0; attempt < MOST_TRIES && recipes.length < RECIPES_A_GROUP; attempt++) {
    if (attempt >= 40 && recipes.length >= 2) break;
    const way = ways[random.integer(ways.length)]!;
    const recipe = tryWay(document, chooser, way, { chapter, rule, group }, random);
    if (recipe === undefined) continue;
    const key = `${recipe.dx.join('|')}/${recipe.px.join('|')}/${recipe.ageYears.join('-')}`;
    if (!seen.has(key)) recipes.push(recipe);
    seen.add(key);
  }
  const first = recipes[0];
  if (first === undefined) return undefined;
  const staysWith = (pool: CodePools['cc']): boolean =>
    pool.codes.slice(0, 3).every((_, i) => {
      const code = pool.codes[random.integer(pool.codes.length - i)]!;
      const record = recordOf(first, [...first.dx, code]);
      return interpretCase(document, record).group === group.code;
    });
  const severity = severityOf(ways, rule.groups.length);
  return {
    code: group.code,
    adrg: rule.adrg,
    mdc: chapter.mdc,
    kind: rule.kind,
    severity,
    recipes,
    mayAddCc: (severity === -1 || severity >= 1) && staysWith(pools.cc),
    mayAddMcc: (severity === -1 || severity === 2) && staysWith(pools.mcc),
    prior: judge.judge(ways, chapter),
  };
}

/** A candidate of one way, verified; undefined where the way cannot be filled or the walk ends in another group. */
function tryWay(
  document: SchemeDocument,
  chooser: CodeChooser,
  way: Alternative,
  { chapter, rule, group }: Place,
  random: RandomStream,
): CaseRecipe | undefined {
  const codes = chooser.choose(way, chapter, random);
  if (codes === undefined) return undefined;
  const principal = codes.dx[0]!;
  const sexRange = way.ranges.get('sex');
  const sex = sexRange === undefined || sexRange[0] !== sexRange[1] ? sexOfDiagnosis(principal) : sexRange[0];
  const years = way.ranges.get('age_years') ?? WHOLE_AGE;
  const isNewborn = years[1] === 0;
  const days = way.ranges.get('age_days');
  const recipe: CaseRecipe = {
    group: group.code,
    dx: codes.dx,
    px: codes.px,
    sex: sex === 1 || sex === 2 ? sex : 0,
    ageYears: [years[0], Math.min(years[1], 100)],
    ageDays: isNewborn ? [days?.[0] ?? 0, Math.min(days?.[1] ?? 364, 364)] : undefined,
    birthWeight: way.ranges.get('birth_weight_g') ?? way.ranges.get('admission_weight_g') ?? WHOLE,
    losDays: way.ranges.get('los_days') ?? WHOLE,
    dischargeType: way.ranges.get('discharge_type')?.[0] ?? 0,
    mayBeInfant: false,
    department: departmentOf(principal, rule.kind),
  };
  if (interpretCase(document, recordOf(recipe, recipe.dx)).group !== group.code) return undefined;
  if (isNewborn || years[0] > 1 || ageProfile(principal).childShare < 0.1) return recipe;
  const infant = { ...recordOf(recipe, recipe.dx), age_years: 0, age_days: 200 };
  return { ...recipe, mayBeInfant: interpretCase(document, infant).group === group.code };
}

function within(value: number, [least, most]: Range): number {
  return Math.min(Math.max(value, least), most);
}

/** Chance of each of a group's recipes: the first ones are drawn more often (see `recipeOf` of draw-patients). */
export function recipeShares(count: number): number[] {
  const upTo = (k: number): number => (k / count) ** (2 / 3);
  return Array.from({ length: count }, (_, k) => upTo(k + 1) - upTo(k));
}

/** A middling case of a recipe, as the interpreter takes it. */
export function recordOf(recipe: CaseRecipe, dx: readonly string[]): CaseRecord {
  const isYoung = recipe.ageDays !== undefined;
  const weight = isYoung && recipe.ageDays[0] <= 28 ? within(3_100, recipe.birthWeight) : -1;
  return {
    case_id: '',
    sex: recipe.sex === 0 ? 1 : recipe.sex,
    age_years: within(isYoung ? 0 : 45, recipe.ageYears),
    age_days: isYoung ? within(10, recipe.ageDays) : -1,
    birth_weight_g: weight,
    admission_weight_g: weight,
    los_days: within(8, recipe.losDays),
    discharge_type: recipe.dischargeType === 0 ? 1 : recipe.dischargeType,
    dx,
    px: recipe.px,
  };
}

/** What a group asks of severity, read from all ways that lead to it. */
function severityOf(ways: readonly Alternative[], groupsOfAdrg: number): GroupRecipes['severity'] {
  if (ways.every((way) => way.severity.get('mcc') === true)) return 2;
  if (ways.every((way) => way.severity.get('mcc') === true || way.severity.get('cc') === true)) return 1;
  return groupsOfAdrg > 1 && ways.some((way) => way.severity.get('mcc') === false) ? 0 : -1;
}
