using MicroReg.Gateway.CommandLine;

namespace MicroReg.Gateway.Tests;

/// <summary>What the guide to the gateway shows is what compiles and is accepted.</summary>
public sealed class GuideTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void The_guide_shows_settings_that_are_accepted()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Block("json"));

            var settings = GatewaySettings.Read(new FileInfo(file), out var error);

            Assert.Null(error);
            Assert.Equal(2, settings.Routes.Count);
            Assert.Empty(SettingsRules.ErrorsOf(settings));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_guide_shows_what_compiles()
    {
        var compiled = File.ReadLines(Path.Combine(Root, "tests", "MicroReg.Gateway.Tests", "GuideSnippets.cs"))
            .Select(line => line.Trim()).ToHashSet();

        Assert.All(Block("csharp").Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line.Trim(), compiled));
    }

    private static string Block(string language)
    {
        var guide = File.ReadAllText(Path.Combine(Root, "docs", "guides", "gateway.md"));
        return guide.Split($"```{language}\n")[1].Split("```")[0];
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "MicroReg.Actors.sln")))
            directory = directory.Parent;
        return directory.FullName;
    }
}
