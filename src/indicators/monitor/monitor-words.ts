import type { Text } from '../../kernel/errors.js';

/** Words for the short codes in columns of monitoring, by column. */
export const MONITOR_WORDS: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  state: {
    computed: { zh: '已计算', en: 'computed' },
    checked: { zh: '已检查', en: 'checked' },
    not_applicable: { zh: '不适用', en: 'not applicable' },
    not_in_rules: { zh: '规则未设', en: 'not in the rules' },
  },
  scope: { total: { zh: '合计', en: 'total' } },
  phase: {
    before: { zh: '事前', en: 'before' },
    during: { zh: '事中', en: 'during' },
    after: { zh: '事后', en: 'after' },
  },
  error_rate_state: {
    beyond: { zh: '超限', en: 'beyond the limit' },
    within: { zh: '未超限', en: 'within the limit' },
    not_applicable: { zh: '不适用', en: 'not applicable' },
  },
  upload_discipline: {
    breach: { zh: '违反', en: 'breach' },
    kept: { zh: '遵守', en: 'kept' },
    not_applicable: { zh: '不适用', en: 'not applicable' },
  },
  leaving: {
    blocked: { zh: '不得退出：有待核查疑点', en: 'blocked: findings are open' },
    too_short: { zh: '不得退出：核查时段不足', en: 'blocked: too few months were looked at' },
    free: { zh: '可以退出', en: 'may leave' },
  },
  leaving_cause: {
    scenario: { zh: '情景', en: 'scenario' },
    agreement_ended: { zh: '考核终止协议', en: 'agreement ended by its score' },
  },
  found: { yes: { zh: '是', en: 'yes' }, no: { zh: '否', en: 'no' } },
  status: {
    open: { zh: '待核查', en: 'open' },
    confirmed: { zh: '属实', en: 'confirmed' },
    corrected: { zh: '已整改', en: 'corrected' },
    cleared: { zh: '排除', en: 'cleared' },
  },
  trust: {
    cited: { zh: '文件', en: 'document' },
    press: { zh: '报道', en: 'press' },
    unverified: { zh: '预设', en: 'preset' },
    chosen: { zh: '自定', en: 'custom' },
    computed: { zh: '计算', en: 'computed' },
  },
  conduct: {
    split_admission: { zh: '分解住院', en: 'split admission' },
    bed_hanging: { zh: '挂床住院', en: 'bed-hanging' },
    duplicate_charging: { zh: '重复收费', en: 'duplicate charging' },
    upcoding: { zh: '高套', en: 'upcoding' },
    induced: { zh: '诱导过度医疗', en: 'induced care' },
    swap: { zh: '串换项目', en: 'swapped items' },
    forgery: { zh: '伪造文书', en: 'forged documents' },
    impostor: { zh: '冒名就医', en: 'care under another name' },
    over_prescription: { zh: '过度处方', en: 'over-prescription' },
    // Rules that name no kind of conduct stand for themselves.
    overlap: { zh: '住院时间重叠', en: 'overlapping stays' },
    low_threshold: { zh: '低标入院', en: 'admission below the threshold' },
    long_stay: { zh: '超长住院', en: 'overlong stay' },
    stay_over_days: { zh: '住院超过规定天数', en: 'stay over a number of days' },
    death_risk: { zh: '死亡风险', en: 'risk of death' },
    cost_shifting: { zh: '转嫁费用', en: 'shifted costs' },
    visit_path: { zh: '就诊路径异常', en: 'abnormal path of visits' },
    positive_rate: { zh: '检查阳性率过低', en: 'examinations that find little' },
    self_paid_peers: { zh: '自费率高于同级', en: 'self-paid share above the peers' },
    los_peers: { zh: '住院日远高于同级', en: 'stays far longer than the peers’' },
    frequency_peers: { zh: '人次人头比高于同级', en: 'stays a patient above the peers' },
    related_operation: { zh: '相关手术费用占比过低', en: 'operation a small part of the bill' },
    near_edge: { zh: '临界区病例占比过高', en: 'many cases near an outlier edge' },
  },
  alert: { yellow: { zh: '黄色', en: 'yellow' }, red: { zh: '红色', en: 'red' } },
  agreement: {
    kept: { zh: '续签', en: 'kept' },
    ended: { zh: '终止', en: 'ended' },
    tutoring: { zh: '辅导期', en: 'tutoring' },
  },
  basis: {
    season_department: { zh: '科室往年季节', en: 'past season of the department' },
    season_hospital: { zh: '医院往年季节', en: 'past season of the hospital' },
    days: { zh: '按天数', en: 'by days' },
    fund: { zh: '基金应支付', en: "the fund's part" },
    pay: { zh: '应付总额', en: 'pay in all' },
  },
};
