import type { CaseTable } from '../../cases/case-table.js';
import type { Text } from '../../kernel/errors.js';
import type { AnySwitches } from '../../schemes/any-scheme.js';
import type { AnyScheme } from '../../schemes/load-any-scheme.js';
import type { SchemeOptions } from '../../schemes/scheme-document.js';
import { dipRecordAt } from '../dip/explain/dip-record-at.js';
import { caseRecordAt } from '../interpreter/case-record-at.js';
import { isSameEntry, pairCatalogues } from './dip/pair-catalogues.js';
import { reasonOfDipMove } from './dip/reason-of-dip-move.js';
import type { Move } from './move.js';
import { isSameGroup, pairSchemes, type SchemePair } from './pair-schemes.js';
import { reasonOfMove } from './reason-of-move.js';

/** What two schemes make of a group and of a case: the question of a comparison, whatever their methods. */
export interface MoveJudge {
  readonly methods: { readonly from: AnyScheme['method']; readonly to: AnyScheme['method'] };
  /** Whether a group of one and a group of the other are one and the same to a reader. */
  readonly isSame: (from: string, to: string) => boolean;
  /** Why a case that moved has another group. */
  readonly reasonOf: (table: CaseTable, row: number, from: string, to: string) => Move;
}

/** The judge of two DRG schemes. @param options switches of this run over the defaults of both */
export function drgJudge(pair: SchemePair, options: Partial<SchemeOptions>): MoveJudge {
  return {
    methods: { from: 'drg', to: 'drg' },
    isSame: (from, to) => isSameGroup(pair, from, to),
    reasonOf: (table, row) => reasonOfMove(pair, caseRecordAt(table, row), options),
  };
}

/**
 * The judge of two schemes of either method. A group of DRG and an entry of DIP are never the same: between methods every
 * case moves, but for those without a group in both, and the flow alone says something.
 */
export function judgeOf(from: AnyScheme, to: AnyScheme, options: AnySwitches): MoveJudge {
  if (from.method === 'drg' && to.method === 'drg')
    return drgJudge(pairSchemes(from, to), options as Partial<SchemeOptions>);
  if (from.method === 'dip' && to.method === 'dip') {
    const pair = pairCatalogues(from, to);
    return {
      methods: { from: 'dip', to: 'dip' },
      isSame: (before, after) => isSameEntry(pair, before, after),
      reasonOf: (table, row, before, after) =>
        reasonOfDipMove(pair, dipRecordAt(table, row), before, after, options as Parameters<typeof reasonOfDipMove>[4]),
    };
  }
  return {
    methods: { from: from.method, to: to.method },
    isSame: (before, after) => before === UNGROUPED && after === UNGROUPED,
    reasonOf: (_table, _row, before, after) => ({ reason: 'other_method', detail: `${before} → ${after}` }),
  };
}

const UNGROUPED = '0000';

/** A text of a comparison: groups of a side under DIP are 病种 in Chinese. */
export function inWordsOf({ methods }: MoveJudge, side: 'from' | 'to' | 'both', text: Text): Text {
  const isDip = side === 'both' ? methods.from === 'dip' && methods.to === 'dip' : methods[side] === 'dip';
  return isDip ? { ...text, zh: text.zh.replaceAll('病组', '病种') } : text;
}
