import { needColumn } from '../../cases/case-table.js';
import type { InputRow } from '../../cases/tables/input-table.js';
import { compareCodePoints } from '../../kernel/hash.js';
import { uniformAt } from '../../kernel/random.js';
import { levelClassOf } from '../aggregate-cells.js';
import type { BehaviourCases, BehaviourContext } from './behaviour-cases.js';
import { dischargeDays, livingPlace } from './case-view.js';

export interface DestinationRule {
  /** level_distance: the nearest; share: drawn by how many such cases each treats. */
  readonly destination: 'level_distance' | 'share';
  /** Hospitals that take nobody. */
  readonly closed: ReadonlySet<string>;
  /** The level that is looked for first; other levels by their distance from it, the higher first. */
  readonly levelOf: (row: number) => number;
  /** No other level will do. */
  readonly isStrict: boolean;
}

export interface Destinations {
  /** Code of the hospital in the table's hospital_id, -1 where nobody takes the case; by row. */
  readonly hospital: Int32Array;
  /** Cases whose place no distance is known for: they went by shares. */
  readonly withoutDistance: number;
}

/**
 * Where cases go: to a hospital that already treats the case's major diagnostic category, of the level that is looked
 * for or else the nearest level; among those the nearest by distances.csv (in force on the day of discharge; ties by
 * hospital id), or by shares of the category's cases. A hospital keeps none of its own moving cases.
 * @param rows  rows that move, ascending
 */
export function chooseDestinations(
  { table, groups }: BehaviourCases,
  rows: readonly number[],
  rule: DestinationRule,
  { catalogue, register, distances, seed, stream }: BehaviourContext,
): Destinations {
  const ids = needColumn(table, 'hospital_id', 'dictionary', 'behaviour');
  const levels = ids.values.map((id) => Number(levelClassOf(register, id)));
  const mdcOf = (row: number): string => catalogue.mdcs[groups.group[row]!]!;
  const treated = new Map<string, Map<number, number>>();
  for (let row = 0; row < table.caseCount; row++) {
    const ofMdc = treated.get(mdcOf(row)) ?? new Map<number, number>();
    treated.set(mdcOf(row), ofMdc);
    ofMdc.set(ids.codes[row]!, (ofMdc.get(ids.codes[row]!) ?? 0) + 1);
  }
  const known = new Map<string, Candidate[]>();
  const candidatesOf = (mdc: string, own: number, wanted: number): Candidate[] => {
    const key = `${own} ${wanted} ${mdc}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const isOpen = (code: number): boolean =>
      code !== own && ids.values[code] !== '' && !rule.closed.has(ids.values[code]!) && levels[code]! > 0;
    const open = [...treated.get(mdc)!].filter(([code]) => isOpen(code));
    const made = nearestLevel(open, levels, wanted, rule.isStrict);
    made.sort(([a], [b]) => compareCodePoints(ids.values[a]!, ids.values[b]!));
    known.set(key, made);
    return made;
  };
  const kilometres = rule.destination === 'level_distance' ? distanceReader(distances ?? []) : undefined;
  const place = livingPlace(table);
  const days = kilometres === undefined ? undefined : dischargeDays(table);
  const hospital = new Int32Array(table.caseCount).fill(-1);
  let withoutDistance = 0;
  for (const row of rows) {
    const candidates = candidatesOf(mdcOf(row), ids.codes[row]!, rule.levelOf(row));
    if (candidates.length === 0) continue;
    if (kilometres !== undefined) {
      const nearest = nearestOf(candidates, (code) => kilometres(place(row), ids.values[code]!, days![row]!));
      if (nearest !== undefined) {
        hospital[row] = nearest;
        continue;
      }
      withoutDistance++;
    }
    hospital[row] = byShare(candidates, uniformAt(seed, stream + 1, row));
  }
  return { hospital, withoutDistance };
}

type Candidate = readonly [code: number, cases: number];

function nearestLevel(open: Candidate[], levels: readonly number[], wanted: number, isStrict: boolean): Candidate[] {
  const order = isStrict ? [wanted] : [1, 2, 3].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted) || b - a);
  for (const level of order) {
    const found = open.filter(([code]) => levels[code] === level);
    if (found.length > 0) return found;
  }
  return [];
}

/** The first of the nearest; candidates stand in the order of their ids. */
function nearestOf(candidates: readonly Candidate[], distanceOf: (code: number) => number): number | undefined {
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [code] of candidates) {
    const distance = distanceOf(code);
    if (distance < least) [best, least] = [code, distance];
  }
  return best;
}

function byShare(candidates: readonly Candidate[], chance: number): number {
  const total = candidates.reduce((sum, [, cases]) => sum + cases, 0);
  let left = chance * total;
  for (const [code, cases] of candidates) {
    left -= cases;
    if (left < 0) return code;
  }
  return candidates.at(-1)![0];
}

/** Kilometres from a place to a hospital on a day; Infinity where no row says. */
function distanceReader(rows: readonly InputRow[]): (place: string, hospital: string, day: number) => number {
  const known = new Map<string, { km: number; from: number; until: number }[]>();
  for (const row of rows) {
    const key = `${row.place}\u0000${row.hospital_id}`;
    const span = {
      km: Number(row.kilometres),
      from: Number(row.from ?? Number.NEGATIVE_INFINITY),
      until: Number(row.until ?? Number.POSITIVE_INFINITY),
    };
    known.set(key, [...(known.get(key) ?? []), span]);
  }
  return (place, hospital, day) =>
    known.get(`${place}\u0000${hospital}`)?.find(({ from, until }) => from <= day && day <= until)?.km ??
    Number.POSITIVE_INFINITY;
}
