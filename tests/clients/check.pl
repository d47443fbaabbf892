# Shared by the Perl clients; to be required.
use strict;
use warnings;
use utf8;
use JSON::PP;

binmode STDOUT, ':encoding(UTF-8)';
binmode STDERR, ':encoding(UTF-8)';

our %metadata = (
    text => 'ünïcødé 服务 🚀', markup => q{a < b & c > "d" 'e' ]]>}, 'schlüssel' => 'größe', empty => '');

# Compares whole values. Perl has no types of its own for numbers and texts: both are compared as text here, and a
# client whose library keeps the types compares those by themselves.
sub check {
    my ($what, $got, $want) = map { as_text($_) } @_;
    die "FAILED $what: got $got, want $want\n" if $got ne $want;
    print "ok $what\n";
}

sub as_text {
    my $value = shift;
    return !ref $value ? defined $value ? "$value" : 'undef'
        : JSON::PP->new->canonical->encode(texts($value));
}

sub texts {
    my $value = shift;
    return ref $value eq 'ARRAY' ? [map { texts($_) } @$value]
        : ref $value eq 'HASH' ? { map { $_ => texts($value->{$_}) } keys %$value }
        : "$value";
}

1;
