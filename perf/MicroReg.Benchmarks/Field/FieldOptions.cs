using System.CommandLine;
using System.CommandLine.Parsing;

namespace MicroReg.Benchmarks.Field;

/// <summary>The options of the comparison with the field.</summary>
internal sealed class FieldOptions
{
    public const string Records = "1000,10000,100000,1000000";
    private readonly Option<bool> _field = new("--field") { Description = "Compare with the field, and publish." };
    private readonly Option<string?> _only = new("--only")
    {
        Description = $"Parts of that, of {string.Join(", ", FieldBenchmark.PartNames)}."
    };
    private readonly Option<int?> _rounds = new("--rounds") { Description = "Rounds of that." };
    private readonly Option<string> _output = new("--output") { Description = "Where that is published.", DefaultValueFactory = _ => "." };
    private readonly Option<string> _rosMaster = new("--rosmaster-path")
    {
        Description = "Directory of rosmaster.",
        DefaultValueFactory = _ => ""
    };

    public void AddTo(Command command)
    {
        _only.Validators.Add(AddErrorIfUnknown);
        _rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 50)
                result.AddError("--rounds takes 1 to 50.");
        });
        foreach (var option in new Option[] { _field, _only, _rounds, _output, _rosMaster })
            command.Options.Add(option);
    }

    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_field);

    public BenchSettings Read(ParseResult parsed, BenchSettings settings) => settings with
    {
        Field = IsAsked(parsed),
        Only = parsed.GetValue(_only),
        Rounds = parsed.GetValue(_rounds),
        OutputDirectory = Path.GetFullPath(parsed.GetValue(_output)!),
        RosMasterPath = parsed.GetValue(_rosMaster)!,
    };

    private void AddErrorIfUnknown(OptionResult result)
    {
        foreach (var name in (result.GetValue(_only) ?? "").Split(',').Where(name => !FieldBenchmark.PartNames.Contains(name)))
            result.AddError($"--only takes {string.Join(", ", FieldBenchmark.PartNames)}; not '{name}'.");
    }
}
