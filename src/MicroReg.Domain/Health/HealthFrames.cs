using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>Cuts a list for another node into pieces that fit into one frame.</summary>
internal static class HealthFrames
{
    /// <summary>The limit of a piece, in characters of keys of at most three bytes each: well below a frame's 128,000 bytes.</summary>
    private const int MostCharacters = 24 * 1024;

    /// <summary>The most that an entry takes besides the text of its key.</summary>
    private const int Overhead = 8;

    /// <summary>The pieces, in order. Each entry is in exactly one.</summary>
    public static IEnumerable<ImmutableArray<T>> Of<T>(IReadOnlyList<T> entries, Func<T, InstanceKey> keyOf)
    {
        var piece = ImmutableArray.CreateBuilder<T>();
        var size = 0;
        foreach (var entry in entries)
        {
            var key = keyOf(entry);
            size += key.Name.Length + key.Host.Length + Overhead;
            if (size > MostCharacters && piece.Count > 0)
            {
                yield return piece.DrainToImmutable();
                size = key.Name.Length + key.Host.Length + Overhead;
            }

            piece.Add(entry);
        }

        if (piece.Count > 0)
            yield return piece.DrainToImmutable();
    }
}
