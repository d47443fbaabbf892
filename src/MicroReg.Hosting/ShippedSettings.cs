using Akka.Configuration;

namespace MicroReg.Hosting;

/// <summary>The shipped reference of the settings, from <c>hocon/microreg.hocon</c>.</summary>
internal static class ShippedSettings
{
    /// <summary>All of it: the settings of the registry below <c>microreg</c>, the tuning of the actor system below <c>akka</c>.</summary>
    public static Config Reference { get; } = ConfigurationFactory.ParseString(Read());

    private static string Read()
    {
        using var stream = typeof(ShippedSettings).Assembly.GetManifestResourceStream("microreg.hocon")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
