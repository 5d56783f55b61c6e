import type { AnySwitches } from '../../schemes/any-scheme.js';
import type { DipOptions } from '../../schemes/dip/dip-document.js';
import type { AnyScheme } from '../../schemes/load-any-scheme.js';
import type { SchemeOptions } from '../../schemes/scheme-document.js';
import { matchDip } from '../dip/interpreter/match-dip.js';
import type { CaseRecord, GroupAnswer } from '../group-columns.js';
import { interpretCase } from '../interpreter/interpret-case.js';

/** The group a case would have with another of its codes in the first place. Plain data. */
export interface WhatIf {
  readonly scheme: { readonly id: string; readonly hash: string };
  readonly case: CaseRecord;
  readonly recorded: WhatIfAnswer;
  /** One for each other diagnosis as principal, in input order; the rest keep their order. */
  readonly principals: readonly WhatIfAlternative[];
  /** One for each other procedure as the first, in input order. */
  readonly procedures: readonly WhatIfAlternative[];
}

export interface WhatIfAnswer {
  readonly answer: GroupAnswer;
  /** Name of the group; empty for 0000. */
  readonly name: string;
  /** As the weight table writes it; null where it has none, absent where no table was given. */
  readonly weight?: string | null;
}

export interface WhatIfAlternative extends WhatIfAnswer {
  /** Where the code stands: 2 is the first after the principal or first procedure. */
  readonly position: number;
  readonly code: string;
  readonly isSameGroup: boolean;
}

/**
 * Groups a case again with each other diagnosis as principal, and with each other procedure first: for checking what is
 * recorded, in input order and without a judgement. Which code comes first is the medical record's word. A code that
 * stands twice, or is the first anyway, is tried once.
 * @param options switches of this run over the scheme's own
 * @param weightOf weight of a group as its table writes it, null where it has none
 */
export function whatIf(
  document: AnyScheme,
  record: CaseRecord,
  options: AnySwitches = {},
  weightOf?: (group: string) => string | null,
): WhatIf {
  const names = namesOf(document);
  const answerOf = (changed: CaseRecord): WhatIfAnswer => {
    const answer =
      document.method === 'dip'
        ? matchDip(document, changed, options as Partial<DipOptions>)
        : interpretCase(document, changed, options as Partial<SchemeOptions>);
    const weight = weightOf === undefined ? {} : { weight: weightOf(answer.group) };
    return { answer, name: names.get(answer.group) ?? '', ...weight };
  };
  const recorded = answerOf(record);
  const alternatives = (field: 'dx' | 'px'): WhatIfAlternative[] =>
    record[field].flatMap((code, index) => {
      if (record[field].indexOf(code) !== index || index === 0) return [];
      const other = answerOf({ ...record, [field]: [code, ...record[field].filter((_, place) => place !== index)] });
      const isSameGroup = other.answer.group === recorded.answer.group;
      return [{ position: index + 1, code, ...other, isSameGroup }];
    });
  return {
    scheme: { id: document.id, hash: document.hash },
    case: record,
    recorded,
    principals: alternatives('dx'),
    procedures: alternatives('px'),
  };
}

function namesOf(document: AnyScheme): ReadonlyMap<string, string> {
  if (document.method === 'dip') return new Map(document.entries.map(({ code, name }) => [code, name]));
  const rules = document.chapters.flatMap((chapter) => chapter.rules);
  return new Map(rules.flatMap(({ groups }) => groups.map(({ code, name }) => [code, name])));
}
