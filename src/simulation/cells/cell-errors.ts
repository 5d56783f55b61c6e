import { defineErrors, InputError } from '../../kernel/errors.js';

export const CELL_ERRORS = defineErrors(InputError, {
  cells_sum_too_large: {
    zh: '费用合计超过 90,071,992,547,409 元，无法精确到分。请检查金额单位，或把病例分成几个统筹区分别测算。',
    en: 'the charges add up to more than 90,071,992,547,409 yuan and cannot be exact to the fen. Check the unit of the amounts, or take the regions one by one.',
  },
  cells_not_alike: {
    zh: '这些单元不能合并：{part} 不同（“{first}”与“{second}”）。请用同一分组方案和同一政策年度生成各部分。',
    en: 'these cells cannot be merged: they differ in {part} ("{first}" and "{second}"). Make every part with the same scheme and the same policy year.',
  },
  stored_cells_unreadable: {
    zh: '不是可读的单元文件（{reason}）。请用本版本重新生成。',
    en: 'not a readable file of cells ({reason}). Make it again with this version.',
  },
});
