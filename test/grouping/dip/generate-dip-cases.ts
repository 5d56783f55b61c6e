import type { DipRecord } from '../../../src/grouping/dip/dip-record.js';
import { RandomStream } from '../../../src/kernel/random.js';
import type { DiagnosisPattern, DipDocument, DipEntry } from '../../../src/schemes/dip/dip-document.js';

/** What generating cases of a catalogue needs, found once. */
export interface DipFactsForCases {
  readonly document: DipDocument;
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
  readonly excludedDiagnoses: readonly string[];
  readonly excludedProcedures: readonly string[];
  readonly listDiagnoses: readonly string[];
  /** By condition: diagnoses of its own lists; undefined where it names none. */
  readonly ofCondition: readonly (readonly string[] | undefined)[];
  readonly classed: readonly string[];
  /** Entries with a condition, and those for every principal: few, and they ask for more. */
  readonly conditional: readonly DipEntry[];
  readonly forEvery: readonly DipEntry[];
}

export function dipFactsForCases(document: DipDocument): DipFactsForCases {
  const list = (codes: Iterable<string>, fallback: string): string[] => {
    const found = [...codes];
    return found.length === 0 ? [fallback] : found;
  };
  const { diagnoses, procedures } = document;
  return {
    document,
    diagnoses: list(diagnoses, 'A00.000'),
    procedures: list(procedures, '00.0100'),
    excludedDiagnoses: list(document.excludedDiagnoses, 'A00.000'),
    excludedProcedures: list(document.excludedProcedures.keys(), '00.0100'),
    listDiagnoses: list(
      [...document.diagnosisLists.values()].flatMap((patterns) => patterns.flatMap((one) => codesOf(one, diagnoses))),
      'A00.000',
    ),
    ofCondition: document.conditions.map(({ text }) => {
      const own = [...document.diagnosisLists].filter(([name]) => text.includes(`dx(${name})`));
      const codes = own.flatMap(([, patterns]) => patterns.flatMap((one) => codesOf(one, diagnoses)));
      return codes.length === 0 ? undefined : codes;
    }),
    conditional: document.entries.filter(({ condition }) => condition !== undefined),
    forEvery: document.entries.filter(({ diagnoses }) => diagnoses.some((one) => one.kind === 'every')),
    classed: list(document.procedureClasses.keys(), '00.0100'),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };

/**
 * Case `index` of the endless list of generated cases of a catalogue: depends on seed and index only. Three in four are
 * aimed at an entry, then anything may be wrong with any of them.
 */
export function generateDipCase(facts: DipFactsForCases, seed: number, index: number): DipRecord {
  const random = new RandomStream(seed, index);
  const kind = random.uniform();
  const few = kind < 0.05 ? facts.forEvery : kind < 0.15 ? facts.conditional : [];
  const entry = pick(few.length === 0 ? facts.document.entries : few, random);
  const isAimed = random.uniform() < 0.75;
  const principal = isAimed ? aimedPrincipal(entry, facts, random) : pick(facts.diagnoses, random);
  const dx = [principal];
  const lists = (random.uniform() < 0.7 && facts.ofCondition[entry.condition ?? -1]) || facts.listDiagnoses;
  const listed = entry.condition === undefined ? 0.2 : 0.6;
  for (let count = Math.min(12, Math.floor(-2.5 * Math.log(1 - random.uniform()))); count > 0; count--) {
    dx.push(random.uniform() < listed ? pick(lists, random) : pick(facts.diagnoses, random));
  }
  const px = isAimed ? aimedProcedures(entry, facts, random) : someProcedures(facts, random, 3);
  const isInfant = random.uniform() < (entry.condition === undefined ? 0.03 : 0.4);
  const record: Mutable<DipRecord> = {
    case_id: `D${index}`,
    sex: random.uniform() < 0.05 ? -1 : 1 + random.integer(2),
    age_years: isInfant ? 0 : random.uniform() < 0.05 ? -1 : random.integer(100),
    age_days: isInfant && random.uniform() < 0.75 ? pick([0, 1, 27, 28, 29, 200], random) : -1,
    birth_weight_g:
      isInfant && random.uniform() < 0.75 ? pick([0, 999, 1000, 1499, 1500, 1999, 2000, 2499, 2500], random) : -1,
    admission_weight_g: isInfant && random.uniform() < 0.5 ? random.integer(4_000) : -1,
    los_days: random.uniform() < 0.05 ? -1 : random.integer(60),
    discharge_type: random.uniform() < 0.05 ? -1 : 1 + random.integer(5),
    dx,
    px,
    total_cost_fen: random.uniform() < 0.1 ? Number.NaN : costNear(entry, random),
  };
  spoil(record, facts, random);
  return record;
}

/** Costs on and around the mean of an entry, so that nearness is close. */
function costNear({ meanCostFen = 1_000_000 }: DipEntry, random: RandomStream): number {
  return Math.round(meanCostFen * pick([0.5, 0.9, 1, 1, 1.1, 2], random));
}

function pick<T>(list: readonly T[], random: RandomStream): T {
  return list[random.integer(list.length)]!;
}

const known = new Map<string, readonly string[]>();

/** Valid codes that meet a pattern; its own text where there is none. */
function codesOf(pattern: DiagnosisPattern, diagnoses: readonly string[]): readonly string[] {
  if (pattern.kind === 'every') return diagnoses;
  const [from, to] = pattern.kind === 'prefix' ? [pattern.text, pattern.text] : [pattern.from, pattern.to];
  const key = `${diagnoses.length} ${from} ${to}`;
  let codes = known.get(key);
  if (codes === undefined) {
    codes = diagnoses.filter((code) => code.slice(0, from.length) >= from && code.slice(0, to.length) <= to);
    if (codes.length === 0) codes = [from];
    known.set(key, codes);
  }
  return codes;
}

function aimedPrincipal({ diagnoses }: DipEntry, facts: DipFactsForCases, random: RandomStream): string {
  return pick(codesOf(pick(diagnoses, random), facts.diagnoses), random);
}

function aimedProcedures(entry: DipEntry, facts: DipFactsForCases, random: RandomStream): string[] {
  const { procedureUse, main, related } = entry;
  if (procedureUse === 'without') return random.uniform() < 0.2 ? someProcedures(facts, random, 2) : [];
  if (procedureUse === 'class' || procedureUse === 'any_case') {
    return random.uniform() < 0.6 ? [pick(facts.classed, random), ...someProcedures(facts, random, 2)] : [];
  }
  const codes = [pick(main, random)];
  for (const part of related) if (random.uniform() < 0.85) codes.push(pick(part, random));
  // Parts of another entry of the same section: candidates that compete.
  if (random.uniform() < 0.3) {
    const other = pick(facts.document.entries, random);
    for (const part of other.related) codes.push(pick(part, random));
    if (other.main.length > 0) codes.push(pick(other.main, random));
  }
  if (random.uniform() < 0.2) codes.push(pick(main, random));
  if (random.uniform() < (procedureUse === 'anywhere' ? 0.5 : 0.15)) codes.reverse();
  if (random.uniform() < 0.2) codes.push(...someProcedures(facts, random, 3));
  return codes;
}

function someProcedures(facts: DipFactsForCases, random: RandomStream, most: number): string[] {
  return Array.from({ length: random.integer(most + 1) }, () =>
    random.uniform() < 0.3 ? pick(facts.excludedProcedures, random) : pick(facts.procedures, random),
  );
}

/** What is wrong with real files: unknown, doubled, missing and misplaced codes, excluded ones, very long lists. */
function spoil(record: Mutable<DipRecord>, facts: DipFactsForCases, random: RandomStream): void {
  const { dx, px } = record;
  const happens = (share: number): boolean => random.uniform() < share;
  if (happens(0.03)) dx[0] = unknownCode(facts.diagnoses, random);
  if (happens(0.03)) dx[0] = pick(facts.excludedDiagnoses, random);
  if (happens(0.05)) dx.splice(1 + random.integer(dx.length), 0, unknownCode(facts.diagnoses, random));
  if (happens(0.05)) dx.push(pick(dx, random));
  if (happens(0.03) && dx.length > 1) dx.push(dx.shift()!);
  if (happens(0.08)) px.unshift(pick(facts.excludedProcedures, random));
  if (happens(0.03)) px.unshift(pick(facts.excludedProcedures, random), pick(facts.excludedProcedures, random));
  if (happens(0.03)) px.unshift(unknownCode(facts.procedures, random));
  if (happens(0.05) && px.length > 0) px.push(pick(px, random));
  if (happens(0.03)) px.splice(random.integer(px.length + 1), 0, unknownCode(facts.procedures, random));
  if (happens(0.01)) for (let i = px.length; i < 40; i++) px.push(pick(facts.procedures, random));
  if (happens(0.03)) px.length = 0;
  if (happens(0.02)) dx.length = 0;
}

/** A code no list holds: junk, a code cut short, in small letters, with a local extension, or of the other kind. */
function unknownCode(codes: readonly string[], random: RandomStream): string {
  const code = pick(codes, random);
  return pick(['ZZZ99.9', code.slice(0, 2), `${code.toLowerCase()}_`, `${code}x999`, '-', 'K35', '编码'], random);
}
