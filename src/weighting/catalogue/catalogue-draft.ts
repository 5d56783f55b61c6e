import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { formatDecimal } from '../../kernel/decimal.js';
import type { Text } from '../../kernel/errors.js';
import { formatYuan } from '../../kernel/money.js';
import type { DipKind, DipTier } from '../../schemes/dip/dip-document.js';
import type { DipDraft } from '../../schemes/dip/import/dip-draft.js';
import type { EntryRow } from '../../schemes/dip/load/entry-row.js';
import { patternText } from '../../schemes/dip/load/parse-patterns.js';
import type { Provenance } from '../../schemes/scheme-document.js';
import type { BuiltCatalogue, BuiltEntry } from './built-catalogue.js';
import type { CatalogueLists } from './catalogue-lists.js';

/** Sections of a catalogue made from cases; their letters are those of imported city tables. */
const SECTIONS: readonly { readonly tier: DipTier; readonly mdc: string; readonly title: Text }[] = [
  { tier: 'core', mdc: 'HX', title: { zh: '核心病种', en: 'core entries' } },
  { tier: 'comprehensive', mdc: 'ZH', title: { zh: '综合病种', en: 'comprehensive groups' } },
  { tier: 'fallback', mdc: 'DD', title: { zh: '兜底病种', en: 'fallback groups' } },
];

export interface CatalogueHead {
  readonly id: string;
  readonly title: Text;
  readonly provenance: Provenance;
}

/** Valid codes of the program; what a catalogue names besides is acknowledged. */
export interface KnownCodes {
  readonly diagnoses: ReadonlySet<string>;
  readonly procedures: ReadonlySet<string>;
}

/**
 * A built catalogue as a scheme folder holds it, in the form that grouping takes. Its order of matching is the one it
 * was counted by: core entries by the longer diagnosis, then more related parts, then the number; then comprehensive
 * groups, category before chapter; then the blank group.
 */
export function catalogueDraft(built: BuiltCatalogue, head: CatalogueHead, known: KnownCodes): DipDraft {
  const { lists } = built;
  const excluded = excludedProcedures(lists);
  const named = {
    diagnoses: [...lists.excludedDiagnoses],
    procedures: [...built.usedProcedures, ...lists.excludedProcedures.keys(), ...lists.classes.keys()],
  };
  const outside = (kind: 'diagnoses' | 'procedures') =>
    new Map(sorted(named[kind].filter((code) => !known[kind].has(code))).map((code) => [code, ACKNOWLEDGED]));
  const numbered = built.entries.map((entry, index) => ({ tier: entry.tier, row: rowOf(entry, index + 1) }));
  const sections = SECTIONS.flatMap(({ tier, mdc, title }) => {
    const rows = numbered.filter((one) => one.tier === tier).map(({ row }) => row);
    return rows.length === 0 ? [] : [{ id: tier, mdc, title, procedures: 'remaining' as const, rows }];
  });
  return {
    ...head,
    options: {
      ...lists.options,
      conservative_entries: 'without_procedure',
      main_procedure: 'first',
      comprehensive: 'on',
      unmatched: 'fallback',
      no_principal: 'ungrouped',
      excluded_principal: 'ungrouped',
      code_match: 'text',
    },
    acknowledged: { diagnoses: outside('diagnoses'), procedures: outside('procedures') },
    excludedDiagnoses: sorted(lists.excludedDiagnoses),
    excludedProcedures: excluded.procedures,
    lists: excluded.lists,
    classes: classesByKind(lists.classes),
    matching: ['longer_diagnosis', 'more_related_parts', 'lower_sequence'],
    kindOrder: undefined,
    sections,
    steps: sections.map(({ id }) => ({ sections: [id] })),
    primaryCare: [],
  };
}

const ACKNOWLEDGED = 'carried by cases, or named by the lists that the catalogue was made with';

const sorted = (codes: Iterable<string>): string[] => [...new Set(codes)].sort(compareCodePoints);

function rowOf(entry: BuiltEntry, sequence: number): EntryRow {
  const { figures, tier } = entry;
  const hasFigures = figures.weight !== undefined;
  return {
    code: entry.code,
    sequence: String(sequence),
    dx: entry.diagnosis,
    px: entry.main === undefined ? '' : [entry.main, ...entry.related].join('+'),
    use:
      tier === 'comprehensive'
        ? 'class'
        : tier === 'fallback'
          ? 'any_case'
          : entry.main === undefined
            ? 'without'
            : 'main',
    when: '',
    name: entry.name,
    kind: entry.kind,
    core: tier,
    score: figures.weight === undefined ? '' : formatDecimal(figures.weight),
    mean_cost: hasFigures ? formatYuan(figures.meanFen) : '',
  };
}

function classesByKind(classes: ReadonlyMap<string, DipKind>): Map<DipKind, readonly string[]> {
  const byKind = new Map<DipKind, readonly string[]>();
  for (const kind of ['conservative', 'diagnostic', 'therapeutic', 'surgical'] as const) {
    const codes = sorted([...classes].filter(([, own]) => own === kind).map(([code]) => code));
    if (codes.length > 0) byKind.set(kind, codes);
  }
  return byKind;
}

/** Rules of excluded procedures by file; scopes become lists of their own. */
function excludedProcedures(lists: CatalogueLists): {
  readonly procedures: DipDraft['excludedProcedures'];
  readonly lists: Map<string, readonly string[]>;
} {
  const conservative: string[] = [];
  const not_main: string[] = [];
  const byScope = new Map<string, string[]>();
  for (const [code, { rule, scope = [] }] of lists.excludedProcedures) {
    if (rule === 'conservative') conservative.push(code);
    else if (rule === 'not_main') not_main.push(code);
    else {
      const text = scope.map(patternText).join(' ');
      byScope.set(text, [...(byScope.get(text) ?? []), code]);
    }
  }
  const scopes = [...byScope].sort(([a], [b]) => compareCodePoints(a, b));
  const named = scopes.map(([text, codes], index) => ({ list: `scope_${index + 1}`, text, codes: sorted(codes) }));
  return {
    procedures: {
      conservative: sorted(conservative),
      not_main: sorted(not_main),
      scopes: named.map(({ list, codes }) => ({ list, codes })),
    },
    lists: new Map(named.map(({ list, text }) => [list, text.split(' ')])),
  };
}
