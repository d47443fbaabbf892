using System.Globalization;

namespace MicroReg.Chaos.Liveness.Judging;

/// <summary>One thing that happened in the life of an instance; a line of a file for the lives in another process.</summary>
/// <param name="Deed">What.</param>
/// <param name="Key">The instance, as name@host:port.</param>
/// <param name="At">When; of a beat, when it was sent.</param>
/// <param name="Answered">When a beat was answered.</param>
internal readonly record struct LifeEntry(LifeDeed Deed, string Key, double At, double Answered = 0)
{
    /// <summary>Reads a line; null for one that is not whole, because its process was killed while it wrote it.</summary>
    public static LifeEntry? Parse(string line) =>
        line.Split(' ') is [var deed, var key, var at, var answered, "."] && Enum.TryParse<LifeDeed>(deed, out var done)
            ? new LifeEntry(done, key, Number(at), Number(answered))
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Deed} {Key} {At:R} {Answered:R} .");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>What happens in a life.</summary>
internal enum LifeDeed
{
    /// <summary>It answers, and beats, from now on.</summary>
    Born,

    /// <summary>A registration or a heartbeat, acknowledged.</summary>
    Heartbeat,

    /// <summary>A heartbeat was answered with "unknown".</summary>
    Refused,

    /// <summary>It neither answers nor beats any more.</summary>
    Died,

    /// <summary>It takes itself out of the registry; nothing of it is judged from here on.</summary>
    Left,
}
