import type { Command } from 'commander';
import type { Language } from '../kernel/errors.js';
import { OPTION_ERRORS } from '../run/run-errors.js';
import type { StageKeeping } from '../run/stages/keep-stages.js';

/** Options of finished stages as written. */
export interface StageWords {
  readonly cache?: string;
  readonly keepStages?: true;
}

export function addStageOptions(command: Command, language: Language): void {
  const zh = language === 'zh';
  command
    .option(
      '--cache <folder>',
      zh
        ? '把读取、分组、权重、计价的结果存入此文件夹，供以后的运行沿用（含病例数据，不会自动删除）'
        : 'keep cases read, groups, weights and prices in this folder for later runs (it holds cases; nothing is removed)',
    )
    .option(
      '--keep-stages',
      zh
        ? '运行成功后仍保留输出旁的阶段文件夹（.stages-…）；默认只在进程被强行终止时留下'
        : 'leave the folder of stages beside the output (.stages-…); by default only a killed run leaves it',
    );
}

/**
 * Where finished stages are kept: beside the output unless a folder is named.
 * @throws options_together
 */
export function readStageOptions({ cache, keepStages }: StageWords): StageKeeping {
  if (cache !== undefined && keepStages === true) {
    throw OPTION_ERRORS.options_together({ first: '--cache', second: '--keep-stages' });
  }
  if (cache !== undefined) return { kind: 'cache', folder: cache };
  return { kind: 'beside_output', afterwards: keepStages === true ? 'keep' : 'remove' };
}
