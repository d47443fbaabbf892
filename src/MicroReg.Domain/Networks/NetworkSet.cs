using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace MicroReg.Domain.Networks;

/// <summary>A set of IP addresses, given as networks such as <c>10.0.0.0/8</c>, <c>fc00::/7</c> or a single <c>127.0.0.1</c>.</summary>
public sealed class NetworkSet : IEquatable<NetworkSet>
{
    private readonly ImmutableArray<IPNetwork> _networks;

    private NetworkSet(ImmutableArray<IPNetwork> networks) => _networks = networks;

    /// <summary>No address.</summary>
    public static NetworkSet None { get; } = new([]);

    /// <summary>Parses a set of networks.</summary>
    /// <exception cref="FormatException">One of the texts is not a network.</exception>
    public static NetworkSet Of(params IEnumerable<string> networks) =>
        TryParse(networks, out var set, out var wrong) ? set : throw new FormatException($"'{wrong}' is no network such as 10.0.0.0/8.");

    /// <summary>Parses networks.</summary>
    /// <param name="networks">Addresses with or without the length of a prefix.</param>
    /// <param name="set">The set.</param>
    /// <param name="wrong">The first text that is not a network. Bits beyond the prefix are allowed: 10.1.2.3/8 is 10.0.0.0/8.</param>
    public static bool TryParse(
        IEnumerable<string> networks, [NotNullWhen(true)] out NetworkSet? set, [NotNullWhen(false)] out string? wrong)
    {
        ArgumentNullException.ThrowIfNull(networks);
        (set, wrong) = (null, null);
        var read = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var text in networks)
        {
            if (!TryParse(text.Trim(), out var network))
            {
                wrong = text;
                return false;
            }

            read.Add(network);
        }

        set = new NetworkSet(read.ToImmutable());
        return true;
    }

    /// <summary>True if an address is in one of the networks. An IPv4-mapped IPv6 address counts as the IPv4 address.</summary>
    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = Plain(address);
        return _networks.Any(network => network.Contains(plain));
    }

    /// <summary>The networks, as they are written.</summary>
    public override string ToString() => string.Join(", ", _networks);

    /// <inheritdoc />
    public bool Equals(NetworkSet? other) => other is not null && _networks.AsSpan().SequenceEqual(other._networks.AsSpan());

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as NetworkSet);

    /// <inheritdoc />
    public override int GetHashCode() => _networks.Aggregate(0, (hash, network) => HashCode.Combine(hash, network));

    private static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var single))
        {
            var plain = Plain(single);
            network = new IPNetwork(plain, plain.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
            return true;
        }

        // A mapped network such as ::ffff:10.0.0.0/104 would never match, because addresses are compared as plain ones.
        return IPNetwork.TryParse(text, out network) && !network.BaseAddress.IsIPv4MappedToIPv6;
    }

    /// <summary>The address without mapping into IPv6 and without scope, which has a meaning only at the sender.</summary>
    private static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        return address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 }
            ? new IPAddress(address.GetAddressBytes()) : address;
    }
}
