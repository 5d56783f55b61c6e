/**
 * Headings that hospitals and bureaus write for canonical columns, besides the Chinese labels of columns.ts: free
 * exports, the front page N041 (XB, ZFY), HQMS (A12C, D01), the settlement list 4101A (gend, medfee_sumamt).
 * Compared without case. Several front-page codes (BZYZSNL: days or months?) are left out: they must be asked.
 */
export const HEADING_SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  case_id: [
    '病案号',
    '住院号',
    '就诊ID',
    '住院流水号',
    '就诊流水号',
    '病案首页序号',
    'BAH',
    'A48',
    'mdtrt_id',
    'medcasno',
  ],
  patient_key: ['患者ID', '患者编号', '个人编号', 'psn_no', '健康卡号'],
  hospital_id: [
    '机构代码',
    '机构编码',
    '机构编号',
    '医院代码',
    '医院编码',
    '医院编号',
    '医疗机构编码',
    '医疗机构编号',
    '定点机构编码',
    '定点机构代码',
    '定点医疗机构编码',
    '定点医疗机构代码',
    '定点医药机构编号',
    '定点医药机构编码',
    '定点医药机构代码',
    '组织机构代码',
    'A01',
    'fixmedins_code',
  ],
  hospital_level: ['医院等级', '机构等级', '医保结算等级', 'hi_setl_lv'],
  department: ['出院科室', '出院科别', '科室名称', '科别', '出院科室名称', '住院科室', 'CYKB', 'B16C', 'dscg_caty'],
  insurance: ['医保类型', '险种类型', '参保类型', '参保险种', '医保险种', '险种名称', 'hi_type'],
  region: ['统筹区', '统筹区划'],
  admit_date: ['入院时间', 'RYSJ', 'B12', 'adm_time'],
  discharge_date: ['出院时间', 'CYSJ', 'B15', 'dscg_time'],
  sex: ['XB', 'A12C', 'gend', '患者性别'],
  age_years: ['年龄', '年龄岁', 'NL', 'A14', 'age'],
  age_days: [
    '新生儿年龄天',
    '新生儿年龄（天）',
    '不足一周岁年龄（天）',
    '年龄不足1周岁的年龄（天）',
    '日龄',
    'A16',
    'nwb_age',
  ],
  birth_weight_g: ['新生儿出生体重', '新生儿出生体重（克）', 'XSECSTZ', 'XSETZ', 'A18x01', 'nwb_bir_wt'],
  admission_weight_g: ['新生儿入院体重（克）', 'XSERYTZ', 'A17', 'nwb_adm_wt'],
  los_days: ['实际住院天数', '实际住院（天）', '住院日', 'SJZYTS', 'B20', 'act_ipt_days'],
  discharge_type: ['出院方式', 'LYFS', 'B34C', 'dscg_way'],
  total_cost: [
    '总费用',
    '总金额',
    '医疗总费用',
    '医疗费用总额',
    '住院总金额',
    '住院费用总额',
    '费用合计',
    '医疗费总额',
    '费用总额',
    '实际发生总费用',
    'ZFY',
    'D01',
    'medfee_sumamt',
  ],
  cost_nursing: ['HLF', 'D13'],
  self_funded: ['全自费金额', 'fulamt_ownpay_amt'],
  first_paid: ['先行自付金额', 'preselfpay_amt'],
  deductible: ['实际支付起付线', '起付标准', 'act_pay_dedc'],
  pooled_fund: [
    '统筹支付',
    '统筹基金',
    '统筹支付金额',
    '统筹基金支出',
    '统筹基金支付',
    '统筹基金支付金额',
    '医保支付金额',
    'hifp_pay',
  ],
  critical_illness: ['大病支付', '大病保险', 'hifmi_pay'],
  assistance: ['医疗救助', 'maf_pay'],
  personal_account: ['个人账户支出', 'acct_pay'],
  cash: ['现金支付', '个人现金', 'psn_cashpay'],
  stay_number: ['住院次数', 'ZYCS', 'A49'],
  settlement_id: ['结算ID', '结算号', '结算单号', 'setl_id'],
  settlement_date: ['结算时间', 'setl_end_date', 'setl_time'],
  insured_region: ['参保地', 'insuplc'],
  upload_date: ['申报时间', 'dcla_time'],
};

/** Headings of hospitals' names, which may stand for the id where a file has no code of the hospital. */
export const HOSPITAL_NAME_HEADINGS: readonly string[] = [
  '医疗机构名称',
  '医院名称',
  '机构名称',
  '定点医药机构名称',
  '定点医疗机构名称',
  'fixmedins_name',
];

/** Code lists: one cell with all codes, or a principal heading and numbered ones. */
export interface CodeHeadings {
  readonly whole: readonly string[];
  readonly principal: readonly string[];
  readonly others: RegExp;
  /** Numbered headings that say nothing of principal or other: the first is the principal. The number is caught. */
  readonly series: RegExp;
}

export const CODE_HEADINGS: Readonly<Record<'dx' | 'px', CodeHeadings>> = {
  dx: {
    series: /^(?:出院)?诊断(?:编码|代码)[(_]?(\d{1,2})\)?$/,
    whole: ['诊断编码', '诊断代码', '出院诊断编码', '诊断编码列表'],
    principal: [
      '主要诊断编码',
      '主要诊断代码',
      '主诊断编码',
      '主诊断代码',
      '出院主要诊断编码',
      '主要诊断',
      '主诊断',
      'JBDM',
      'C03C',
    ],
    others: /^(?:(?:出院)?(?:其他|次要|次)诊断(?:编码|代码)?[（(_]?\d{0,2}[）)]?|JBDM\d{1,2}|C06x\d{2}C)$/i,
  },
  px: {
    series: /^手术(?:及|和)?(?:操作)?(?:编码|代码)[(_]?(\d{1,2})\)?$/,
    whole: ['手术操作编码', '手术编码', '手术操作代码', '手术代码', '手术及操作编码', '手术及操作代码', '手术编码列表'],
    principal: [
      '主要手术编码',
      '主要手术操作编码',
      '主手术编码',
      '主手术操作编码',
      '主要手术代码',
      '主要手术操作代码',
      '主手术代码',
      '主手术操作代码',
      '主要手术',
      '主手术',
      'SSJCZBM1',
      'C14x01C',
    ],
    others: /^(?:(?:其他|次要|次)手术(?:操作)?(?:编码|代码)?[（(_]?\d{0,2}[）)]?|SSJCZBM\d{1,2}|C35x\d{2}C)$/i,
  },
};

/** Texts of closed value sets as exports write them. */
export const VALUE_SYNONYMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sex: { 男: '1', 男性: '1', M: '1', 女: '2', 女性: '2', F: '2', 未知: '', 未说明: '', 0: '', 9: '' },
  insurance: {
    职工: 'employee',
    职工医保: 'employee',
    城镇职工: 'employee',
    城镇职工基本医疗保险: 'employee',
    310: 'employee',
    居民: 'resident',
    居民医保: 'resident',
    城乡居民: 'resident',
    城乡居民基本医疗保险: 'resident',
    390: 'resident',
    其他: 'other',
    离休: 'other',
    340: 'other',
    自费: 'other',
  },
  discharge_type: {
    医嘱离院: '1',
    医嘱转院: '2',
    医嘱转社区: '3',
    '医嘱转社区/乡镇': '3',
    非医嘱离院: '4',
    死亡: '5',
    其他: '9',
  },
};
