<?php
// PHP's xmlrpc extension encodes and decodes; the calls travel once by PHP's streams (HTTP/1.0 style, one connection a
// call) and once by curl (keep-alive, and "Expect: 100-continue" on larger bodies).
declare(strict_types=1);

const METADATA = ['text' => 'ünïcødé 服务 🚀', 'markup' => "a < b & c > \"d\" 'e' ]]>", 'schlüssel' => 'größe', 'empty' => ''];

function check(string $what, mixed $got, mixed $want): void
{
    if ($got !== $want) {
        fwrite(STDERR, "FAILED $what: got " . var_export($got, true) . ', want ' . var_export($want, true) . "\n");
        exit(1);
    }
    echo "ok $what\n";
}

function by_stream(string $url): callable
{
    return fn (string $body): string|false => file_get_contents($url, false, stream_context_create(['http' => [
        'method' => 'POST', 'header' => 'Content-Type: text/xml', 'content' => $body, 'timeout' => 20]]));
}

function by_curl(string $url): callable
{
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_POST => true, CURLOPT_RETURNTRANSFER => true, CURLOPT_TIMEOUT => 20, CURLOPT_ENCODING => '',
        CURLOPT_HTTPHEADER => ['Content-Type: text/xml; charset=utf-8', 'Expect: 100-continue']]);
    return function (string $body) use ($curl): string|false {
        curl_setopt($curl, CURLOPT_POSTFIELDS, $body);
        return curl_exec($curl);
    };
}

function script(string $label, callable $send): void
{
    $call = function (string $method, mixed ...$parameters) use ($send): mixed {
        // Without these options the extension escapes every non-ASCII byte as a character of its own.
        $request = xmlrpc_encode_request($method, $parameters, ['encoding' => 'utf-8', 'escaping' => 'markup']);
        $answer = $send($request);
        if (!is_string($answer)) {
            check("$method is answered", $answer, 'an answer');
        }
        return xmlrpc_decode($answer, 'utf-8');
    };
    $check_fault = function (string $what, int $code, mixed $answer): void {
        check($what, is_array($answer) && xmlrpc_is_fault($answer) ? $answer['faultCode'] : $answer, $code);
    };

    $name = "client-php-$label-" . getmypid();
    check("$label: system.listMethods", in_array('register', $call('system.listMethods'), true), true);
    $id = $call('register', $name, '127.0.0.1', 9030);
    check("$label: register gives a positive int", is_int($id) && $id > 0, true);
    check("$label: register again", $call('register', $name, '127.0.0.1', 9030), $id);
    $options = ['metadata' => METADATA, 'tags' => ['blue', 'canary'], 'weight' => 3];
    check("$label: register with options", $call('register', $name, '127.0.0.1', 9030, 'running', $options), $id);
    check("$label: get_service_details", $call('get_service_details', $name), ['127.0.0.1', 9030]);
    $instance = $call('get_service', $name)['instances'][0];
    $metadata = $instance['metadata'];
    $want = METADATA;
    ksort($metadata);
    ksort($want);
    check("$label: metadata", $metadata, $want);
    check("$label: tags", $instance['tags'], ['blue', 'canary']);
    check("$label: get_service_status", $call('get_service_status', $name), 1);
    check("$label: update_status", $call('update_status', $name, 'stopped'), true);
    check("$label: status is stopped", $call('get_service_status', $name), 0);
    check("$label: update_status by number", $call('update_status', $name, 1), true);
    check("$label: resolve", array_column($call('resolve', $name), 'port'), [9030]);
    check("$label: get_reg_count", is_int($call('get_reg_count')), true);
    $all = json_decode($call('get_all_service_details'), true, 512, JSON_THROW_ON_ERROR);
    check("$label: get_all_service_details", $all[$id]['name'], $name);
    $check_fault("$label: bad port", -32602, $call('register', $name, '127.0.0.1', 70000));
    $check_fault("$label: unknown method", -32601, $call('no_such_method'));
    check("$label: unknown service", $call('get_service_details', "unknown-$name"), false);
    $answers = $call('system.multicall', [
        ['methodName' => 'get_service_status', 'params' => [$name]],
        ['methodName' => 'no_such_method', 'params' => []]]);
    check("$label: multicall", $answers[0], [1]);
    $check_fault("$label: multicall, fault", -32601, $answers[1]);
    check("$label: unregister", $call('unregister', $name), true);
    check("$label: unregister again", $call('unregister', $name), false);
}

script('stream', by_stream("$argv[1]/RPC2"));
script('curl', by_curl("$argv[1]/RPC2"));
