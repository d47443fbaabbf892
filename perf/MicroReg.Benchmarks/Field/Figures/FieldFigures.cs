namespace MicroReg.Benchmarks.Field.Figures;

/// <summary>Everything that is published, as it is kept in figures.json.</summary>
internal sealed record FieldFigures
{
    /// <summary>The machine and its programs.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Versions of the contenders.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();

    /// <summary>For each part when, of which commit and by which command it was measured.</summary>
    public IReadOnlyDictionary<string, string> Parts { get; init; } = new Dictionary<string, string>();

    /// <summary>What could not be measured, and why.</summary>
    public IReadOnlyDictionary<string, string> Missing { get; init; } = new Dictionary<string, string>();

    /// <summary>Where contenders are compared at one count of records.</summary>
    public int CommonRecords { get; init; }

    public IReadOnlyList<LoadFigure> Loads { get; init; } = [];

    public IReadOnlyList<SingleFigure> Singles { get; init; } = [];

    /// <summary>Without what one part measured.</summary>
    public FieldFigures Without(string part) => this with
    {
        Loads = [.. Loads.Where(load => load.Part != part)],
        Singles = [.. Singles.Where(single => single.Part != part)],
        Missing = Missing.Where(entry => !entry.Key.StartsWith(part + ":", StringComparison.Ordinal)).ToDictionary(),
    };
}
