namespace MicroReg.Edge.Tests.Reference;

/// <summary>A setting.</summary>
/// <param name="Section">The path of the object that it is in.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Default">Its value in the file.</param>
/// <param name="Meaning">The comment before it.</param>
internal sealed record HoconSetting(string Section, string Name, string Default, string Meaning)
{
    public string Path => $"{Section}.{Name}";

    /// <summary>What kind of value it is, told by the form of the default.</summary>
    public string Unit => Default switch
    {
        "true" or "false" => "true or false",
        ['[', ..] => "list",
        ['"', ..] => "text",
        [.., '%'] => "share",
        [>= '0' and <= '9', .., 'B'] => "size",
        [>= '0' and <= '9', .., 's' or 'm' or 'h' or 'd'] => "time",
        _ when Default.All(char.IsAsciiDigit) => "number",
        _ => "word",
    };
}

/// <summary>
/// Reads the reference of the settings: objects that open at the end of a line, settings on a line each, and the comments that stand
/// right before them.
/// </summary>
internal static class HoconReference
{
    /// <summary>The settings below <c>microreg</c>, and the comments of its sections by path.</summary>
    public static (IReadOnlyList<HoconSetting> Settings, IReadOnlyDictionary<string, string> Sections) Read(string text)
    {
        var settings = new List<HoconSetting>();
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = new Stack<string>();
        var comment = new List<string>();
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith('#'))
            {
                comment.Add(line[1..].Trim());
                continue;
            }

            var section = string.Join(".", path.Reverse());
            if (line.EndsWith('{'))
            {
                path.Push(line[..^1].Trim());
                if (comment.Count > 0 && section.Length > 0)
                    sections[$"{section}.{path.Peek()}"] = string.Join(" ", comment);
            }
            else if (line == "}")
            {
                path.Pop();
            }
            else if (line.IndexOf('=', StringComparison.Ordinal) is var at and > 0 && section.Split('.')[0] == "microreg")
            {
                settings.Add(new(section, line[..at].Trim(), line[(at + 1)..].Trim(), string.Join(" ", comment)));
            }

            comment.Clear();
        }

        return (settings, sections);
    }
}
