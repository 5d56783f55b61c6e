import type { Text } from '../kernel/errors.js';
import { formatCount } from '../report/format-number.js';
import type { Region } from './region-data.js';
import { causesText, type RejectionCause } from './rejection-causes.js';

const YEAR_REJECTED: Text = { zh: '未参与测算', en: 'no part' };
const HISTORY_REJECTED: Text = {
  zh: '属于历史数据，未参与权重测算',
  en: 'no part in the weights, being of the history',
};
const YEAR_FILE: Text = { zh: '当年数据', en: "the year's data" };
const HISTORY_FILE: Text = { zh: '历史数据', en: 'past data' };

type Reading = Pick<Region, 'summaries' | 'causes'>;

/** Rows of the year and of the history that are no cases, with their causes; none where no row was rejected. */
export function rejectedNotices({ summaries: { year, history }, causes }: Reading): Text[] {
  return [
    ...((year?.rejected ?? 0) > 0 ? [rejectedRows(year!.rejected, YEAR_REJECTED, causes?.year)] : []),
    ...((history?.rejected ?? 0) > 0 ? [rejectedRows(history!.rejected, HISTORY_REJECTED, causes?.history)] : []),
  ];
}

/** What reading told of the year and of the history, each saying of which it is; files that are one and the same first. */
export function fileNotices({ summaries: { year, history } }: Pick<Reading, 'summaries'>): Text[] {
  return [
    ...sameFiles(year).map((notice) => prefixed(YEAR_FILE, notice)),
    ...sameFiles(history).map((notice) => prefixed(HISTORY_FILE, notice)),
    ...(year?.notices ?? []).map((notice) => prefixed(YEAR_FILE, notice)),
    ...(history?.notices ?? []).map((notice) => prefixed(HISTORY_FILE, notice)),
  ];
}

/** Files given twice, by their content: each case of the second is a doubled id, which alone says nothing of the cause. */
function sameFiles(summary: Reading['summaries']['year']): Text[] {
  const firsts = new Map<string, string>();
  const notices: Text[] = [];
  for (const { name, sha256 } of summary?.files ?? []) {
    const first = firsts.get(sha256);
    if (first === undefined) firsts.set(sha256, name);
    else {
      notices.push({
        zh: `${name} 与 ${first} 是同一份文件（内容相同），其病例只计一次。请从 --in 或 --history 中去掉一份。`,
        en: `${name} and ${first} are one file (the same content), whose cases count once. Leave one of them out of --in or --history.`,
      });
    }
  }
  return notices;
}

export function prefixed<Notice extends Text>(side: Text, notice: Notice): Notice {
  return { ...notice, zh: `${side.zh}：${notice.zh}`, en: `${side.en}: ${notice.en}` };
}

/** How many rows are no cases and why, and what they are missing from; rejected.csv names each with its remedy. */
function rejectedRows(count: number, part: Text, causes: readonly RejectionCause[] = []): Text {
  const rows = count === 1 ? '1 row was' : `${formatCount(count)} rows were`;
  const why = causesText(causes);
  return {
    zh: `有 ${formatCount(count)} 行被拒收${causes.length === 0 ? '' : `（${why.zh}）`}，${part.zh}，见 rejected.csv。`,
    en: `${rows} rejected${causes.length === 0 ? '' : ` (${why.en})`} and ${count === 1 ? 'takes' : 'take'} ${part.en}; see rejected.csv.`,
  };
}
