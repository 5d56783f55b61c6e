import type { ResultTable } from '../../kernel/result-table.js';
import { COST_PARTS, costAccounting } from '../../simulation/costs/cost-accounting.js';
import { refuseFolder, refuseInputAsOutput } from '../output-folder.js';
import { pricedRegion } from '../priced-region.js';
import { inputPaths, type RegionRunOptions } from '../region-data.js';
import type { RunContext } from '../run-context.js';
import { writeTableFolder } from '../write-table-folder.js';

export interface CostsRunResult {
  readonly folder: string;
  readonly tables: readonly ResultTable[];
  /** Parts of the bill that the file does not have. */
  readonly missingParts: readonly string[];
}

/** Cost accounting by department and disease, written as tables. @throws what reading and pricing throw */
export async function runCosts(options: RegionRunOptions, context: RunContext): Promise<CostsRunResult> {
  refuseFolder(options.out, 'cost accounting');
  refuseInputAsOutput(options.out, inputPaths(options));
  const parts = Object.keys(COST_PARTS);
  const { region, result, timeline } = await pricedRegion(options, parts, context);
  const tables = costAccounting(region.year, result.groups, result.scheme.catalogue, result.priced);
  const missingParts = parts.filter((name) => region.year.columns[name] === undefined);
  await writeTableFolder(options.out, 'cost accounting', tables, {
    inputs: region.inputs,
    scheme: { id: result.scheme.id, hash: result.scheme.hash },
    policy: { id: timeline.id, hash: timeline.hash },
  });
  return { folder: options.out, tables, missingParts };
}
