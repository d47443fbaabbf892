using MicroReg.Benchmarks.Field.Figures;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>What is published: one page of Markdown, and the plots that it shows.</summary>
internal static class FieldPages
{
    public static void Write(FieldFigures figures, string directory)
    {
        var plots = FieldPlots.Draw(figures);
        foreach (var (name, png) in plots)
            File.WriteAllBytes(Path.Combine(directory, name), png);
        File.WriteAllText(Path.Combine(directory, "field.md"), FieldPage.Write(figures, [.. plots.Keys]));
    }
}
