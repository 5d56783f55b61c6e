import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { DipKind } from '../../schemes/dip/dip-document.js';
import type { CaseSignatures } from './case-signatures.js';
import { chapterOf } from './chapters.js';
import type { CoreEntries } from './core-entries.js';
import { categoryOf } from './principal-keys.js';
import { KINDS_RISING } from './procedure-roles.js';

/** A comprehensive group (综合病种): a category or chapter and a treatment class. */
export interface WiderGroup {
  /** As patterns write it: A09, or A00-B99. */
  readonly diagnosis: string;
  readonly kind: DipKind;
}

export interface WiderGroups {
  /** Categories before chapters, each by diagnosis and class. */
  readonly groups: readonly WiderGroup[];
  /** By signature: index of its group; −1 none (a core entry takes it, or the blank group). */
  readonly groupOf: Int32Array;
}

/**
 * Groups for what no core entry takes: by category and treatment class where enough cases are left, else by chapter and
 * class, else none (the blank group).
 */
export function widerGroups(
  { table }: CaseSignatures,
  core: CoreEntries,
  diagnoses: readonly string[],
  need: number,
): WiderGroups {
  const groupOf = new Int32Array(table.count).fill(-1);
  const groups: WiderGroup[] = [];
  const categories = diagnoses.map(categoryOf);
  for (const textOf of [(category: string) => category, chapterOf]) {
    const texts = categories.map(textOf);
    const found = new Map<string, { readonly group: WiderGroup; readonly ids: number[] }>();
    for (let id = 0; id < table.count; id++) {
      if (core.entryOf[id]! >= 0 || groupOf[id]! >= 0) continue;
      const diagnosis = texts[table.diagnosis[id]!]!;
      if (diagnosis === '') continue;
      const kind = KINDS_RISING[table.kind[id]!]!;
      const key = `${diagnosis} ${kind}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { group: { diagnosis, kind }, ids: [id] });
      else known.ids.push(id);
    }
    for (const [, { group, ids }] of [...found].sort(([a], [b]) => compareCodePoints(a, b))) {
      if (ids.reduce((sum, id) => sum + core.measured[id]!, 0) < need) continue;
      for (const id of ids) groupOf[id] = groups.length;
      groups.push(group);
    }
  }
  return { groups, groupOf };
}
