import { SingleBar } from 'cli-progress';
import type { Language } from '../kernel/errors.js';
import type { Progress } from '../run/progress.js';

/** One bar a stage, with rate and time left. */
export function barProgress(language: Language): Progress {
  let bar: SingleBar | undefined;
  let total = 0;
  return {
    begin: (stage, stageTotal) => {
      total = Math.max(1, stageTotal);
      const left = language === 'zh' ? '剩余' : 'left';
      bar = new SingleBar({
        format: `{bar} {percentage}% ${stage[language]} · {duration_formatted} · ${left} {eta_formatted}`,
        barsize: 24,
        hideCursor: true,
        clearOnComplete: false,
        stream: process.stderr,
      });
      bar.start(total, 0);
    },
    advance: (done) => bar?.update(Math.min(done, total)),
    end: () => {
      bar?.update(total);
      bar?.stop();
      bar = undefined;
    },
  };
}
