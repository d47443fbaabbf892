# Perl's XML::RPC::Fast. It guesses int from the look of a value.
use strict;
use warnings;
use utf8;
use XML::RPC::Fast;
require '../script.pl';

my $client = XML::RPC::Fast->new("$ARGV[0]/RPC2");
script(
    "client-perl-rpc-fast-$$", 9013, sub { $client->call(@_) },
    sub { $_[0] =~ /Remote Error \[(-?\d+)\]/ ? $1 : die $_[0] },
    sub { $_[0] },
    sub { $_[0] });
