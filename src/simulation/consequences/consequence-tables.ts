import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { decimalOf } from '../../kernel/decimal.js';
import { type Fen, multiplyFen, scaleFen } from '../../kernel/money.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { COLUMN, type TableRowValues, tableOfRows } from '../../kernel/table-of-rows.js';
import { type ConsequenceRules, reaches } from './consequence-rules.js';

/** A confirmed finding. */
export interface ConfirmedFinding {
  readonly hospitalId: string;
  readonly department: string;
  readonly conduct: string;
  readonly amountFen: Fen;
}

/** Points on a person, by code. */
export interface PersonPoints {
  readonly hospitalId: string;
  readonly department: string;
  readonly points: number;
  /** Share of the department's income that needs this person's eligibility. */
  readonly incomeShare: number;
}

export interface ConsequenceInput {
  readonly rules: ConsequenceRules;
  /** Multiples of the amount by kind of conduct; a kind without one is repaid and not multiplied. */
  readonly multiples: ReadonlyMap<string, { readonly least: number; readonly most: number }>;
  /** Days for which settlement may be suspended. */
  readonly suspension: { readonly least: number; readonly most: number };
  readonly findings: readonly ConfirmedFinding[];
  readonly persons: readonly PersonPoints[];
  /** Cleared income and fund of each department in the year, fen. */
  readonly departments: readonly {
    readonly hospitalId: string;
    readonly department: string;
    readonly incomeFen: Fen;
    readonly fundFen: Fen;
  }[];
  /** Agreement score, NaN unknown, and whole months since the hospital came into the register, NaN unknown. */
  readonly hospitals: ReadonlyMap<string, { readonly score: number; readonly months: number }>;
}

const { key, text, count, money, number, keyOrBlank } = COLUMN;
const PENALTIES = [
  count('findings', '属实疑点数', 'confirmed findings'),
  money('amount', '退回金额', 'amount to repay'),
  money('penalty_least', '处罚下限', 'least penalty'),
  money('penalty_most', '处罚上限', 'most penalty'),
];

/**
 * What confirmed conduct, points and scores do to money (后果测算): penalties by kind, income of departments at risk by
 * points on persons, what a suspension delays, next year's quota and the deposit by credit grade.
 */
export function consequenceTables(input: ConsequenceInput): ResultTable[] {
  const conducts = [...new Set(input.findings.map(({ conduct }) => conduct))].sort(compareCodePoints);
  const penalties = (of: readonly ConfirmedFinding[]) => penaltiesOf(input, of);
  const byConduct = conducts.map((conduct): TableRowValues => {
    const multiple = input.multiples.get(conduct);
    return {
      conduct,
      least: multiple?.least ?? Number.NaN,
      most: multiple?.most ?? Number.NaN,
      ...penalties(input.findings.filter((one) => one.conduct === conduct)),
    };
  });
  const departments = input.departments.map((one): TableRowValues => {
    const isHere = (other: { hospitalId: string; department: string }): boolean =>
      other.hospitalId === one.hospitalId && other.department === one.department;
    const persons = input.persons.filter(isHere).map((person) => ({ person, threshold: thresholdOf(input, person) }));
    const stopped = persons.filter(({ threshold }) => threshold !== undefined);
    const atRisk = stopped.reduce(
      (sum, { person, threshold }) =>
        sum + scaleFen(multiplyFen(one.incomeFen, decimalOf(person.incomeShare)), threshold!.months, 12),
      0,
    );
    return {
      hospital_id: one.hospitalId,
      department: one.department,
      income: one.incomeFen,
      ...penalties(input.findings.filter(isHere)),
      persons: persons.length,
      persons_stopped: stopped.length,
      income_at_risk: atRisk,
    };
  });
  const ids = [...new Set(input.departments.map(({ hospitalId }) => hospitalId))].sort(compareCodePoints);
  return [
    tableOfRows(
      {
        name: 'consequence_hospitals',
        version: 1,
        title: { zh: '后果测算：医院', en: 'Consequences by hospital' },
        columns: [
          key('hospital_id', '医疗机构代码', 'hospital id'),
          money('income', '全年收入（清算后）', 'income of the year, cleared'),
          ...PENALTIES,
          money('income_at_risk', '人员记分影响的收入', 'income at risk by points on persons'),
          money('net_least', '扣除后收入（处罚上限）', 'income left, most penalty'),
          money('net_most', '扣除后收入（处罚下限）', 'income left, least penalty'),
          money('delayed_least', '暂停结算延后的资金（下限）', 'delayed by a suspension, least'),
          money('delayed_most', '暂停结算延后的资金（上限）', 'delayed by a suspension, most', {
            zh: '全年基金 ÷ 365 × 暂停天数',
            en: 'fund of the year ÷ 365 × days of suspension',
          }),
          money('interest_most', '资金占用成本（上限）', 'interest on it, most'),
          number('score', '协议考核得分', 'agreement score'),
          text('grade', '信用等级', 'credit grade'),
          number('checks', '检查频次（倍）', 'checks, times the usual'),
          text('agreement', '协议', 'agreement'),
          number('quota_factor', '次年额度系数', 'factor of the next quota'),
          money('quota_next', '次年额度', 'next quota'),
          money('deposit', '保证金', 'deposit'),
          money('deposit_returned', '返还保证金', 'deposit paid back'),
        ],
      },
      ids.map((hospital) => hospitalRow(input, hospital, departments)),
    ),
    tableOfRows(
      {
        name: 'consequence_departments',
        version: 1,
        title: { zh: '后果测算：科室', en: 'Consequences by department' },
        columns: [
          key('hospital_id', '医疗机构代码', 'hospital id'),
          keyOrBlank('department', '科室', 'department'),
          money('income', '全年收入（清算后）', 'income of the year, cleared'),
          ...PENALTIES,
          count('persons', '有记分人员数', 'persons with points'),
          count('persons_stopped', '暂停或终止人数', 'of them suspended or ended'),
          money('income_at_risk', '受影响收入', 'income at risk'),
        ],
      },
      departments,
    ),
    tableOfRows(
      {
        name: 'consequence_conduct',
        version: 1,
        title: { zh: '后果测算：行为类别', en: 'Consequences by kind of conduct' },
        columns: [
          key('conduct', '行为类别', 'conduct'),
          number('least', '倍数下限', 'least multiple'),
          number('most', '倍数上限', 'most multiple'),
          ...PENALTIES,
        ],
      },
      byConduct,
    ),
  ];
}

/** Confirmed findings with what is repaid and the least and most penalty. */
export function penaltiesOf({ multiples }: Pick<ConsequenceInput, 'multiples'>, findings: readonly ConfirmedFinding[]) {
  const sums = { findings: findings.length, amount: 0, penalty_least: 0, penalty_most: 0 };
  for (const { conduct, amountFen } of findings) {
    if (Number.isNaN(amountFen)) continue;
    const multiple = multiples.get(conduct) ?? { least: 0, most: 0 };
    sums.amount += amountFen;
    sums.penalty_least += multiplyFen(amountFen, decimalOf(multiple.least));
    sums.penalty_most += multiplyFen(amountFen, decimalOf(multiple.most));
  }
  return sums;
}

/** The highest threshold that a person's points reach. */
function thresholdOf({ rules }: ConsequenceInput, { points }: PersonPoints) {
  return rules.persons.thresholds.filter((one) => reaches(points, one)).at(-1);
}

function hospitalRow(
  input: ConsequenceInput,
  hospital: string,
  departments: readonly TableRowValues[],
): TableRowValues {
  const { rules, suspension } = input;
  const own = departments.filter((row) => row.hospital_id === hospital);
  const sum = (name: string): Fen => own.reduce((all, row) => all + Number(row[name]), 0);
  const fund = input.departments.reduce((all, one) => all + (one.hospitalId === hospital ? one.fundFen : 0), 0);
  const { score, months } = input.hospitals.get(hospital) ?? { score: Number.NaN, months: Number.NaN };
  const credit = rules.credit.find((one) => reaches(score, one));
  const isTutored = months < rules.tutoring.months;
  const delayed = (days: number): Fen => scaleFen(fund, days, 365);
  const [amount, atRisk] = [sum('amount'), sum('income_at_risk')];
  const left = (penalty: string): Fen => sum('income') - amount - sum(penalty) - atRisk;
  const factor = isTutored ? rules.tutoring.quota : (credit?.quota ?? Number.NaN);
  const deposit = multiplyFen(fund, decimalOf(rules.deposit.share));
  const interest = scaleFen(delayed(suspension.most), suspension.most, 365);
  return {
    hospital_id: hospital,
    income: sum('income'),
    findings: sum('findings'),
    amount,
    penalty_least: sum('penalty_least'),
    penalty_most: sum('penalty_most'),
    income_at_risk: atRisk,
    net_least: left('penalty_most'),
    net_most: left('penalty_least'),
    delayed_least: delayed(suspension.least),
    delayed_most: delayed(suspension.most),
    interest_most: multiplyFen(interest, decimalOf(rules.interest.yearly)),
    score,
    grade: credit?.grade ?? '',
    checks: credit?.checks ?? Number.NaN,
    agreement: isTutored ? 'tutoring' : (credit?.agreement ?? ''),
    quota_factor: factor,
    quota_next: Number.isNaN(factor) ? Number.NaN : multiplyFen(fund, decimalOf(factor)),
    deposit,
    deposit_returned: credit === undefined ? Number.NaN : multiplyFen(deposit, decimalOf(credit.deposit_return)),
  };
}
