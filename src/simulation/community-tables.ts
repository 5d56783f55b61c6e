import type { ResultTable } from '../kernel/result-table.js';
import type {
  Communities,
  CommunityMonth,
  CommunityPayment,
  CommunityShare,
  CommunitySpending,
  CommunityTerm,
  CommunityYear,
  GlobalBudgetYear,
} from '../settlement/community/community-results.js';
import type { Settlement } from '../settlement/settlement.js';
import { COUNT, column, KEY, MONEY, type RowColumn, TEXT, tableOf } from './clearing-tables.js';

/** A pool with its year, or people whom no pool is about with their spending alone. */
interface CommunityRow {
  readonly spending: CommunitySpending;
  readonly year: CommunityYear | undefined;
}

const RATIO = { type: 'ratio' } as const;
const share = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole);
const ofYear =
  (pick: (year: CommunityYear) => number) =>
  ({ year }: CommunityRow): number =>
    year === undefined ? Number.NaN : pick(year);
const money = (name: string, zh: string, en: string, pick: (year: CommunityYear) => number) =>
  column<CommunityRow>(name, zh, en, MONEY, ofYear(pick));
const spent = (name: string, zh: string, en: string, form: typeof MONEY | typeof COUNT, key: keyof CommunitySpending) =>
  column<CommunityRow>(name, zh, en, form, ({ spending }) => spending[key]);

const POOLS: readonly RowColumn<CommunityRow>[] = [
  column(
    'pool',
    '医共体包',
    'pool',
    {
      ...KEY,
      meaning: { zh: '空白：该险种中不属于任何包的参保人', en: 'blank: people of the insurance in no pool' },
    },
    ({ spending }) => spending.pool,
  ),
  column('insurance', '险种', 'insurance', KEY, ({ spending }) => spending.insurance),
  column('county', '县（参保地）', 'county', TEXT, ({ year }) => year?.county ?? ''),
  column('community', '医共体', 'community', TEXT, ({ year }) => year?.community ?? ''),
  column(
    'heads',
    '参保人数',
    'insured people',
    COUNT,
    ofYear(({ heads }) => heads),
  ),
  money('gross', '人头总额', 'heads × amount per head', ({ grossFen }) => grossFen),
  money('reserve_kept', '预留', 'reserve', ({ reserveFen }) => reserveFen),
  money('performance', '绩效调整', 'performance', ({ performanceFen }) => performanceFen),
  money('carried_in', '上年结转', 'brought over', ({ carriedInFen }) => carriedInFen),
  money('pool_income', '包干总额', 'pool', ({ incomeFen }) => incomeFen),
  spent('cases', '病例数', 'cases', COUNT, 'cases'),
  spent('inside_cases', '包内机构病例', 'cases inside', COUNT, 'insideCases'),
  spent('outside_cases', '包外机构病例', 'cases outside', COUNT, 'outsideCases'),
  spent('recorded_fund', '按项目记账统筹基金', 'fund as recorded by item', MONEY, 'recordedFen'),
  spent('fund_before_clearing', '清算前基金支付', 'fund before clearing', MONEY, 'fundBeforeFen'),
  column(
    'clearing_adjustment',
    '清算调整',
    'change by clearing',
    MONEY,
    ({ spending }) => spending.fundFen - spending.fundBeforeFen,
  ),
  spent('fund', '基金最终支付', 'final fund payment', MONEY, 'fundFen'),
  spent('inside', '包内住院支出', 'spent on stays inside', MONEY, 'insideFen'),
  spent('outside', '包外住院支出', 'spent on stays outside', MONEY, 'outsideFen'),
  spent('inside_visits', '包内门诊人次', 'visits inside', COUNT, 'insideVisits'),
  spent('outside_visits', '包外门诊人次', 'visits outside', COUNT, 'outsideVisits'),
  spent('inside_visits_fund', '包内门诊支出', 'spent on visits inside', MONEY, 'insideVisitsFen'),
  spent('outside_visits_fund', '包外门诊支出', 'spent on visits outside', MONEY, 'outsideVisitsFen'),
  money('referral_payments', '转诊支付（包出资）', 'referral payments of the pool', ({ referralFen }) => referralFen),
  money('subsidies', '补助（包出资）', 'subsidies of the pool', ({ subsidyFen }) => subsidyFen),
  money('spent', '支出合计', 'spent in all', ({ spentFen }) => spentFen),
  money('pool_balance', '结余（正）或超支（负）', 'balance', ({ balanceFen }) => balanceFen),
  money('shared', '机构分享或分担', 'shared by hospitals', ({ sharedFen }) => sharedFen),
  money('carried_over', '结转下年', 'carried over', ({ carriedFen }) => carriedFen),
  money(
    'fund_side',
    '归还基金（正）或基金承担（负）',
    'back to the fund (+) or borne by it (−)',
    ({ fundSideFen }) => fundSideFen,
  ),
  column(
    'retention',
    '县域内基金留存率',
    'fund kept in the county',
    {
      ...RATIO,
      meaning: { zh: '包内机构支出 ÷ 包干总额', en: 'spent inside ÷ pool' },
    },
    ({ spending, year }) =>
      year === undefined ? Number.NaN : share(spending.insideFen + spending.insideVisitsFen, year.incomeFen),
  ),
  column(
    'grassroots_share',
    '基层就诊占比',
    'grass-roots share',
    {
      ...RATIO,
      meaning: { zh: '一级机构的住院与门诊人次 ÷ 全部', en: 'stays and visits at level-1 hospitals ÷ all' },
    },
    ({ spending }) =>
      share(
        spending.grassrootsCases + spending.grassrootsVisits,
        spending.cases + spending.insideVisits + spending.outsideVisits,
      ),
  ),
  column(
    'outside_share',
    '外转率',
    'share of stays outside',
    {
      ...RATIO,
      meaning: { zh: '包外机构病例 ÷ 病例数', en: 'cases outside ÷ cases' },
    },
    ({ spending, year }) => (year === undefined ? Number.NaN : share(spending.outsideCases, spending.cases)),
  ),
];

const SHARES: readonly RowColumn<CommunityShare>[] = [
  column('pool', '医共体包', 'pool', KEY, (row) => row.pool),
  column('insurance', '险种', 'insurance', KEY, (row) => row.insurance),
  column('tier', '层级', 'tier', KEY, (row) => row.tier),
  column(
    'hospital_id',
    '医疗机构代码',
    'hospital id',
    { ...KEY, meaning: { zh: '空白：层级内没有登记的机构', en: 'blank: no hospital of the register is in the tier' } },
    (row) => row.hospitalId,
  ),
  column(
    'weight',
    '层级内权重（结算时固定）',
    'weight within the tier, frozen',
    { type: 'number', decimals: 4 },
    (row) => row.weight,
  ),
  column('inside', '包内住院支出', 'spent on stays there', MONEY, (row) => row.insideFen),
  column('balance_share', '结余分享或超支分担', 'share of the balance', MONEY, (row) => row.balanceFen),
  column('referral', '转诊支付', 'referral payments', MONEY, (row) => row.referralFen),
  column('subsidy', '补助', 'subsidies', MONEY, (row) => row.subsidyFen),
  column('received', '合计', 'in all', MONEY, (row) => row.balanceFen + row.referralFen + row.subsidyFen),
];

const MONTHS: readonly RowColumn<CommunityMonth>[] = [
  column('pool', '医共体包', 'pool', KEY, (row) => row.pool),
  column('insurance', '险种', 'insurance', KEY, (row) => row.insurance),
  column(
    'entry',
    '月份',
    'month',
    { ...KEY, meaning: { zh: 'year_end：年终清算时补记', en: 'year_end: what the settlement at the year’s end adds' } },
    (row) => row.entry,
  ),
  column('cases', '病例数', 'cases', COUNT, (row) => row.cases),
  column('month_income', '包干总额', 'pool', MONEY, (row) => row.incomeFen),
  column('month_stays', '住院支出', 'spent on stays', MONEY, (row) => row.staysFen),
  column('month_visits', '门诊支出', 'spent on visits', MONEY, (row) => row.visitsFen),
  column('month_other', '转诊支付与补助', 'referral payments and subsidies', MONEY, (row) => row.otherFen),
  column('month_spent', '支出合计', 'spent in all', MONEY, (row) => row.spentFen),
  column('month_balance', '结余或超支', 'balance', MONEY, (row) => row.incomeFen - row.spentFen),
  column('cumulative_balance', '累计结余或超支', 'balance from January on', MONEY, (row) => row.cumulativeFen),
];

const TERMS: readonly RowColumn<CommunityTerm>[] = [
  column('pool', '医共体包', 'pool', KEY, (row) => row.pool),
  column('term', '绩效项', 'term', KEY, (row) => row.term),
  column('title_zh', '名称', 'title in Chinese', TEXT, (row) => row.title.zh),
  column('title_en', '名称（英文）', 'title', TEXT, (row) => row.title.en),
  column('applies_to', '适用年度', 'which year', TEXT, (row) => row.appliesTo),
  column('add', '调整比例', 'change', { type: 'number', decimals: 6 }, (row) => row.add),
  column('amount', '金额', 'amount', MONEY, (row) => row.amountFen),
];

const PAYMENTS: readonly RowColumn<CommunityPayment>[] = [
  column('pool', '医共体包', 'pool', KEY, (row) => row.pool),
  column('kind', '种类', 'kind', KEY, (row) => row.kind),
  column('name', '项目', 'name', KEY, (row) => row.name),
  column('title_zh', '名称', 'title in Chinese', TEXT, (row) => row.title.zh),
  column('title_en', '名称（英文）', 'title', TEXT, (row) => row.title.en),
  column('paid_by', '出资方', 'paid by', TEXT, (row) => row.paidBy),
  column('count', '例数或机构数', 'stays or hospitals', COUNT, (row) => row.count),
  column('amount', '金额', 'amount', MONEY, (row) => row.amountFen),
];

const BUDGETS: readonly RowColumn<GlobalBudgetYear>[] = [
  column('name', '总额', 'total budget', KEY, (row) => row.name),
  column('insurances', '险种', 'insurances', TEXT, (row) => row.insurances),
  column('amount', '总额', 'amount', MONEY, (row) => row.amountFen),
  column('groups', '按病组支付', 'paid through the groups', MONEY, (row) => row.groupsFen),
  column('heads', '按人头另付', 'paid by heads beside it', MONEY, (row) => row.headsFen),
  column('budget_balance', '结余或超支', 'balance', MONEY, (row) => row.balanceFen),
  column('borne', '机构承担', 'borne by hospitals', MONEY, (row) => row.borneFen),
];

/**
 * Tables of the county communities, each only where the policy makes its rows: `communities` (its first, whose fund and
 * cases add up to the year's), `community_shares`, `community_months`, `community_performance`, `community_payments`, `global_budgets`; of a
 * comparison with baseline_ or reform_ before the name.
 */
export function communityTables(settlement: Settlement, prefix: '' | 'baseline_' | 'reform_' = ''): ResultTable[] {
  const { communities } = settlement;
  if (communities === undefined) return [];
  const { shares, months, terms, payments, globalBudgets } = communities;
  const some = <Row>(rows: readonly Row[]) => (rows.length === 0 ? undefined : rows);
  return [
    ...tableOf(`${prefix}communities`, '医共体总额', 'County communities', POOLS, rowsOf(communities)),
    ...tableOf(`${prefix}community_shares`, '医共体分配', 'Shares of communities', SHARES, shares),
    ...tableOf(`${prefix}community_months`, '医共体月度预结算', 'Monthly pre-settlement', MONTHS, months),
    ...tableOf(`${prefix}community_performance`, '医共体绩效', 'Performance of communities', TERMS, some(terms)),
    ...tableOf(`${prefix}community_payments`, '转诊支付与补助', 'Referrals and subsidies', PAYMENTS, some(payments)),
    ...tableOf(`${prefix}global_budgets`, '总额控制', 'Total budgets', BUDGETS, some(globalBudgets)),
  ];
}

function rowsOf({ spending, years }: Communities): CommunityRow[] {
  return spending.map((one) => ({
    spending: one,
    year: one.pool === '' ? undefined : years.find((year) => year.spending === one),
  }));
}
