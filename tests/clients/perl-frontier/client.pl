# Perl's Frontier::RPC, the oldest of Perl's clients. It sends what it is given byte by byte, so text goes in
# as UTF-8 (and comes out as text); its faults are text.
use strict;
use warnings;
use utf8;
use Encode qw(encode_utf8);
use Frontier::Client;
require '../script.pl';

my $client = Frontier::Client->new(url => "$ARGV[0]/RPC2", encoding => 'UTF-8');
script(
    "client-perl-frontier-$$", 9012, sub { $client->call(@_) },
    sub { $_[0] =~ /fault code (-?\d+):/ ? $1 : die $_[0] },
    sub { $client->int($_[0]) },
    sub { $client->string(encode_utf8($_[0])) },
    sub { encode_utf8($_[0]) });
