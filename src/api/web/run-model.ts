import type { Language } from '../../kernel/errors.js';
import { decodeModel, type PageData } from '../../report/html/page-data.js';
import type { ReportModel } from '../../report/report-model.js';
import { ask } from './ask-server.js';
import { modelIn } from './in-english.js';

const kept = new Map<string, Promise<ReportModel>>();

/** The report of a finished run as data: the very model that its report.html carries, its names in the reader's language. */
export async function runModel(run: string, language: Language): Promise<ReportModel> {
  const known = kept.get(run) ?? read(run);
  kept.set(run, known);
  known.catch(() => kept.delete(run));
  return modelIn(await known, language);
}

async function read(run: string): Promise<ReportModel> {
  const answer = await ask(`/v1/runs/${encodeURIComponent(run)}/report.html`);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const data = JSON.parse(page.querySelector('#report-data')!.textContent!) as { model: PageData };
  return decodeModel(data.model);
}
