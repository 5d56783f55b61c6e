import type { AnyCompiledScheme } from '../schemes/any-scheme.js';
import type { CalibratedUnit } from '../weighting/calibrated-unit.js';
import { readWeightTable, type WeightFile, weightTableOfText } from '../weighting/read-weight-table.js';
import type { WeightTable } from '../weighting/weight-table.js';
import { refuseWeightErrors } from './refuse-findings.js';
import type { WeightSource } from './scenario-side.js';

/** @throws weights_refused where reading found an error */
export function readWeights(
  source: WeightSource,
  scheme: AnyCompiledScheme,
  { decimals, unit }: CalibratedUnit,
): WeightFile {
  const file =
    typeof source === 'string'
      ? readWeightTable(source, scheme.catalogue, decimals, unit)
      : weightTableOfText(source.text, source.name, scheme.catalogue, decimals, unit);
  refuseWeightErrors(file.findings);
  return file;
}

/** Weights of a policy that knows none. */
export function emptyWeights(scheme: AnyCompiledScheme, unit: WeightTable['unit']): WeightTable {
  const ruleText = { zh: '不使用权重', en: 'no weights are used' };
  return {
    schemeId: scheme.id,
    schemeHash: scheme.hash,
    rule: ruleText.en,
    ruleText,
    regionMeanFen: Number.NaN,
    cases: 0,
    keptCases: 0,
    riv: Number.NaN,
    rows: [],
    unit,
    hash: '',
  };
}
