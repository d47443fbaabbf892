using System.Text.RegularExpressions;

namespace MicroReg.Node.Tests.Documentation;

public sealed partial class LinkTests
{
    private const int MostBytesOfReadme = 8192;

    [Fact]
    public void The_README_is_short() =>
        Assert.InRange(new FileInfo(Path.Combine(Repository.Root, "README.md")).Length, 1, MostBytesOfReadme);

    [Fact]
    public void Relative_links_lead_somewhere()
    {
        string[] broken =
        [
            .. Pages.All().SelectMany(page => LinksOf(page).Where(link => !Leads(page, link)).Select(link => $"{page}: {link}"))
        ];

        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    [Fact]
    public void Every_page_below_docs_is_listed_in_its_index()
    {
        var listed = LinksOf("docs/README.md").Select(link => TargetOf("docs/README.md", link)).ToHashSet();

        Assert.All(
            Pages.All().Where(
                page => page.StartsWith("docs/", StringComparison.Ordinal) && !page.EndsWith("README.md", StringComparison.Ordinal)),
            page => Assert.True(IsListed(page, listed), $"{page} is in no index."));
    }

    [Theory]
    [InlineData("What happens when …", "what-happens-when-")]
    [InlineData("`drain`: the end, and after", "drain-the-end-and-after")]
    public void The_anchor_of_a_heading_is_that_of_the_usual_renderers(string heading, string anchor) =>
        Assert.Equal(anchor, AnchorOf(heading));

    /// <summary>A page is listed in the index, or in that of its folder, which the index lists.</summary>
    private static bool IsListed(string page, HashSet<string> listed)
    {
        var index = Path.Combine(Path.GetDirectoryName(page)!, "README.md");
        return listed.Contains(page)
            || (listed.Contains(index) && LinksOf(index).Any(link => TargetOf(index, link) == page));
    }

    private static IEnumerable<string> LinksOf(string page) =>
        Link().Matches(Pages.Prose(page)).Select(link => link.Groups[1].Value).Where(link => !Uri.TryCreate(link, UriKind.Absolute, out _));

    private static bool Leads(string page, string link)
    {
        var target = TargetOf(page, link);
        if (!Path.Exists(Path.Combine(Repository.Root, target)))
            return false;
        var anchor = link.Split('#') is [_, var fragment] ? fragment : null;
        return anchor is null || !target.EndsWith(".md", StringComparison.Ordinal) || AnchorsOf(target).Contains(anchor);
    }

    /// <summary>The path, from the root, that a link of a page leads to.</summary>
    private static string TargetOf(string page, string link)
    {
        var path = link.Split('#')[0];
        return path.Length == 0
            ? page
            : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, path)).TrimEnd('/');
    }

    private static IEnumerable<string> AnchorsOf(string page) =>
        Heading().Matches(Pages.Read(page)).Select(heading => AnchorOf(heading.Groups[1].Value));

    private static string AnchorOf(string heading) => NoPartOfAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoPartOfAnchor();
}
