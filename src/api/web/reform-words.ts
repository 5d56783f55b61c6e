import type { Text } from '../../kernel/errors.js';

/** Words of the reform room's further parts. */
export const REFORM_WORDS = {
  tabHospitals: { zh: '各医院', en: 'Hospitals' },
  tabFund: { zh: '基金瀑布', en: 'Fund' },
  tabQuadrant: { zh: '四象限', en: 'Quadrant' },
  tabLevels: { zh: '等级分布', en: 'Levels' },
  tabSweep: { zh: '扫描前沿', en: 'Sweep' },
  tabFlow: { zh: '方案流向', en: 'Scheme flow' },
  fundByLevel: { zh: '基金支付，按医院等级的变化', en: 'Fund payment, change by hospital level' },
  baselineFund: { zh: '基线基金支付', en: 'Fund, baseline' },
  reformFund: { zh: '改革后基金支付', en: 'Fund, reform' },
  byInsurance: { zh: '基金（按险种）', en: 'Fund by insurance' },
  quadrantSubject: { zh: '病例组合与费用结余', en: 'Case mix and margin of charges' },
  caseMixOfBaseline: {
    zh: 'CMI 取基线，恰在界线上的归入好的一侧。',
    en: "Case mix is the baseline's; a point on a line counts to the good side.",
  },
  noQuadrant: {
    zh: '此基线没有病例组合指数，不能画四象限。',
    en: 'This baseline has no case-mix index, so there is no quadrant.',
  },
  reformTitle: { zh: '网页上的改革', en: 'Reform on the page' },
  toTable: { zh: '看表', en: 'to the table' },
  sourceOf: { zh: '依据：', en: 'Source: ' },
  noSource: { zh: '未注明来源', en: 'no source stated' },
  weight: { zh: '病组权重', en: 'Weights of groups' },
  weightPattern: { zh: '病组编码或通配', en: 'Group code or pattern' },
  weightAdd: { zh: '加一项', en: 'Add' },
  weightHint: {
    zh: '如 ES35，或 ES*（* 代表任意字符）；加入后用滑块乘以倍数。',
    en: 'Such as ES35, or ES* (* stands for any characters); then multiply by the slider.',
  },
  weightWrong: {
    zh: '“{text}”不是病组编码：请用字母、数字和 *，如 ES*。',
    en: '"{text}" is no group code: use letters, digits and *, such as ES*.',
  },
  method: { zh: '付费方式（须完整测算）', en: 'Method (needs a full run)' },
  methodAgainst: { zh: '改用另一份政策', en: 'Another policy instead' },
  methodNote: {
    zh: '付费方式一变，分组、单位与数值都随之改变，不能即时试算：请完整测算，左侧其他改动不计入。',
    en: 'With the method change groups, units and values, so nothing is live: run in full; other changes on this side do not count then.',
  },
  methodOfDemo: { zh: '演示地区的 DIP 政策', en: 'DIP policy of the demo region' },
  baselineRun: { zh: '地区与基线', en: 'Region and baseline' },
  baselineOther: { zh: '换一份基线政策', en: 'Another baseline policy' },
  baselineSettle: { zh: '按此政策清算一次', en: 'Settle under this policy' },
  intervals: { zh: '含区间（重抽样 200 次）', en: 'with intervals (200 resamplings)' },
  intervalOf: {
    zh: '{what}的 95% 区间：{low} 至 {high}（病例重抽样；下方医院图中的横线亦然）',
    en: '{what}, 95 % interval: {low} to {high} (cases resampled; so are the whiskers of the hospitals below)',
  },
  sweepLead: {
    zh: '让一两个参数走遍滑块的范围：每一点是一次测算，连成线并画出前沿（基金多付多少，最低的医院结余率到多少）。',
    en: "One or two parameters over the sliders' ranges: each point is worked out; lines, and the frontier of what the fund pays more against the lowest margin of a hospital.",
  },
  sweepFirst: { zh: '参数', en: 'Parameter' },
  sweepSecond: { zh: '第二个参数', en: 'Second parameter' },
  sweepNone: { zh: '无', en: 'none' },
  sweepBefore: { zh: '清算前（快）', en: 'before clearing (quick)' },
  sweepStart: { zh: '扫描', en: 'Sweep' },
  sweepEmpty: {
    zh: '选好参数后点“扫描”，这里出现曲线与前沿。',
    en: 'Choose a parameter and press "Sweep": lines and frontier come here.',
  },
  frontierNote: {
    zh: '线上各点没有别的点两样都更好；旁注为参数取值。',
    en: "No other point beats those on the line in both; beside them the parameter's values.",
  },
  flowLead: {
    zh: '同一批病例在两个分组方案下各入何组：流向、换组原因与入组率。钱怎么变，请在左侧改分组方案。',
    en: 'The same cases under two schemes: flows, reasons and grouping rates. What it does to money: change the scheme on the left.',
  },
  flowTo: { zh: '对照方案', en: 'against' },
  flowStart: { zh: '对照', en: 'Compare' },
  flowEmpty: {
    zh: '选好方案后点“对照”，这里出现病例的流向。',
    en: 'Choose a scheme and press "Compare": the flow of cases comes here.',
  },
  sourcesLead: {
    zh: '基线政策的每个参数：取值、单位、依据与可信度。',
    en: 'Every parameter of the baseline: value, unit, source and how far it can be trusted.',
  },
  close: { zh: '关闭', en: 'Close' },
  loadingShort: { zh: '正在载入……', en: 'Loading…' },
  key: { zh: '密钥', en: 'Key' },
  keyUse: { zh: '使用', en: 'Use it' },
  keyNote: {
    zh: '只在此窗口保留；由管理员以 drgdip serve --new-key 生成。',
    en: 'Kept in this window only; made with drgdip serve --new-key.',
  },
  hint: { zh: '三步上手', en: 'Three steps' },
  hintLever: { zh: '在左侧拖动一个参数，或点“−3%”。', en: 'Move a parameter on the left, or press "−3%".' },
  hintWatch: {
    zh: '右侧立刻显示基金、受损与受益医院；点条形可在表中筛选该院。',
    en: 'Fund, losers and gainers follow at once; a click on a bar filters the table.',
  },
  hintFull: {
    zh: '点“完整测算”得到全部表格、报告与清算单。',
    en: '"Run in full" gives every table, the report and the statements.',
  },
  hintClose: { zh: '知道了，不再显示', en: 'Understood, do not show again' },
} as const satisfies Readonly<Record<string, Text>>;
