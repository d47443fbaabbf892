namespace MicroReg.Benchmarks.Field.Parts;

/// <summary>A part of the comparison, which can be run alone.</summary>
internal interface IFieldPart
{
    string Name { get; }

    Task RunAsync(CancellationToken cancel);
}
