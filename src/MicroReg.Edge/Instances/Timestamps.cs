using System.Globalization;

namespace MicroReg.Edge.Instances;

/// <summary>Points in time as text, always UTC.</summary>
internal static class Timestamps
{
    /// <summary>The time, or an empty text if there is none.</summary>
    public static string Iso(DateTimeOffset? time) => time is { } one ? Iso(one) : "";

    public static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
