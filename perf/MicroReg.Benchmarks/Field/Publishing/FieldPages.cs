using MicroReg.Benchmarks.Field.Figures;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>What is published: one page of Markdown, and the plots that it shows.</summary>
internal static class FieldPages
{
    public static void Write(FieldFigures figures, string directory)
    {
        var plots = FieldPlots.Draw(figures);
        foreach (var (name, svg) in plots)
            File.WriteAllText(Path.Combine(directory, name), svg);
        File.WriteAllText(Path.Combine(directory, "field.md"), FieldPage.Write(figures, [.. plots.Keys]));
    }
}
