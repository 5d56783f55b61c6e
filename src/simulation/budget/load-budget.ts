import { existsSync, readFileSync, statSync } from 'node:fs';
import { refusePipe } from '../../kernel/refuse-pipe.js';
import { readDocument } from '../scenario-file/read-document.js';
import { BUDGET_ERRORS } from './budget-errors.js';
import { type Budget, budgetSchema } from './budget-schema.js';

/** Reads the assumptions of a dynamic budget. @throws budget_not_found, budget_invalid */
export function loadBudget(path: string): Budget {
  if (!existsSync(path) || !statSync(path).isFile()) throw BUDGET_ERRORS.budget_not_found({ name: path });
  refusePipe(path);
  return readDocument(readFileSync(path, 'utf8'), path, budgetSchema, BUDGET_ERRORS.budget_invalid);
}
