import type { Day } from '../../kernel/day.js';
import type { Text } from '../../kernel/errors.js';

/** What happened to a case. */
export type Effect = 'added' | 'removed' | 'recoded' | 'cheaper' | 'split' | 'moved' | 'private' | 'vanished';

/** Counts and amounts of one behaviour's effect on the cases of an account; money in fen. */
export interface EffectRow {
  readonly order: number;
  readonly behaviour: string;
  readonly effect: Effect;
  readonly hospital: string;
  /** Where cases move to; empty elsewhere. */
  readonly toHospital: string;
  readonly insurance: string;
  cases: number;
  /** Charges of those cases before. */
  charges: number;
  changeCases: number;
  changeCharges: number;
  /** Change of the recorded pooled fund. */
  changeRecorded: number;
}

/** Gathers what behaviours did, so that before + Σ changes = after. */
export class EffectTally {
  readonly rows = new Map<string, EffectRow>();
  readonly notices: Text[] = [];
  /** First day outside the insurance, by hospital that leaves. */
  readonly leaving = new Map<string, Day>();

  constructor(
    readonly order: number,
    readonly behaviour: string,
  ) {}

  /** One case. A missing amount counts as no money, as in every sum of the engine. */
  add(
    effect: Effect,
    place: { readonly hospital: string; readonly toHospital?: string; readonly insurance: string },
    charges: number,
    change: { readonly cases: number; readonly charges: number; readonly recorded: number },
  ): void {
    const { hospital, toHospital = '', insurance } = place;
    const key = `${effect}\u0000${hospital}\u0000${toHospital}\u0000${insurance}`;
    let row = this.rows.get(key);
    if (row === undefined) {
      const { order, behaviour } = this;
      const none = { cases: 0, charges: 0, changeCases: 0, changeCharges: 0, changeRecorded: 0 };
      row = { order, behaviour, effect, hospital, toHospital, insurance, ...none };
      this.rows.set(key, row);
    }
    row.cases += 1;
    row.charges += zeroed(charges);
    row.changeCases += change.cases;
    row.changeCharges += zeroed(change.charges);
    row.changeRecorded += zeroed(change.recorded);
  }
}

const zeroed = (value: number): number => (Number.isNaN(value) ? 0 : value);
