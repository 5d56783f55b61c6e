import { type CaseTable, needColumn } from '../cases/case-table.js';
import { allocateGroupColumns, type GroupCatalogue, type GroupColumns } from '../grouping/group-columns.js';
import { type Day, MISSING_DAY } from '../kernel/day.js';
import { canonicalJson, sha256 } from '../kernel/hash.js';
import { codeOfScheme } from '../kernel/scheme-code.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import type { AnyCompiledScheme } from '../schemes/any-scheme.js';
import { schemeInForce } from '../schemes/dated-schemes.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import { RUN_SCHEME_ERRORS } from './run-errors.js';

/** A scheme that pays in some part of a year, and the first day of discharge that it groups. */
export interface SchemePart {
  /** Name or folder, as the policy has it. */
  readonly scheme: string;
  readonly from: Day | undefined;
  readonly compiled: AnyCompiledScheme;
}

/**
 * What groups the cases of a policy's year: one scheme; or several, each from its start date (2.0 until a city's date, 3.0
 * from it), in one catalogue in which every code stands with its scheme, so that no two are ever taken for one group.
 */
export interface SchemeOfYear {
  readonly id: string;
  readonly hash: string;
  readonly method: AnyCompiledScheme['method'];
  readonly catalogue: GroupCatalogue;
  /** In order of their days; the last is in force at the end of the year. */
  readonly parts: readonly SchemePart[];
  /** Whether codes are written with their scheme. */
  readonly labels: 'plain' | 'of_scheme';
}

/** Groups of a scheme are indexed in 16 bits. */
const MOST_GROUPS = 65_536;

/**
 * The scheme or schemes of a policy's year.
 * @param labels  of_scheme: codes with their scheme though there is one, for comparing with another
 * @param open  gives the scheme of a name or folder
 * @throws too_many_groups and the errors of opening schemes
 */
export function schemeOfYear(
  { segments }: PolicyTimeline,
  labels: SchemeOfYear['labels'] = 'plain',
  open: (idOrFolder: string) => AnyCompiledScheme = openAnyScheme,
): SchemeOfYear {
  const parts: SchemePart[] = [];
  for (const { from, policy } of segments) {
    if (parts.at(-1)?.scheme === policy.scheme) continue;
    // The first holds for what was discharged before the year and settled in it.
    parts.push({
      scheme: policy.scheme,
      from: parts.length === 0 ? undefined : from,
      compiled: open(policy.scheme),
    });
  }
  const [first] = parts as [SchemePart];
  const { id, hash, method, catalogue } = first.compiled;
  if (parts.length === 1 && labels === 'plain') return { id, hash, method, catalogue, parts, labels };
  const schemes = [...new Map(parts.map(({ compiled }) => [compiled.hash, compiled])).values()];
  const identity =
    schemes.length === 1
      ? { id, hash }
      : {
          id: schemes.map((scheme) => scheme.id).join('+'),
          hash: sha256(canonicalJson(parts.map(({ compiled, from }) => [compiled.id, compiled.hash, from ?? null]))),
        };
  return { ...identity, method, catalogue: joinCatalogues(schemes, identity), parts, labels: 'of_scheme' };
}

function joinCatalogues(
  schemes: readonly AnyCompiledScheme[],
  { id, hash }: { readonly id: string; readonly hash: string },
): GroupCatalogue {
  // What is in no group is that under any scheme.
  const [{ catalogue: first }] = schemes as readonly [AnyCompiledScheme];
  const codes = [first.codes[0]!];
  const mdcs = [first.mdcs[0]!];
  const adrgs = [first.adrgs[0]!];
  const names = [first.names[0]!];
  for (const { catalogue } of schemes) {
    const label = (code: string): string => codeOfScheme(code, catalogue.schemeId);
    codes.push(...catalogue.codes.slice(1).map(label));
    adrgs.push(...catalogue.adrgs.slice(1).map(label));
    // Chapters and sections are of diseases, not of a scheme.
    mdcs.push(...catalogue.mdcs.slice(1));
    names.push(...catalogue.names.slice(1));
  }
  if (codes.length > MOST_GROUPS) {
    throw RUN_SCHEME_ERRORS.too_many_groups({ schemes: id, count: codes.length, most: MOST_GROUPS });
  }
  return { schemeId: id, schemeHash: hash, codes, mdcs, adrgs, names };
}

/**
 * Each case in the group of the scheme in force on its day of discharge (按出院日期), as an index of the joint catalogue.
 * @param groups  of the whole table, by part
 * @throws cases_without_discharge_date, column_missing
 */
export function joinGroups({ parts }: SchemeOfYear, groups: readonly GroupColumns[], table: CaseTable): GroupColumns {
  const hashes = [...new Set(parts.map(({ compiled }) => compiled.hash))];
  const sizes = hashes.map(
    (hash) => parts.find(({ compiled }) => compiled.hash === hash)!.compiled.catalogue.codes.length,
  );
  const offsets = parts.map(({ compiled }) =>
    sizes.slice(0, hashes.indexOf(compiled.hash)).reduce((sum, size) => sum + size - 1, 0),
  );
  const days = needColumn(table, 'discharge_date', 'day', 'grouping by date').values;
  const dates = parts.map(({ scheme, from }) => ({ scheme, from }));
  const joint = allocateGroupColumns(table.caseCount);
  let missing = 0;
  let first = -1;
  for (let row = 0; row < table.caseCount; row++) {
    const day = days[row]!;
    if (day === MISSING_DAY) {
      if (missing++ === 0) first = row;
      continue;
    }
    const part = schemeInForce(dates, day);
    const { group, status, reason } = groups[part]!;
    joint.group[row] = group[row] === 0 ? 0 : group[row]! + offsets[part]!;
    joint.status[row] = status[row]!;
    joint.reason[row] = reason[row]!;
  }
  if (missing > 0) {
    throw RUN_SCHEME_ERRORS.cases_without_discharge_date({
      count: missing,
      row: table.sourceRow[first]!,
      schemes: parts.map(({ compiled }) => compiled.id).join(', '),
    });
  }
  return joint;
}
