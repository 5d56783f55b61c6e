import type { ResultColumnSchema, ResultTableSchema } from '../../kernel/result-table.js';
import { COLUMN } from '../../kernel/table-of-rows.js';
import { groupingRate } from '../grouping-rate.js';

const VERSION = 1;
const { key, text, count, ratio } = COLUMN;

const SCHEME = key('scheme', '分组方案', 'scheme');
const COSTED = count('costed_cases', '有费用的入组病例', 'grouped cases with a cost');
const MEAN: ResultColumnSchema = { name: 'mean_cost', type: 'money', label: { zh: '例均费用', en: 'mean cost' } };
const RIV = ratio('riv', 'RIV', 'RIV', {
  zh: '(TSS − WSS) ÷ TSS，费用大于 0 的入组病例，不裁剪',
  en: '(TSS − WSS) ÷ TSS over grouped cases with a cost above 0, not trimmed',
});

/** Key of the line over all chapters; it stands last. */
export const ALL_CHAPTERS = 'total';

export const HOSPITAL_QUALITY_SCHEMA: ResultTableSchema = {
  name: 'grouping_by_hospital',
  version: VERSION,
  title: { zh: '各医疗机构入组情况', en: 'Grouping by hospital' },
  columns: [
    SCHEME,
    key('hospital_id', '医疗机构代码', 'hospital id'),
    count('cases', '病例数', 'cases'),
    count('grouped', '入组', 'grouped'),
    count('unrelated_procedure', '歧义（QY）', 'unrelated procedure'),
    count('ungrouped', '未入组', 'ungrouped'),
    ratio('grouping_rate', groupingRate.label.zh, groupingRate.label.en, groupingRate.formula),
    ratio('unrelated_rate', '歧义率', 'rate of unrelated procedures', {
      zh: '歧义（QY）÷ 病例数',
      en: 'unrelated procedures ÷ cases',
    }),
    count('groups', '有病例的病组数', 'groups with cases'),
  ],
};

export const REASON_QUALITY_SCHEMA: ResultTableSchema = {
  name: 'grouping_by_reason',
  version: VERSION,
  title: { zh: '未入组与歧义的原因', en: 'Reasons of ungrouped and unrelated cases' },
  columns: [
    SCHEME,
    key('hospital_id', '医疗机构代码', 'hospital id'),
    key('grouping_status', '状态', 'status'),
    key('grouping_reason', '原因', 'reason'),
    count('cases', '病例数', 'cases'),
    ratio('share', '占该机构病例', "share of the hospital's cases", {
      zh: '病例数 ÷ 该机构病例数',
      en: "cases ÷ the hospital's cases",
    }),
  ],
};

export const GROUP_QUALITY_SCHEMA: ResultTableSchema = {
  name: 'cost_by_group',
  version: VERSION,
  title: { zh: '病组内费用差异', en: 'Spread of cost by group' },
  columns: [
    SCHEME,
    key('group', '病组编码', 'group'),
    text('group_name', '病组名称', 'group name'),
    COSTED,
    MEAN,
    {
      name: 'cv',
      type: 'number',
      decimals: 4,
      label: { zh: 'CV', en: 'CV' },
      meaning: {
        zh: '总体标准差 ÷ 均值，费用大于 0 的病例，不裁剪；不足 2 例留空',
        en: 'population sd ÷ mean over cases with a cost above 0, not trimmed; blank below 2 cases',
      },
    },
    ratio('within_share', '占组内差异', 'share of the spread within groups', {
      zh: '该组 WSS ÷ 各组 WSS 之和',
      en: "the group's WSS ÷ the WSS of all groups",
    }),
  ],
};

export const CHAPTER_QUALITY_SCHEMA: ResultTableSchema = {
  name: 'cost_by_chapter',
  version: VERSION,
  title: { zh: '各大类的方差减少量', en: 'Reduction in variance by chapter' },
  columns: [
    SCHEME,
    key('mdc', 'MDC', 'MDC'),
    COSTED,
    count('groups', '有病例的病组数', 'groups with cases'),
    MEAN,
    RIV,
  ],
};
