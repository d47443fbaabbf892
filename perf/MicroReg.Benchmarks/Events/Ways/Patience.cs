namespace MicroReg.Benchmarks.Events.Ways;

/// <summary>How long a subscriber waits before it calls something failed; nothing measured comes near.</summary>
internal static class Patience
{
    public static readonly TimeSpan ToOpen = TimeSpan.FromSeconds(30);

    /// <summary>After the last change, for the events that are still missing: beyond it they are lost.</summary>
    public static readonly TimeSpan ToHear = TimeSpan.FromSeconds(10);
}
