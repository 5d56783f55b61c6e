import { askJson } from './ask-server.js';
import type { LiveAnswer } from './live-types.js';

/** Milliseconds of rest after which the year is cleared too. */
const REST = 250;

/**
 * Questions while levers move: one under way at a time, and of those that come meanwhile only the last. Before clearing
 * at once; when the levers rest, cleared.
 */
export class LiveLine {
  private isAsking = false;
  private isWaiting = false;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private clearing: AbortController | undefined;

  constructor(
    private readonly run: string,
    private readonly reforms: () => readonly unknown[],
    private readonly onAnswer: (answer: LiveAnswer, isFinal: boolean) => void,
    private readonly onFailure: (error: unknown) => void,
    private readonly onAsk: () => void,
  ) {}

  ask(): void {
    this.onAsk();
    clearTimeout(this.rest);
    this.clearing?.abort();
    if (this.isAsking) {
      this.isWaiting = true;
      return;
    }
    void this.now();
  }

  private async now(): Promise<void> {
    this.isAsking = true;
    try {
      do {
        this.isWaiting = false;
        this.onAnswer(await this.question('none'), false);
      } while (this.isWaiting);
      this.rest = setTimeout(() => void this.whole(), REST);
    } catch (error) {
      this.onFailure(error);
    } finally {
      this.isAsking = false;
    }
  }

  private async whole(): Promise<void> {
    const controller = new AbortController();
    this.clearing = controller;
    try {
      const answer = await this.question('year', controller.signal);
      if (!controller.signal.aborted) this.onAnswer(answer, true);
    } catch (error) {
      if (!controller.signal.aborted) this.onFailure(error);
    }
  }

  private question(clearing: LiveAnswer['clearing'], signal?: AbortSignal): Promise<LiveAnswer> {
    return askJson(`/v1/runs/${encodeURIComponent(this.run)}/live`, { reforms: this.reforms(), clearing }, signal);
  }
}
