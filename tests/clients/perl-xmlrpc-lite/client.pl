# Perl's XMLRPC::Lite, of the SOAP::Lite family. It guesses types from the look of a value, and would send non-ASCII
# text as base64: typed values are its own answer to that.
use strict;
use warnings;
use utf8;
use XMLRPC::Lite;
require '../script.pl';

my $proxy = XMLRPC::Lite->proxy($ARGV[0]);
my $call = sub {
    my $answer = $proxy->call(@_);
    die $answer if $answer->fault;
    return $answer->result;
};
script(
    "client-perl-xmlrpc-lite-$$", 9011, $call,
    sub { ref $_[0] ? $_[0]->faultcode : die $_[0] },
    sub { XMLRPC::Data->type(int => $_[0]) },
    sub { XMLRPC::Data->type(string => $_[0]) });
