using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MicroReg.Benchmarks.Field.Publishing;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Field.Figures;

/// <summary>
/// Takes figures and publishes them after each step, so that a run that is interrupted leaves what it has measured. A run
/// of some parts alone keeps the figures of the others that are there.
/// </summary>
internal sealed class FieldResults
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };
    private readonly BenchSettings _settings;
    private FieldFigures _figures;

    private FieldResults(BenchSettings settings, FieldFigures figures) => (_settings, _figures) = (settings, figures);

    public static FieldResults Open(BenchSettings settings, FieldPlan plan)
    {
        Directory.CreateDirectory(settings.OutputDirectory);
        var file = FileOf(settings);
        var before = settings.Only is not null && File.Exists(file)
            ? JsonSerializer.Deserialize<FieldFigures>(File.ReadAllText(file), Json) ?? new FieldFigures()
            : new FieldFigures();
        return new FieldResults(settings, before with { Facts = [.. RunFacts.Machine(settings)], CommonRecords = plan.CommonRecords });
    }

    /// <summary>From now on the figures are those of this part.</summary>
    public void Begin(string part)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        var stamp = $"{date}, commit {_settings.Commit}, load average before {RunFacts.LoadAverage()}, "
            + $"`{CommandLines.WithoutDirectories(_settings.CommandLine)}`";
        _figures = _figures.Without(part);
        _figures = _figures with { Parts = new Dictionary<string, string>(_figures.Parts) { [part] = stamp } };
    }

    public void Version(string contender, string version) =>
        _figures = _figures with { Versions = new Dictionary<string, string>(_figures.Versions) { [contender] = version } };

    /// <param name="part">That lacks it.</param>
    /// <param name="what">Is missing.</param>
    /// <param name="why">In a sentence.</param>
    public void Miss(string part, string what, string why) =>
        _figures = _figures with { Missing = new Dictionary<string, string>(_figures.Missing) { [$"{part}: {what}"] = why } };

    public void Add(IEnumerable<LoadFigure> loads) => _figures = _figures with { Loads = [.. _figures.Loads, .. loads] };

    public void Add(params IEnumerable<SingleFigure> singles) => _figures = _figures with { Singles = [.. _figures.Singles, .. singles] };

    public void WriteRatios(Report report)
    {
        RatioTables.Write(report, _figures, 1);
        RatioTables.Write(report, _figures, 3);
    }

    public void Save()
    {
        File.WriteAllText(FileOf(_settings), JsonSerializer.Serialize(_figures, Json) + "\n");
        FieldPages.Write(_figures, _settings.OutputDirectory);
    }

    private static string FileOf(BenchSettings settings) => Path.Combine(settings.OutputDirectory, "figures.json");
}
