import type { Page } from 'playwright-core';

const STEPS = 60;

/**
 * Milliseconds of each of sixty frames in which a long table scrolls by 700 pixels, shortest first; then the table stands
 * at its end.
 * @param window  selector of what scrolls
 */
export async function scrollFrames(page: Page, window: string): Promise<number[]> {
  return (await page.evaluate(`(async () => {
    const node = document.querySelector(${JSON.stringify(window)});
    const times = [];
    for (let k = 0; k < ${STEPS}; k++) {
      const before = performance.now();
      node.scrollTop += 700;
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      times.push(performance.now() - before);
    }
    node.scrollTop = node.scrollHeight;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return times.sort((a, b) => a - b);
  })()`)) as number[];
}
