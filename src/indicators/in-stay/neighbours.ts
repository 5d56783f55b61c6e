import type { DipExplanation, NearEntry } from '../../grouping/dip/explain/dip-explanation.js';
import { LOST_BY } from '../../grouping/dip/explain/dip-words.js';
import { describeCondition } from '../../grouping/explain/describe-condition.js';
import { describeTrace } from '../../grouping/explain/describe-trace.js';
import type { Explanation } from '../../grouping/explain/explanation.js';
import type { Text } from '../../kernel/errors.js';
import type { Fen } from '../../kernel/money.js';

/** A group near the present one: its standard, and what parts the two. */
export interface Neighbour {
  readonly group: string;
  readonly name: string;
  /** NaN where the group has no standard. */
  readonly standardFen: Fen;
  /** Of the higher one what is missing, of the lower one what would have to fall away. */
  readonly words: Text;
}

export interface Neighbours {
  readonly higher?: Neighbour;
  readonly lower?: Neighbour;
}

/** The groups of the same ADRG that stand before and after the present one. */
export function drgNeighbours({ changes }: Explanation, standardOf: (group: string) => Fen): Neighbours {
  const { higher, lower } = changes;
  const both = (words: (language: 'zh' | 'en') => string): Text => ({ zh: words('zh'), en: words('en') });
  return {
    ...(higher === undefined
      ? {}
      : {
          higher: {
            group: higher.group,
            name: higher.name,
            standardFen: standardOf(higher.group),
            words: both((language) => describeCondition(higher.missing, language)),
          },
        }),
    ...(lower === undefined
      ? {}
      : {
          lower: {
            group: lower.group,
            name: lower.name,
            standardFen: standardOf(lower.group),
            words: both((language) => describeTrace(lower.without, language)),
          },
        }),
  };
}

/** Of the entries that the principal meets the two whose standards lie nearest above and below the present one. */
export function dipNeighbours(explanation: DipExplanation, standardOf: (group: string) => Fen): Neighbours {
  const own = standardOf(explanation.answer.group);
  if (Number.isNaN(own)) return {};
  const others: Neighbour[] = [];
  for (const { candidates, near } of explanation.steps) {
    for (const { group, name, outcome, by } of candidates) {
      if (outcome === 'won') continue;
      others.push({ group, name, standardFen: standardOf(group), words: LOST_BY[by ?? 'earlier_step'] });
    }
    for (const entry of near) {
      const { group, name } = entry;
      others.push({ group, name, standardFen: standardOf(group), words: nearWords(entry) });
    }
  }
  let [higher, lower]: (Neighbour | undefined)[] = [];
  for (const other of others) {
    const { standardFen } = other;
    if (standardFen > own && !(standardFen >= (higher?.standardFen ?? Number.POSITIVE_INFINITY))) higher = other;
    if (standardFen < own && !(standardFen <= (lower?.standardFen ?? Number.NEGATIVE_INFINITY))) lower = other;
  }
  return { ...(higher === undefined ? {} : { higher }), ...(lower === undefined ? {} : { lower }) };
}

function nearWords({ related, condition }: NearEntry): Text {
  if (related !== undefined) {
    const codes = related.map((part) => part.slice(0, 3).join('/')).join(' + ');
    return { zh: `还需相关手术操作 ${codes}`, en: `still needs the related procedure ${codes}` };
  }
  if (condition === undefined) return { zh: '条件不符', en: 'a condition that does not hold' };
  return { zh: describeCondition(condition, 'zh'), en: describeCondition(condition, 'en') };
}
