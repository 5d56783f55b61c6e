import type { CaseRecord } from '../../src/grouping/group-columns.js';
import { RandomStream } from '../../src/kernel/random.js';
import type { SchemeFacts, Target } from './scheme-facts.js';

/**
 * Case `index` of the endless list of generated cases of a scheme: depends on seed and index only. Three in four are
 * aimed at a rule, so that every rule is met; then anything may be wrong with any of them.
 */
export function generateCase(facts: SchemeFacts, seed: number, index: number): CaseRecord {
  const random = new RandomStream(seed, index);
  const target = facts.targets[random.integer(facts.targets.length)]!;
  const isAimed = random.uniform() < 0.75;
  const principal = isAimed ? aimedPrincipal(target, facts, random) : pick(facts.diagnoses, random);
  const dx = [principal, ...secondaries(principal, target, facts, random)];
  const px = isAimed ? aimedProcedures(target, facts, random) : someProcedures(facts, random, 3);
  const record: Mutable<CaseRecord> = {
    case_id: `G${index}`,
    sex: random.uniform() < 0.04 ? -1 : 1 + random.integer(2),
    ...numbers(target, facts, random),
    dx,
    px,
  };
  spoil(record, facts, random);
  return record;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };

function pick<T>(list: readonly T[], random: RandomStream): T {
  return list[random.integer(list.length)]!;
}

function pickFrom(list: readonly string[] | undefined, fallback: readonly string[], random: RandomStream): string {
  return pick(list === undefined || list.length === 0 ? fallback : list, random);
}

function aimedPrincipal(target: Target, facts: SchemeFacts, random: RandomStream): string {
  const isFromRule = random.uniform() < 0.8 && target.diagnosisLists.length > 0;
  const list = isFromRule ? pick(target.diagnosisLists, random) : target.chapterDiagnoses;
  return pickFrom(list, facts.diagnoses, random);
}

function secondaries(principal: string, target: Target, facts: SchemeFacts, random: RandomStream): string[] {
  const count = random.uniform() < 0.02 ? 40 : Math.min(12, Math.floor(-2.5 * Math.log(1 - random.uniform())));
  const codes: string[] = [];
  for (let i = 0; i < count; i++) {
    const kind = random.uniform();
    if (kind < 0.2) codes.push(pickFrom(facts.cc, facts.diagnoses, random));
    else if (kind < 0.3) codes.push(pickFrom(facts.mcc, facts.diagnoses, random));
    else if (kind < 0.5) codes.push(pickFrom(facts.cancelled.get(principal), facts.diagnoses, random));
    else if (kind < 0.55) codes.push(pickFrom(facts.named, facts.diagnoses, random));
    else if (kind < 0.65) codes.push(pickFrom(target.chapterDiagnoses, facts.diagnoses, random));
    else codes.push(pick(facts.diagnoses, random));
  }
  for (const list of target.diagnosisLists) {
    if (target.diagnosisLists.length > 1 && random.uniform() < 0.5) codes.push(pickFrom(list, facts.diagnoses, random));
  }
  // A second injured region, or a second diagnosis of the chapter: what several regions ask for.
  if (target.chapter.regions.size > 0 && random.uniform() < 0.8) {
    codes.push(pickFrom(target.chapterDiagnoses, facts.diagnoses, random));
  }
  if (target.rule.when.kind === 'call' && target.rule.when.name === 'sdx') {
    codes.push(pickFrom(target.diagnosisLists[0], facts.diagnoses, random));
  }
  return codes;
}

function aimedProcedures(target: Target, facts: SchemeFacts, random: RandomStream): string[] {
  if (target.procedureLists.length === 0) {
    const share = target.rule.kind === 'unrelated' ? 0.9 : 0.3;
    return random.uniform() < share ? someProcedures(facts, random, 2) : [];
  }
  const codes: string[] = [];
  for (const list of target.procedureLists) {
    if (random.uniform() < 0.85) codes.push(pickFrom(list, facts.procedures, random));
    if (random.uniform() < 0.15) codes.push(pickFrom(list, facts.procedures, random));
  }
  if (random.uniform() < 0.5) codes.reverse();
  if (random.uniform() < 0.15) codes.unshift(pick(facts.procedures, random));
  if (random.uniform() < 0.2) codes.push(...someProcedures(facts, random, 4));
  return codes;
}

function someProcedures(facts: SchemeFacts, random: RandomStream, most: number): string[] {
  const codes: string[] = [];
  for (let count = random.integer(most + 1); count > 0; count--) {
    codes.push(
      random.uniform() < 0.6
        ? pickFrom(facts.validProcedures, facts.procedures, random)
        : pick(facts.procedures, random),
    );
  }
  return codes;
}

const LARGEST: Readonly<Record<string, number>> = {
  age_years: 100,
  age_days: 366,
  birth_weight_g: 5_000,
  admission_weight_g: 8_000,
  los_days: 90,
  discharge_type: 5,
};

function drawNumber(name: string, facts: SchemeFacts, random: RandomStream): number {
  const kind = random.uniform();
  if (kind < 0.05) return -1;
  const edges = facts.edges.get(name);
  if (kind < 0.45 && edges !== undefined) return pick(edges, random);
  return random.integer(LARGEST[name]! + 1);
}

function numbers(target: Target, facts: SchemeFacts, random: RandomStream) {
  const asksForInfants = target.chapter.whenText.includes('age_years == 0');
  const isInfant = random.uniform() < (asksForInfants ? 0.85 : 0.03);
  const isWeighed = isInfant || random.uniform() < 0.05;
  return {
    age_years: isInfant ? (random.uniform() < 0.03 ? -1 : 0) : drawNumber('age_years', facts, random),
    age_days: isWeighed ? drawNumber('age_days', facts, random) : -1,
    birth_weight_g: isWeighed ? drawNumber('birth_weight_g', facts, random) : -1,
    admission_weight_g: isWeighed ? drawNumber('admission_weight_g', facts, random) : -1,
    los_days: drawNumber('los_days', facts, random),
    discharge_type: drawNumber('discharge_type', facts, random),
  };
}

/** What is wrong with real files: unknown, doubled, missing and misplaced codes. */
function spoil(record: Mutable<CaseRecord>, facts: SchemeFacts, random: RandomStream): void {
  const { dx, px } = record;
  const happens = (share: number) => random.uniform() < share;
  if (happens(0.03)) dx[0] = unknownCode(facts.diagnoses, random);
  if (happens(0.03)) dx[0] = pick(facts.diagnoses, random);
  if (happens(0.05)) dx.splice(1 + random.integer(dx.length), 0, unknownCode(facts.diagnoses, random));
  if (happens(0.05)) dx.push(pick(dx, random));
  if (happens(0.03) && dx.length > 1) dx.push(dx.shift()!);
  if (happens(0.04)) px.unshift(unknownCode(facts.procedures, random));
  if (happens(0.05) && px.length > 0) px.push(pick(px, random));
  if (happens(0.03)) px.splice(random.integer(px.length + 1), 0, unknownCode(facts.procedures, random));
  if (happens(0.03)) px.length = 0;
  if (happens(0.02)) dx.length = 0;
}

/** A code no list holds: junk, a code cut short, in small letters, with a local extension, or of the other kind. */
function unknownCode(codes: readonly string[], random: RandomStream): string {
  const code = pick(codes, random);
  switch (random.integer(5)) {
    case 0:
      return 'ZZZ99.9';
    case 1:
      return code.slice(0, 2);
    case 2:
      return `${code.toLowerCase()}_`;
    case 3:
      return `${code}x999`;
    default:
      return '-';
  }
}
