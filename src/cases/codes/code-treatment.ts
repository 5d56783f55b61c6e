import type { ImportProfile } from '../import-profile.js';
import { type Crosswalk, readCrosswalk } from './crosswalk.js';
import { EatenZeros } from './eaten-zeros.js';

/** What became of a code: taken as it is, mended, given another edition's code, or not usable. */
export type CodeFate =
  | 'same'
  | 'repaired'
  | 'converted'
  /** Not in the crosswalk: taken as it is. */
  | 'not_in_crosswalk'
  /** Looks damaged, and there is no list to tell by. */
  | 'suspicious'
  | 'ambiguous'
  | 'zeros_lost';

export interface TreatedCode {
  readonly code: string;
  readonly fate: CodeFate;
}

export interface TreatmentOptions {
  readonly list: 'dx' | 'px';
  readonly profile: ImportProfile | undefined;
  /** Codes of the scheme; undefined where the run has none. */
  readonly knownCodes: readonly string[] | undefined;
}

/**
 * What is done with each distinct code of a file after its spelling: zeros that a spreadsheet ate are put back where
 * one code fits, then a crosswalk of the user's is followed. Asked once a distinct text, so its cost is nothing.
 */
export class CodeTreatment {
  private readonly crosswalk: Crosswalk | undefined;
  private readonly zeros: EatenZeros | undefined;
  private readonly known: ReadonlySet<string>;
  private readonly source: ReadonlySet<string> | ReadonlyMap<string, string>;
  private readonly isProcedures: boolean;
  private readonly ambiguous: 'refuse' | 'convert' | 'keep';

  constructor(options: TreatmentOptions) {
    const { list, profile, knownCodes } = options;
    const path = list === 'dx' ? profile?.crosswalk?.diagnoses : profile?.crosswalk?.procedures;
    this.crosswalk = path === undefined ? undefined : readCrosswalk(path);
    this.ambiguous = profile?.crosswalk?.ambiguous ?? 'refuse';
    this.known = new Set(knownCodes ?? []);
    // The file's codes belong to the crosswalk's left side where there is one.
    this.source = this.crosswalk?.targetOf ?? this.known;
    this.isProcedures = list === 'px';
    if (this.isProcedures && this.source.size > 0) this.zeros = new EatenZeros([...this.listed()]);
  }

  /** Codes that the file may have: those of the crosswalk, else those of the scheme. */
  listed(): Iterable<string> {
    return this.source.keys();
  }

  treat(code: string): TreatedCode {
    if (!this.isProcedures || this.source.has(code)) return this.convert(code, 'same');
    if (this.zeros === undefined) return { code, fate: EatenZeros.isDamaged(code) ? 'suspicious' : 'same' };
    const repaired = this.zeros.repair(code);
    if (repaired === '') return { code, fate: 'zeros_lost' };
    return repaired === undefined ? this.convert(code, 'same') : this.convert(repaired, 'repaired');
  }

  private convert(code: string, fate: 'same' | 'repaired'): TreatedCode {
    if (this.crosswalk === undefined) return { code, fate };
    const target = this.crosswalk.targetOf.get(code);
    if (target === undefined) return { code, fate: fate === 'same' ? 'not_in_crosswalk' : fate };
    if (target === code) return { code, fate };
    if (this.crosswalk.targets.has(code) || this.known.has(code)) {
      if (this.ambiguous === 'refuse') return { code, fate: 'ambiguous' };
      if (this.ambiguous === 'keep') return { code, fate };
    }
    return { code: target, fate: 'converted' };
  }
}
