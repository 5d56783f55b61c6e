import type { Text } from '../../kernel/errors.js';

/** What the page says where something is wrong or gone: what was found, what stands, what to do next. */
export const FAILURE_WORDS = {
  noDemo: {
    zh: '没有演示地区（--demo-cases 0）。请从“医院分析”上传文件，或在地址里写 run=任务编号。',
    en: 'There is no demo region (--demo-cases 0). Bring a file under "Hospital", or name a run in the address (run=ID).',
  },
  noConnection: {
    zh: '连不上本机服务。已填的内容都还在；请确认 npm start 仍在运行，然后再试。',
    en: 'The server on this machine does not answer. Nothing you set is lost; see that npm start still runs, then try again.',
  },
  refused: {
    zh: '服务没有接受请求（状态 {status}）。请再试一次。',
    en: 'The server did not take the request (status {status}). Try again.',
  },
  unexpected: {
    zh: '页面遇到意外情况。请刷新；地址里保存了当前的设置。',
    en: 'Something unexpected happened. Reload; your settings are kept in the address.',
  },
  runGone: {
    zh: '链接里的任务已不在本机（可能已被清理）。可改看演示地区，或重新测算。',
    en: 'The run this link names is no longer here (it may have been cleaned up). Look at the demo region, or run again.',
  },
  resultGone: {
    zh: '没有编号为“{run}”的结果：链接里的结果已不在本机（可能已被清理）。设置都还在，请重新运行。',
    en: 'On this machine there is no run "{run}" (any more): it may have been cleaned up. Your settings stand; run it again.',
  },
  ownGone: {
    zh: '链接里的文件结果已不在本机（可能已被清理）。请把病例文件再拖入一次。',
    en: 'The result of the file that this link names is no longer here (it may have been cleaned up). Drop the file once more.',
  },
  showDemo: { zh: '改看演示地区', en: 'Look at the demo region' },
  retry: { zh: '再试一次', en: 'Try again' },
  cancelled: {
    zh: '已取消；参数未动，可再次运行。',
    en: 'Cancelled. Your settings are as they were; run again whenever you like.',
  },
  cancelLost: { zh: '取消没有送达：', en: 'The cancel did not arrive: ' },
  failed: { zh: '测算失败：', en: 'The run failed: ' },
  runAgain: { zh: '再运行一次', en: 'Run again' },
  runDone: { zh: '完整测算已完成，全部表格在页面下方。', en: 'The full run is done; every table stands below.' },
  seeResult: { zh: '看结果', en: 'See the result' },
  liveStale: {
    zh: '未能更新：下面仍是上一次的数字。',
    en: 'Not updated: the figures below are those of the last answer.',
  },
  emptyFile: { zh: '“{file}”是空文件。请选择含病例的文件。', en: '"{file}" is empty. Choose a file with cases.' },
  unreadableFile: {
    zh: '浏览器读不出“{file}”：它可能是文件夹、已被移走，或正被别的程序占用。请关闭占用它的程序，或先复制一份，再拖入。',
    en: 'The browser cannot read "{file}": it may be a folder, have been moved, or be held by another program. Close that program or copy the file, then drop it again.',
  },
  moreFiles: {
    zh: '一次读一份文件：已取“{file}”，其余 {others} 份未读。可先合并成一份再拖入。',
    en: 'One file at a time: "{file}" was taken, {others} others were not. Join them into one first.',
  },
  fileBrought: {
    zh: '文件“{file}”还在，不必重新选择。',
    en: 'The file "{file}" is still here; it need not be chosen again.',
  },
  leverGone: {
    zh: '链接里的“{path}”在此基线中不能调，未计入。',
    en: 'The link sets "{path}", which this baseline has no lever for: it does not count.',
  },
  leverRefused: {
    zh: '政策不接受这个数值，原因写在左侧该参数下。',
    en: 'The policy does not take this value; why stands below the parameter on the left.',
  },
  numberMissing: { zh: '请输入数字，如 0.95。', en: 'Type a number such as 0.95.' },
} as const satisfies Readonly<Record<string, Text>>;
