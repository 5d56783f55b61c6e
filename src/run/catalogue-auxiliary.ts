import { type CaseTable, findColumn } from '../cases/case-table.js';
import { auxiliaryFacts } from '../grouping/auxiliary/auxiliary-facts.js';
import type { Finding } from '../kernel/finding.js';
import type { ResultTable } from '../kernel/result-table.js';
import type { Policy } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { wholeRange } from '../pricing/case-tests/edge-range.js';
import { auxiliaryTables } from '../weighting/catalogue/auxiliary-tables.js';
import type { BuiltCatalogue } from '../weighting/catalogue/built-catalogue.js';
import { type AuxiliaryType, deriveAuxiliary, SPECIFIED_AUXILIARY_RULE } from '../weighting/derive-auxiliary.js';
import { choiceOf } from './policy-facts.js';
import type { RunContext } from './run-context.js';

type CaseRule = NonNullable<Policy['case_coefficients']>['rules'][number];

/** Days in intensive care need not lower the CV (technical specification, consultation draft). */
const RELAXED_NUMBER = 'icu_days';

/** What `--auxiliary` gives: tables for the report, and the rules that give no type. */
export interface CatalogueAuxiliary {
  readonly tables: readonly ResultTable[];
  readonly findings: readonly Finding[];
}

/**
 * Coefficients of auxiliary catalogues from the cases that made a catalogue. The types are the case coefficients of a
 * policy whose tests read numbers and facts of the case and nothing else; years are pooled, and nothing is trimmed.
 * @throws the errors of auxiliaryFacts
 */
export async function catalogueAuxiliary(
  timeline: PolicyTimeline,
  table: CaseTable,
  built: BuiltCatalogue,
  { executor }: RunContext,
): Promise<CatalogueAuxiliary> {
  const { policy } = timeline.segments.at(-1)!;
  const rules = policy.case_coefficients?.rules ?? [];
  const facts = await auxiliaryFacts(choiceOf(timeline), table, executor);
  const types: AuxiliaryType[] = [];
  const findings: Finding[] = [];
  for (const rule of rules) {
    const ranges = rangesOf(rule, table, facts);
    if (ranges === undefined) findings.push(leftOut(rule));
    else types.push({ name: rule.name, fact: marks(ranges, table.caseCount), least: 1, most: 1 });
  }
  const relaxed = rules.filter(({ when }) => when?.numbers?.[RELAXED_NUMBER] !== undefined).map(({ name }) => name);
  const isLeftOut = built.part.map((part) => (part === 0 ? 1 : 0));
  const codes = ['0000', ...built.entries.map(({ code }) => code)];
  const rule = { ...SPECIFIED_AUXILIARY_RULE, relaxed, isLeftOut };
  const lines = deriveAuxiliary(table, built.groups, { codes }, types, rule);
  const factors = rules.filter(({ name }) => types.some((type) => type.name === name));
  return { tables: auxiliaryTables(lines, factors), findings };
}

interface ValueRange {
  readonly values: ArrayLike<number>;
  readonly least: number;
  readonly most: number;
}

/** Undefined for a rule that is no type of case: other tests, a price of its own at every level, or a column that is not there. */
function rangesOf(
  { when, hospital_coefficient: hospital }: CaseRule,
  table: CaseTable,
  facts: Readonly<Record<string, Int16Array>>,
): ValueRange[] | undefined {
  const { numbers = {}, facts: asked = {}, ...others } = when ?? {};
  if (hospital === 'replace' || Object.values(others).some((test) => test !== undefined)) return undefined;
  const ranges: ValueRange[] = [];
  for (const [name, range] of Object.entries(numbers)) {
    const values = findColumn(table, name, 'integer')?.values;
    if (values === undefined) return undefined;
    ranges.push({ values, ...wholeRange(range) });
  }
  for (const [name, range] of Object.entries(asked)) {
    const values = facts[name];
    if (values === undefined) return undefined;
    ranges.push({ values, ...wholeRange(range) });
  }
  return ranges.length === 0 ? undefined : ranges;
}

/** 1 where every range holds; a missing number is in none. */
function marks(ranges: readonly ValueRange[], caseCount: number): Int8Array {
  const marked = new Int8Array(caseCount).fill(1);
  for (const { values, least, most } of ranges) {
    for (let row = 0; row < caseCount; row++) {
      const value = values[row]!;
      if (value < least || value > most) marked[row] = 0;
    }
  }
  return marked;
}

function leftOut({ name }: CaseRule): Finding {
  return {
    code: 'catalogue_auxiliary_left_out',
    severity: 'note',
    path: `case_coefficients.${name}`,
    zh: `系数规则 ${name} 未测算：只测算仅以病例数值与病例指标为条件、不替代机构系数的规则，且文件须有相应的列。`,
    en: `no coefficient was derived for ${name}: only rules that ask for numbers and facts of the case alone, and do not replace the hospital coefficient, are types of cases; their columns must be in the files.`,
  };
}
