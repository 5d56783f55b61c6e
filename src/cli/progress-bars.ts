import { SingleBar } from 'cli-progress';
import type { Language } from '../kernel/errors.js';
import { padEndWide } from '../report/render-text-table.js';
import type { Progress } from '../run/progress.js';

const NAME_WIDTH = 30;

/** One bar a stage on a terminal, with percent and time left. */
export function barProgress(language: Language): Progress {
  let bar: SingleBar | undefined;
  let total = 0;
  return {
    begin: (stage, stageTotal) => {
      total = Math.max(1, stageTotal);
      const left = language === 'zh' ? '剩余' : 'left';
      bar = new SingleBar({
        format: `${padEndWide(stage[language], NAME_WIDTH)} {bar} {percentage}% · {duration_formatted} · ${left} {eta_formatted}`,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        barsize: 20,
        // The terminal's settings stay as they are: Ctrl-C may end the process at once, with nobody left to mend them.
        hideCursor: false,
        linewrap: true,
        clearOnComplete: false,
        stream: process.stderr,
      });
      bar.start(total, 0);
    },
    advance: (done, newTotal) => {
      if (newTotal !== undefined && newTotal !== total) {
        total = Math.max(1, newTotal);
        bar?.setTotal(total);
      }
      bar?.update(Math.min(done, total));
    },
    end: (outcome) => {
      if (outcome !== 'failed') bar?.update(total);
      bar?.stop();
      bar = undefined;
    },
  };
}
