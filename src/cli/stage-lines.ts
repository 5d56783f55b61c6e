import type { Language, Text } from '../kernel/errors.js';
import type { StageUse } from '../run/stage-use.js';
import type { WrittenResult } from '../run/write-results.js';

/** Which stages served from an earlier run; which ran again for the reform, and which served from the baseline. */
export function stageLines({ baseline, reform = [] }: WrittenResult['stages'], language: Language): string[] {
  const zh = language === 'zh';
  const joined = (names: readonly string[]): string => joinStages(names, language);
  const lines = keptStageLines([...baseline, ...reform], language);
  if (reform.length === 0) return lines;
  // What ran once and then served within the same side has run.
  const ran = new Set(reform.filter((one) => one.use !== 'reused').map(({ stage }) => stage));
  const names = reform.map(({ stage }) => stage);
  const anew = joined(names.filter((name) => ran.has(name)));
  const reused = joined(names.filter((name) => !ran.has(name)));
  lines.push(
    zh
      ? `改革侧重新计算：${anew}；沿用基线：${reused}`
      : `Stages of the reform that ran: ${anew}; reused from the baseline: ${reused}`,
  );
  return lines;
}

const WORD_JOIN = { zh: '、', en: ', ' } as const;
const STAGE_WORDS: Readonly<Record<string, Text>> = {
  read: { zh: '读取病例', en: 'reading cases' },
  read_history: { zh: '读取历史病例', en: 'reading past cases' },
  group: { zh: '分组', en: 'grouping' },
  group_history: { zh: '历史分组', en: 'grouping the history' },
  weights: { zh: '测算权重', en: 'weights' },
  group_means: { zh: '历史均费', en: 'past means' },
  auxiliary: { zh: '辅助目录指标', en: 'auxiliary facts' },
  links: { zh: '关联住院', en: 'linking stays' },
  price: { zh: '计价', en: 'pricing' },
  settle: { zh: '清算', en: 'clearing' },
};

/** Which stages an earlier run had kept, and which of those files were cut off; nothing where none was. */
export function keptStageLines(stages: readonly StageUse[], language: Language): string[] {
  const zh = language === 'zh';
  const joined = (names: readonly string[]): string => joinStages(names, language);
  const lines: string[] = [];
  const named = (use: StageUse['use']): string[] => stages.filter((one) => one.use === use).map(({ stage }) => stage);
  if (named('from_cache').length + named('rebuilt').length > 0) {
    const kept = joined(named('from_cache'));
    const ran = joined(named('ran'));
    lines.push(
      zh ? `沿用已保存的阶段：${kept}；重新计算：${ran}` : `Stages taken from those kept: ${kept}; that ran: ${ran}`,
    );
  }
  if (named('rebuilt').length > 0) {
    const again = joined(named('rebuilt'));
    lines.push(
      zh
        ? `已保存的文件不完整，已重新计算：${again}`
        : `Made anew, because the file that was kept is cut off or changed: ${again}`,
    );
  }
  return lines;
}

/** Stages by their names, each once. */
export function joinStages(names: readonly string[], language: Language): string {
  const words = [...new Set(names)].map((name) => STAGE_WORDS[name]?.[language] ?? name);
  return words.length === 0 ? '—' : words.join(WORD_JOIN[language]);
}
