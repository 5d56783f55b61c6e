import type { Language } from '../kernel/errors.js';
import { formatCount } from '../report/format-number.js';
import type { Progress, ProgressUnit } from '../run/progress.js';
import { paceText } from './pace-text.js';

/** A stage that takes longer says every so often how far it is. */
const SECONDS_BETWEEN_LINES = 10;

/** One plain line a stage, for logs and pipes: what, how much, how long. */
export function lineProgress(language: Language, write: (line: string) => void): Progress {
  let start = 0;
  let told = 0;
  let name = '';
  let total = 0;
  let unit: ProgressUnit = 'none';
  const seconds = (): number => Math.round((performance.now() - start) / 100) / 10;
  const unitOfTime = language === 'zh' ? '秒' : 's';
  return {
    begin: (stage, stageTotal, stageUnit) => {
      start = performance.now();
      told = start;
      name = stage[language];
      total = stageTotal;
      unit = stageUnit;
    },
    advance: (done, newTotal) => {
      total = newTotal ?? total;
      if (performance.now() - told < SECONDS_BETWEEN_LINES * 1000 || total === 0) return;
      told = performance.now();
      const rate = paceText(done, total, seconds(), unit, language);
      write(
        `${name} … ${Math.floor((100 * done) / total)} %, ${seconds()} ${unitOfTime}${rate === '' ? '' : `, ${rate}`}\n`,
      );
    },
    end: (outcome) => {
      if (outcome === 'failed') return;
      write(`${[name, amountText(total, unit, language)].filter(Boolean).join(' ')} … ${seconds()} ${unitOfTime}\n`);
    },
  };
}

/** "3,000 例", "12.4 MB"; nothing where the stage has no amount. */
function amountText(total: number, unit: ProgressUnit, language: Language): string {
  if (total === 0) return '';
  const zh = language === 'zh';
  switch (unit) {
    case 'cases':
      return `${formatCount(total)} ${zh ? '例' : 'cases'}`;
    case 'files':
      return `${formatCount(total)} ${zh ? '个文件' : 'files'}`;
    case 'bytes':
      return total < 100_000 ? `${formatCount(Math.ceil(total / 1000))} kB` : `${Math.round(total / 100_000) / 10} MB`;
    case 'none':
      return '';
  }
}
