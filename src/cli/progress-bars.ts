import { SingleBar } from 'cli-progress';
import type { Language } from '../kernel/errors.js';
import { padEndWide } from '../report/display-width.js';
import type { Progress, ProgressUnit } from '../run/progress.js';
import { durationText, rateText } from './pace-text.js';

const NAME_WIDTH = 30;

/** One bar a stage on a terminal, with percent, rate and time left. */
export function barProgress(language: Language): Progress {
  let bar: SingleBar | undefined;
  let total = 0;
  let start = 0;
  let unit: ProgressUnit = 'none';
  return {
    begin: (stage, stageTotal, stageUnit) => {
      start = performance.now();
      unit = stageUnit;
      total = Math.max(1, stageTotal);
      const left = language === 'zh' ? '剩余' : 'left';
      bar = new SingleBar({
        format: `${padEndWide(stage[language], NAME_WIDTH)} {bar} {percentage}% · {duration_formatted}{rate} · ${left} {eta_formatted}`,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        barsize: 20,
        formatTime: (seconds) => durationText(seconds, language),
        // The terminal's settings stay as they are: Ctrl-C may end the process at once, with nobody left to mend them.
        hideCursor: false,
        linewrap: true,
        clearOnComplete: false,
        stream: process.stderr,
      });
      bar.start(total, 0, { rate: '' });
    },
    advance: (done, newTotal) => {
      if (newTotal !== undefined && newTotal !== total) {
        total = Math.max(1, newTotal);
        bar?.setTotal(total);
      }
      const rate = rateText(done, (performance.now() - start) / 1000, unit, language);
      bar?.update(Math.min(done, total), { rate: rate === '' ? '' : ` · ${rate}` });
    },
    end: (outcome) => {
      if (outcome !== 'failed') bar?.update(total);
      bar?.stop();
      bar = undefined;
    },
  };
}
