/** Why a posted file was not taken. Nothing of it is kept. */
export class UploadError extends Error {
  readonly code: UploadCode;
  constructor(code: UploadCode) {
    super(`${code}: ${ANSWERS[code][1]}`);
    this.name = 'UploadError';
    this.code = code;
  }
}

export type UploadCode = keyof typeof ANSWERS;

const ANSWERS = {
  UPLOAD_REFUSED: [403, '上传凭证无效，请返回上一页刷新后重试'],
  UPLOAD_EXPIRED: [403, '上传页面已超过一小时，请返回上一页刷新后重试'],
  UPLOAD_TOO_LARGE: [413, '文件超过大小上限，请返回上一页选择较小的文件'],
  UPLOAD_EMPTY: [400, '没有选择文件或文件是空的，请返回上一页选择文件'],
  UPLOAD_ONE_FILE: [400, '一次只能上传一个文件，请返回上一页重新选择'],
  UPLOAD_QUOTA: [413, '您上传后还没有用到的文件太多，请先删除一些，或者明天再传'],
  UPLOAD_STORE_FULL: [507, '暂存空间已满，请过一会儿再上传'],
  UPLOAD_MALFORMED: [400, '上传内容不完整或格式不正确，请返回上一页重试'],
} as const;

/** The plain answer to a browser: status, code and a sentence that says what to do. */
export function uploadAnswer(error: UploadError): Response {
  const [status, sentence] = ANSWERS[error.code];
  return new Response(`${sentence}（${error.code}）\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-error-code': error.code },
  });
}
