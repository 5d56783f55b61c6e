/**
 * How often a three-character ICD-10 category is the principal diagnosis, in cases per thousand discharges, and who
 * has it. The letters' totals follow the shares of a published table (circulatory first, then respiratory, digestive);
 * single categories are chosen. ICD is the world's: nothing here belongs to a scheme.
 */
const FREQUENCIES = `
I63 80 I25 40 I20 30 G45 27 I67 18 I50 12 I10 14 I61 7 I21 6 I48 6 I69 6 I70 5 I11 5 I65 4 I83 4 I49 3 I47 2 I66 2
I80 2 I62 1.5 I60 1 I26 1 I73 1 I42 1 I38 .6 I35 .5 I44 1 I45 .5 I71 .5 I74 .5 I82 1 I85 .8 I86 .5 I95 .6 I12 1
J18 45 J15 18 J98 18 J44 16 J20 14 J06 10 J40 6 J45 4 J47 4 J42 4 J03 6 J35 5 J32 3 J12 3 J34 3 J22 5 J02 2 J96 2
J90 2 J84 2 J33 1.5 J38 2 J93 1 J39 1 J31 1 J04 1.5 J05 .6 J21 2 J10 2 J11 1.5 J30 .6 J36 .5 J94 .5 J86 .3 J69 .5
K29 12 K80 12 K64 9 K35 7 K40 6 K56 6 K52 6 K63 6 K21 5 K85 4 K74 4 K92 4 K25 3 K26 2 K81 3 K83 2 K59 3 K31 3 K76 2
K70 1 K61 2 K60 2 K57 1 K12 .5 K11 .5 K22 .6 K01 1 K04 .5 K86 .6 K72 .4 K75 .8 K43 .6 K42 .5 K51 .6 K50 .3 K65 .5
K27 1 K30 1 K37 .5 K62 1 K66 .4 K82 .8 K09 .3 K05 .3 K08 .4 K13 .4
M51 16 M50 8 M47 8 M17 8 M54 5 M48 3 M13 3 M75 3 M06 4 M10 2 M81 3 M16 1.5 M87 1 M80 1.5 M23 2 M19 2 M53 2 M79 2
M46 1 M65 1 M35 1 M32 1 M45 .8 M43 1 M25 1 M70 .5 M72 .5 M84 .5 M86 .5 M00 .3 M71 .4 M67 .6 M20 .3 M21 .3 M89 .4
Z51 38 Z47 6 Z50 3 Z49 2 Z08 1 Z09 1 Z48 1 Z45 .6 Z98 .5 Z03 .4 Z39 .3 Z43 .5 Z54 .4 Z35 .8 Z34 .6 Z46 .3
G40 4 G51 4 G44 3 G20 2 G47 2 G62 2 G93 2 G50 1.5 G56 .8 G61 .6 G30 .8 G91 .5 G80 1 G35 .3 G70 .4 G04 .5 G95 .3 G54 .6
H25 14 H26 4 H81 9 H91 4 H35 3 H40 3 H11 2 H66 2 H33 1 H43 1 H36 1.5 H90 .8 H02 .5 H04 .6 H18 .5 H16 .6 H50 .5 H61 .6
H10 .4 H00 .4 H05 .3 H20 .4 H72 .6 H93 .6 H65 .6 H27 .3 H34 .6 H47 .4
N18 9 N20 8 N39 5 N13 4 N40 4 N73 3 N83 2.5 N10 2 N84 2 N85 1.5 N60 1.5 N04 1.5 N93 1.5 N92 1 N80 1 N97 1 N03 1 N05 .8
N81 .6 N17 .6 N30 1 N47 1 N62 .5 N43 .6 N45 .5 N41 .5 N70 .5 N76 .6 N87 1 N48 .3 N63 .8 N64 .5 N70 .5 N95 .4 N23 .8
N21 .5 N28 .8 N35 .3 N82 .2 N86 .4 N88 .3 N90 .3 N02 .4
E11 26 E04 4 E05 2 E10 1 E14 3 E03 1 E87 1.5 E78 .8 E06 .6 E66 .6 E16 .5 E86 .5 E26 .4 E22 .4 E34 .4 E79 .4 E27 .2 E83 .2
R42 9 R91 4 R10 4 R07 3 R51 3 R50 2 R55 1.5 R56 2 R04 1 R31 .6 R11 .6 R00 .5 R06 .5 R53 .4 R52 .4 R20 .3 R25 .2 R40 .5
D25 6 D12 6 D24 2.5 D27 1.5 D50 2 D64 2 D34 2 D17 1.5 D69 1.5 D18 1 D48 1 D22 .8 D23 .8 D13 .8 D36 .6 D10 .6 D61 .6 D70 .6
D32 .5 D35 .4 D16 .4 D46 .5 D47 .3 D14 .4 D30 .3 D33 .2 D37 .3 D38 .4 D39 .3 D44 .3 D59 .2 D62 .2 D68 .3 D72 .3 D73 .2
C34 7 C50 4 C73 4 C16 3 C22 3 C18 2.5 C20 2.5 C15 2 C53 1.5 C67 1.2 C61 1 C83 1.2 C54 .8 C56 .8 C25 .8 C90 .9 C78 1 C79 1.2
C64 .6 C85 .7 C91 .7 C92 .9 C77 .6 C11 .6 C71 .5 C32 .4 C44 .5 C23 .3 C24 .3 C66 .3 C80 .3 C02 .2 C07 .2 C82 .3 C81 .2 C62 .1
S82 5 S72 5 S52 4 S32 4 S22 5 S06 7 S42 3 S62 3 S92 2.5 S83 2.5 S61 3 S00 2 S01 1.5 S02 1.5 S20 1 S30 1 S80 .8 S81 1 S91 .8
S27 1.5 S36 .7 S12 .8 S05 1 S86 .7 S43 .6 S46 .6 S93 .6 S13 .6 S33 .6 S66 .9 S68 .4 S35 .2 S37 .3 S14 .4 S24 .2 S34 .2 S09 .6
T14 1 T63 .6 T78 .6 T81 .6 T84 .9 T65 .4 T24 .5 T93 .9 T20 .4 T22 .3 T60 .3 T51 .3 T50 .3 T30 .2 T31 .1 T42 .3 T58 .4 T21 .3
T25 .2 T23 .2 T82 .4 T85 .3 T07 .2 T06 .2 T01 .2 T02 .2 T04 .1
A09 3 A08 2 A41 2 A16 1.5 A15 1 A49 2 A04 .6 A46 .6 A87 .4 A69 .3 A02 .2 A38 .3 A48 .2 A63 .4 A86 .2 A40 .1
B02 3 B18 3 B34 2 B99 1 B08 1 B20 .2 B24 .2 B01 .4 B05 .1 B27 .6 B37 .2 B16 .2 B15 .1
F20 4 F32 2 F41 2 F31 1 F10 .8 F06 .8 F51 1 F45 .6 F43 .4 F01 .4 F05 .3 F03 .3 F33 .5 F25 .2 F23 .3 F42 .2 F50 .1 F90 .2 F84 .3
F79 .2 F70 .2 F60 .1 F52 .05 F11 .1 F19 .05 F48 .2
P59 3 P07 2.5 P23 1 P22 .8 P92 .5 P39 .5 P36 .4 P29 .3 P21 .3 P28 .3 P70 .3 P55 .3 P96 .2
O80 4 O82 2 O34 5 O42 3 O70 2 O00 2 O02 3 O20 1.5 O99 3 O24 1.5 O14 .8 O47 1 O60 1 O68 2 O69 1 O03 1 O04 1.5 O06 .6 O36 1
O21 .5 O62 .8 O72 .5 O41 .6 O48 .5 O26 .8 O13 .4 O32 .5 O33 .5 O44 .4 O64 .3 O90 .2 O86 .2 O43 .1
L03 1.5 L02 1.5 L30 1.2 L50 1 L40 .8 L08 .5 L72 .6 L98 .5 L27 .4 L23 .4 L89 .4 L97 .4 L91 .3 L20 .3 L60 .2 L10 .1 L12 .1
Q21 .6 Q25 .3 Q53 .3 Q66 .2 Q43 .1 Q18 .3 Q35 .2 Q37 .1 Q65 .2 Q28 .3 Q62 .2 Q82 .2 Q61 .4 Q54 .1 Q17 .1 Q38 .2 Q83 .1
`;

/** Categories whose medical stays cost more or less than their letter's: factor on the letter's. */
const COSTS = `
I21 1.9 I61 2.1 I60 2.2 I63 1.15 I67 .65 I50 1.1 I10 .6 I20 .95 I26 1.6 A41 2.3 K85 1.9 K72 2.2 K74 1.4 J96 2.2 G45 .75
J20 .55 J06 .4 J40 .6 J18 .85 J15 1.2 J12 1.1 J44 1.2 R42 .9 H81 1 C92 2.2 C91 2.2 C95 2 D61 1.7 G61 1.8 G93 1.5 N17 1.8
N18 1.3 P07 2.6 P22 2.2 S06 1.9 S72 1.6 T31 2.5 A09 .6 A08 .5 K29 .75 K52 .6 N39 .85 E11 1 M51 .95 Z51 1 F20 1.3 I71 2
`;

/** A category that the list does not name. */
const RARE = 0.03;

const frequencies: ReadonlyMap<string, number> = new Map(
  [...FREQUENCIES.matchAll(/([A-Z]\d\d) ([\d.]+)/g)].map((match) => [match[1]!, Number(match[2])]),
);

const costs: ReadonlyMap<string, number> = new Map(
  [...COSTS.matchAll(/([A-Z]\d\d) ([\d.]+)/g)].map((match) => [match[1]!, Number(match[2])]),
);

/** Cost of a medical stay with this principal diagnosis against the middle one. */
export function medicalCost(code: string): number {
  return ageProfile(code).costFactor * (costs.get(code.slice(0, 3)) ?? 1);
}

/** Cases per thousand discharges whose principal diagnosis is in the code's category. */
export function categoryFrequency(code: string): number {
  return frequencies.get(code.slice(0, 3)) ?? RARE;
}

/**
 * How readily a coder writes this code within its category: the plain code ("I63.900") far more often than an
 * extension of it ("I63.900x008").
 */
export function codePlainness(code: string): number {
  if (code.includes('*')) return 0.005;
  if (code.length > 8) return 0.04;
  return code.endsWith('00') ? 1 : 0.3;
}

/** Who has diseases of an ICD chapter letter: ages of adults, the part that are children, women among them. */
export interface AgeProfile {
  readonly adultMean: number;
  readonly adultSd: number;
  /** Part of residents' cases that are children of 1 to 14 years, where the group lets them in. */
  readonly childShare: number;
  readonly femaleShare: number;
  /** Factor on the days a stay, against other stays of the same cost. */
  readonly losFactor: number;
  /** Cost of a medical stay against the middle one. */
  readonly costFactor: number;
}

const profile = (
  adultMean: number,
  adultSd: number,
  childShare: number,
  femaleShare: number,
  losFactor: number,
  costFactor: number,
): AgeProfile => ({ adultMean, adultSd, childShare, femaleShare, losFactor, costFactor });

const PROFILES: Readonly<Record<string, AgeProfile>> = {
  A: profile(50, 19, 0.45, 0.48, 0.85, 0.75),
  B: profile(50, 18, 0.35, 0.47, 0.95, 0.7),
  C: profile(62, 12, 0.01, 0.46, 1.05, 1.25),
  D: profile(53, 15, 0.06, 0.58, 0.9, 0.8),
  E: profile(60, 14, 0.03, 0.52, 1.1, 0.8),
  F: profile(46, 17, 0.06, 0.5, 2.6, 1.15),
  G: profile(60, 15, 0.08, 0.53, 1.05, 0.85),
  H: profile(63, 15, 0.05, 0.54, 0.6, 0.55),
  I: profile(68, 12, 0.002, 0.49, 1.1, 0.95),
  J: profile(63, 18, 0.45, 0.47, 0.95, 0.85),
  K: profile(56, 16, 0.06, 0.45, 0.9, 0.75),
  L: profile(52, 19, 0.12, 0.46, 1.1, 0.65),
  M: profile(58, 14, 0.01, 0.56, 1.15, 0.8),
  N: profile(54, 16, 0.04, 0.46, 0.95, 0.75),
  O: profile(30, 5, 0, 1, 0.6, 0.5),
  P: profile(0, 0, 0, 0.46, 0.9, 1.1),
  Q: profile(40, 16, 0.45, 0.46, 0.85, 0.9),
  R: profile(59, 16, 0.12, 0.54, 0.8, 0.6),
  S: profile(52, 18, 0.08, 0.4, 1.3, 0.85),
  T: profile(51, 18, 0.12, 0.43, 1.1, 0.75),
  Z: profile(59, 13, 0.02, 0.5, 1, 0.95),
};
const OTHER_PROFILE = profile(55, 17, 0.05, 0.5, 1, 0.8);

export function ageProfile(code: string): AgeProfile {
  return PROFILES[code[0] ?? ''] ?? OTHER_PROFILE;
}

/** 2 where a principal diagnosis is of women only, 1 of men only, 0 of both. */
export function sexOfDiagnosis(code: string): 0 | 1 | 2 {
  const category = code.slice(0, 3);
  if (category[0] === 'O') return 2;
  if (category >= 'N70' && category <= 'N98') return 2;
  if (category >= 'N40' && category <= 'N51') return 1;
  if (category >= 'C51' && category <= 'C58') return 2;
  if (category >= 'C60' && category <= 'C63') return 1;
  if (category >= 'D25' && category <= 'D28') return 2;
  if (category === 'D29') return 1;
  if (category === 'Z34' || category === 'Z35' || category === 'Z39') return 2;
  return 0;
}
