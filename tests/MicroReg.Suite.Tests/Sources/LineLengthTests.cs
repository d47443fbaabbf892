namespace MicroReg.Suite.Tests.Sources;

public sealed class LineLengthTests
{
    private const int Limit = 140;
    private static readonly string[] Folders = ["src", "tests", "perf", "examples"];

    [Fact]
    public void No_line_of_code_is_longer_than_the_limit()
    {
        var files = Folders.SelectMany(SourceFiles.Below).ToArray();

        Assert.True(files.Length > 1_000, $"Only {files.Length} source files were found.");
        Assert.Empty(files.SelectMany(file => LongLines(Path.GetRelativePath(Repository.Root, file), File.ReadLines(file))));
    }

    [Fact]
    public void A_long_line_is_named_with_its_file_and_number() =>
        Assert.Equal(["a.cs:2: 141 characters"], LongLines("a.cs", [new string('x', Limit), new string('x', Limit + 1)]));

    private static IEnumerable<string> LongLines(string file, IEnumerable<string> lines) =>
        lines.Index()
            .Where(line => line.Item.Length > Limit)
            .Select(line => $"{file}:{line.Index + 1}: {line.Item.Length} characters");
}
