import { type AgeProfile, ageProfile } from './diagnosis-habits.js';
import { normalShare } from './normal-table.js';
import { target } from './targets.js';

/** Cases that share an age profile: their principal diagnosis and how many of them are whose. */
export interface PeopleInput {
  readonly principal: string;
  readonly share: number;
  readonly employee: number;
  readonly isNewborn: boolean;
  /** 1 or 2 where only one sex fits. */
  readonly sex: 0 | 1 | 2;
}

/** Shifts over the habits' profiles that bring ages and sexes to the published figures. */
export interface PeopleShifts {
  readonly employeeAge: number;
  readonly residentAge: number;
  readonly adultSpread: number;
  readonly childFactor: number;
  readonly femaleShift: number;
  /** Expected shares of all cases, for the number of companions. */
  readonly childShare: number;
  readonly oldShare: number;
}

const CHILD_AGE = 5.6;
const CHILD_VARIANCE = 16;
const YOUNGEST_ADULT = 15;
export const OLD_AGE = 65;
/** Between women's 55 and men's 60. */
const RETIREMENT = 57.5;

/** Solves the shifts in expectation, adults taken as normal. */
export function calibratePeople(parts: readonly PeopleInput[]): PeopleShifts {
  let [employeeAge, residentAge, childFactor, adultSpread] = [0, 0, 1, 1];
  for (let round = 0; round < 30; round++) {
    employeeAge = bisect(-25, 25, target('employee_retired_share'), (shift) => retiredShare(parts, shift, adultSpread));
    residentAge = bisect(
      -25,
      25,
      target('age_mean'),
      (shift) => ages(parts, employeeAge, shift, childFactor, adultSpread).mean,
    );
    const { sd } = ages(parts, employeeAge, residentAge, childFactor, adultSpread);
    const step = (target('age_sd') / sd) ** 1.5;
    childFactor = Math.min(1.6, Math.max(0.3, childFactor * step));
    adultSpread = Math.min(1.25, Math.max(0.8, adultSpread * Math.sqrt(step)));
  }
  const { childShare, oldShare } = ages(parts, employeeAge, residentAge, childFactor, adultSpread);
  const femaleShift = bisect(-0.4, 0.4, target('female_share'), (shift) => femaleShare(parts, shift));
  return { employeeAge, residentAge, adultSpread, childFactor, femaleShift, childShare, oldShare };
}

/** Root of a rising function. */
function bisect(least: number, most: number, wanted: number, rising: (value: number) => number): number {
  let [low, high] = [least, most];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (rising(middle) > wanted) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

function retiredShare(parts: readonly PeopleInput[], shift: number, spread: number): number {
  let all = 0;
  let retired = 0;
  for (const { principal, share, employee } of parts) {
    const { adultMean, adultSd } = ageProfile(principal);
    if (adultSd === 0) continue;
    all += share * employee;
    retired += share * employee * (1 - normalShare((RETIREMENT - adultMean - shift) / (adultSd * spread)));
  }
  return retired / all;
}

function ages(
  parts: readonly PeopleInput[],
  employeeShift: number,
  residentShift: number,
  childFactor: number,
  spread: number,
): { mean: number; sd: number; childShare: number; oldShare: number } {
  let [all, sum, squares, children, old] = [0, 0, 0, 0, 0];
  const adult = (weight: number, profile: AgeProfile, shift: number): void => {
    const mean = Math.max(YOUNGEST_ADULT + 2, profile.adultMean + shift);
    const sd = profile.adultSd * spread;
    sum += weight * mean;
    squares += weight * (mean * mean + sd * sd);
    old += weight * (1 - normalShare((OLD_AGE - mean) / Math.max(sd, 1)));
  };
  for (const { principal, share, employee, isNewborn } of parts) {
    const profile = ageProfile(principal);
    all += share;
    if (isNewborn || profile.adultSd === 0) {
      children += share;
      continue;
    }
    const child = Math.min(0.95, profile.childShare * childFactor);
    adult(share * employee, profile, employeeShift);
    adult(share * (1 - employee) * (1 - child), profile, residentShift);
    const childWeight = share * (1 - employee) * child;
    children += childWeight;
    sum += childWeight * CHILD_AGE;
    squares += childWeight * (CHILD_AGE * CHILD_AGE + CHILD_VARIANCE);
  }
  const mean = sum / all;
  return { mean, sd: Math.sqrt(squares / all - mean * mean), childShare: children / all, oldShare: old / all };
}

function femaleShare(parts: readonly PeopleInput[], shift: number): number {
  let all = 0;
  let women = 0;
  for (const { principal, share, sex } of parts) {
    all += share;
    women += share * (sex === 0 ? femaleChance(ageProfile(principal), shift) : sex - 1);
  }
  return women / all;
}

/** Chance that a case of a profile is a woman's, where both sexes fit. */
export function femaleChance(profile: AgeProfile, shift: number): number {
  return Math.min(0.95, Math.max(0.05, profile.femaleShare + shift));
}
