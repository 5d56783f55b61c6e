import type { Text } from '../kernel/errors.js';
import type { KeyScope } from './access/key-file.js';

/** What the server offers, a line each: for the index, the OpenAPI document and the documentation's test. */
export const ROUTE_TEXTS = {
  'POST /v1/group': {
    zh: '病例分组：一例或多例，可要求解释',
    en: 'Put cases into groups: one or many, with an explanation on request',
  },
  'POST /v1/price': {
    zh: '按政策给病例定价（清算之前）',
    en: 'Price cases under a policy, before any clearing',
  },
  'POST /v1/in-stay': {
    zh: '在院预分组：尚未出院的患者，当前病组、上下档、已用比例与剩余空间',
    en: 'Patients not yet discharged: group so far, nearest groups, cost against the standard, room left',
  },
  'POST /v1/monitor': {
    zh: '指标、清单质量与监管疑点：医院、科室、病组、月份',
    en: 'Indicators, list quality and findings of supervision by hospital, department, group and month',
  },
  'POST /v1/coding': {
    zh: '编码差错的影响：清单与病案逐例比较',
    en: 'What coding errors are worth: lists against medical records',
  },
  'POST /v1/forecast': {
    zh: '按科室预测全年：清算后的盈亏与区间、改革影响、保本所需',
    en: 'The year by department: margin at settlement with intervals, effect of a reform, what would break even',
  },
  'POST /v1/costs': {
    zh: '科室、病种成本：费用构成与支付标准、同病组均值比较',
    en: 'Costs by department and disease against standard and peers',
  },
  'POST /v1/consequences': {
    zh: '后果测算：处罚、人员记分、暂停结算、信用等级',
    en: 'What confirmed findings, points on persons, suspension and credit grades cost',
  },
  'POST /v1/reconcile': {
    zh: '与医保反馈逐例对账：差额按原因分解，附申诉清单',
    en: "The bureau's own result against ours, case by case, with a list for an appeal",
  },
  'POST /v1/export': {
    zh: '按分级导出病例：散列、平移、k 匿名，并记入日志',
    en: 'Cases by grade: hashed, shifted, k-anonymous, with a line in the log',
  },
  'GET /v1/schemes': { zh: '分组方案清单', en: 'List the grouping schemes' },
  'GET /v1/schemes/{id}': {
    zh: '一个分组方案：来源、开关及默认值；groups=1 列出全部病组',
    en: 'A scheme: provenance, switches and their defaults; groups=1: every group',
  },
  'GET /v1/policies': { zh: '随程序提供的政策清单', en: 'List the policies that come with the program' },
  'GET /v1/policies/{id}': { zh: '一份政策在某日的全部取值', en: 'A policy as it holds on a day' },
  'GET /v1/parameters': {
    zh: '政策的每个参数：取值、单位、名称、来源、可信度、允许范围',
    en: 'Every parameter of a policy: value, unit, name, source, trust, allowed range',
  },
  'POST /v1/uploads': { zh: '上传文件（multipart），供任务使用', en: 'Bring files for runs, as multipart/form-data' },
  'GET /v1/uploads': { zh: '已上传的文件', en: 'List the files that were brought' },
  'DELETE /v1/uploads/{id}': { zh: '删除一次上传', en: 'Remove what one upload brought' },
  'POST /v1/runs': {
    zh: '提交任务：清算（settle）、改革模拟（simulate）、参数扫描与求解（sweep）或演示（demo）',
    en: 'Submit a run: settle, simulate, sweep or demo; it waits in line',
  },
  'GET /v1/runs': { zh: '任务清单', en: 'List the runs' },
  'GET /v1/runs/{id}': { zh: '任务状态、进度与结果链接', en: 'State, progress and links of a run' },
  'GET /v1/runs/{id}/events': { zh: '任务进度（SSE 事件流）', en: 'Progress of a run as server-sent events' },
  'DELETE /v1/runs/{id}': { zh: '取消任务', en: 'Cancel a run' },
  'GET /v1/runs/{id}/live': {
    zh: '即时试算的起点：任务基线政策的参数与各医院金额',
    en: 'Where a live what-if starts: parameters of the run’s baseline and amounts by hospital',
  },
  'POST /v1/runs/{id}/live': {
    zh: '即时试算：改革作用于任务的基线，各医院与基金的变化',
    en: 'A live what-if: a reform on the baseline of a run, by hospital and for the fund',
  },
  'POST /v1/runs/{id}/further': {
    zh: '以任务的病例与基线再做一次：改革、换政策、参数扫描、方案对照或清单质量',
    en: 'A further run on the cases and baseline of one: reform, other policy, sweep, two schemes, or list quality',
  },
  'GET /v1/runs/{id}/rejected.csv': { zh: '任务退回的行与原因', en: 'Rows that a run rejected, and why' },
  'GET /v1/runs/{id}/report.html': { zh: '任务的报告页', en: 'The report of a run as a page' },
  'GET /v1/runs/{id}/tables/{file}': {
    zh: '结果表：hospitals.csv、hospitals.json 等',
    en: 'A result table: hospitals.csv, hospitals.json and so on',
  },
  'GET /v1/runs/{id}/workbook.xlsx': {
    zh: '结果工作簿；live=1 为会向本服务取数的工作簿',
    en: 'The result as a workbook; live=1: one whose formulas ask this server',
  },
  'GET /v1/runs/{id}/powerquery.pq': {
    zh: 'Power Query 查询文本，可直接粘贴',
    en: 'A query for Power Query, to paste',
  },
  'GET /v1/template.xlsx': {
    zh: '病例填报模板（工作簿）',
    en: 'A workbook to fill cases into',
  },
  'POST /v1/template.xlsx': {
    zh: '上传填好的工作簿，返回同一工作簿，右侧加上病组、支付标准、盈亏',
    en: 'Send a filled workbook; the same comes back with groups, standards and margins beside the cases',
  },
  'GET /v1/runs/{id}/statements': { zh: '各医院清算单的链接', en: 'Links of the statements of a run, by hospital' },
  'GET /v1/runs/{id}/statements/{file}': {
    zh: '一家医院的清算单：医院编码加 .html、.xlsx 或 .csv',
    en: 'The statement of one hospital: its id with .html, .xlsx or .csv',
  },
  'GET /v1/cell/{figure}': {
    zh: '一个值（病组、支付标准、预期盈亏等），供 WEBSERVICE() 使用',
    en: 'One value of a case as text (group, standard, margin), for WEBSERVICE()',
  },
  'GET /v1/cell/runs/{id}/{table}': { zh: '任务结果的一个值', en: 'One figure of a finished run, as text' },
  'GET /v1/cell/runs/{id}/{table}/column.xml': {
    zh: '任务结果的一列，供 FILTERXML(WEBSERVICE()) 使用',
    en: 'One column of a finished run in one answer, for FILTERXML(WEBSERVICE())',
  },
  'GET /health': { zh: '服务是否正常', en: 'Is the server up' },
  'GET /ready': { zh: '服务能否接收任务', en: 'Does the server take work' },
  'GET /metrics': { zh: '运行指标（Prometheus 文本）', en: 'What the server has done, as Prometheus text' },
  'GET /openapi.json': { zh: '本接口的 OpenAPI 3.1 描述', en: 'This API as OpenAPI 3.1' },
  'GET /': { zh: '网页：改革测算、医院分析、清算单', en: 'The page: reform, hospital, clearing' },
  'GET /web/page.js': { zh: '网页的脚本', en: 'The script of the page' },
  'GET /web/page.css': { zh: '网页的样式', en: 'The style of the page' },
  'GET /about': { zh: '本清单', en: 'This list' },
} as const satisfies Readonly<Record<string, Text>>;

/** What a key must allow for each route, where keys are asked for. */
export const ROUTE_SCOPES: Readonly<Record<keyof typeof ROUTE_TEXTS, KeyScope | 'open'>> = {
  'POST /v1/group': 'read',
  'POST /v1/price': 'read',
  'POST /v1/in-stay': 'read',
  'POST /v1/monitor': 'read',
  'POST /v1/coding': 'read',
  'POST /v1/forecast': 'read',
  'POST /v1/costs': 'read',
  'POST /v1/consequences': 'read',
  'POST /v1/reconcile': 'read',
  'POST /v1/export': 'read',
  'GET /v1/schemes': 'read',
  'GET /v1/schemes/{id}': 'read',
  'GET /v1/policies': 'read',
  'GET /v1/policies/{id}': 'read',
  'GET /v1/parameters': 'read',
  'POST /v1/uploads': 'upload',
  'GET /v1/uploads': 'read',
  'DELETE /v1/uploads/{id}': 'upload',
  'POST /v1/runs': 'run',
  'GET /v1/runs': 'read',
  'GET /v1/runs/{id}': 'read',
  'GET /v1/runs/{id}/events': 'read',
  'DELETE /v1/runs/{id}': 'run',
  'GET /v1/runs/{id}/live': 'read',
  'POST /v1/runs/{id}/live': 'read',
  'POST /v1/runs/{id}/further': 'run',
  'GET /v1/runs/{id}/rejected.csv': 'read',
  'GET /v1/runs/{id}/report.html': 'read',
  'GET /v1/runs/{id}/tables/{file}': 'read',
  'GET /v1/runs/{id}/workbook.xlsx': 'read',
  'GET /v1/runs/{id}/powerquery.pq': 'read',
  'GET /v1/template.xlsx': 'read',
  'POST /v1/template.xlsx': 'read',
  'GET /v1/runs/{id}/statements': 'read',
  'GET /v1/runs/{id}/statements/{file}': 'read',
  'GET /v1/cell/{figure}': 'read',
  'GET /v1/cell/runs/{id}/{table}': 'read',
  'GET /v1/cell/runs/{id}/{table}/column.xml': 'read',
  'GET /health': 'open',
  'GET /ready': 'open',
  'GET /metrics': 'read',
  'GET /openapi.json': 'read',
  'GET /': 'open',
  'GET /web/page.js': 'open',
  'GET /web/page.css': 'open',
  'GET /about': 'read',
};

/** Summary and description of a route for its schema. */
export function routeText(route: keyof typeof ROUTE_TEXTS): { summary: string; description: string } {
  const { zh, en } = ROUTE_TEXTS[route];
  return { summary: en, description: zh };
}
