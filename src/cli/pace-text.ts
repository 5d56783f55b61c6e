import type { Language } from '../kernel/errors.js';
import { formatCount } from '../report/format-number.js';
import type { ProgressUnit } from '../run/progress.js';

/** "820,000 例/秒", "35 MB/s"; nothing for what has no amount, or before the first second. */
export function rateText(done: number, seconds: number, unit: ProgressUnit, language: Language): string {
  if (seconds < 1 || done === 0) return '';
  const perSecond = language === 'zh' ? '秒' : 's';
  const rate = done / seconds;
  if (unit === 'bytes') return `${Math.round(rate / 100_000) / 10} MB/${perSecond}`;
  if (unit !== 'cases') return '';
  return `${formatCount(Math.round(rate))} ${language === 'zh' ? '例' : 'cases'}/${perSecond}`;
}

/** Rate and time left, as far as they can be told: "820,000 cases/s, 16 s left". */
export function paceText(done: number, total: number, seconds: number, unit: ProgressUnit, language: Language): string {
  if (done === 0) return '';
  const left = Math.ceil((seconds * (total - done)) / done);
  const leftText = language === 'zh' ? `剩余约 ${left} 秒` : `${left} s left`;
  return [rateText(done, seconds, unit, language), leftText].filter((part) => part !== '').join(', ');
}

/** A length of time: "45 s", "2 min 5 s", "1 h 20 min"; whole seconds, those of hours left out. */
export function durationText(seconds: number, language: Language): string {
  const [hour, minute, second] = language === 'zh' ? ['小时', '分', '秒'] : ['h', 'min', 's'];
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${second}`;
  if (whole < 3600) return `${Math.floor(whole / 60)} ${minute} ${whole % 60} ${second}`;
  return `${Math.floor(whole / 3600)} ${hour} ${Math.floor((whole % 3600) / 60)} ${minute}`;
}
