// Stands in for the native client of aws-lambda-ric, which is C++ around curl: the same three calls in JavaScript.
const { Agent, request } = require('node:http');

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** The answer that is still on its way; the next invocation is asked for after it, as the native client does by blocking. */
let posted = Promise.resolve();

function call(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host, port, method, path: `/2018-06-01/runtime/invocation/${path}`, headers, agent },
      (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => resolve({ bodyJson: Buffer.concat(chunks).toString(), headers: answer.headers }));
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function post(path, body, headers) {
  const length = Buffer.byteLength(body);
  posted = posted.then(() =>
    call('POST', path, { 'content-type': 'application/json', 'content-length': length, ...headers }, body),
  );
}

module.exports = {
  async next() {
    await posted;
    return call('GET', 'next', {});
  },
  done(id, body) {
    post(`${id}/response`, body, {});
  },
  error(id, body, xray) {
    post(`${id}/error`, body, { 'lambda-runtime-function-xray-error-cause': xray });
  },
};
