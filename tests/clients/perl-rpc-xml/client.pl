# Perl's RPC::XML: typed values both ways, faults as objects, keep-alive by LWP.
use strict;
use warnings;
use utf8;
use JSON::PP;
use RPC::XML qw(RPC_STRING RPC_INT);
use RPC::XML::Client;

require '../check.pl';
our %metadata;
$RPC::XML::ENCODING = 'utf-8';

my $client = RPC::XML::Client->new("$ARGV[0]/RPC2");
my $name = "client-perl-rpc-xml-$$";

# The answer as the library's typed object; anything else is an error of the connection, as text.
sub typed {
    my $answer = $client->send_request(@_);
    die "FAILED @_: $answer\n" unless ref $answer;
    return $answer;
}

sub call {
    my $answer = typed(@_);
    die 'FAILED ', $_[0], ': fault ', $answer->code, ' ', $answer->string, "\n" if $answer->is_fault;
    return $answer->value;
}

sub check_fault {
    my ($what, $code, @call) = @_;
    my $answer = typed(@call);
    check($what, $answer->is_fault ? $answer->code : 'no fault', $code);
}

check('system.listMethods', scalar(grep { $_ eq 'register' } @{ call('system.listMethods') }), 1);

my $answer = typed('register', $name, '127.0.0.1', RPC_INT(9010));
check('register gives an int', $answer->type, 'int');
my $id = $answer->value;
check('id is positive', $id > 0 ? 1 : 0, 1);
check('register again', call('register', $name, '127.0.0.1', RPC_INT(9010)), $id);
my $options = {
    metadata => { map { $_ => RPC_STRING($metadata{$_}) } keys %metadata }, tags => ['blue', 'canary'], weight => RPC_INT(3) };
check('register with options', call('register', $name, '127.0.0.1', RPC_INT(9010), 'running', $options), $id);

my $details = typed('get_service_details', $name);
check('get_service_details', $details->value, ['127.0.0.1', 9010]);
check('types of the details', [map { $_->type } @$details], ['string', 'int']);
my $instance = call('get_service', $name)->{instances}[0];
check('metadata', $instance->{metadata}, \%metadata);
check('tags', $instance->{tags}, ['blue', 'canary']);
check('get_service_status', call('get_service_status', $name), 1);
check('update_status gives a boolean', typed('update_status', $name, 'stopped')->type, 'boolean');
check('status is stopped', call('get_service_status', $name), 0);
check('update_status by number', call('update_status', $name, RPC_INT(1)), 1);
check('resolve', [map { $_->{port} } @{ call('resolve', $name) }], [9010]);
check('get_reg_count', typed('get_reg_count')->type, 'int');
check('get_all_service_details', decode_json(call('get_all_service_details'))->{$id}{name}, $name);
check_fault('bad port', -32602, 'register', $name, '127.0.0.1', RPC_INT(70000));
check_fault('unknown method', -32601, 'no_such_method');
my $unknown = typed('get_service_details', "unknown-$name");
check('unknown service', [$unknown->type, $unknown->value], ['boolean', 0]);
my $answers = call('system.multicall', [
    { methodName => 'get_service_status', params => [$name] }, { methodName => 'no_such_method', params => [] }]);
check('multicall', $answers->[0], [1]);
check('multicall, fault', $answers->[1]{faultCode}, -32601);
check('unregister', call('unregister', $name), 1);
check('unregister again', call('unregister', $name), 0);
