import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { Text } from '../../kernel/errors.js';
import { formatFen } from '../../policy/format-value.js';
import type { StatementLine } from '../settlement.js';
import type { Communities } from './community-results.js';

/** Lines of one hospital and insurance below its statement, before their order and total. */
interface Term {
  readonly line: string;
  readonly band: string;
  readonly amountFen: number;
  readonly formula: Text;
  readonly policyPath: string;
}

/**
 * The statements with what communities and total budgets add for each hospital × insurance, below the final payment, and
 * a total of both. A hospital that had no stay has these lines alone. What the groups pay stays as it was.
 */
export function withCommunityLines(statements: readonly StatementLine[], communities: Communities): StatementLine[] {
  const terms = new Map<string, Term[]>();
  const add = (hospitalId: string, insurance: string, term: Term) => {
    const key = `${hospitalId}\u0000${insurance}`;
    terms.set(key, [...(terms.get(key) ?? []), term]);
  };
  for (const share of communities.shares) {
    if (share.hospitalId === '') continue;
    const policyPath = `communities.pools.${share.pool}`;
    const put = (line: string, amountFen: number, formula: Text) =>
      add(share.hospitalId, share.insurance, { line, band: share.pool, amountFen, formula, policyPath });
    put('community_share', share.balanceFen, share.words);
    const names = (kind: 'referral' | 'subsidy') =>
      communities.payments.filter((one) => one.pool === share.pool && one.kind === kind).map(({ title }) => title);
    for (const [line, kind, fen] of [
      ['community_referral', 'referral', share.referralFen],
      ['community_subsidy', 'subsidy', share.subsidyFen],
    ] as const) {
      const titles = names(kind);
      if (titles.length === 0) continue;
      put(line, fen, { zh: titles.map(({ zh }) => zh).join('、'), en: titles.map(({ en }) => en).join(', ') });
    }
  }
  for (const { name, title, borneFen, parts } of communities.globalBudgets) {
    if (borneFen === 0) continue;
    const all = formatFen(borneFen);
    for (const { hospitalId, insurance, amountFen } of parts) {
      const formula = {
        zh: `${title.zh}：超支中机构承担 ${all} 元，按基金支付分摊`,
        en: `${title.en}: ${all} yuan of the overrun borne by hospitals, by what each was paid`,
      };
      const policyPath = `communities.global_budgets.${name}`;
      add(hospitalId, insurance, { line: 'global_budget', band: name, amountFen, formula, policyPath });
    }
  }
  return merged(statements, terms);
}

function merged(statements: readonly StatementLine[], terms: ReadonlyMap<string, readonly Term[]>): StatementLine[] {
  const accounts = new Map<string, StatementLine[]>();
  for (const line of statements) {
    const key = `${line.hospitalId}\u0000${line.insurance}`;
    const own = accounts.get(key) ?? [];
    own.push(line);
    accounts.set(key, own);
  }
  for (const key of terms.keys()) if (!accounts.has(key)) accounts.set(key, []);
  return [...accounts.keys()].sort(compareCodePoints).flatMap((key) => {
    const own = accounts.get(key)!;
    const added = terms.get(key) ?? [];
    if (added.length === 0) return own;
    const [hospitalId, insurance] = key.split('\u0000') as [string, string];
    const before = own.reduce((sum, { role, amountFen }) => (role === 'term' ? sum + amountFen : sum), 0);
    const sum = added.reduce((total, { amountFen }) => total + amountFen, 0);
    const lines = added.map(
      (term, place): StatementLine => ({
        ...{ hospitalId, insurance, order: own.length + place + 1, role: 'term' },
        ...term,
      }),
    );
    const inputs = `${formatFen(before)} + (${formatFen(sum)}) = ${formatFen(before + sum)}`;
    const total: StatementLine = {
      ...{ hospitalId, insurance, order: own.length + added.length + 1, role: 'total' },
      ...{ line: 'with_communities', band: '', amountFen: before + sum, policyPath: 'communities' },
      formula: { zh: `含医共体与总额：${inputs} 元`, en: `with communities and total budgets: ${inputs} yuan` },
    };
    return [...own, ...lines, total];
  });
}
