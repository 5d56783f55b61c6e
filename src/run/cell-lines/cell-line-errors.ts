import { defineErrors, InputError } from '../../kernel/errors.js';

export const CELL_ERRORS = defineErrors(InputError, {
  cells_unreadable: {
    zh: '不是 drgdip stdio --emit cells 写出的行（{what}）。文件可能被截断或改动；请重新生成。',
    en: 'this is no line as drgdip stdio --emit cells writes it ({what}). The file may have been cut or changed; make it again.',
  },
  cells_twice: {
    zh: '同一批病例的单元出现两次（另一处：{first}），会重复计算。请每个文件只给一次。',
    en: 'the cells of the same rows come twice (also at {first}) and would count twice. Give each file once.',
  },
  cells_cut_off: {
    zh: '从这里开始的一批单元不完整或有重复：找到 {found} 行病例，应为 {expected} 行。文件可能被截断；请重新生成，或给出该批的全部文件。',
    en: 'the cells that begin here are not whole, or some are there twice: {found} rows of cases, {expected} expected. The file may have been cut; make it again, or give all files of that part.',
  },
  cells_other_scheme: {
    zh: '各行的分组方案不同：{first} 与 {second}。一次只能合并同一方案、同一开关的单元。',
    en: 'the lines are of different schemes: {first} and {second}. Cells of one scheme and the same switches go together.',
  },
  cells_other_columns: {
    zh: '各行所含的列不同：{first} 与 {second}。请用相同的 --columns 重新生成。',
    en: 'the lines hold different columns: {first} and {second}. Make them again with the same --columns.',
  },
  cells_scheme_of_policy: {
    zh: '单元是按 {cells} 分组的，而政策按 {policy} 分组。单元里没有诊断编码，无法重新分组；请用政策的方案与开关重新生成单元。',
    en: 'the cells were grouped under {cells}, the policy groups under {policy}. Cells hold no diagnoses to group again; make them under the scheme and switches of the policy.',
  },
  cells_mixed: {
    zh: '“{file}”是病例文件，其余是聚合单元。请只给单元，或只给病例。',
    en: '"{file}" holds cases and the others cells. Give cells alone, or cases alone.',
  },
  cells_empty: {
    zh: '没有任何单元。请检查文件是否由 drgdip stdio --emit cells 写出。',
    en: 'there are no cells. Check that the files come from drgdip stdio --emit cells.',
  },
});
