import { defineErrors, PolicyError, type Text } from '../kernel/errors.js';

export const POLICY_ERRORS = defineErrors(PolicyError, {
  policy_not_found: {
    zh: '找不到政策“{name}”。请给出 policy.yaml 的路径，或内置政策之一：{known}。',
    en: 'no policy "{name}". Give the path of a policy.yaml or one of the presets: {known}.',
  },
  reform_not_found: {
    zh: '找不到改革方案文件“{name}”。请检查路径。',
    en: 'no reform file "{name}". Check the path.',
  },
  policy_encoding: {
    zh: '文件不是 UTF-8 编码。请另存为 UTF-8。',
    en: 'the file is not UTF-8. Save it as UTF-8.',
  },
  policy_invalid: {
    zh: '政策文件有 {count} 处错误，未采用任何值：\n{problems_zh}',
    en: 'the policy has {count} problem(s); nothing of it is used:\n{problems_en}',
  },
  reform_invalid: {
    zh: '改革方案有 {count} 处错误，整个方案未采用：\n{problems_zh}',
    en: 'the reform has {count} problem(s); nothing of it is used:\n{problems_en}',
  },
  policy_day_outside_year: {
    zh: '日期 {day} 不在政策年度 {year} 内。请给出该年度内的日期。',
    en: '{day} is not in the policy year {year}. Give a day of that year.',
  },
});

/** One fault of a policy or reform, before any run. */
export interface PolicyProblem extends Text {
  /** file:line, as far as known. */
  readonly place: string;
}

/** Gathers faults so that a user sees all of them at once. The same fault found on several days counts once. */
export class ProblemList {
  private readonly problems: PolicyProblem[] = [];

  add(place: string, zh: string, en: string): void {
    const isKnown = this.problems.some((problem) => problem.place === place && problem.en === en);
    if (!isKnown) this.problems.push({ place, zh, en });
  }

  addAll(other: ProblemList): void {
    for (const { place, zh, en } of other.problems) this.add(place, zh, en);
  }

  get isEmpty(): boolean {
    return this.problems.length === 0;
  }

  /** @throws policy_invalid or reform_invalid where there is any fault */
  throwAs(code: 'policy_invalid' | 'reform_invalid'): void {
    if (this.isEmpty) return;
    throw POLICY_ERRORS[code]({
      count: this.problems.length,
      problems_zh: this.problems.map(({ place, zh }) => `  ${place}: ${zh}`).join('\n'),
      problems_en: this.problems.map(({ place, en }) => `  ${place}: ${en}`).join('\n'),
    });
  }
}
