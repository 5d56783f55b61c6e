import { sha256 } from '../../../src/kernel/hash.js';
import { CAVEAT } from '../../../src/report/report-model.js';
import type { StatementBook, StatementPart } from '../../../src/report/statements/statement-book.js';
import type { StatementLine } from '../../../src/settlement/settlement.js';

/** Ids and names that a spreadsheet, a page or a file system would trip over. */
export const HOSTILE_IDS = ['=1+1', '+H2', '-H3', '@SUM(A1)', '<script>alert(1)</script>', '../../etc/passwd', 'CON'];

type Draft = readonly [line: string, role: StatementLine['role'], fen: number, policyPath: string, band?: string];

/** Two totals; a note between terms, a zero term, a negative one, and a step that no list of names knows. */
const DRAFTS: readonly Draft[] = [
  ['total_cost', 'note', 10_000_001, 'pools'],
  ['standard_fund', 'term', 7_000_010, 'benefit.fund_pays'],
  ['standard', 'note', 9_999_999, 'rate'],
  ['outlier_fund', 'term', 1_020, 'outliers.bands'],
  ['by_item_kind', 'term', 0, 'pools'],
  ['fund_before_clearing', 'total', 7_001_030, 'clearing.steps'],
  ['reserve', 'note', 350_000, 'pools.employee.reserve'],
  ['retention', 'term', -123_407, 'retention.bands.shared', 'shared'],
  ['step_of_next_year', 'term', 30, 'clearing.next'],
  ['final_fund', 'total', 6_877_653, 'clearing.steps'],
  ['kept_or_borne', 'note', -88, 'retention'],
];

export function statementLines(hospitalId: string, insurance: string, factor = 1): StatementLine[] {
  return DRAFTS.map(([line, role, fen, policyPath, band = ''], k) => ({
    hospitalId,
    insurance,
    order: k + 1,
    line,
    role,
    band,
    amountFen: fen * factor,
    formula: { zh: `“${line}”的算式：甲 − 乙`, en: `formula of ${line}: a − b` },
    policyPath,
  }));
}

export function statementPart(scenario: StatementPart['scenario'], lines: readonly StatementLine[]): StatementPart {
  return {
    scenario,
    policy: { id: 'test-policy', title: { zh: '测试政策', en: 'Policy of the test' }, hash: sha256(scenario) },
    reforms: scenario === 'reform' ? ['rate-minus-3'] : [],
    scheme: { id: 'test-scheme', hash: sha256('scheme') },
    lines,
    sources: {
      rate: { document: '示例医保发〔2026〕1 号', article: '第五条', trust: 'cited' },
      'retention.bands.shared': { document: '用户设定', trust: 'chosen' },
    },
  };
}

export function statementBookOf(parts: readonly StatementPart[]): StatementBook {
  return {
    region: { zh: '示例市', en: 'Example City' },
    year: 2026,
    hospitalNames: { H001: '示例市第一人民医院', '=1+1': '=HYPERLINK("http://example.invalid")' },
    parts,
    inputHash: sha256('input'),
    date: '2026-12-31',
    version: '0.1.0',
    caveat: CAVEAT,
  };
}

/** H001 with two insurance types, and the hostile ones with one each. */
export function singleBook(): StatementBook {
  const lines = [
    ...statementLines('H001', 'employee'),
    ...statementLines('H001', 'resident', 3),
    ...HOSTILE_IDS.flatMap((id) => statementLines(id, 'employee')),
  ];
  return statementBookOf([statementPart('single', lines)]);
}
