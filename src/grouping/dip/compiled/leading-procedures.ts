import {
  type DipSections,
  type DipSizes,
  EXCLUDED_BY_SCOPE,
  EXCLUSION_MASK,
  EXCLUSION_SHIFT,
  FLAG_RECORDED,
  KIND_MASK,
  KIND_SHIFT,
  SCOPE_SHIFT,
} from '../../../schemes/dip/compile/dip-sections.js';
import type { DipPayload } from './dip-payload.js';

const CONSERVATIVE = 0;
/** In place of a class that nothing asked for yet. */
const UNKNOWN = -1;
/** Height of treatment classes by KINDS: conservative, diagnostic, therapeutic, surgical, of no stated class. */
const HEIGHTS = [0, 2, 3, 4, 1];

/**
 * Which procedure of the case leads, for sections that see procedures as recorded and for those behind the rules of
 * excluded ones, and the treatment class of the case. Moved from case to case.
 */
export class LeadingProcedures {
  /** Position of the leading procedure in each view; −1 where the case is conservative. */
  recorded = -1;
  remaining = -1;
  private from = 0;
  private to = 0;
  private scopeClass = 0;
  private recordedKind = UNKNOWN;
  private remainingKind = UNKNOWN;

  constructor(
    private readonly payload: DipPayload,
    private readonly sections: DipSections,
    private readonly sizes: DipSizes,
  ) {}

  /** @param scopeClass class of the principal's text */
  move(from: number, to: number, scopeClass: number): void {
    this.from = from;
    this.to = to;
    this.scopeClass = scopeClass;
    this.recordedKind = UNKNOWN;
    this.remainingKind = UNKNOWN;
    this.recorded = from < to ? from : -1;
    this.remaining = from < to ? this.firstAllowed() : -1;
  }

  /** The treatment class for an entry, by the view of its section. */
  kindFor(flags: number): number {
    if ((flags & FLAG_RECORDED) !== 0) {
      if (this.recordedKind === UNKNOWN) this.recordedKind = this.kindOf(this.recorded, true);
      return this.recordedKind;
    }
    if (this.remainingKind === UNKNOWN) this.remainingKind = this.kindOf(this.remaining, false);
    return this.remainingKind;
  }

  /** How a procedure is kept from leading this case; 0 where it may lead. */
  exclusionAt(position: number): number {
    const info = this.payload.procedureInfo[this.payload.pxCodes[position]!]!;
    const rule = (info >>> EXCLUSION_SHIFT) & EXCLUSION_MASK;
    if (rule !== EXCLUDED_BY_SCOPE) return rule;
    return this.sections.inScope[this.scopeClass * this.sizes.scopes + (info >>> SCOPE_SHIFT)] === 1 ? 0 : rule;
  }

  private firstAllowed(): number {
    const { isNextLeading } = this.payload.switches;
    for (let i = this.from; i < this.to; i++) {
      const rule = this.exclusionAt(i);
      if (rule === 0) return i;
      if (!isNextLeading[rule]) return -1;
    }
    return -1;
  }

  private kindOf(leading: number, mayAllLead: boolean): number {
    if (leading < 0) return CONSERVATIVE;
    let kind = this.kindAt(leading);
    if (!this.payload.switches.isHighestClass) return kind;
    for (let i = this.from; i < this.to; i++) {
      const other = this.kindAt(i);
      if (HEIGHTS[other]! > HEIGHTS[kind]! && (mayAllLead || this.exclusionAt(i) === 0)) kind = other;
    }
    return kind;
  }

  private kindAt(position: number): number {
    return (this.payload.procedureInfo[this.payload.pxCodes[position]!]! >>> KIND_SHIFT) & KIND_MASK;
  }
}
