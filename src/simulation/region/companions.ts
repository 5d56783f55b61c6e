import { RandomStream } from '../../kernel/random.js';
import type { CodePool, CodePools } from './code-pools.js';
import { sexOfDiagnosis } from './diagnosis-habits.js';
import { AGE_BANDS } from './secondary-habits.js';

/** Secondary diagnoses and procedures that cases are filled up with, as dictionary codes; 0 is none. */
export interface Companions {
  /** Bundle b of band a is BUNDLE_SIZE codes of different categories from [(a × BUNDLES + b) × BUNDLE_SIZE]. */
  readonly chronic: Uint16Array;
  /** Draws of complications, for groups that take them without moving. */
  readonly cc: Uint16Array;
  readonly mcc: Uint16Array;
  readonly procedures: Uint16Array;
}

export const BUNDLES = 1_024;
export const BUNDLE_SIZE = 12;
export const DRAWS = 4_096;
export const MOST_COMPANION_PROCEDURES = 3;

const CHRONIC_STREAM = 200_000;
const CC_STREAM = 200_010;
const MCC_STREAM = 200_011;
const PROCEDURE_STREAM = 200_012;

/** Draws bundles once, so that a case costs one look-up however many companions it has. */
export function drawCompanions(
  pools: CodePools,
  diagnosisIndex: (code: string) => number,
  procedureIndex: (code: string) => number,
  seed: number,
): Companions {
  const chronic = new Uint16Array(AGE_BANDS.length * BUNDLES * BUNDLE_SIZE);
  AGE_BANDS.forEach((band, a) => {
    const random = new RandomStream(seed, CHRONIC_STREAM + a);
    const pool = pools.chronic[band];
    for (let b = 0; b < BUNDLES; b++) {
      const bundle = drawDistinct(pool, random);
      bundle.forEach((code, i) => {
        chronic[(a * BUNDLES + b) * BUNDLE_SIZE + i] = diagnosisIndex(code);
      });
    }
  });
  return {
    chronic,
    cc: drawMany(anybody(pools.cc), diagnosisIndex, seed, CC_STREAM),
    mcc: drawMany(anybody(pools.mcc), diagnosisIndex, seed, MCC_STREAM),
    procedures: drawMany(pools.companionProcedures, procedureIndex, seed, PROCEDURE_STREAM),
  };
}

/** Complications that an adult of either sex can have. */
function anybody(pool: CodePool): CodePool {
  const kept = pool.codes
    .map((_, i) => i)
    .filter((i) => {
      const code = pool.codes[i]!;
      return sexOfDiagnosis(code) === 0 && 'DEGIJKN'.includes(code[0]!) && pool.weights[i]! > 0.05;
    });
  return { codes: kept.map((i) => pool.codes[i]!), weights: kept.map((i) => pool.weights[i]!) };
}

function drawOne(pool: CodePool, total: number, random: RandomStream): number {
  let aim = random.uniform() * total;
  for (let i = 0; i < pool.codes.length; i++) {
    aim -= pool.weights[i]!;
    if (aim < 0) return i;
  }
  return pool.codes.length - 1;
}

function drawDistinct(pool: CodePool, random: RandomStream): string[] {
  const total = pool.weights.reduce((sum, weight) => sum + weight, 0);
  const bundle: string[] = [];
  const categories = new Set<string>();
  for (let attempt = 0; attempt < 60 && bundle.length < BUNDLE_SIZE && pool.codes.length > 0; attempt++) {
    const code = pool.codes[drawOne(pool, total, random)]!;
    if (!categories.has(code.slice(0, 3))) bundle.push(code);
    categories.add(code.slice(0, 3));
  }
  return bundle;
}

/** Empty (all 0) where the pool is empty. */
function drawMany(pool: CodePool, indexOf: (code: string) => number, seed: number, stream: number): Uint16Array {
  const drawn = new Uint16Array(DRAWS);
  if (pool.codes.length === 0) return drawn;
  const random = new RandomStream(seed, stream);
  const total = pool.weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < DRAWS; i++) drawn[i] = indexOf(pool.codes[drawOne(pool, total, random)]!);
  return drawn;
}
