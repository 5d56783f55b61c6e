import type { DipKind } from '../../schemes/dip/dip-document.js';
import type { BuiltEntry } from './built-catalogue.js';
import type { CatalogueLists } from './catalogue-lists.js';
import type { CoreEntries } from './core-entries.js';
import type { WiderGroups } from './wider-groups.js';

export type NamedEntry = Omit<BuiltEntry, 'casesByYear' | 'figures'>;

/** The group for what nothing else takes (空白组). */
export const BLANK_GROUP = 'KBBZ';

/** Treatment classes in codes of comprehensive groups, as a published city table writes them; the last is ours. */
const KIND_LETTERS: Readonly<Record<DipKind, string>> = {
  conservative: 'BSZL',
  diagnostic: 'ZDXCZ',
  therapeutic: 'ZLXCZ',
  surgical: 'SS',
  procedure: 'CZ',
};
const KIND_NAMES: Readonly<Record<DipKind, string>> = {
  conservative: '保守治疗',
  diagnostic: '诊断性操作',
  therapeutic: '治疗性操作',
  surgical: '手术',
  procedure: '未分类的操作',
};

/**
 * Codes, names and classes of entries, in the order of the catalogue: core, comprehensive, blank. A code says what its
 * entry is (`diagnosis:main_related+related`, `diagnosis:class`), so that the same entry has the same code every year.
 * @param names  of diagnoses and procedures by code; a code without one stands for itself
 */
export function nameEntries(
  core: CoreEntries,
  wide: WiderGroups,
  keys: readonly string[],
  procedures: readonly string[],
  lists: Pick<CatalogueLists, 'classes' | 'options'>,
  names: ReadonlyMap<string, string> = new Map(),
): NamedEntry[] {
  const nameOf = (code: string) => names.get(code) ?? code;
  return [
    ...core.entries.map((entry): NamedEntry => {
      const diagnosis = keys[entry.key]!;
      const main = entry.lead < 0 ? undefined : procedures[entry.lead]!;
      const related = entry.related.map((rank) => procedures[rank]!);
      const joined = related.length === 0 ? '' : `_${related.join('+')}`;
      return {
        code: main === undefined ? diagnosis : `${diagnosis}:${main}${joined}`,
        name: [nameOf(diagnosis), ...(main === undefined ? [] : [[main, ...related].map(nameOf).join('+')])].join('：'),
        tier: 'core',
        kind: main === undefined ? 'conservative' : (lists.classes.get(main) ?? lists.options.unclassed_procedure),
        diagnosis,
        main,
        related,
      };
    }),
    ...wide.groups.map(
      ({ diagnosis, kind }): NamedEntry => ({
        code: `${diagnosis}:${KIND_LETTERS[kind]}`,
        name: `${nameOf(diagnosis)} 综合病种：${KIND_NAMES[kind]}`,
        tier: 'comprehensive',
        kind,
        diagnosis,
        main: undefined,
        related: [],
      }),
    ),
    {
      code: BLANK_GROUP,
      name: '空白组',
      tier: 'fallback',
      kind: 'conservative',
      diagnosis: '*',
      main: undefined,
      related: [],
    },
  ];
}
