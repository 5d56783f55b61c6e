import type { SourceColumn } from './dip-profile.js';

/** Headings by which a table without a profile is read; compared without case, spaces and full-width signs. */
export const ENTRY_HEADINGS: Readonly<Record<SourceColumn, readonly string[]>> = {
  code: ['code', '病种编码', '病种代码', '病组编码', '分组编码', 'DIP编码'],
  sequence: ['sequence', 'seq', '序号'],
  dx: ['dx', '主要诊断编码', '主诊断编码', '诊断编码', '疾病编码', '主要诊断代码', '主诊断代码'],
  px: ['px', '主要手术操作编码', '手术操作编码', '手术编码', '主要操作编码', '手术操作代码'],
  related: ['related', '相关手术操作编码', '相关手术编码', '其他手术操作编码'],
  use: ['use'],
  when: ['when'],
  name: ['name', '病种名称', '病组名称', '分组名称', '组名'],
  kind: ['kind', '治疗方式', '治疗类型', '操作类型'],
  core: ['core', '病种类型', '病种类别', '是否核心病种'],
  score: ['score', '分值', '病种分值', 'RW', '权重', '标准分值'],
  mean_cost: ['mean_cost', '次均费用', '均费', '平均费用', '例均费用'],
};

/** What tables write in the columns kind and core. */
export const ENTRY_VALUES: Readonly<Partial<Record<SourceColumn, Readonly<Record<string, string>>>>> = {
  kind: {
    保守: 'conservative',
    保守治疗: 'conservative',
    诊断性操作: 'diagnostic',
    治疗性操作: 'therapeutic',
    手术: 'surgical',
    相关手术: 'surgical',
    手术治疗: 'surgical',
  },
  core: {
    核心: 'core',
    核心病种: 'core',
    基础: 'basic',
    基础病种: 'basic',
    综合: 'comprehensive',
    综合病种: 'comprehensive',
    兜底: 'fallback',
    兜底病种: 'fallback',
    空白: 'fallback',
    空白病种: 'fallback',
  },
};
