import {
  NO_GROUP,
  RULE_FALLBACK,
  type SchemeSections,
  type SchemeSizes,
  schemeSections,
  schemeSizes,
} from '../../schemes/compiled-scheme.js';
import { CaseView } from './case-view.js';
import { chooseGroups } from './choose-groups.js';
import { findRules, NO_RULE, ruleTables } from './find-rules.js';
import type { GroupPayload } from './group-payload.js';

/** Rows worked on at a time: their rules fit the nearest cache. */
export const ROWS_AT_ONCE = 1_024;

/** The compiled engine over one payload: rules, then groups, of ranges of rows. */
export interface CaseWalker {
  readonly view: CaseView;
  readonly sections: SchemeSections;
  readonly sizes: SchemeSizes;
  /** Rule of each row of the last range walked, NO_RULE where none holds. */
  readonly rules: Uint16Array;
  /** Finds rules and groups of at most ROWS_AT_ONCE rows; writes groups by row, NO_GROUP where there is none. */
  readonly walk: (from: number, to: number, groups: Uint16Array) => void;
  /** Whether the row would be in a group (QY included) if the case had this sex. */
  readonly wouldGroup: (row: number, sex: number) => boolean;
}

export function createCaseWalker(payload: GroupPayload): CaseWalker {
  const sections = schemeSections(payload.scheme);
  const sizes = schemeSizes(sections);
  const view = new CaseView(payload, sections, sizes);
  const tables = ruleTables(payload, sections, sizes);
  const rules = new Uint16Array(ROWS_AT_ONCE);
  const signs = new Uint8Array(ROWS_AT_ONCE);
  const oneRule = new Uint16Array(1);
  const oneSign = new Uint8Array(1);

  return {
    view,
    sections,
    sizes,
    rules,
    walk: (from, to, groups) => {
      findRules(payload, tables, view, from, to, rules, signs);
      chooseGroups(payload, sections, sizes, view, from, to, rules, signs, groups);
    },
    wouldGroup: (row, sex) => {
      view.sexInstead = sex;
      findRules(payload, tables, view, row, row + 1, oneRule, oneSign);
      const rule = oneRule[0]!;
      const isTaken = rule !== NO_RULE && sections.ruleKind[rule] !== RULE_FALLBACK;
      // The group goes to the row's own place, which the caller writes afterwards.
      if (isTaken) chooseGroups(payload, sections, sizes, view, row, row + 1, oneRule, oneSign, payload.columns.group);
      view.sexInstead = -2;
      return isTaken && payload.columns.group[row] !== NO_GROUP;
    },
  };
}
