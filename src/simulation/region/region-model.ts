import type { AliasTable } from './alias-table.js';
import type { BenefitTerms } from './benefit-terms.js';
import type { Flows } from './calibrate-flows.js';
import type { PeopleShifts } from './calibrate-people.js';
import type { CaseMix } from './case-mix.js';
import type { GroupRecipes } from './case-recipes.js';
import type { Companions } from './companions.js';
import type { RegionHospital } from './hospitals.js';

/**
 * The region, ready to be drawn from: everything that does not depend on a case is computed once into typed arrays.
 * It is the same for every seed of cases; only the draws differ.
 */
export interface RegionModel {
  readonly hospitals: readonly RegionHospital[];
  readonly groups: readonly GroupRecipes[];
  /** Groups of the scheme for which no recipe verified. */
  readonly unreachable: readonly string[];
  readonly mix: CaseMix;
  readonly flows: Flows;
  readonly people: PeopleShifts;
  readonly benefits: BenefitTerms;
  readonly companions: Companions;
  readonly entries: RegionEntries;
  readonly recipes: RegionRecipes;
  readonly tables: RegionTables;
  /** Dictionaries of codes, "" first. */
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
}

/** What a case is drawn from: one entry a group, then one for unrelated-procedure and one for ungrouped cases. */
export interface RegionEntries {
  readonly count: number;
  readonly draw: AliasTable;
  /** Recipes of entry e are firstRecipe[e] … firstRecipe[e + 1] − 1, the commonest first. */
  readonly firstRecipe: Uint32Array;
  readonly employee: Float64Array;
  /** Cumulative P(level) at [(entry × 2 + insurance) × 3 + level]. */
  readonly levelCumulative: Float64Array;
  /** Fen at efficiency 1 in the simulated year: [entry × 6 + insurance × 3 + level]. */
  readonly costFen: Float64Array;
  readonly sigma: Float64Array;
  /** ln of the mean of exp(sigma × deviation): subtracted, so that the mean cost is costFen. */
  readonly logMean: Float64Array;
  readonly losDays: Float64Array;
  /** 1 where a CC, 2 where also an MCC may be added without moving the case. */
  readonly mayAdd: Uint8Array;
  /** Index of the charge profile: 0 medical, 1 surgical, 2 procedure. */
  readonly profile: Uint8Array;
  /** Chance of dying, of an intensive care stay. */
  readonly mortality: Float64Array;
  readonly icu: Float64Array;
}

export interface RegionRecipes {
  readonly dxOffsets: Uint32Array;
  readonly dx: Uint16Array;
  readonly pxOffsets: Uint32Array;
  readonly px: Uint16Array;
  /** Expected group of the recipe, index into groupCodes. */
  readonly group: Uint16Array;
  readonly groupCodes: readonly string[];
  readonly sex: Uint8Array;
  readonly ageLeast: Int16Array;
  readonly ageMost: Int16Array;
  /** Newborns and infants only; −1 elsewhere. */
  readonly ageDaysLeast: Int16Array;
  readonly ageDaysMost: Int16Array;
  readonly weightLeast: Int32Array;
  readonly weightMost: Int32Array;
  readonly losLeast: Int32Array;
  readonly losMost: Int32Array;
  readonly dischargeType: Uint8Array;
  readonly mayBeInfant: Uint8Array;
  readonly department: Uint8Array;
  /** Of residents’ cases: part that are children; chance of a woman; ages of adults by insurance. */
  readonly childShare: Float64Array;
  readonly female: Float64Array;
  readonly adultMean: Float64Array;
  readonly adultSd: Float64Array;
}

export interface RegionTables {
  readonly normal: Float64Array;
  readonly costDeviation: Float64Array;
  /** Hospitals of a level by department: draw gives an index within the level, at [level × departments + department]. */
  readonly hospital: readonly AliasTable[];
  /** Index of each level's first hospital. */
  readonly levelStart: readonly [number, number, number];
  /** Sex only one of which can have the diagnosis, by dictionary code. */
  readonly sexOfDiagnosis: Uint8Array;
  /** First three characters of each diagnosis as a number, to keep a category from standing twice. */
  readonly category: Uint32Array;
  /** Mean number of companions by age band. */
  readonly companionMean: Float64Array;
  /** Mean number of companion procedures of a stay without and with an operation. */
  readonly companionProcedures: readonly [medical: number, operated: number];
}
