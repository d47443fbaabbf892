# The script of the Perl clients whose libraries give plain Perl values; to be required.
use strict;
use warnings;
use utf8;
use JSON::PP;
require '../check.pl';
our %metadata;

# $call->(method, parameters) gives the result or dies; $fault->(error) gives the fault's code out of what it died of;
# $int and $text mark a value as an int and a string of XML-RPC, $key prepares the name of a struct's member.
sub script {
    my ($name, $port, $call, $fault, $int, $text, $key) = @_;
    $key //= sub { $_[0] };
    my $check_fault = sub {
        my ($what, $code, @call) = @_;
        my $got = eval { 'no fault: ' . $call->(@call) } // $fault->($@);
        check($what, $got, $code);
    };

    check('system.listMethods', scalar(grep { $_ eq 'register' } @{ $call->('system.listMethods') }), 1);
    my $id = $call->('register', $name, '127.0.0.1', $int->($port));
    check('register gives a positive number', $id =~ /^[1-9][0-9]*$/ ? 1 : 0, 1);
    check('register again', $call->('register', $name, '127.0.0.1', $int->($port)), $id);
    my $options = {
        metadata => { map { $key->($_) => $text->($metadata{$_}) } keys %metadata }, tags => ['blue', 'canary'], weight => $int->(3) };
    check('register with options', $call->('register', $name, '127.0.0.1', $int->($port), 'running', $options), $id);

    check('get_service_details', $call->('get_service_details', $name), ['127.0.0.1', $port]);
    my $instance = $call->('get_service', $name)->{instances}[0];
    check('metadata', $instance->{metadata}, \%metadata);
    check('tags', $instance->{tags}, ['blue', 'canary']);
    check('weight', $instance->{weight}, 3);
    check('get_service_status', $call->('get_service_status', $name), 1);
    check('update_status', truth($call->('update_status', $name, 'stopped')), 1);
    check('status is stopped', $call->('get_service_status', $name), 0);
    check('update_status by number', truth($call->('update_status', $name, $int->(1))), 1);
    check('resolve', [map { $_->{port} } @{ $call->('resolve', $name) }], [$port]);
    check('get_reg_count', $call->('get_reg_count') > 0 ? 1 : 0, 1);
    check('get_all_service_details', decode_json($call->('get_all_service_details'))->{$id}{name}, $name);
    $check_fault->('bad port', -32602, 'register', $name, '127.0.0.1', $int->(70000));
    $check_fault->('unknown method', -32601, 'no_such_method');
    check('unknown service', truth($call->('get_service_details', "unknown-$name")), 0);
    my $answers = $call->('system.multicall', [
        { methodName => 'get_service_status', params => [$name] }, { methodName => 'no_such_method', params => [] }]);
    check('multicall', $answers->[0], [1]);
    check('multicall, fault', $answers->[1]{faultCode}, -32601);
    check('unregister', truth($call->('unregister', $name)), 1);
    check('unregister again', truth($call->('unregister', $name)), 0);
}

# The libraries have booleans of several kinds: numbers, objects with a value, and blessed references to a number.
sub truth {
    my $value = shift;
    $value = $value->can('value') ? $value->value : $$value if ref $value;
    return $value ? 1 : 0;
}

1;
