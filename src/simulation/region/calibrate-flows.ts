import type { CaseMix } from './case-mix.js';
import { byLevel, target } from './targets.js';

/** Where patients of each group go, and what a stay costs there; every published mean is met in expectation. */
export interface Flows {
  /** P(employee | group). */
  readonly employee: Float64Array;
  /** P(level | group, insurance) at [(group × 2 + insurance) × 3 + level]. */
  readonly level: Float64Array;
  /** Group's own cost, relative; times `cost` it is yuan. */
  readonly base: Float64Array;
  /** Yuan at [insurance × 3 + level] for a group of relative cost 1 in a hospital of efficiency 1. */
  readonly cost: Float64Array;
  /** Mean cost in yuan at [insurance × 3 + level], as drawn. */
  readonly meanCost: Float64Array;
  /** Days factor at [insurance × 3 + level]. */
  readonly los: Float64Array;
  /** Group's own days; times `los` they are days. */
  readonly days: Float64Array;
  /** P(level | insurance) at [insurance × 3 + level]. */
  readonly levelShare: Float64Array;
}

export interface FlowInput {
  readonly mix: CaseMix;
  /** Part of a group's cases that can be employees at all: 0 for newborns. */
  readonly employable: Float64Array;
  /** Mean efficiency at [group × 3 + level], over the hospitals the group's cases go to. */
  readonly efficiency: Float64Array;
}

/** No group's cases are employees' beyond this share. */
export const MOST_EMPLOYEES = 0.85;
const ROUNDS = 150;
const STEP = 0.6;

/**
 * Solves for the flows. Three strengths are found by iteration, so that the differences left inside a group are the
 * chosen ones: how strongly dear groups go to level 3 and cheap ones to level 1, and how strongly employees have the
 * dearer groups. Levels' shares are met by proportional fitting, levels' mean costs and days by a factor each.
 */
export function calibrateFlows(input: FlowInput): Flows {
  const { mix } = input;
  const state = {
    employee: new Float64Array(mix.share.length),
    level: new Float64Array(mix.share.length * 6),
    base: mix.relativeMean.slice(),
    cost: new Float64Array(6),
  };
  const strength = { level: [0.5, 0, -0.6] as [number, number, number], insurance: 0.3 };
  for (let round = 0; round < ROUNDS; round++) {
    fitEmployees(input, state.employee, strength.insurance);
    fitLevels(input, state, strength.level);
    const residentFactor = fitCosts(input, state);
    if (round === ROUNDS - 1) break;
    const [high, middle, low] = [state.cost[0]!, state.cost[1]!, state.cost[2]!];
    const [middleTarget, lowTarget] = [target('level_2_cost_within_group'), target('level_1_cost_within_group')];
    strength.level[0] = clamp(strength.level[0] + STEP * Math.log((high / middle) * middleTarget), -1, 2);
    strength.level[2] = clamp(strength.level[2] + STEP * Math.log(((low / middle) * middleTarget) / lowTarget), -2, 1);
    const gap = Math.log(target('resident_cost_within_group') / residentFactor);
    strength.insurance = clamp(strength.insurance + STEP * gap, -1, 2);
    fitBase(input, state);
  }
  return { ...state, ...means(input, state), ...fitDays(input, state) };
}

type State = Pick<Flows, 'employee' | 'level' | 'base' | 'cost'>;

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

function fitEmployees({ mix, employable }: FlowInput, employee: Float64Array, strength: number): void {
  const weight = mix.relativeMean.map((mean, g) => employable[g]! * mean ** strength);
  let [low, high] = [0, 20];
  for (let step = 0; step < 40; step++) {
    const factor = (low + high) / 2;
    let sum = 0;
    for (let g = 0; g < employee.length; g++) {
      employee[g] = Math.min(MOST_EMPLOYEES, factor * weight[g]!);
      sum += mix.share[g]! * employee[g]!;
    }
    if (sum > target('employee_share')) high = factor;
    else low = factor;
  }
}

const casesOf = (input: FlowInput, employee: Float64Array, group: number, insurance: number): number =>
  input.mix.share[group]! * (insurance === 0 ? employee[group]! : 1 - employee[group]!);

function fitLevels(input: FlowInput, { employee, level }: State, strength: readonly number[]): void {
  const groups = employee.length;
  const pull = new Float64Array(groups * 3);
  for (let g = 0; g < groups; g++) {
    for (let l = 0; l < 3; l++) pull[g * 3 + l] = input.mix.relativeMean[g]! ** strength[l]!;
  }
  const wanted = [byLevel('employee_share'), byLevel('resident_share')];
  for (let insurance = 0; insurance < 2; insurance++) {
    const factor = [...wanted[insurance]!];
    for (let step = 0; step < 25; step++) {
      const got = [0, 0, 0];
      let all = 0;
      for (let g = 0; g < groups; g++) {
        let sum = 0;
        for (let l = 0; l < 3; l++) sum += factor[l]! * pull[g * 3 + l]!;
        const cases = casesOf(input, employee, g, insurance);
        all += cases;
        for (let l = 0; l < 3; l++) {
          const part = (factor[l]! * pull[g * 3 + l]!) / sum;
          level[(g * 2 + insurance) * 3 + l] = part;
          got[l]! += cases * part;
        }
      }
      for (let l = 0; l < 3; l++) factor[l]! *= (wanted[insurance]![l]! * all) / got[l]!;
    }
  }
}

/** Mean of a group figure over the cases of one insurance and level. */
function meanOver(
  input: FlowInput,
  { employee, level }: State,
  insurance: number,
  l: number,
  figure: (group: number) => number,
): { mean: number; share: number } {
  let sum = 0;
  let cases = 0;
  let all = 0;
  for (let g = 0; g < employee.length; g++) {
    const ofInsurance = casesOf(input, employee, g, insurance);
    const here = ofInsurance * level[(g * 2 + insurance) * 3 + l]!;
    sum += here * figure(g);
    cases += here;
    all += ofInsurance;
  }
  return { mean: sum / cases, share: cases / all };
}

/** Employees' factors from the bulletin's costs by level; residents' are the same times one factor, which it returns. */
function fitCosts(input: FlowInput, state: State): number {
  const wanted = byLevel('employee_cost');
  let residents = 0;
  for (let l = 0; l < 3; l++) {
    const figure = (g: number): number => state.base[g]! * input.efficiency[g * 3 + l]!;
    state.cost[l] = wanted[l]! / meanOver(input, state, 0, l, figure).mean;
    const { mean, share } = meanOver(input, state, 1, l, figure);
    residents += share * mean * state.cost[l]!;
  }
  const factor = target('resident_cost') / residents;
  for (let l = 0; l < 3; l++) state.cost[3 + l] = state.cost[l]! * factor;
  return factor;
}

/** Takes the flows' own effect out of each group's cost, so that its mean over all hospitals follows the curve. */
function fitBase(input: FlowInput, { employee, level, base, cost }: State): void {
  let mean = 0;
  for (let g = 0; g < base.length; g++) {
    let flow = 0;
    for (let insurance = 0; insurance < 2; insurance++) {
      const part = insurance === 0 ? employee[g]! : 1 - employee[g]!;
      for (let l = 0; l < 3; l++)
        flow += part * level[(g * 2 + insurance) * 3 + l]! * cost[insurance * 3 + l]! * input.efficiency[g * 3 + l]!;
    }
    base[g] = input.mix.relativeMean[g]! / flow;
    mean += input.mix.share[g]! * base[g]!;
  }
  for (let g = 0; g < base.length; g++) base[g]! /= mean;
}

function means(input: FlowInput, state: State): Pick<Flows, 'meanCost' | 'levelShare'> {
  const meanCost = new Float64Array(6);
  const levelShare = new Float64Array(6);
  for (let insurance = 0; insurance < 2; insurance++) {
    for (let l = 0; l < 3; l++) {
      const figure = (g: number): number => state.base[g]! * input.efficiency[g * 3 + l]!;
      const { mean, share } = meanOver(input, state, insurance, l, figure);
      meanCost[insurance * 3 + l] = mean * state.cost[insurance * 3 + l]!;
      levelShare[insurance * 3 + l] = share;
    }
  }
  return { meanCost, levelShare };
}

const DAYS_ROUNDS = 12;

/**
 * Employees' days by level from the bulletin; residents' times one factor, so that all stays have the published mean.
 * As with costs, the levels' own effect is taken out of each group's days, so that groups keep the published spread.
 */
function fitDays(input: FlowInput, state: State): Pick<Flows, 'los' | 'days'> {
  const days = input.mix.losDays.slice();
  let los = daysFactors(input, state, days);
  for (let round = 1; round < DAYS_ROUNDS; round++) {
    for (let g = 0; g < days.length; g++) days[g] = input.mix.losDays[g]! / flowOf(state, g, los);
    los = daysFactors(input, state, days);
  }
  return { los, days };
}

/** Mean over a group's cases of a factor by insurance and level. */
function flowOf({ employee, level }: State, group: number, factor: Float64Array): number {
  let flow = 0;
  for (let insurance = 0; insurance < 2; insurance++) {
    const part = insurance === 0 ? employee[group]! : 1 - employee[group]!;
    for (let l = 0; l < 3; l++) flow += part * level[(group * 2 + insurance) * 3 + l]! * factor[insurance * 3 + l]!;
  }
  return flow;
}

function daysFactors(input: FlowInput, state: State, days: Float64Array): Float64Array {
  const wanted = byLevel('employee_los');
  const los = new Float64Array(6);
  const employees = target('employee_share');
  let employeeDays = 0;
  let residentDays = 0;
  for (let l = 0; l < 3; l++) {
    const figure = (g: number): number => days[g]!;
    const ofEmployees = meanOver(input, state, 0, l, figure);
    const ofResidents = meanOver(input, state, 1, l, figure);
    los[l] = wanted[l]! / ofEmployees.mean;
    employeeDays += ofEmployees.share * wanted[l]!;
    residentDays += ofResidents.share * ofResidents.mean * los[l]!;
  }
  const factor = (target('los') - employees * employeeDays) / ((1 - employees) * residentDays);
  for (let l = 0; l < 3; l++) los[3 + l] = los[l]! * factor;
  return los;
}
