import { stringify } from 'yaml';
import { readInputTable } from '../cases/tables/read-input-table.js';
import type { ResultTable } from '../kernel/result-table.js';
import { loadPolicy } from '../policy/load-policy.js';
import type { Reform } from '../policy/policy-schema.js';
import { budgetReform } from '../simulation/budget/budget-reform.js';
import { budgetTable } from '../simulation/budget/budget-table.js';
import { loadBudget } from '../simulation/budget/load-budget.js';
import { nextFunds } from '../simulation/budget/next-fund.js';
import { refuseFile, refuseInputAsOutput } from './output-folder.js';
import { checkedTimeline } from './refuse-findings.js';
import { writeTextFile } from './write-text-file.js';

export interface BudgetRunOptions {
  /** The assumptions. */
  readonly budget: string;
  readonly policy: string;
  readonly population: string;
  /** The reform to write; absent: nothing is written. */
  readonly out: string | undefined;
}

/**
 * Works out next year's fund of a policy's pools and writes it as a reform, for `settle`, `simulate` or a new policy.
 * @throws the codes of loadBudget, nextFunds, of reading policies and tables
 */
export async function runBudget(
  options: BudgetRunOptions,
): Promise<{ readonly table: ResultTable; readonly reform: Reform }> {
  const { out, policy, population } = options;
  if (out !== undefined) {
    refuseFile(out);
    refuseInputAsOutput(out, [options.budget, policy, population]);
  }
  const budget = loadBudget(options.budget);
  const { segments } = checkedTimeline(loadPolicy(policy), []);
  const funds = nextFunds(budget, segments.at(-1)!.policy, await readInputTable(population, 'population'));
  const reform = budgetReform(budget, funds);
  if (out !== undefined) await writeTextFile(out, stringify(reform, { lineWidth: 0, aliasDuplicateObjects: false }));
  return { table: budgetTable(funds), reform };
}
