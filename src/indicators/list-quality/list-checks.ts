import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { CODE_CHECKS } from './code-checks.js';
import type { ListCheck } from './list-check.js';
import { RECORD_CHECKS } from './record-checks.js';
import { STAY_CHECKS } from './stay-checks.js';

/** The 18 checks of a settlement list, in the order of their ids. */
export const LIST_CHECKS: readonly ListCheck[] = [...CODE_CHECKS, ...RECORD_CHECKS, ...STAY_CHECKS].sort((a, b) =>
  compareCodePoints(a.id, b.id),
);
