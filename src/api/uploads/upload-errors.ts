import { defineErrors, OptionError } from '../../kernel/errors.js';

/** What an upload can do wrong. */
export const UPLOAD_ERRORS = defineErrors(OptionError, {
  upload_form: {
    zh: '上传内容不是完整的表单（{reason}）。请以 multipart/form-data 发送一个或几个文件，例如 curl -F file=@cases.csv。',
    en: 'the upload is no whole form ({reason}). Send one or more files as multipart/form-data, as curl -F file=@cases.csv does.',
    status: 400,
  },
  upload_media_type: {
    zh: '请求内容的类型是“{found}”，此接口只接受表单 multipart/form-data。请把文件放入表单发送，例如 curl -F file=@cases.xlsx。',
    en: 'the type of the body is "{found}", this route takes only a form (multipart/form-data). Send the file in one, as curl -F file=@cases.xlsx does.',
    status: 415,
  },
  upload_empty: {
    zh: '上传中没有文件，或文件“{file}”为空。请核对后重新上传。',
    en: 'the upload has no file, or the file "{file}" is empty. Check it and upload it again.',
    status: 400,
  },
  upload_kind: {
    zh: '文件“{file}”的类型不接受。请上传以 {known} 结尾的文件。',
    en: 'files like "{file}" are not taken. Upload one that ends in {known}.',
    status: 415,
  },
  upload_too_large: {
    zh: '文件“{file}”超过 {limit} 字节。请拆分，或直接放入服务器的数据文件夹。',
    en: 'the file "{file}" is over {limit} bytes. Split it, or put it into the data folder of the server yourself.',
    status: 413,
  },
  upload_twice: {
    zh: '一次上传中有两个名为“{file}”的文件。请改名后重新上传。',
    en: 'two files of the upload are named "{file}". Rename one and upload them again.',
    status: 400,
  },
  upload_not_found: {
    zh: '没有编号为“{upload}”的上传。请用 GET /v1/uploads 查看。',
    en: 'there is no upload "{upload}". GET /v1/uploads lists those there are.',
    status: 404,
  },
  upload_zip_bomb: {
    zh: '工作簿“{file}”的某个部件解压后大得超出允许的大小或压缩比例（可能是压缩炸弹，或格式铺满了空白区域）。请删去空白行列后另存，或改传“CSV UTF-8”。',
    en: 'a part of the workbook "{file}" unpacks beyond the size or ratio allowed (a zip bomb, or formats spread over empty cells). Delete the empty rows and columns and save again, or bring it as "CSV UTF-8".',
    status: 413,
  },
});
