import type { Text } from '../../kernel/errors.js';

/** What a pool of a county community spent, by place of care. Fen; counts of stays and visits. */
export interface CommunitySpending {
  /** Name of the pool; "" for people whom no pool is about. */
  readonly pool: string;
  readonly insurance: string;
  readonly cases: number;
  readonly insideCases: number;
  readonly outsideCases: number;
  /** At hospitals of level class 1 of the register. */
  readonly grassrootsCases: number;
  readonly recordedFen: number;
  readonly fundBeforeFen: number;
  readonly fundFen: number;
  /** By the policy's word on spending. */
  readonly insideFen: number;
  readonly outsideFen: number;
  readonly insideVisits: number;
  readonly outsideVisits: number;
  readonly grassrootsVisits: number;
  readonly insideVisitsFen: number;
  readonly outsideVisitsFen: number;
}

/** The year of one pool: income − spending = balance = shared + carried + back to (or borne by) the fund. */
export interface CommunityYear {
  readonly title: Text;
  readonly county: string;
  readonly community: string;
  readonly spending: CommunitySpending;
  readonly heads: number;
  readonly grossFen: number;
  readonly reserveFen: number;
  readonly performanceFen: number;
  readonly carriedInFen: number;
  readonly incomeFen: number;
  readonly referralFen: number;
  readonly subsidyFen: number;
  readonly spentFen: number;
  readonly balanceFen: number;
  readonly sharedFen: number;
  readonly carriedFen: number;
  readonly fundSideFen: number;
}

/** What one hospital (or a tier without one) gets of a pool. Fen, of either sign. */
export interface CommunityShare {
  readonly pool: string;
  readonly insurance: string;
  readonly tier: string;
  /** "" for a tier without a hospital. */
  readonly hospitalId: string;
  /** Within its tier, as frozen at this settlement; NaN for a tier without a hospital. */
  readonly weight: number;
  readonly insideFen: number;
  readonly balanceFen: number;
  readonly referralFen: number;
  readonly subsidyFen: number;
  readonly words: Text;
}

/** One performance term of a pool. */
export interface CommunityTerm {
  readonly pool: string;
  readonly term: string;
  readonly title: Text;
  /** Share of the pool. */
  readonly add: number;
  readonly appliesTo: 'this_year' | 'next_year';
  /** Of this year's pool, fen; of next_year: what it would be of this year's pool. */
  readonly amountFen: number;
}

/** One kind of referral payment or subsidy of a pool. */
export interface CommunityPayment {
  readonly pool: string;
  readonly name: string;
  readonly kind: 'referral' | 'subsidy';
  readonly title: Text;
  readonly paidBy: string;
  /** Stays, or hospitals. */
  readonly count: number;
  readonly amountFen: number;
}

/** One entry of a pool's monthly pre-settlement, a ledger alone. Fen; the entries of a pool add up to its year. */
export interface CommunityMonth {
  readonly pool: string;
  readonly insurance: string;
  /** 2026-03, or year_end. */
  readonly entry: string;
  readonly cases: number;
  readonly incomeFen: number;
  readonly staysFen: number;
  readonly visitsFen: number;
  /** Referral payments and subsidies of the pool: at the year's end alone. */
  readonly otherFen: number;
  readonly spentFen: number;
  /** Income less spending from the year's begin on. */
  readonly cumulativeFen: number;
}

/** A total budget over groups and heads. */
export interface GlobalBudgetYear {
  readonly name: string;
  readonly title: Text;
  readonly insurances: string;
  readonly amountFen: number;
  /** Fund paid to hospitals through the groups, after clearing. */
  readonly groupsFen: number;
  /** Paid by heads beside it: visits, subsidies, balances shared. */
  readonly headsFen: number;
  readonly balanceFen: number;
  readonly borneFen: number;
  readonly parts: readonly { readonly hospitalId: string; readonly insurance: string; readonly amountFen: number }[];
}

export interface Communities {
  readonly years: readonly CommunityYear[];
  /** Of every pool, then of the people of each insurance whom no pool is about: adds up to the fund of the year. */
  readonly spending: readonly CommunitySpending[];
  readonly shares: readonly CommunityShare[];
  readonly months: readonly CommunityMonth[];
  readonly terms: readonly CommunityTerm[];
  readonly payments: readonly CommunityPayment[];
  readonly globalBudgets: readonly GlobalBudgetYear[];
}
