using System.CommandLine;

namespace MicroReg.Benchmarks.Profiling;

/// <summary>The options of a profile.</summary>
internal sealed class ProfileOptions
{
    public const string Records = "10000";
    private readonly Option<bool> _profile = new("--profile") { Description = "Tell where the node's time goes." };
    private readonly Option<FileInfo?> _against = new("--against") { Description = "Another build of the node, to compare with." };
    private readonly Option<string> _perf = new("--perf-path") { Description = "perf's executable.", DefaultValueFactory = _ => "perf" };

    public void AddTo(Command command)
    {
        _against.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<FileInfo?>() is { Exists: false } file)
                result.AddError($"--against takes a node's executable or dll; there is no '{file.Name}'.");
        });
        foreach (var option in new Option[] { _profile, _against, _perf })
            command.Options.Add(option);
    }

    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_profile);

    public BenchSettings Read(ParseResult parsed, BenchSettings settings) => settings with
    {
        Profile = IsAsked(parsed),
        AgainstPath = parsed.GetValue(_against)?.FullName,
        PerfPath = parsed.GetValue(_perf)!,
    };
}
