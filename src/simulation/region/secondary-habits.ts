/**
 * What stands beside the principal diagnosis. `CHRONIC`: category → share of adults' bundles, for codes that never move
 * a case to another group; `COMPLICATIONS`: category → weight, for codes that a scheme calls CC or MCC. All chosen.
 */
const CHRONIC: Readonly<Record<'child' | 'adult' | 'old', string>> = {
  child: `J06 9 J03 6 J20 7 D50 5 D64 4 R50 8 K52 5 E55 5 J30 4 L20 3 R56 3 R11 4 E61 3 J35 4 H66 2 K59 4 K12 3 L30 3 R05 4
    D72 4 R74 4 B34 3 K29 3 I88 3 R59 3 H52 2 K02 3 E58 3`,
  adult: `I10 22 E11 10 E78 14 K76 13 I25 6 K29 9 M47 6 M51 6 N28 5 E04 7 K80 5 R91 6 D64 4 E87 5 N20 4 I70 6 K21 4 I67 4 R73 5
    M81 2 E79 4 J42 3 K82 4 N40 2 H25 2 Z92 3 K64 3 M19 3 E03 2 E55 3 K63 3 R74 4 D72 2 J31 2 K52 2 G47 4 F41 2 L30 2 N83 2 J98 3`,
  old: `I10 34 I25 24 E11 18 E78 15 I67 14 I70 14 M81 8 K76 8 K29 8 J98 8 J42 6 N28 8 M47 8 M51 7 R91 7 E87 6 D64 6 H25 4 N40 6
    I69 7 E04 6 K80 6 K21 4 G47 5 Z92 5 E79 4 M17 4 N20 3 I51 6 I49 5 K59 4 E55 2 K82 3 M19 3 E46 1 J84 1 I50 3 N18 2 I48 2`,
};

const COMPLICATIONS = `J96 9 J18 8 I50 9 E87 6 N17 4 A41 4 K92 4 J15 4 R57 3 I48 6 J44 5 N18 5 K65 2 D62 4 E46 4 J90 4 I21 2 I26 2
  I63 4 N39 5 D69 3 K72 2 G93 3 J69 3 I46 1 K56 2 E10 1 D65 1 J80 1 R65 2 L89 2 G40 2 I61 1 C78 3 C79 3 C77 3 E11 4 I69 3 I25 3 I11 2
  D61 1 D70 2 K74 2 K83 1 T81 1 O99 2 O72 1 P22 1 P07 1 P36 1 Z93 0.3 J93 1 J47 1 I82 1 I80 1 E83 1`;

function readWeights(text: string): ReadonlyMap<string, number> {
  return new Map([...text.matchAll(/([A-Z]\d\d) ([\d.]+)/g)].map((match) => [match[1]!, Number(match[2])]));
}

export const AGE_BANDS = ['child', 'adult', 'old'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** Category → weight of chronic companions, by age band. */
export const chronicWeights: Readonly<Record<AgeBand, ReadonlyMap<string, number>>> = {
  child: readWeights(CHRONIC.child),
  adult: readWeights(CHRONIC.adult),
  old: readWeights(CHRONIC.old),
};

const complications = readWeights(COMPLICATIONS);

/** How readily a code of this category is the complication that makes a case severe. */
export function complicationWeight(code: string): number {
  return complications.get(code.slice(0, 3)) ?? 0.01;
}

/** Families of diagnostic and nursing procedures that are coded but never decide a group, with weights. */
export const COMPANION_PROCEDURES: Readonly<Record<string, number>> = {
  '88.7': 30,
  '87.4': 20,
  '88.9': 16,
  '87.0': 14,
  '89.5': 14,
  '88.3': 6,
  '88.0': 8,
  '99.1': 4,
  '99.2': 4,
  '93.3': 6,
  '96.0': 3,
  '93.9': 2,
  '89.3': 2,
  '45.1': 4,
  '45.2': 3,
  '90.0': 1,
  '38.9': 3,
  '95.0': 1,
};

/** Codes a careless export writes in place of a diagnosis: in no catalogue, so that they are ignored and named. */
export const CARELESS_CODES: readonly string[] = ['I10', 'E11.9', 'Z99.999', 'XXX', 'K76.0X0'];
