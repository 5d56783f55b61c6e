import type { Text } from '../../kernel/errors.js';

/** A column that grouping can do without and a later step cannot, or only badly. */
export interface LaterColumn {
  readonly column: string;
  /** What is lost without it. */
  readonly without: Text;
}

/** What `profile` warns of where no heading was found for it. */
export const LATER_COLUMNS: readonly LaterColumn[] = [
  {
    column: 'px',
    without: { zh: '分组时外科组不会出现', en: 'no surgical group will occur in grouping' },
  },
  {
    column: 'hospital_id',
    without: { zh: '不能按医疗机构计价、清算和汇总', en: 'no pricing, clearing and totals by hospital' },
  },
  {
    column: 'insurance',
    without: { zh: '不能区分职工与居民统筹池', en: 'the pools of employees and residents cannot be told apart' },
  },
  {
    column: 'discharge_date',
    without: {
      zh: '不能判断是否在政策年度内，也不能按日期选方案和参数',
      en: 'no check of the policy year, no scheme or parameters by date',
    },
  },
  {
    column: 'total_cost',
    without: { zh: '不能测算权重、计价和判断费用极值', en: 'no weights, no pricing, no outlier bands' },
  },
  {
    column: 'pooled_fund',
    without: { zh: '不能与统筹基金原记账额比较', en: 'no comparison with what the pooled fund paid' },
  },
];
