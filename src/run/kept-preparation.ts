import type { Finding } from '../kernel/finding.js';
import type { AnyCompiledScheme } from '../schemes/any-scheme.js';
import type { WeightTable } from '../weighting/weight-table.js';

export interface ScenarioWeights {
  readonly table: WeightTable;
  readonly findings: readonly Finding[];
}

/** What scenarios need whatever their cases are, for one who works many, each with cases of its own. */
export interface KeptPreparation {
  /** What openAnyScheme gives. */
  readonly openScheme: (idOrFolder: string) => AnyCompiledScheme;
  /** @param key  all that the weights are made from: equal keys, equal weights */
  readonly weights: (key: string, make: () => Promise<ScenarioWeights>) => Promise<ScenarioWeights>;
}
