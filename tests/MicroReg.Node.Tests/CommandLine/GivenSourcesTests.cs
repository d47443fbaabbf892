using Akka.Configuration;
using MicroReg.Node.CommandLine;
using MicroReg.Node.Settings;

namespace MicroReg.Node.Tests.CommandLine;

public sealed class GivenSourcesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Command_line_beats_set_beats_environment_beats_file_beats_reference()
    {
        File.WriteAllText(_file, "microreg { http { port = 1, max-connections = 1 }\n node.name = file\n log.level = debug }");
        var variables = new Dictionary<string, string>
        {
            ["MICROREG_HTTP_PORT"] = "2",
            ["MICROREG_NODE_NAME"] = "environment",
            ["MICROREG_HTTP_MAX_CONNECTIONS"] = "2"
        };

        var given = Combine(
            variables.GetValueOrDefault,
            ["microreg.http.port=3", "microreg.node.name=set"],
            KeyValuePair.Create("microreg.http.port", "4"));

        Assert.Equal("4", given.GetString("microreg.http.port"));
        Assert.Equal("set", given.GetString("microreg.node.name"));
        Assert.Equal("2", given.GetString("microreg.http.max-connections"));
        Assert.Equal("debug", given.GetString("microreg.log.level"));
    }

    [Fact]
    public void A_value_may_contain_anything()
    {
        var given = Combine(_ => null, [], KeyValuePair.Create("microreg.storage.directory", """/tmp/a "b" \c {d} #e = f"""));

        Assert.Equal("""/tmp/a "b" \c {d} #e = f""", given.GetString("microreg.storage.directory"));
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_no_configuration_is_an_error()
    {
        new GivenSources(new FileInfo(_file + ".missing"), [], []).Combine(_ => null, out var missing);
        File.WriteAllText(_file, "}{ = ,");
        new GivenSources(new FileInfo(_file), [], []).Combine(_ => null, out var garbage);

        Assert.Contains(_file, Assert.Single(missing), StringComparison.Ordinal);
        Assert.Contains("is not HOCON", Assert.Single(garbage), StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_without_a_value_is_an_error()
    {
        new GivenSources(null, ["microreg.http.port"], []).Combine(_ => null, out var errors);

        Assert.Contains("must be PATH=VALUE", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_has_an_environment_variable_of_its_own() =>
        Assert.Equal(Configuration.Paths.Count, Configuration.Paths.Select(Configuration.VariableOf).Distinct().Count());

    private Config Combine(Func<string, string?> variable, string[] set, params KeyValuePair<string, string>[] shortcuts)
    {
        var given = new GivenSources(new FileInfo(_file), set, [.. shortcuts]).Combine(variable, out var errors);
        Assert.Empty(errors);
        return given;
    }
}
