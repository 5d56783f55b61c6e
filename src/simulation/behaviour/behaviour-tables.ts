import type { Text } from '../../kernel/errors.js';
import { compareCodePoints } from '../../kernel/hash.js';
import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { COLUMN, tableOfRows } from '../../kernel/table-of-rows.js';
import type { Settlement } from '../../settlement/settlement.js';
import type { EffectRow } from './effect-tally.js';

const { key, count, money } = COLUMN;
const change = (name: string, zh: string, en: string, column = money): ResultColumnSchema =>
  column(`change_${name}`, `变化·${zh}`, `change: ${en}`);

const EFFECT_MEANING: Text = {
  zh: 'added 新增、removed 减少、recoded 改编码、cheaper 降费、split 分解、moved 转移、private 自费、vanished 未就医',
  en: 'added, removed, recoded, cheaper, split, moved, private (pays everything itself), vanished (not treated)',
};

/** What each behaviour did to the cases: one line for behaviour × effect × hospital (and where to) × insurance. */
export function behaviourTable(rows: readonly EffectRow[]): ResultTable {
  const sorted = [...rows].sort(
    (a, b) =>
      a.order - b.order ||
      compareCodePoints(
        [a.effect, a.hospital, a.toHospital, a.insurance].join('\u0000'),
        [b.effect, b.hospital, b.toHospital, b.insurance].join('\u0000'),
      ),
  );
  return tableOfRows(
    {
      name: 'behaviour',
      version: 1,
      title: { zh: '行为对病例的影响', en: 'What behaviour did to the cases' },
      columns: [
        key('behaviour', '行为', 'behaviour', { zh: '序号与种类', en: 'number in its order, and kind' }),
        key('effect', '影响', 'effect', EFFECT_MEANING),
        key('hospital_id', '医疗机构代码', 'hospital id'),
        key('to_hospital_id', '转入机构', 'moves to'),
        key('insurance', '险种', 'insurance'),
        count('touched_cases', '涉及病例数', 'cases touched'),
        money('touched_charges', '涉及病例的总费用（之前）', 'their charges before'),
        count('cases_added', '病例数变化', 'change of cases'),
        money('charges_added', '总费用变化', 'change of charges'),
        money('recorded_added', '记账基金变化', 'change of the recorded fund'),
      ],
    },
    sorted.map((row) => ({
      behaviour: row.behaviour,
      effect: row.effect,
      hospital_id: row.hospital,
      to_hospital_id: row.toHospital,
      insurance: row.insurance,
      touched_cases: row.cases,
      touched_charges: row.charges,
      cases_added: row.changeCases,
      charges_added: row.changeCharges,
      recorded_added: row.changeRecorded,
    })),
  );
}

const MEASURES = ['cases', 'total_cost', 'patient', 'fund_before_clearing', 'clearing_adjustment', 'fund'] as const;
type Sums = Record<(typeof MEASURES)[number], number>;

/** A year of the region: the baseline, the reform without behaviour, then after each behaviour in turn. */
export interface BehaviourStep {
  /** "static", or "1 volume_response". */
  readonly name: string;
  readonly settlement: Settlement;
}

/**
 * The change of every account (hospital × insurance) step by step: static, then each behaviour after those before it. The
 * lines of an account add up to its whole change, to the fen; fund before clearing + adjustment = fund, and
 * fund + patient = income, hold on every line.
 */
export function behaviourStepsTable(baseline: Settlement, steps: readonly BehaviourStep[]): ResultTable {
  const years = [accounts(baseline), ...steps.map(({ settlement }) => accounts(settlement))];
  const keys = [...new Set(years.flatMap((year) => [...year.keys()]))].sort(compareCodePoints);
  const rows = keys.flatMap((account) => {
    const [hospital, insurance] = account.split('\u0000');
    return steps.map(({ name }, i) => {
      const [before, after] = [years[i]!.get(account), years[i + 1]!.get(account)];
      const changeOf = (measure: keyof Sums): number => (after?.[measure] ?? 0) - (before?.[measure] ?? 0);
      return {
        hospital_id: hospital!,
        insurance: insurance!,
        step: name,
        ...Object.fromEntries(MEASURES.map((measure) => [`change_${measure}`, changeOf(measure)])),
        change_income: changeOf('fund') + changeOf('patient'),
      };
    });
  });
  return tableOfRows(
    {
      name: 'behaviour_steps',
      version: 1,
      title: { zh: '静态与行为影响', en: 'Static and behavioural effects' },
      columns: [
        key('hospital_id', '医疗机构代码', 'hospital id'),
        key('insurance', '险种', 'insurance'),
        key('step', '步骤', 'step', {
          zh: 'static 为无行为的改革，其后各行为依次叠加；各步之和等于总变化，无余数',
          en: 'static: the reform without behaviour; then each behaviour after those before it. The steps add up to the whole change, nothing is left over',
        }),
        change('cases', '病例数', 'cases', count),
        change('total_cost', '住院总费用', 'total charges'),
        change('patient', '患者负担', "patients' part"),
        change('fund_before_clearing', '清算前基金支付', 'fund before clearing'),
        change('clearing_adjustment', '清算调整', 'clearing adjustment'),
        change('fund', '基金支付', 'fund payment'),
        change('income', '医院收入', 'hospital income'),
      ],
    },
    rows,
  );
}

function accounts({ cells }: Settlement): Map<string, Sums> {
  const found = new Map<string, Sums>();
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const account = `${cells.hospitals[cells.hospital[cell]!]!}\u0000${cells.insurances[cells.insurance[cell]!]!}`;
    let sums = found.get(account);
    if (sums === undefined) {
      sums = { cases: 0, total_cost: 0, patient: 0, fund_before_clearing: 0, clearing_adjustment: 0, fund: 0 };
      found.set(account, sums);
    }
    for (const measure of MEASURES) sums[measure] += cells.sums[measure][cell]!;
  }
  return found;
}
