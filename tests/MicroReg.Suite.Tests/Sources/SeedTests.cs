using System.Text.RegularExpressions;

namespace MicroReg.Suite.Tests.Sources;

public sealed partial class SeedTests
{
    /// <summary>What a program draws from unless somebody gives a seed. Tests do.</summary>
    private static readonly string[] Defaults = ["MicroReg.Client/Nodes/NodesOptions.cs", "MicroReg.Hosting/MicroRegSettings.cs"];

    [Fact]
    public void Only_the_defaults_of_settings_draw_without_a_seed() => Assert.Equal(
        Defaults,
        SourceFiles.Below("src").Where(file => File.ReadLines(file).Any(DrawsWithoutSeed))
            .Select(file => Path.GetRelativePath(Repository.PathOf("src"), file)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("_keeper = new Keeper(new Random());", true)]
    [InlineData("private readonly Random _random = new();", true)]
    [InlineData("Random random = new ();", true)]
    [InlineData("var random = new Random(seed);", false)]
    [InlineData("private readonly Random _random = new(seed);", false)]
    public void A_line_that_draws_without_a_seed_is_recognized(string line, bool isRecognized) =>
        Assert.Equal(isRecognized, DrawsWithoutSeed(line));

    private static bool DrawsWithoutSeed(string line) => Unseeded.IsMatch(line);

    [GeneratedRegex(@"new Random ?\(\)|\bRandom \w+ = new ?\(\)")]
    private static partial Regex Unseeded { get; }
}
