import { hash32 } from '../../kernel/random.js';

/**
 * One number of a case for each question asked about it. A draw depends on (seed of the year, row, slot) alone: adding
 * a question changes no other answer, and any part of a year can be made anywhere.
 */
export const SLOT = {
  chain: 0,
  entry: 1,
  recipe: 2,
  insurance: 3,
  sex: 4,
  age: 5,
  child: 6,
  infant: 7,
  ageDays: 8,
  birthWeight: 9,
  personClass: 10,
  dischargeType: 11,
  sameEntry: 12,
  /** Three tries of (entry, recipe) for a returning patient: 13 to 18; whether insurance suits the entry: 60 to 62. */
  returning: 13,
  returningInsurance: 60,
  level: 19,
  hospital: 20,
  sameHospital: 21,
  cost: 22,
  costFine: 23,
  los: 24,
  gap: 25,
  day: 26,
  icu: 27,
  icuDays: 28,
  ventilation: 29,
  companionCount: 30,
  companionSpread: 31,
  companionRound: 32,
  bundle: 33,
  furtherCc: 34,
  furtherCcCode: 35,
  furtherMcc: 36,
  furtherMccCode: 37,
  careless: 38,
  carelessCode: 39,
  companionProcedures: 40,
  /** Up to three codes: 41 to 43. */
  companionProcedure: 41,
  selfFunded: 44,
  firstPaid: 45,
  account: 46,
  hospitalCost: 47,
  missingDepartment: 48,
  missingHospitalCost: 49,
  missingSex: 50,
  missingAge: 51,
  missingDischargeType: 52,
  /** One for each charge part: 53 to 59. */
  chargePart: 53,
  newTechnology: 63,
  newTechnologyPart: 64,
} as const;

const UNIT = 1 / 4_294_967_296;

/** Uniform in [0, 1) with 32 bits. */
export function drawUniform(seed: number, row: number, slot: number): number {
  return hash32(seed, row, slot) * UNIT;
}

/** Entry of a quantile table of 65,536. */
export function drawFromTable(table: Float64Array, seed: number, row: number, slot: number): number {
  return table[hash32(seed, row, slot) >>> 16]!;
}

/** Seed of one year's cases. */
export function yearSeed(seed: number, year: number): number {
  return hash32(seed, year, 0x72656769);
}
