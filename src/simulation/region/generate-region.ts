import type { CaseTable } from '../../cases/case-table.js';
import type { HospitalRegister } from '../../cases/register.js';
import type { SchemeDocument } from '../../schemes/scheme-document.js';
import { expectedBudgets, type RegionBudget } from './expected-budgets.js';
import { generateYear } from './generate-year.js';
import type { RegionHospital } from './hospitals.js';
import { joinTables } from './join-tables.js';
import { prepareRegion } from './prepare-region.js';
import type { RegionModel } from './region-model.js';
import { TARGETS, type Target } from './targets.js';
import type { ColumnChoice } from './year-columns.js';

export interface RegionOptions {
  /** Cases of the simulated year; each year of history has as many. */
  readonly cases: number;
  readonly seed: number;
  readonly scheme: SchemeDocument;
  /** The simulated year, default 2026; the three years before it are history. */
  readonly year?: number;
  /** Columns of the history, default all; `weighting` is a third smaller and quicker. */
  readonly historyColumns?: ColumnChoice;
}

export interface SyntheticRegion {
  readonly year: CaseTable;
  /** Three years in one table, oldest first. */
  readonly history: CaseTable;
  readonly register: HospitalRegister;
  readonly hospitals: readonly RegionHospital[];
  /** Yearly fund of each pool, from the model's expected recorded fund and the reserve. */
  readonly budgets: readonly RegionBudget[];
  readonly targets: Readonly<Record<string, Target>>;
  /** Group that each case was drawn for: index into `groupCodes`, by row. */
  readonly drawnGroup: { readonly year: Uint16Array; readonly history: Uint16Array };
  readonly groupCodes: readonly string[];
  /** Groups of the scheme that no recipe of codes reached: they have no cases. */
  readonly unreachableGroups: readonly string[];
  readonly model: RegionModel;
}

export const DEFAULT_YEAR = 2026;
export const HISTORY_YEARS = 3;

/**
 * A whole synthetic pooling region (模拟统筹区) under a scheme: the simulated year, three years of history, the register
 * and the pools' budgets. Seeded: the same options give the same bytes.
 */
export function generateRegion(options: RegionOptions): SyntheticRegion {
  const { cases, seed } = options;
  const year = options.year ?? DEFAULT_YEAR;
  const model = prepareRegion(options.scheme);
  const columns = options.historyColumns ?? 'all';
  const simulated = generateYear(model, { cases, seed, year });
  const past = Array.from({ length: HISTORY_YEARS }, (_, i) =>
    generateYear(model, { cases, seed, year: year - HISTORY_YEARS + i, pricesOf: year, columns }),
  );
  const drawn = new Uint16Array(cases * HISTORY_YEARS);
  past.forEach((part, i) => {
    drawn.set(part.drawnGroup, i * cases);
  });
  return {
    year: simulated.table,
    history: joinTables(past.map(({ table }) => table)),
    register: registerOf(model),
    hospitals: model.hospitals,
    budgets: expectedBudgets(model, cases),
    targets: TARGETS,
    drawnGroup: { year: simulated.drawnGroup, history: drawn },
    groupCodes: model.recipes.groupCodes,
    unreachableGroups: model.unreachable,
    model,
  };
}

/** The hospitals as the engine's register. */
export function registerOf(model: RegionModel): HospitalRegister {
  return new Map(
    model.hospitals.map(({ hospitalId, name, level, levelClass, kind }) => [
      hospitalId,
      { hospitalId, name, level, levelClass, kind },
    ]),
  );
}
