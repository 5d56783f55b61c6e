import { interpolateQuantiles } from './interpolate-quantiles.js';
import type { CellObservation, RegionObservation } from './observe-year.js';
import type { RegionModel } from './region-model.js';
import { INSURANCES, LEVELS, TARGETS, type TargetName, target } from './targets.js';

/** What a figure is decides how near it must come: costs, days, shares and means 2 %, spreads 5 %, counts exactly. */
export type FigureKind = 'cost' | 'days' | 'share' | 'mean' | 'spread' | 'count';

/** Allowed distance from the target as a part of it, edge included. */
export const TOLERANCE: Readonly<Record<FigureKind, number>> = {
  cost: 0.02,
  days: 0.02,
  share: 0.02,
  mean: 0.02,
  spread: 0.05,
  count: 0,
};

/** Cases at which the tolerances are promised; a smaller region misses some by chance. */
export const TOLERANCE_CASES = 300_000;

/** One figure of the region held against what was drawn. */
export interface FigureCheck {
  readonly name: TargetName;
  readonly kind: FigureKind;
  readonly target: number;
  readonly generated: number;
  /** generated ÷ target − 1. */
  readonly deviation: number;
  readonly tolerance: number;
  /** Three standard errors of the figure over the cases it is a share or mean of, as a part of it; NaN: not worked out. */
  readonly chance: number;
  /** within the tolerance (edge included); else by_chance within three standard errors; else misses. */
  readonly verdict: 'within' | 'by_chance' | 'misses';
  readonly source: string;
  /** True where nobody has published the figure: it was chosen. */
  readonly isChosen: boolean;
}

type Observe = (seen: Seen) => number;
/** `chance` where the figure is drawn: its relative standard error. */
type Figure = readonly [name: TargetName, kind: FigureKind, observe: Observe, error?: Observe];

interface Seen {
  readonly year: RegionObservation;
  readonly model: RegionModel;
}

const sumOf = (cells: readonly CellObservation[], pick: (cell: CellObservation) => number): number =>
  cells.reduce((sum, cell) => sum + pick(cell), 0);
const ofInsurance = ({ cells }: RegionObservation, insurance: number): readonly CellObservation[] =>
  cells.slice(insurance * 3, insurance * 3 + 3);
const meanYuan = (cells: readonly CellObservation[]): number =>
  sumOf(cells, (cell) => cell.cost) / sumOf(cells, (cell) => cell.cases) / 100;

const casesOf = (cells: readonly CellObservation[]): number => sumOf(cells, (cell) => cell.cases);
/** Relative standard error of a share of some cases. */
const shareError = (share: number, cases: number): number => Math.sqrt((1 - share) / (share * cases));
const costError = (cells: readonly CellObservation[]): number => {
  const [cases, cost] = [casesOf(cells), sumOf(cells, (cell) => cell.cost)];
  return Math.sqrt(((sumOf(cells, (cell) => cell.costSquares) * cases) / cost ** 2 - 1) / cases);
};
/** A figure that is a share of all cases (or of those of `cells`). */
const share = (
  name: TargetName,
  count: (year: RegionObservation) => number,
  of: (year: RegionObservation) => number = (year) => year.cases,
): Figure => [
  name,
  'share',
  ({ year }) => count(year) / of(year),
  ({ year }) => shareError(count(year) / of(year), of(year)),
];
const cost = (name: TargetName, cells: (year: RegionObservation) => readonly CellObservation[]): Figure => [
  name,
  'cost',
  ({ year }) => meanYuan(cells(year)),
  ({ year }) => costError(cells(year)),
];

/** The figures of each insurance type and level. */
const BY_CELL: readonly Figure[] = INSURANCES.flatMap((insurance, i) =>
  LEVELS.flatMap((level, l): Figure[] => {
    const cell = (year: RegionObservation): CellObservation => year.cells[i * 3 + l]!;
    const figures: Figure[] = [
      share(
        `${insurance}_share_level_${level}`,
        (year) => cell(year).cases,
        (year) => casesOf(ofInsurance(year, i)),
      ),
      [`${insurance}_in_list_share_level_${level}`, 'share', ({ year }) => cell(year).fund / cell(year).inList],
    ];
    if (insurance !== 'employee') return figures;
    return [
      ...figures,
      cost(`employee_cost_level_${level}`, (year) => [cell(year)]),
      [`employee_los_level_${level}`, 'days', ({ year }) => cell(year).days / cell(year).cases],
    ];
  }),
);

const top = (name: TargetName, count: number): Figure => [
  name,
  'share',
  ({ year }) => {
    const sorted = year.groups.cases
      .map((cases, group) => cases * year.groups.isGrouped[group]!)
      .sort()
      .reverse();
    return sorted.slice(0, count).reduce((sum, cases) => sum + cases, 0) / ofGrouped(year, 'cases');
  },
];

const discharged = (name: TargetName, type: number): Figure => share(name, (year) => year.discharges.get(type) ?? 0);

const PLAIN: readonly Figure[] = [
  share('employee_share', (year) => casesOf(ofInsurance(year, 0))),
  share(
    'employee_retired_share',
    (year) => year.retired,
    (year) => casesOf(ofInsurance(year, 0)),
  ),
  cost('employee_cost', (year) => ofInsurance(year, 0)),
  cost('resident_cost', (year) => ofInsurance(year, 1)),
  ['los', 'days', ({ year }) => sumOf(year.cells, (cell) => cell.days) / year.cases],
  ['age_mean', 'mean', ({ year: { age } }) => age.sum / age.cases],
  ['age_sd', 'spread', ({ year: { age } }) => Math.sqrt(age.squares / age.cases - (age.sum / age.cases) ** 2)],
  share('female_share', (year) => year.women),
  share('readmission_30_days', (year) => year.readmitted),
  share(
    'no_operation_share',
    (year) => year.withoutOperation,
    (year) => ofGrouped(year, 'cases'),
  ),
  top('top_10_group_share', 10),
  top('top_50_group_share', 50),
  top('top_100_group_share', 100),
  top('top_200_group_share', 200),
  top('top_400_group_share', 400),
  ['hospitals_level_3', 'count', ({ model }) => hospitalsAt(model, 3)],
  ['hospitals_level_2', 'count', ({ model }) => hospitalsAt(model, 2)],
  ['hospitals_level_1', 'count', ({ model }) => hospitalsAt(model, 1)],
  discharged('mortality', 5),
  discharged('transfer_share', 2),
  discharged('community_share', 3),
  discharged('against_advice_share', 4),
  discharged('other_discharge_share', 9),
  ['diagnoses_per_case', 'mean', ({ year }) => year.diagnoses / year.cases],
  ['procedures_per_case', 'mean', ({ year }) => year.procedures / year.cases],
  share('ungrouped_share', (year) => year.ungrouped),
  share('unrelated_procedure_share', (year) => year.unrelated),
];

const hospitalsAt = ({ hospitals }: RegionModel, level: number): number =>
  hospitals.filter(({ levelClass }) => levelClass === level).length;

/** Relative mean cost of groups, by cases: how the dear and the cheap ones lie around the mean. */
const RELATIVE_MEANS: readonly Figure[] = (
  [
    [0.05, 'relative_mean_p05'],
    [0.25, 'relative_mean_p25'],
    [0.5, 'relative_mean_p50'],
    [0.75, 'relative_mean_p75'],
    [0.9, 'relative_mean_p90'],
    [0.95, 'relative_mean_p95'],
    [0.99, 'relative_mean_p99'],
  ] as const
).map(([position, name]) => [
  name,
  'spread',
  ({ year }: Seen) => groupQuantile(year, 'cost', position) / groupMean(year, 'cost'),
]);

const GROUP_CVS: readonly Figure[] = (
  [
    [0.05, 'group_cv_p05'],
    [0.25, 'group_cv_p25'],
    [0.5, 'group_cv_p50'],
    [0.75, 'group_cv_p75'],
    [0.95, 'group_cv_p95'],
  ] as const
).map(([position, name]) => [name, 'spread', ({ year }: Seen) => cvQuantile(year, position)]);

const GROUP_DAYS: readonly Figure[] = (
  [
    [0.05, 'group_los_p05'],
    [0.25, 'group_los_p25'],
    [0.5, 'group_los_p50'],
    [0.75, 'group_los_p75'],
    [0.9, 'group_los_p90'],
    [0.95, 'group_los_p95'],
    [0.99, 'group_los_p99'],
  ] as const
).map(([position, name]) => [
  name,
  'spread',
  ({ year }: Seen) => (groupQuantile(year, 'days', position) / groupMean(year, 'days')) * target('group_los_mean'),
]);

const FIGURES: readonly Figure[] = [...PLAIN, ...BY_CELL, ...RELATIVE_MEANS, ...GROUP_CVS, ...GROUP_DAYS];

const ofGrouped = ({ groups }: RegionObservation, measure: 'cases' | 'cost' | 'days'): number =>
  groups[measure].reduce((sum, value, group) => sum + value * groups.isGrouped[group]!, 0);
const groupMean = (year: RegionObservation, of: 'cost' | 'days'): number =>
  ofGrouped(year, of) / ofGrouped(year, 'cases');

/** Quantile of group means by cases: each group stands at the middle of its cases, between groups linear in logs. */
function groupQuantile({ groups }: RegionObservation, of: 'cost' | 'days', position: number): number {
  const means = [...groups.cases.keys()]
    .filter((group) => groups.isGrouped[group] === 1 && groups.cases[group]! > 0)
    .map((group) => ({ cases: groups.cases[group]!, mean: groups[of][group]! / groups.cases[group]! }))
    .sort((a, b) => a.mean - b.mean);
  const all = means.reduce((sum, { cases }) => sum + cases, 0);
  let below = 0;
  const points = means.map(({ cases, mean }) => {
    below += cases;
    return [(below - cases / 2) / all, mean] as const;
  });
  return interpolateQuantiles(points, position, 'log');
}

const LEAST_CASES_OF_CV = 100;

/** Quantile of the groups' CVs, each group once, of groups with at least 100 cases. */
function cvQuantile({ groups }: RegionObservation, position: number): number {
  const cvs: number[] = [];
  for (let group = 0; group < groups.cases.length; group++) {
    const cases = groups.cases[group]!;
    if (groups.isGrouped[group] === 0 || cases < LEAST_CASES_OF_CV) continue;
    cvs.push(Math.sqrt((groups.costSquares[group]! * cases) / groups.cost[group]! ** 2 - 1));
  }
  cvs.sort((a, b) => a - b);
  return interpolateQuantiles(
    cvs.map((cv, rank) => [rank / (cvs.length - 1), cv] as const),
    position,
    'linear',
  );
}

const STANDARD_ERRORS = 3;

/** Every figure that the region claims and that its cases show, against its target. */
export function checkTargets(model: RegionModel, year: RegionObservation): FigureCheck[] {
  return FIGURES.map(([name, kind, observe, error]) => {
    const wanted = target(name);
    const seen = { year, model };
    const generated = observe(seen);
    const deviation = generated / wanted - 1;
    const tolerance = TOLERANCE[kind];
    const chance = error === undefined ? Number.NaN : STANDARD_ERRORS * error(seen);
    const distance = Math.abs(deviation);
    const { source } = TARGETS[name];
    return {
      name,
      kind,
      target: wanted,
      generated,
      deviation,
      tolerance,
      chance,
      verdict: distance <= tolerance ? 'within' : distance <= chance ? 'by_chance' : 'misses',
      source,
      isChosen: source.startsWith('chosen'),
    };
  });
}
