import type { ResultTableSchema } from '../../kernel/result-table.js';
import { COLUMN } from '../../kernel/table-of-rows.js';

const VERSION = 1;
const { key, text, count } = COLUMN;

/** The flow matrix in long form: one row for each pair of groups that occurs. */
export const FLOWS_SCHEMA: ResultTableSchema = {
  name: 'flows',
  version: VERSION,
  title: { zh: '病组流向', en: 'Flow of groups' },
  columns: [
    key('from_group', '原病组', 'from group'),
    key('to_group', '新病组', 'to group'),
    {
      ...text('move_kind', '去向', 'kind'),
      meaning: {
        zh: 'stayed：编码与内容都相同；moved：编码不同，或同一编码已指另一种病',
        en: 'stayed: same code and same content; moved: another code, or the code means another disease',
      },
    },
    count('cases', '病例数', 'cases'),
    {
      name: 'share_of_from',
      type: 'ratio',
      label: { zh: '占原病组', en: 'share of the from group' },
      meaning: { zh: '病例数 ÷ 原病组的病例数', en: 'cases ÷ cases of the from group' },
    },
    text('from_name', '原病组名称', 'from name'),
    text('to_name', '新病组名称', 'to name'),
  ],
};

/** One row for each case that moved, in the order of the cases. */
export const MOVED_SCHEMA: ResultTableSchema = {
  name: 'moved',
  version: VERSION,
  title: { zh: '换组病例', en: 'Cases that moved' },
  columns: [
    key('case_id', '病例号', 'case id'),
    text('from_group', '原病组', 'from group'),
    text('to_group', '新病组', 'to group'),
    text('from_status', '原状态', 'from status'),
    text('to_status', '新状态', 'to status'),
    text('move_reason', '原因', 'reason'),
    {
      ...text('detail', '依据', 'detail'),
      meaning: {
        zh: '起作用的编码、ADRG 或条件：原 → 新；✗ 为被主要诊断排除，– 为无',
        en: 'the codes, ADRGs or conditions: from → to; ✗ excluded by the principal, – none',
      },
    },
  ],
};

export const REASONS_SCHEMA: ResultTableSchema = {
  name: 'reasons',
  version: VERSION,
  title: { zh: '换组原因', en: 'Reasons of moving' },
  columns: [
    key('move_reason', '原因', 'reason'),
    count('cases', '病例数', 'cases'),
    {
      name: 'share_of_moved',
      type: 'ratio',
      label: { zh: '占换组病例', en: 'share of the moved' },
    },
    { name: 'share_of_cases', type: 'ratio', label: { zh: '占全部病例', en: 'share of all cases' } },
  ],
};

export const RATES_SCHEMA: ResultTableSchema = {
  name: 'rates',
  version: VERSION,
  title: { zh: '入组率', en: 'Grouping rates' },
  columns: [
    key('side', '一侧', 'side'),
    text('scheme', '分组方案', 'scheme'),
    text('scheme_hash', '分组方案校验', 'scheme hash'),
    count('cases', '病例数', 'cases'),
    count('grouped', '入组', 'grouped'),
    count('unrelated_procedure', '歧义（QY）', 'unrelated procedure'),
    count('ungrouped', '未入组', 'ungrouped'),
    {
      name: 'grouping_rate',
      type: 'ratio',
      label: { zh: '入组率', en: 'grouping rate' },
      meaning: {
        zh: '(病例数 − 未入组 − QY) ÷ 病例数',
        en: '(cases − ungrouped − unrelated procedure) ÷ cases',
      },
    },
    count('groups', '有病例的病组数', 'groups with cases'),
  ],
};
