import type { DiagnosisPattern, DipDocument, DipEntry } from '../dip-document.js';

/** Characters of an ICD-10 category: two patterns that overlap and are both as long share them. */
const CATEGORY = 3;

/** Entries by the categories of their diagnoses, to find those that may meet the same principal. */
export class EntryIndex {
  private readonly byCategory = new Map<string, DipEntry[]>();
  /** Those with a range, a pattern of every case or one shorter than a category. */
  private readonly wide: DipEntry[] = [];
  private readonly all: readonly DipEntry[];
  private readonly steps: ReadonlyMap<string, number>;
  private readonly views: ReadonlyMap<string, string>;

  constructor(document: DipDocument) {
    this.all = document.entries;
    this.steps = new Map(document.steps.flatMap(({ sections }, step) => sections.map((id) => [id, step] as const)));
    this.views = new Map(document.sections.map(({ id, procedures }) => [id, procedures]));
    for (const entry of document.entries) {
      const keys = new Set(entry.diagnoses.map(categoryOf));
      if (keys.has(undefined)) this.wide.push(entry);
      else for (const key of keys) push(this.byCategory, key!, entry);
    }
  }

  stepOf(entry: DipEntry): number {
    return this.steps.get(entry.section)!;
  }

  /** Whether two entries see the same procedures as leading. */
  isSameView(a: DipEntry, b: DipEntry): boolean {
    return this.views.get(a.section) === this.views.get(b.section);
  }

  /** Whether the rules of excluded procedures are asked where an entry stands. */
  asksExclusions(entry: DipEntry): boolean {
    return this.views.get(entry.section) === 'remaining';
  }

  /** Entries that may meet a principal that meets the pattern; some of them do not. */
  near(pattern: DiagnosisPattern): readonly DipEntry[] {
    const key = categoryOf(pattern);
    return key === undefined ? this.all : [...(this.byCategory.get(key) ?? []), ...this.wide];
  }
}

function categoryOf(pattern: DiagnosisPattern): string | undefined {
  return pattern.kind === 'prefix' && pattern.text.length >= CATEGORY ? pattern.text.slice(0, CATEGORY) : undefined;
}

function push(map: Map<string, DipEntry[]>, key: string, entry: DipEntry): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [entry]);
  else list.push(entry);
}
