import type { HospitalRecord } from '../../../src/cases/register.js';
import type { InputRow } from '../../../src/cases/tables/input-table.js';
import { EngineError } from '../../../src/kernel/errors.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { formatYuan, parseYuan } from '../../../src/kernel/money.js';
import { priceCases } from '../../../src/pricing/steps.js';
import type { Settlement } from '../../../src/settlement/settlement.js';
import type { SettlementInput } from '../../../src/settlement/settlement-input.js';
import { settleYear } from '../../../src/settlement/steps.js';
import {
  type PolicyDocument,
  registerNumbers,
  type SmallCase,
  smallInput,
  smallRegister,
  smallWeights,
} from '../../pricing/small-region.js';

export const title = { zh: '一项', en: 'an item' };
export const fen = (yuan: number): number => parseYuan(yuan)!;

/** A county hospital, a township one and a village clinic of community C1, and a city hospital outside. */
export const HOSPITALS: Readonly<Record<string, Partial<HospitalRecord>>> = {
  H1: { communityId: 'C1', kind: 'county', numbers: registerNumbers({ score: '90', signed: '1000', trained: '3' }) },
  H2: { communityId: 'C1', kind: 'township', numbers: registerNumbers({ score: '80', signed: '2000', trained: '1' }) },
  H3: { communityId: 'C1', kind: 'village', numbers: registerNumbers({ score: '70', signed: '500', trained: '0' }) },
};
const LEVELS = { H1: 2, H2: 1, H3: 1, CITY: 3 } as const;

/** A stay of an enrolled person that the fund pays whole: cost, recorded and standard are the amount. */
export const stay = (amount: number, hospital = 'H1', more: Partial<SmallCase> = {}): SmallCase => ({
  ...{ hospital, insurance: 'resident', cost: fen(amount), kind: 'item' },
  ...more,
  texts: { community_id: 'C1', ...more.texts },
});

/** A file of cases without a person of the pool. */
export const NOBODY = [stay(1, 'CITY', { texts: { community_id: 'C9' } })];

export const pool = (more: PolicyDocument = {}): PolicyDocument => ({
  ...{ name: 'c1', title, insurance: 'resident', community: 'C1', heads: 1000, per_head: 100 },
  ...more,
});

export const TIERS = [
  { name: 'county', title, ratio: 6, kinds: ['county'] },
  { name: 'township', title, ratio: 3, kinds: ['township'] },
  { name: 'village', title, ratio: 1, kinds: ['village'] },
];

export interface CommunityCase {
  readonly cases: readonly SmallCase[];
  readonly pools: readonly PolicyDocument[];
  readonly communities?: PolicyDocument;
  readonly policy?: PolicyDocument;
  readonly population?: readonly InputRow[];
  readonly visits?: readonly InputRow[];
  readonly hospitals?: Readonly<Record<string, Partial<HospitalRecord>>>;
}

export async function communityInput(given: CommunityCase): Promise<SettlementInput> {
  const policy = { ...given.policy, communities: { pools: given.pools, ...given.communities } };
  const small = smallInput({ cases: given.cases, policy, weights: smallWeights({ A: '1', B: '0.5', C: '2' }) });
  const input = { ...small, register: smallRegister(LEVELS, given.hospitals ?? HOSPITALS) };
  const { population, visits } = given;
  return { ...input, priced: await priceCases(input, inlineExecutor), population, visits };
}

export async function settleCommunity(given: CommunityCase): Promise<Settlement> {
  return settleYear(await communityInput(given));
}

/** Code of the refusal; 'none' where there is none. */
export async function refused(given: CommunityCase): Promise<string> {
  try {
    await settleCommunity(given);
    return 'none';
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
}

/** hospital → its share of the balance in yuan. */
export function balances({ communities }: Settlement): Record<string, string> {
  return Object.fromEntries(communities!.shares.map((one) => [one.hospitalId, formatYuan(one.balanceFen)]));
}
