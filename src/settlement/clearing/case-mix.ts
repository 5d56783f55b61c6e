import type { Rational } from '../../kernel/formula/rational.js';
import { byAccount, hospitalOfAccount } from '../account-totals.js';
import type { ClearingState } from './clearing-state.js';

/** Σ weights × 10^decimals, and the cases paid through the groups. */
interface Mix {
  weights: number;
  cases: number;
}

/**
 * Case-mix indexes (CMI) as fractions: Σ weight / cases, over the cases paid through the groups, of all insurance types
 * together: of a hospital, of the hospitals of its level class in the register, of the region. Missing without such cases.
 * @source rules §1.5
 */
export class CaseMix {
  private readonly hospitals = new Map<string, Mix>();
  private readonly levels = new Map<number, Mix>();
  private readonly region: Mix = { weights: 0, cases: 0 };
  private readonly scale: bigint;

  constructor(private readonly state: ClearingState) {
    const { index, sums, input, policy } = state;
    this.scale = 10n ** BigInt(policy.rounding.weight);
    const weights = byAccount(index, sums.sums.weight_scaled);
    const cases = byAccount(index, sums.sums.group_paid_cases);
    for (let account = 0; account < index.accountCount; account++) {
      const hospital = hospitalOfAccount(index, account);
      const level = input.register.get(hospital)?.levelClass ?? 0;
      for (const mix of [mixOf(this.hospitals, hospital), mixOf(this.levels, level), this.region]) {
        mix.weights += weights[account]!;
        mix.cases += cases[account]!;
      }
    }
  }

  ofHospital(account: number): Rational | undefined {
    return this.index(this.hospitals.get(hospitalOfAccount(this.state.index, account)));
  }

  /** Missing for a hospital whose level the register does not have. */
  ofLevel(account: number): Rational | undefined {
    const level = this.state.input.register.get(hospitalOfAccount(this.state.index, account))?.levelClass;
    return level === undefined ? undefined : this.index(this.levels.get(level));
  }

  ofRegion(): Rational | undefined {
    return this.index(this.region);
  }

  private index(mix: Mix | undefined): Rational | undefined {
    if (mix === undefined || mix.cases === 0) return undefined;
    return { numerator: BigInt(mix.weights), denominator: BigInt(mix.cases) * this.scale };
  }
}

function mixOf<Key>(mixes: Map<Key, Mix>, key: Key): Mix {
  const found = mixes.get(key) ?? { weights: 0, cases: 0 };
  mixes.set(key, found);
  return found;
}
