namespace MicroReg.Edge.Tests.Reference;

/// <summary>The settings of a node, from the reference that it ships with.</summary>
internal static class SettingsPage
{
    public static string Write(string hocon)
    {
        var (settings, sections) = HoconReference.Read(hocon);
        var page = ReferencePage.Begin("Settings", "hocon/microreg.hocon");
        page.Append("""
            A value is taken from the first of these that has it:

            1. an option of the command line, such as `--http-port`;
            2. `--set PATH=VALUE`;
            3. the environment: the path in capitals, dots and dashes as underscores (`microreg.http.port` is `MICROREG_HTTP_PORT`);
            4. the file given with `--config`, in the form of [hocon/microreg.hocon](../../hocon/microreg.hocon);
            5. the default below.

            Times are written as `500ms`, `5s`, `10m` or `24h`, sizes as `64KiB` or `1MiB`, shares as `50%`, and lists as `["a", "b"]`;
            in the environment and with `--set` the items of a list are separated by commas. Below `akka` is the tuning of the actor system.


            """.ReplaceLineEndings("\n"));
        foreach (var section in settings.GroupBy(setting => setting.Section, StringComparer.Ordinal))
        {
            page.Append($"## {section.Key}\n\n");
            if (sections.TryGetValue(section.Key, out var meaning))
                page.Append($"{meaning}\n\n");
            page.Append("| setting | default | unit | meaning |\n|---|---|---|---|\n");
            foreach (var setting in section)
                page.Append($"| `{setting.Path}` | `{setting.Default}` | {setting.Unit} | {ReferencePage.Cell(setting.Meaning)} |\n");
            page.Append('\n');
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }
}
