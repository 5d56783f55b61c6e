import { defineErrors, OptionError, PoolError } from '../../kernel/errors.js';

/** Who may ask what, and how often. */
export const ACCESS_ERRORS = defineErrors(OptionError, {
  key_missing: {
    zh: '请求没有密钥。请加请求头 authorization: Bearer 密钥；只读密钥也可写在网址中：?key=密钥。',
    en: 'the request has no key. Send the header authorization: Bearer KEY; a key that only reads may stand in the address: ?key=KEY.',
    status: 401,
  },
  key_unknown: {
    zh: '密钥无效。请核对密钥，或让管理员用 drgdip serve --new-key 新建一个。',
    en: 'the key is not known. Check it, or have a new one made with drgdip serve --new-key.',
    status: 401,
  },
  key_scope: {
    zh: '密钥“{name}”没有 {scope} 权限（现有：{scopes}）。请换用有此权限的密钥。',
    en: 'the key "{name}" has no scope {scope} (it has {scopes}). Use a key that has it.',
    status: 403,
  },
  key_in_address: {
    zh: '密钥“{name}”不只读（{scopes}），不能写在网址中。请改用请求头 authorization: Bearer，或换一个只有 read 权限的密钥。',
    en: 'the key "{name}" may do more than read ({scopes}) and must not stand in an address. Send it as authorization: Bearer, or use one with the scope read alone.',
    status: 403,
  },
  too_many_requests: {
    zh: '请求过多：每分钟最多 {limit} 次。请在 {seconds} 秒后重试，或把多例放进一次请求。',
    en: 'too many requests: at most {limit} a minute. Come again in {seconds} s, or put many cases into one request.',
    status: 429,
  },
  keys_needed: {
    zh: '监听 {host} 时必须有密钥，密钥文件“{file}”里没有。请先运行 drgdip serve --new-key 名称 --scopes read,run,upload。',
    en: 'listening on {host} needs keys, and the file "{file}" has none. First run drgdip serve --new-key NAME --scopes read,run,upload.',
  },
  keys_file_invalid: {
    zh: '密钥文件“{file}”无法使用（{reason}）。请删除它并用 drgdip serve --new-key 重新建立。',
    en: 'the file of keys "{file}" cannot be used ({reason}). Remove it and make keys anew with drgdip serve --new-key.',
  },
  key_name_taken: {
    zh: '已有名为“{name}”的密钥。请换一个名称，或先用 --remove-key {name} 删除。',
    en: 'there is a key named "{name}" already. Choose another name, or remove it first with --remove-key {name}.',
  },
  key_name_invalid: {
    zh: '密钥名称“{name}”不可用。请用 1 至 60 个字母、数字、汉字、. _ 或 -。',
    en: 'the name "{name}" cannot be that of a key. Use 1 to 60 letters, digits, . _ or -.',
  },
  key_not_found: {
    zh: '没有名为“{name}”的密钥。现有：{known}。请核对名称。',
    en: 'there is no key named "{name}". There are: {known}. Check the name.',
  },
  scope_unknown: {
    zh: '权限“{scope}”不存在。请用逗号连接 {known} 中的一个或几个。',
    en: 'there is no scope "{scope}". Give one or more of {known}, joined by commas.',
  },
});

export const ACCESS_POOL_ERRORS = defineErrors(PoolError, {
  under_pressure: {
    zh: '服务繁忙，暂不接收请求。请在几秒后重试。',
    en: 'the server is busy and takes no requests for now. Try again in some seconds.',
    status: 503,
  },
});
