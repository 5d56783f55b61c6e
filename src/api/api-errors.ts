import { defineErrors, OptionError, PoolError } from '../kernel/errors.js';

/** What a request can do wrong: what was found, what was expected, what to do. */
export const API_ERRORS = defineErrors(OptionError, {
  request_invalid: {
    zh: '请求有 {count} 处错误：{problems_zh}。请按 /openapi.json 中的格式改正。',
    en: 'the request has {count} problem(s): {problems_en}. Correct them; /openapi.json describes the form.',
    status: 400,
  },
  body_not_json: {
    zh: '请求内容不是完整的 JSON。请检查引号、逗号和括号是否齐全，编码用 UTF-8。',
    en: 'the body is no whole JSON. Check quotes, commas and brackets, and send it as UTF-8.',
    status: 400,
  },
  body_packed: {
    zh: '请求内容经过压缩（content-encoding: {found}），本接口不解压。请直接发送 JSON，去掉该请求头。',
    en: 'the body is packed (content-encoding: {found}), which is not undone here. Send the JSON as it is, without that header.',
    status: 415,
  },
  body_missing: {
    zh: '请求没有内容。请以 application/json 发送 JSON 对象，格式见 /openapi.json。',
    en: 'the request has no body. Send a JSON object as application/json; /openapi.json describes its form.',
    status: 400,
  },
  body_too_large: {
    zh: '请求内容超过 {limit} 字节。请分批发送；整年的病例请存为文件，用 POST /v1/runs 运行。',
    en: 'the body is over {limit} bytes. Send it in parts; put the cases of a whole year into a file and use POST /v1/runs.',
    status: 413,
  },
  media_type: {
    zh: '请求内容的类型是“{found}”，只接受 application/json。请加上请求头 content-type: application/json。',
    en: 'the type of the body is "{found}", only application/json is taken. Send the header content-type: application/json.',
    status: 415,
  },
  route_not_found: {
    zh: '没有 {method} {path} 这个接口。请查看 /about 的清单和 /openapi.json。',
    en: 'there is no {method} {path}. See the list at /about and the forms at /openapi.json.',
    status: 404,
  },
  method_not_taken: {
    zh: '{path} 不接受 {method}，只接受 {methods}。请改用其中之一，格式见 /openapi.json。',
    en: '{path} takes no {method}, only {methods}. Use one of these; /openapi.json describes the form.',
    status: 405,
  },
  request_refused: {
    zh: '请求无法处理（{reason_zh}）。请检查网址和请求头。',
    en: 'the request cannot be served ({reason_en}). Check its address and headers.',
    status: 400,
  },
  host_refused: {
    zh: '请求的 Host 是“{host}”，只接受发往本机的请求。请用 http://127.0.0.1:端口 或 http://localhost:端口。',
    en: 'the Host of the request is "{host}", only requests to this machine are served. Use http://127.0.0.1:PORT or http://localhost:PORT.',
    status: 403,
  },
  switch_not_taken: {
    zh: '“{found}”不是该方案的开关或取值。可用的开关：{expected}。请从中选用。',
    en: '"{found}" is no switch of this scheme, or none of its values. There are: {expected}. Use one of these.',
    status: 400,
  },
  explain_too_many: {
    zh: '解释一次最多 {limit} 例，收到 {found} 例。请分批，或去掉 explain。',
    en: 'at most {limit} cases are explained at once, got {found}. Send them in parts, or leave explain out.',
    status: 400,
  },
  weights_needed: {
    zh: '政策“{policy}”按权重付费，请求没有 weights。请给出 weights: [{example}…]。',
    en: 'the policy "{policy}" pays by weights and the request has none. Give weights: [{example}…].',
    status: 400,
  },
  past_twice: {
    zh: '请求同时给出 past 和 past_run，不知道以哪一个为出院病例。请只给一个。',
    en: 'the request has both past and past_run, so it is not clear which the discharged cases are. Give one of them.',
    status: 400,
  },
  run_without_policy: {
    zh: '任务类型是 {kind}，没有付费政策，不能以它为基线。请选择清算、改革或演示任务。',
    en: 'the run is a {kind} and pays by no policy, so nothing can start from it. Choose a settlement, a reform or the demo.',
    status: 409,
  },
  run_without_files: {
    zh: '任务 {run} 的地区由随机种子直接生成，没有病例文件。请用 drgdip generate 生成文件后重新提交。',
    en: 'the region of run {run} was made from a seed and has no files. Make files with drgdip generate and submit those.',
    status: 409,
  },
  nothing_rejected: {
    zh: '任务 {run} 没有退回任何行，因此没有 rejected.csv。无需再做什么。',
    en: 'run {run} rejected no row, so there is no rejected.csv. Nothing is left to do.',
    status: 404,
  },
  scheme_not_shipped: {
    zh: '没有名为“{scheme}”的分组方案。请从中选一个：{known}。',
    en: 'there is no scheme named "{scheme}". Name one of {known}.',
    status: 404,
  },
  policy_not_shipped: {
    zh: '没有名为“{policy}”的政策。请从中选一个：{known}；自己的政策文件请放入数据文件夹，用 POST /v1/runs。',
    en: 'there is no policy named "{policy}". Name one of {known}; put a policy of your own into the data folder and use POST /v1/runs.',
    status: 404,
  },
  day_invalid: {
    zh: '“{found}”不是日期。请写成 2026-03-01 的形式。',
    en: '"{found}" is no date. Write it like 2026-03-01.',
    status: 400,
  },
  run_not_found: {
    zh: '没有编号为“{run}”的任务。请用 GET /v1/runs 查看现有任务。',
    en: 'there is no run "{run}". GET /v1/runs lists those there are.',
    status: 404,
  },
  run_not_finished: {
    zh: '任务“{run}”没有结果（状态 {state}）。请等 GET /v1/runs/{run} 的 state 为 done 后再取。',
    en: 'the run "{run}" has no result (state {state}). Wait until GET /v1/runs/{run} says done.',
    status: 409,
  },
  run_already_over: {
    zh: '任务“{run}”已经结束（状态 {state}），不能取消。无需再做什么。',
    en: 'the run "{run}" is over (state {state}) and cannot be cancelled. Nothing is left to do.',
    status: 409,
  },
  statements_not_written: {
    zh: '任务 {run} 没有写出各医院的清算单。请重新提交，并加上 statements: true。',
    en: 'run {run} wrote no statements by hospital. Submit it again with statements: true.',
    status: 404,
  },
  statement_not_found: {
    zh: '没有清算单“{file}”：应为医院编码加 .html、.xlsx 或 .csv，编码须按 URL 转义。任务的 links.statements 列出全部。',
    en: 'there is no statement "{file}": give a hospital id with .html, .xlsx or .csv, escaped for an address. The run\'s links.statements lists them all.',
    status: 404,
  },
  table_not_found: {
    zh: '没有名为“{table}”的表。请从中选一个：{known}，后缀为 .json、.csv 或 .parquet。',
    en: 'there is no table "{table}". Ask for one of {known}, as .json, .csv or .parquet.',
    status: 404,
  },
  table_not_suppressible: {
    zh: '表“{table}”没有病例数，无法判断哪些单元格病例过少，隐去小单元格时不提供。请改取有病例数的表，或不加 suppress。',
    en: 'the table "{table}" counts no cases, so it cannot be told which of its cells are small; it is not given with suppress. Ask for a table that counts cases, or leave suppress out.',
    status: 400,
  },
  file_outside_data: {
    zh: '“{file}”不在数据文件夹内。请把文件放入数据文件夹，写相对路径（不含 ..、不以 / 开头、链接不得指向外面）。',
    en: '"{file}" does not lie in the data folder. Put the file there and give a relative path (no .., no leading /, no link that leads out).',
    status: 400,
  },
  policy_file_outside: {
    zh: '政策引用的文件“{file}”不在政策自己的文件夹内。请放在政策文件旁边，写相对路径（不含 ..、不以 / 开头）。',
    en: 'the policy names the file "{file}", which does not lie in its own folder. Put it beside the policy and give a relative path (no .., no leading /).',
    status: 400,
  },
  data_file_not_found: {
    zh: '数据文件夹中没有文件“{file}”。请核对文件名，或先把文件放进去。',
    en: 'the data folder has no file "{file}". Check the name, or put the file there first.',
    status: 400,
  },
  result_file_gone: {
    zh: '任务“{run}”的结果文件 {file} 已被移走。请重新运行。',
    en: 'the file {file} of the run "{run}" was moved away. Run it again.',
    status: 410,
  },
  data_folder_unusable: {
    zh: '数据文件夹“{folder}”无法使用（{reason}）。请用 --data 指定一个可写的文件夹。',
    en: 'the data folder "{folder}" cannot be used ({reason}). Name a writable folder with --data.',
    exit: 1,
  },
  port_unavailable: {
    zh: '端口 {port} 无法使用（{reason}）。请用 --port 换一个，或关闭占用它的程序。',
    en: 'port {port} cannot be used ({reason}). Choose another with --port, or stop the program that holds it.',
    exit: 1,
  },
});

export const API_POOL_ERRORS = defineErrors(PoolError, {
  too_many_runs: {
    zh: '已有 {limit} 个任务在排队，不再接收。请等其中一个完成后重试。',
    en: '{limit} runs are waiting already, no more are taken. Try again when one is done.',
    status: 503,
  },
  too_many_large: {
    zh: '已有 {limit} 个大请求在处理或等待，暂不再接收。请稍后重试。',
    en: '{limit} large requests are being answered or wait already, no more are taken. Try again a little later.',
    status: 503,
  },
  shutting_down: {
    zh: '服务正在关闭，不再接收任务。请在重新启动后重试。',
    en: 'the server is shutting down and takes no more runs. Try again after its restart.',
    status: 503,
  },
  internal: {
    zh: '程序内部错误（编号 {reference}）。请把编号和操作报告给维护者。',
    en: 'internal error (reference {reference}). Please report the reference and what was asked.',
    status: 500,
    exit: 1,
  },
});
