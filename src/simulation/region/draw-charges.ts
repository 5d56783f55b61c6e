import { RETIRED_BONUS } from './benefit-terms.js';
import type { BlockInput } from './block-scratch.js';
import { CHARGE_PARTS, chargeProfile, splitCharges } from './charge-parts.js';
import { drawFromTable, drawUniform, SLOT } from './draw-slots.js';
import type { RegionModel } from './region-model.js';
import { target } from './targets.js';
import type { YearColumns } from './year-columns.js';

const LEAST_BILL_FEN = 20_000;
const RETIRED = 2;
const WORKING_RATIO = 1 - RETIRED_BONUS * target('employee_retired_share');
const JITTER = target('charge_jitter');

const TERMS = {
  laterDeductible: target('deductible_later_stay'),
  criticalFromFen: target('critical_illness_from') * 100,
  criticalShare: target('critical_illness_share'),
  assistancePays: target('assistance_pays'),
  civilServants: target('civil_servant_person_share'),
  civilServantPays: target('civil_servant_pays'),
  accountMeanFen: target('account_mean') * 100,
  costSigma: target('hospital_cost_sigma'),
};

/** Total bill, its parts, who paid it, and what the stay cost the hospital. All integers: parts add up to the fen. */
export class ChargeDrawer {
  private readonly weights = new Float64Array(CHARGE_PARTS.length);
  private readonly parts = new Float64Array(CHARGE_PARTS.length);
  private readonly profiles = [chargeProfile('medical'), chargeProfile('surgical'), chargeProfile('procedure')];
  private readonly efficiency: Float64Array;
  private readonly costRatio: Float64Array;

  /** @param trend factor of the year's prices on the simulated year's */
  constructor(
    private readonly model: RegionModel,
    private readonly trend: number,
  ) {
    this.efficiency = Float64Array.from(model.hospitals, (hospital) => hospital.efficiency);
    this.costRatio = Float64Array.from(model.hospitals, (hospital) => hospital.costRatio);
  }

  drawBlock(columns: YearColumns, { seed, from, to, scratch }: BlockInput): void {
    const { entries } = this.model;
    for (let row = from; row < to; row++) {
      const i = row - from;
      const entry = scratch.entry[i]!;
      const cell = scratch.insurance[i]! * 3 + scratch.level[i]!;
      const mean = entries.costFen[entry * 6 + cell]! * this.efficiency[scratch.hospital[i]!]! * this.trend;
      const deviation = Math.exp(entries.sigma[entry]! * scratch.deviation[i]! - entries.logMean[entry]!);
      // A little more, so that equal deviations are not equal bills.
      const fine = 0.99 + 0.02 * drawUniform(seed, row, SLOT.costFine);
      columns.totalCost[row] = Math.max(LEAST_BILL_FEN, Math.round(mean * deviation * fine));
    }
    if (columns.choice !== 'all') return;
    for (let row = from; row < to; row++) {
      const i = row - from;
      this.drawParts(columns, seed, row, this.profiles[entries.profile[scratch.entry[i]!]!]!);
      this.drawPayers(columns, seed, row, scratch.insurance[i]! * 3 + scratch.level[i]!);
      const noise = 1 + TERMS.costSigma * drawFromTable(this.model.tables.normal, seed, row, SLOT.hospitalCost);
      const ratio = this.costRatio[scratch.hospital[i]!]! * Math.max(0.5, noise);
      columns.money.hospital_cost[row] = Math.round(columns.totalCost[row]! * ratio);
    }
  }

  private drawParts(columns: YearColumns, seed: number, row: number, profile: readonly number[]): void {
    const { weights, parts } = this;
    for (let k = 0; k < weights.length; k++) {
      const jitter = 1 + JITTER * (2 * drawUniform(seed, row, SLOT.chargePart + k) - 1);
      weights[k] = Math.round(profile[k]! * jitter);
    }
    splitCharges(columns.totalCost[row]!, weights, parts);
    for (let k = 0; k < parts.length; k++) columns.money[CHARGE_PARTS[k]!][row] = parts[k]!;
  }

  private drawPayers(columns: YearColumns, seed: number, row: number, cell: number): void {
    const { benefits } = this.model;
    const { money } = columns;
    const total = columns.totalCost[row]!;
    const isEmployee = cell < 3;
    const spread = (slot: number): number => 0.4 + 1.2 * drawUniform(seed, row, slot);
    const selfFunded = Math.round(total * benefits.selfFundedShare[cell]! * spread(SLOT.selfFunded));
    const firstPaid = Math.round(total * benefits.firstPaidShare[cell]! * spread(SLOT.firstPaid));
    const inList = total - selfFunded - firstPaid;
    const asked = benefits.deductibleFen[cell]! * (columns.stayNumber[row]! > 1 ? TERMS.laterDeductible : 1);
    const deductible = Math.min(inList, Math.round(asked));
    const classFactor = !isEmployee ? 1 : WORKING_RATIO + (columns.insuredClass[row] === RETIRED ? RETIRED_BONUS : 0);
    const pooled = Math.round((inList - deductible) * Math.min(0.98, benefits.ratio[cell]! * classFactor));
    const burden = inList - pooled;
    const critical =
      !isEmployee && burden > TERMS.criticalFromFen
        ? Math.round((burden - TERMS.criticalFromFen) * TERMS.criticalShare)
        : 0;
    const isAssisted = columns.assistanceClass[row] === 1;
    const assistance = isAssisted ? Math.round((burden - critical) * TERMS.assistancePays) : 0;
    const u = drawUniform(seed, row, SLOT.account);
    const isCivilServant = isEmployee && u < TERMS.civilServants;
    const civilServant = isCivilServant ? Math.round(burden * TERMS.civilServantPays) : 0;
    const rest = total - pooled - critical - assistance - civilServant;
    const account = isEmployee ? Math.min(rest, Math.round(-Math.log(1 - u) * TERMS.accountMeanFen)) : 0;
    money.self_funded[row] = selfFunded;
    money.first_paid[row] = firstPaid;
    money.deductible[row] = deductible;
    money.pooled_fund[row] = pooled;
    money.critical_illness[row] = critical;
    money.assistance[row] = assistance;
    money.civil_servant[row] = civilServant;
    money.personal_account[row] = account;
    money.cash[row] = rest - account;
  }
}
