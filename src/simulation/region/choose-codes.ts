import type { RandomStream } from '../../kernel/random.js';
import type { Chapter, SchemeDocument } from '../../schemes/scheme-document.js';
import type { CodePool, CodePools } from './code-pools.js';
import { categoryFrequency, codePlainness, sexOfDiagnosis } from './diagnosis-habits.js';
import { reasonsFor } from './procedure-diagnoses.js';
import { procedureFamily } from './procedure-habits.js';
import type { Alternative, ListDemand } from './solve-condition.js';

/** A pool ready for drawing: cumulative weights. */
interface Wheel {
  readonly codes: readonly string[];
  readonly cumulative: Float64Array;
}

interface WayWheels {
  readonly principals: Wheel;
  readonly first: Wheel | undefined;
  /** Principals narrowed to what a first procedure is done for, by its list of reasons. */
  readonly narrowed: Map<readonly string[], Wheel>;
}

export interface ChosenCodes {
  readonly dx: readonly string[];
  readonly px: readonly string[];
}

/** Picks codes that meet one way to a group, common ones more often. */
export class CodeChooser {
  private readonly categoryPlainness = new Map<string, number>();
  private readonly familySize = new Map<string, number>();
  private readonly wheels = new Map<Alternative, WayWheels>();
  private readonly setWheels = new Map<ReadonlySet<string>, Wheel>();
  private readonly regionWheels = new Map<Chapter, Wheel>();
  private readonly ccWheel: Wheel;
  private readonly mccWheel: Wheel;
  private readonly everyPrincipal: ReadonlySet<string>;

  constructor(
    private readonly document: SchemeDocument,
    pools: CodePools,
  ) {
    for (const code of document.diagnoses) add(this.categoryPlainness, code.slice(0, 3), codePlainness(code));
    for (const code of document.procedures) add(this.familySize, procedureFamily(code).prefix, codePlainness(code));
    this.ccWheel = wheelOf(pools.cc);
    this.mccWheel = wheelOf(pools.mcc);
    this.everyPrincipal = new Set(document.chapters.flatMap((chapter) => [...chapter.diagnoses]).filter(isPlainAdult));
  }

  /** Cases per thousand discharges that have this very code as principal. */
  principalWeight(code: string): number {
    return (categoryFrequency(code) * codePlainness(code)) / (this.categoryPlainness.get(code.slice(0, 3)) ?? 1);
  }

  /** Cases per thousand discharges that have this very code as main procedure. */
  procedureWeight(code: string): number {
    const family = procedureFamily(code);
    return (family.frequency * codePlainness(code)) / (this.familySize.get(family.prefix) ?? 1);
  }

  /** The principals a way allows, and the first procedures where it asks for one. */
  candidates(way: Alternative): { principals: readonly string[]; firstProcedures: readonly string[] | undefined } {
    const { principals, first } = this.wheelsOf(way);
    return { principals: principals.codes, firstProcedures: first?.codes };
  }

  /** Undefined where this throw met a demand that it could not fill; another throw may. */
  choose(way: Alternative, chapter: Chapter, random: RandomStream): ChosenCodes | undefined {
    const wheels = this.wheelsOf(way);
    const px = this.chooseProcedures(way, wheels.first, random);
    if (px === undefined) return undefined;
    const principal = draw(this.principalsFor(wheels, px[0]), random);
    if (principal === undefined) return undefined;
    const dx = this.chooseDiagnoses(way, chapter, principal, random);
    return dx === undefined ? undefined : { dx, px };
  }

  /** The way's principals that the first procedure is usually done for; all of them where none is. */
  private principalsFor(wheels: WayWheels, procedure: string | undefined): Wheel {
    const reasons = procedure === undefined ? undefined : reasonsFor(procedure);
    if (reasons === undefined) return wheels.principals;
    let narrowed = wheels.narrowed.get(reasons);
    if (narrowed === undefined) {
      const fitting = wheels.principals.codes.filter((code) => reasons.some((start) => code.startsWith(start)));
      narrowed = fitting.length === 0 ? wheels.principals : weigh(fitting, (code) => this.principalWeight(code));
      wheels.narrowed.set(reasons, narrowed);
    }
    return narrowed;
  }

  private wheelsOf(way: Alternative): WayWheels {
    const known = this.wheels.get(way);
    if (known !== undefined) return known;
    const sex = way.ranges.get('sex')?.[0];
    const anyPrincipal = way.demands.filter((demand) => demand.word === 'adx' && !demand.isNegated);
    let principals =
      intersect(way.demands, 'pdx') ?? anyPrincipal[anyPrincipal.length - 1]?.codes ?? this.everyPrincipal;
    if (sex !== undefined) principals = new Set([...principals].filter((code) => sexOfDiagnosis(code) !== 3 - sex));
    const isNewborn = way.ranges.get('age_years')?.[1] === 0;
    const fitting = isNewborn ? principals : new Set([...principals].filter((code) => code[0] !== 'P'));
    const first = intersect(way.demands, 'ppx');
    const made = {
      principals: weigh(fitting.size > 0 ? fitting : principals, (code) => this.principalWeight(code)),
      first: first === undefined ? undefined : weigh(first, (code) => this.procedureWeight(code)),
      narrowed: new Map<readonly string[], Wheel>(),
    };
    this.wheels.set(way, made);
    return made;
  }

  private chooseDiagnoses(
    way: Alternative,
    chapter: Chapter,
    principal: string,
    random: RandomStream,
  ): string[] | undefined {
    const dx = [principal];
    const wantsMcc = way.severity.get('mcc') === true;
    const wantsCc = way.severity.get('cc') === true;
    const isForbidden = (code: string): boolean =>
      (way.severity.get('mcc') === false && this.counts(code, 'mcc', principal)) ||
      (way.severity.get('cc') === false && this.counts(code, 'cc', principal));
    for (const { word, codes, isNegated, count } of way.demands) {
      if ((word !== 'adx' && word !== 'sdx') || isNegated) continue;
      const found = (): number => dx.filter((code, i) => codes.has(code) && (word === 'adx' || i > 0)).length;
      for (let attempt = 0; attempt < 12 && found() < count; attempt++) {
        const code = draw(this.wheelOfSet(codes), random);
        if (code !== undefined && !dx.includes(code) && !isForbidden(code)) dx.push(code);
      }
      if (found() < count) return undefined;
    }
    const regions = way.ranges.get('regions')?.[0] ?? 0;
    if (regions > 1 && !this.addRegions(dx, regions, chapter, isForbidden, random)) return undefined;
    for (const [level, isWanted] of [
      ['mcc', wantsMcc],
      ['cc', wantsCc],
    ] as const) {
      if (!isWanted || dx.some((code, i) => i > 0 && this.counts(code, level, principal))) continue;
      const code = this.chooseComplication(level, principal, dx, random);
      if (code === undefined) return undefined;
      dx.push(code);
    }
    const isRefused = (demand: ListDemand): boolean =>
      demand.isNegated &&
      ((demand.word === 'pdx' && demand.codes.has(principal)) ||
        (demand.word === 'adx' && dx.some((code) => demand.codes.has(code))) ||
        (demand.word === 'sdx' && dx.some((code, i) => i > 0 && demand.codes.has(code))));
    return way.demands.some(isRefused) ? undefined : dx;
  }

  private addRegions(
    dx: string[],
    wanted: number,
    chapter: Chapter,
    isForbidden: (code: string) => boolean,
    random: RandomStream,
  ): boolean {
    const wheel = this.regionWheel(chapter);
    const regionCount = (): number => new Set(dx.map((code) => chapter.regions.get(code)).filter(Boolean)).size;
    for (let attempt = 0; attempt < 60 && regionCount() < wanted; attempt++) {
      const code = draw(wheel, random);
      const region = code === undefined ? undefined : chapter.regions.get(code);
      const isNew = region !== undefined && !dx.some((other) => chapter.regions.get(other) === region);
      if (isNew && !isForbidden(code!)) dx.push(code!);
    }
    return regionCount() >= wanted;
  }

  private chooseComplication(
    level: 'mcc' | 'cc',
    principal: string,
    dx: readonly string[],
    random: RandomStream,
  ): string | undefined {
    for (let attempt = 0; attempt < 20; attempt++) {
      const code = draw(level === 'mcc' ? this.mccWheel : this.ccWheel, random);
      const isOfSex =
        code !== undefined && (sexOfDiagnosis(code) === 0 || sexOfDiagnosis(code) === sexOfDiagnosis(principal));
      if (
        isOfSex &&
        !dx.includes(code) &&
        code.slice(0, 3) !== principal.slice(0, 3) &&
        this.counts(code, level, principal)
      )
        return code;
    }
    return undefined;
  }

  /** Whether a secondary code counts as CC or MCC beside this principal: its own exclusion list does not hold it. */
  private counts(code: string, level: 'mcc' | 'cc', principal: string): boolean {
    const list = this.document.severity[level].get(code);
    if (list === undefined) return false;
    return this.document.severity.exclusions.get(list)?.has(principal) !== true;
  }

  private chooseProcedures(way: Alternative, first: Wheel | undefined, random: RandomStream): string[] | undefined {
    const px: string[] = [];
    if (first !== undefined) {
      const code = draw(first, random);
      if (code === undefined) return undefined;
      px.push(code);
    }
    for (const { word, codes, isNegated, count } of way.demands) {
      if ((word !== 'apx' && word !== 'spx') || isNegated) continue;
      const found = (): number => px.filter((code, i) => codes.has(code) && (word === 'apx' || i > 0)).length;
      for (let attempt = 0; attempt < 12 && found() < count; attempt++) {
        const code = draw(this.wheelOfSet(codes), random);
        if (code !== undefined && !px.includes(code)) px.push(code);
      }
      if (found() < count) return undefined;
    }
    const isRefused = (demand: ListDemand): boolean =>
      demand.isNegated &&
      ((demand.word === 'ppx' && px.length > 0 && demand.codes.has(px[0]!)) ||
        (demand.word === 'apx' && px.some((code) => demand.codes.has(code))));
    return way.demands.some(isRefused) ? undefined : px;
  }

  private wheelOfSet(codes: ReadonlySet<string>): Wheel {
    let wheel = this.setWheels.get(codes);
    if (wheel === undefined) {
      wheel = weigh(codes, (code) => (/^\d/.test(code) ? this.procedureWeight(code) : this.principalWeight(code)));
      this.setWheels.set(codes, wheel);
    }
    return wheel;
  }

  /** Every diagnosis of the chapter that belongs to a body region. */
  private regionWheel(chapter: Chapter): Wheel {
    let wheel = this.regionWheels.get(chapter);
    if (wheel === undefined) {
      wheel = weigh(chapter.regions.keys(), (code) => this.principalWeight(code));
      this.regionWheels.set(chapter, wheel);
    }
    return wheel;
  }
}

function add(map: Map<string, number>, key: string, amount: number): void {
  map.set(key, (map.get(key) ?? 0) + amount);
}

/** Adults' diagnoses that are not birth, injury or a factor: what stands behind a transplant or a long ventilation. */
function isPlainAdult(code: string): boolean {
  return 'CDEGIJKN'.includes(code[0]!);
}

/** Codes that meet every positive demand of a word and no negative one; undefined where the word is not asked for. */
function intersect(demands: readonly ListDemand[], word: string): Set<string> | undefined {
  const positive = demands.filter((demand) => demand.word === word && !demand.isNegated);
  const smallest = positive.reduce<ListDemand | undefined>(
    (best, demand) => (best === undefined || demand.codes.size < best.codes.size ? demand : best),
    undefined,
  );
  if (smallest === undefined) return undefined;
  const refused = demands.filter((demand) => demand.word === word && demand.isNegated);
  const kept = [...smallest.codes].filter(
    (code) => positive.every((demand) => demand.codes.has(code)) && !refused.some((demand) => demand.codes.has(code)),
  );
  return new Set(kept);
}

function weigh(codes: Iterable<string>, weightOf: (code: string) => number): Wheel {
  const list = [...codes];
  return wheelOf({ codes: list, weights: list.map(weightOf) });
}

function wheelOf(pool: CodePool): Wheel {
  const cumulative = new Float64Array(pool.codes.length);
  let sum = 0;
  for (let i = 0; i < cumulative.length; i++) {
    sum += pool.weights[i]!;
    cumulative[i] = sum;
  }
  return { codes: pool.codes, cumulative };
}

function draw(wheel: Wheel, random: RandomStream): string | undefined {
  const count = wheel.codes.length;
  if (count === 0) return undefined;
  const aim = random.uniform() * wheel.cumulative[count - 1]!;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (wheel.cumulative[middle]! > aim) high = middle;
    else low = middle + 1;
  }
  return wheel.codes[low];
}
