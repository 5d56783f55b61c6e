import { type CodeKind, CodeLists } from '../load/code-lists.js';
import type { SchemeDocument } from '../scheme-document.js';

/** `$base`, but not `$base.GD1.1`. */
const OWN_BASE = /\$base(?![.\w])/g;

/**
 * Code lists of an overlay: expanded against the base's codes and the local ones. The base's list of the same name is
 * `$base`; any other of the base is known by its own name (`$GD1.1`, `$robot`) unless the overlay changes it.
 */
export class OverlayLists {
  private readonly lists: CodeLists;

  constructor(
    readonly kind: CodeKind,
    private readonly baseLists: ReadonlyMap<string, ReadonlySet<string>>,
    codes: Iterable<string>,
  ) {
    this.lists = new CodeLists(kind, codes);
    for (const [name, list] of baseLists) {
      const text = [...list].map((code) => `=${code}`).join(' ');
      this.lists.add(`base.${name}`, text, '');
      this.lists.add(name, text, '');
    }
  }

  /** States a list of the overlay. */
  add(name: string, text: string, place: string): void {
    if (!this.baseLists.has(name)) this.lists.add(`base.${name}`, '', place);
    this.lists.add(name, text.replace(OWN_BASE, `$base.${name}`), place);
  }

  /** @throws scheme_unknown_list, scheme_list_cycle, scheme_pattern_syntax */
  codes(name: string, place: string): ReadonlySet<string> {
    return this.lists.codes(name, place);
  }

  get all(): readonly string[] {
    return this.lists.universe.codes;
  }

  get findings() {
    return this.lists.findings;
  }
}

/** Every list of a scheme by the name that patterns use. */
export function listsByName(base: SchemeDocument, kind: CodeKind): Map<string, ReadonlySet<string>> {
  const lists = new Map<string, ReadonlySet<string>>();
  const own = new Set(kind === 'diagnoses' ? base.diagnoses : base.procedures);
  for (const [name, list] of base.namedLists) lists.set(name, new Set([...list].filter((code) => own.has(code))));
  if (kind === 'procedures') lists.set('valid', base.validProcedures);
  for (const chapter of base.chapters) {
    if (kind === 'diagnoses' && !lists.has(`${chapter.mdc}.mdc`)) lists.set(`${chapter.mdc}.mdc`, chapter.diagnoses);
    for (const rule of chapter.rules) {
      const numbered = kind === 'diagnoses' ? rule.diagnosisLists : rule.procedureLists;
      for (const [number, list] of numbered) lists.set(`${rule.adrg}.${number}`, list);
    }
  }
  return lists;
}
