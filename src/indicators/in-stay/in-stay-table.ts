import type { ResultTable } from '../../kernel/result-table.js';
import { COLUMN, tableOfRows } from '../../kernel/table-of-rows.js';
import type { InStayAlerts } from './in-stay-alerts.js';
import type { InStayCard } from './in-stay-cards.js';

const { key, text, count, money, number, ratio } = COLUMN;

/** The cards as a table, one row a patient, in the order of the file. A share never reads on the other side of an alert. */
export function inStayTable(cards: readonly InStayCard[], { alerts }: InStayAlerts): ResultTable {
  return tableOfRows(
    {
      name: 'in_stay',
      version: 1,
      title: { zh: '在院预分组', en: 'Patients not yet discharged' },
      columns: [
        key('case_id', '病例号', 'case id'),
        text('hospital_id', '医疗机构代码', 'hospital id'),
        text('department', '科室', 'department'),
        text('group', '当前病组', 'present group'),
        text('group_name', '病组名称', 'name of the group'),
        text('alert', '预警', 'alert', {
          zh: '已发生费用 ÷ 支付标准达到的最高一级',
          en: 'highest reached by cost ÷ standard',
        }),
        money('standard', '支付标准', 'standard'),
        money('cost', '已发生费用', 'cost so far'),
        { ...ratio('share', '已用比例', 'cost ÷ standard'), edges: alerts.map(({ at }) => at) },
        money('room', '剩余空间', 'room left'),
        count('days', '已住天数', 'days so far'),
        money('daily_cost', '日均费用', 'cost a day'),
        count('days_left', '按当前速度可再住天数', 'days left at this pace', {
          zh: '按日均费用，费用达到支付标准前的整天数',
          en: 'whole days until the cost reaches the standard at the pace so far',
        }),
        number('expected_days', '同组平均住院日', 'mean days of the group', {
          zh: '--past 中同病组已出院病例的平均住院日',
          en: 'of the discharged cases of the group in --past',
        }),
        count('past_cases', '其例数', 'cases that it rests on'),
        money('expected_cost', '按平均住院日推算的费用', 'cost at the mean day of discharge', {
          zh: '按日均费用推算到同组平均住院日；已超过时为已发生费用',
          en: 'at the pace so far until the mean days of the group; the cost so far where they are over',
        }),
        ratio('tcm_share', '中治率', 'share of TCM treatment', {
          zh: '中医治疗费 ÷ 已发生费用',
          en: 'charges of TCM treatment ÷ cost so far',
        }),
        text('band_today', '今日出院的倍率类型', 'outlier band if discharged today'),
        money('low_edge', '低倍率界限', 'low outlier below'),
        money('high_edge', '高倍率界限', 'high outlier above'),
        text('higher_group', '上一档病组', 'next higher group'),
        money('higher_standard', '上一档支付标准', 'its standard'),
        text('higher_needs_zh', '上一档尚缺', 'what is missing, in Chinese'),
        text('higher_needs_en', '上一档尚缺（英文）', 'what is missing'),
        text('lower_group', '下一档病组', 'next lower group'),
        money('lower_standard', '下一档支付标准', 'standard of the lower group'),
        text('lower_without_zh', '若无以下即入下一档', 'without which it falls, in Chinese'),
        text('lower_without_en', '若无以下即入下一档（英文）', 'without which it falls'),
        text('weight', '权重（分值）', 'weight or score'),
        text('status', '入组状态', 'status'),
        text('reason_zh', '无支付标准的原因', 'why no standard, in Chinese'),
        text('reason_en', '无支付标准的原因（英文）', 'why no standard'),
      ],
    },
    cards.map((card) => ({
      case_id: card.caseId,
      hospital_id: card.hospitalId,
      department: card.department,
      group: card.group,
      group_name: card.groupName,
      alert: card.alert?.name ?? '',
      standard: card.standardFen,
      cost: card.costFen,
      share: card.costFen / card.standardFen,
      room: card.roomFen,
      days: card.days,
      daily_cost: card.dailyFen,
      days_left: card.daysLeft,
      expected_days: card.expectedDays,
      past_cases: card.pastCases,
      expected_cost: card.expectedFen,
      tcm_share: card.tcmShare,
      band_today: card.bandToday,
      low_edge: card.lowEdgeFen,
      high_edge: card.highEdgeFen,
      higher_group: card.higher?.group ?? '',
      higher_standard: card.higher?.standardFen ?? Number.NaN,
      higher_needs_zh: card.higher?.words.zh ?? '',
      higher_needs_en: card.higher?.words.en ?? '',
      lower_group: card.lower?.group ?? '',
      lower_standard: card.lower?.standardFen ?? Number.NaN,
      lower_without_zh: card.lower?.words.zh ?? '',
      lower_without_en: card.lower?.words.en ?? '',
      weight: card.weight,
      status: card.status,
      reason_zh: card.reason.zh,
      reason_en: card.reason.en,
    })),
  );
}
