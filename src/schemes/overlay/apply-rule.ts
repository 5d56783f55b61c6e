import type { ConditionScope } from '../load/read-condition.js';
import type { YamlFile, YamlPath } from '../load/yaml-file.js';
import type { AdrgRule, DrgRule } from '../scheme-document.js';
import { SCHEME_ERRORS } from '../scheme-errors.js';
import type { OverlayContext } from './overlay-context.js';
import type { OverlayChapter, OverlayRule } from './overlay-file-schema.js';

/**
 * An ADRG of the base with an overlay's changes, or a new one where the base has none.
 * @throws scheme_overlay_incomplete where a new one lacks place, name, kind or condition
 */
export function applyRule(
  file: YamlFile<OverlayChapter>,
  code: string,
  before: AdrgRule | undefined,
  chapterScope: ConditionScope,
  context: OverlayContext,
): AdrgRule {
  const change = file.content.rules![code]!;
  const at: YamlPath = ['rules', code];
  if (!code.startsWith(file.content.mdc)) {
    throw SCHEME_ERRORS.scheme_code_outside_parent({ code, parent: file.content.mdc }, { path: file.place(at) });
  }
  if (before === undefined) refuseIncomplete(file, code, change);
  const kind = change.kind ?? before!.kind;
  const diagnosisLists = lists(file, code, 'diagnoses', before?.diagnosisLists, context);
  const procedureLists = lists(file, code, 'procedures', before?.procedureLists, context);
  const scope: ConditionScope = {
    ...chapterScope,
    diagnosisLists: new Set(diagnosisLists.keys()),
    procedureLists: new Set(procedureLists.keys()),
  };
  const whenText = change.when ?? before!.whenText;
  const when =
    change.when === undefined ? before!.when : context.conditions.read(whenText, scope, file.place([...at, 'when']));
  const name = change.name ?? before!.name;
  return {
    adrg: kind === 'unrelated' ? code.slice(1) : kind === 'fallback' ? '' : code,
    name,
    kind,
    when,
    whenText,
    diagnosisLists,
    procedureLists,
    groups: groupsOf(file, code, { kind, name, before, change }, chapterScope, context),
  };
}

/** What a new ADRG must say, since the base has nothing to fall back on. */
function refuseIncomplete(file: YamlFile<OverlayChapter>, code: string, change: OverlayRule): void {
  const isRow = change.kind === 'unrelated' || change.kind === 'fallback';
  const needed = ['place', 'name', 'kind', 'when', ...(isRow ? [] : ['groups'])] as const;
  const missing = needed.filter((key) => change[key as keyof OverlayRule] === undefined);
  if (missing.length === 0) return;
  throw SCHEME_ERRORS.scheme_overlay_incomplete(
    { code, missing: missing.join(', ') },
    { path: file.place(['rules', code]) },
  );
}

function lists(
  file: YamlFile<OverlayChapter>,
  code: string,
  kind: 'diagnoses' | 'procedures',
  before: ReadonlyMap<number, ReadonlySet<string>> | undefined,
  context: OverlayContext,
): Map<number, ReadonlySet<string>> {
  const merged = new Map(before);
  for (const number of Object.keys(file.content.rules![code]![kind] ?? {})) {
    merged.set(
      Number(number),
      context.lists[kind].codes(`${code}.${number}`, file.place(['rules', code, kind, number])),
    );
  }
  return new Map([...merged].sort(([a], [b]) => a - b));
}

interface GroupSource {
  readonly kind: AdrgRule['kind'];
  readonly name: string;
  readonly before: AdrgRule | undefined;
  readonly change: OverlayRule;
}

function groupsOf(
  file: YamlFile<OverlayChapter>,
  code: string,
  { kind, name, before, change }: GroupSource,
  chapterScope: ConditionScope,
  context: OverlayContext,
): readonly DrgRule[] {
  if (kind === 'unrelated' || kind === 'fallback') {
    if (change.groups !== undefined) {
      throw SCHEME_ERRORS.scheme_group_count(
        { code, found: change.groups.length, expected: 0 },
        { path: file.place(['rules', code, 'groups']) },
      );
    }
    return [{ code, name, when: { kind: 'name', name: 'always' }, whenText: 'always' }];
  }
  if (change.groups === undefined) {
    if (before === undefined || before.kind === 'unrelated' || before.kind === 'fallback') {
      throw SCHEME_ERRORS.scheme_group_count({ code, found: 0, expected: '1+' }, { path: file.place(['rules', code]) });
    }
    return before.groups;
  }
  return change.groups.map((group, index) => {
    const place = file.place(['rules', code, 'groups', index]);
    if (!group.code.startsWith(code)) {
      throw SCHEME_ERRORS.scheme_code_outside_parent({ code: group.code, parent: code }, { path: place });
    }
    const when = context.conditions.read(group.when, { ...chapterScope, mayUseSeverity: true }, place);
    return { code: group.code, name: group.name, when, whenText: group.when };
  });
}
