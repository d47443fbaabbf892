// Node.js with the npm package xmlrpc: chunked writes, no keep-alive of its own, types by the look of the value.
'use strict';

const assert = require('node:assert');
const http = require('node:http');
const { promisify } = require('node:util');
const xmlrpc = require('xmlrpc');

const metadata = { text: 'ünïcødé 服务 🚀', markup: "a < b & c > \"d\" 'e' ]]>", 'schlüssel': 'größe', empty: '' };
const url = new URL(process.argv[2]);

function check(what, got, want) {
  assert.deepStrictEqual(got, want, `FAILED ${what}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
  console.log(`ok ${what}`);
}

async function checkFault(what, code, answer) {
  const fault = await answer.then((value) => `no fault: ${JSON.stringify(value)}`, (error) => error);
  check(what, fault.faultCode, code);
}

async function script(label, path, agent) {
  const client = xmlrpc.createClient({ host: url.hostname, port: url.port, path, agent });
  const methodCall = promisify(client.methodCall.bind(client));
  const call = (method, ...parameters) => methodCall(method, parameters);
  const name = `client-node-${label}-${process.pid}`;

  check(`${label}: system.listMethods`, (await call('system.listMethods')).includes('register'), true);
  const id = await call('register', name, '127.0.0.1', 9040);
  check(`${label}: register gives a positive int`, Number.isInteger(id) && id > 0, true);
  check(`${label}: register again`, await call('register', name, '127.0.0.1', 9040), id);
  const options = { metadata, tags: ['blue', 'canary'], weight: 3 };
  check(`${label}: register with options`, await call('register', name, '127.0.0.1', 9040, 'running', options), id);
  check(`${label}: get_service_details`, await call('get_service_details', name), ['127.0.0.1', 9040]);
  const instance = (await call('get_service', name)).instances[0];
  check(`${label}: metadata`, { ...instance.metadata }, metadata);
  check(`${label}: tags`, instance.tags, ['blue', 'canary']);
  check(`${label}: get_service_status`, await call('get_service_status', name), 1);
  check(`${label}: update_status`, await call('update_status', name, 'stopped'), true);
  check(`${label}: status is stopped`, await call('get_service_status', name), 0);
  check(`${label}: update_status by number`, await call('update_status', name, 1), true);
  check(`${label}: resolve`, (await call('resolve', name)).map((i) => i.port), [9040]);
  check(`${label}: get_reg_count`, Number.isInteger(await call('get_reg_count')), true);
  check(`${label}: get_all_service_details`, JSON.parse(await call('get_all_service_details'))[id].name, name);
  await checkFault(`${label}: bad port`, -32602, call('register', name, '127.0.0.1', 70000));
  await checkFault(`${label}: unknown method`, -32601, call('no_such_method'));
  check(`${label}: unknown service`, await call('get_service_details', `unknown-${name}`), false);
  const statuses = await Promise.all(Array.from({ length: 50 }, () => call('get_service_status', name)));
  check(`${label}: 50 calls at once`, statuses, Array(50).fill(1));
  const answers = await call('system.multicall', [
    { methodName: 'get_service_status', params: [name] },
    { methodName: 'no_such_method', params: [] },
  ]);
  check(`${label}: multicall`, answers[0], [1]);
  check(`${label}: multicall, fault`, answers[1].faultCode, -32601);
  check(`${label}: unregister`, await call('unregister', name), true);
  check(`${label}: unregister again`, await call('unregister', name), false);
}

async function main() {
  await script('root', '/');
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  await script('keep-alive', '/RPC2', agent);
  agent.destroy();
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
