using System.Collections.Immutable;
using Akka.Configuration;
using MicroReg.Node.Settings;

namespace MicroReg.Node.CommandLine;

/// <summary>What an operator gave: a file, settings by path, and the settings behind the short options.</summary>
internal sealed record GivenSources(FileInfo? File, string[] Set, ImmutableArray<KeyValuePair<string, string>> Shortcuts)
{
    /// <summary>Puts them above each other, with the environment between command line and file.</summary>
    public Config Combine(Func<string, string?> variable, out ImmutableArray<string> errors)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        var given = Configuration.FromEnvironment(variable).WithFallback(ReadFile(found));
        foreach (var setting in Set)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                found.Add($"--set {setting}: must be PATH=VALUE");
            else
                given = Configuration.Of(setting[..equals].Trim(), setting[(equals + 1)..].Trim()).WithFallback(given);
        }

        foreach (var (path, value) in Shortcuts)
            given = Configuration.Of(path, value).WithFallback(given);
        errors = found.ToImmutable();
        return given;
    }

    private Config ReadFile(ImmutableArray<string>.Builder errors)
    {
        if (File is null)
            return Config.Empty;
        try
        {
            if (Configuration.Parse(System.IO.File.ReadAllText(File.FullName), out var problem) is { } config)
                return config;
            errors.Add($"--config {File}: is not HOCON ({problem})");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            errors.Add($"--config {File}: {unreadable.Message}");
        }

        return Config.Empty;
    }
}
