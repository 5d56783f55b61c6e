import { evaluateFormula } from '../../kernel/formula/evaluate-formula.js';
import { RETENTION_VOCABULARY } from '../../kernel/formula/formula-language.js';
import { compareRationals, multiplyRationals, type Rational, roundRational } from '../../kernel/formula/rational.js';
import { readFormula } from '../../kernel/formula/read-formula.js';
import { compareCodePoints } from '../../kernel/hash.js';
import type { Policy } from '../../policy/policy-schema.js';
import { exactly, whole } from '../../pricing/literal/literal-numbers.js';
import { accountKey, cellKey, type LiteralCell, shareOut, split } from './literal-cell.js';
import type { LiteralClaim, LiteralInput } from './literal-claim.js';
import { LiteralRefusal } from './literal-refusal.js';

/** Retention over the cells as the steps before have left them; changes `fund` of the cells. */
export function retainLiterally(
  input: LiteralInput,
  policy: Policy,
  claims: readonly LiteralClaim[],
  cells: ReadonlyMap<string, LiteralCell>,
): void {
  const { bands, level, against } = policy.retention;
  if (bands.length === 0) return;
  if (level === 'case') {
    for (const claim of claims) {
      if (claim.isInGroups)
        cells.get(cellKey(claim))!.fund += retained(policy, claim.recorded, claim.fund) - claim.fund;
    }
    return;
  }
  const active = [...cells.values()].filter((cell) => cell.groupCases > 0n);
  const isQuota = against === 'quota_amount';
  const unitKey = (cell: LiteralCell) => {
    if (level === 'hospital') return isQuota ? cell.hospital : accountKey(cell);
    return level === 'pool' && !isQuota ? cell.insurance : '';
  };
  for (const unit of split(active, unitKey)) {
    const fund = total(unit, 'groupFund');
    const basis = isQuota ? quotaOf(input, unit) : fund;
    shareUnit(retained(policy, total(unit, 'groupRecorded'), basis) - fund, unit);
  }
}

function quotaOf({ register }: LiteralInput, unit: readonly LiteralCell[]): bigint {
  let sum = 0n;
  for (const hospital of new Set(unit.map((cell) => cell.hospital))) {
    const quota = register.get(hospital)?.numbers?.get('quota_amount');
    if (quota === undefined) throw new LiteralRefusal('quota_amount_missing');
    const fen = roundRational({ numerator: BigInt(quota.digits), denominator: 10n ** BigInt(quota.scale) }, 2);
    if (fen <= 0n) throw new LiteralRefusal('quota_amount_missing');
    sum += fen;
  }
  return sum;
}

type Measure = 'groupFund' | 'groupRecorded' | 'groupCases';
const total = (cells: readonly LiteralCell[], part: Measure): bigint =>
  cells.reduce((sum, cell) => sum + cell[part], 0n);

/** Insurance types, then hospitals, then cells, each in proportion to the fund's part. */
function shareUnit(change: bigint, unit: readonly LiteralCell[]): void {
  const pools = split(unit, (cell) => cell.insurance).sort((a, b) =>
    compareCodePoints(a[0]!.insurance, b[0]!.insurance),
  );
  const poolShares = shareOut(change, basesOf(pools));
  pools.forEach((pool, p) => {
    const hospitals = split(pool, (cell) => cell.hospital);
    const hospitalShares = shareOut(poolShares[p]!, basesOf(hospitals));
    hospitals.forEach((hospital, h) => {
      const shares = shareOut(hospitalShares[h]!, basesOf(hospital.map((cell) => [cell])));
      hospital.forEach((cell, c) => {
        cell.fund += shares[c]!;
      });
    });
  });
}

function basesOf(parts: readonly (readonly LiteralCell[])[]): bigint[] {
  const measure = (['groupFund', 'groupRecorded', 'groupCases'] as const).find((name) =>
    parts.some((cells) => total(cells, name) > 0n),
  )!;
  return parts.map((cells) => (total(cells, measure) > 0n ? total(cells, measure) : 0n));
}

/** What the fund pays by the first retention band that holds; each band begins where the one before ends. */
function retained(policy: Policy, recorded: bigint, standard: bigint): bigint {
  for (const [i, band] of policy.retention.bands.entries()) {
    const before = policy.retention.bands[i - 1];
    const fromIncluded =
      band.from === undefined
        ? !(before?.to_included ?? false)
        : (band.from_included ?? !(before?.to_included ?? false));
    const from = band.from ?? before?.to;
    const side = (edge: number) => compareRationals(whole(recorded), multiplyRationals(exactly(edge), whole(standard)));
    const isAbove = from === undefined || side(from) > 0 || (side(from) === 0 && fromIncluded);
    const isBelow = band.to === undefined || side(band.to) < 0 || (side(band.to) === 0 && band.to_included);
    if (!isAbove || !isBelow) continue;
    if (band.pay === 'recorded') return recorded;
    if (band.pay === 'standard') return standard;
    if (band.pay !== undefined) {
      const yuan = (fen: bigint): Rational => ({ numerator: fen, denominator: 100n });
      const bindings = new Map([
        ['recorded', yuan(recorded)],
        ['standard', yuan(standard)],
      ]);
      return roundRational(evaluateFormula(readFormula(band.pay, RETENTION_VOCABULARY), bindings)!, 2);
    }
    if (band.fund_share_of_overrun === undefined) return standard;
    const { numerator, denominator } = exactly(band.fund_share_of_overrun);
    return roundRational({ numerator: standard * denominator + numerator * (recorded - standard), denominator }, 0);
  }
  return standard;
}
