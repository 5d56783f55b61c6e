import { type Day, formatDay } from '../kernel/day.js';
import type { Language } from '../kernel/errors.js';
import { needsSource } from '../policy/needs-source.js';
import { UNIT_TEXTS } from '../policy/parameter-labels.js';
import type { PolicyParameter } from '../policy/policy-sources.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { inBandWords } from '../report/band-words.js';
import { formatCount } from '../report/format-number.js';
import { label, TRUST_LABELS, trustMark } from '../report/labels.js';
import { policyValueWord } from '../report/policy-value-words.js';
import { sourceIn } from '../report/stated-source.js';
import { trustLine } from '../report/trust-counts.js';
import { withEnglish } from './english-of-data.js';

/** The values of a policy on one day, one a line: what it is, the value with its unit, how far to trust it, where it is. */
export function renderPolicy(
  timeline: PolicyTimeline,
  day: Day,
  parameters: readonly PolicyParameter[],
  language: Language,
): string {
  const count = formatCount(parameters.length);
  const hash = timeline.hash.slice(0, 12);
  const head =
    language === 'zh'
      ? `政策 ${timeline.id}（校验 ${hash}），${formatDay(day)} 有效的参数，共 ${count} 项`
      : `policy ${timeline.id} (hash ${hash}), values on ${formatDay(day)}: ${count} parameters`;
  const trust = trustLine(
    parameters.filter(({ path }) => needsSource(path)).map(({ source }) => source),
    language,
  );
  return `${[head, trust, ...parameters.map((parameter) => parameterLine(parameter, language))].join('\n')}\n`;
}

/** Units that say nothing behind a number. */
const SILENT_UNITS = [UNIT_TEXTS.share, UNIT_TEXTS.coefficient, UNIT_TEXTS.word, UNIT_TEXTS.formula];

function parameterLine(parameter: PolicyParameter, language: Language): string {
  const { path, source } = parameter;
  const word = policyValueWord(path, parameter.value, language);
  const isCounted = typeof parameter.raw === 'number' && !SILENT_UNITS.includes(parameter.unit);
  const value = isCounted ? `${word} ${parameter.unit[language]}` : word;
  const trust = TRUST_LABELS[trustMark(source)][language];
  const stated = source === undefined ? undefined : sourceIn(withEnglish(source), language);
  const where = [stated?.document ?? label('notGiven', language), stated?.article].filter(Boolean).join(' ');
  const colon = language === 'zh' ? '：' : ': ';
  return `${inBandWords(path, parameter.label)[language]}${colon}${value}  [${trust}] ${where}  ${path}`;
}
