using MicroReg.Domain.Records;

namespace MicroReg.Edge.Tests.Http.Events;

public sealed class EventStreamFilterTests
{
    [Theory]
    [InlineData("?service=a1", "a1")]
    [InlineData("?service=a1&service=b1", "a1 b1")]
    [InlineData("?prefix=a", "a1 a2")]
    [InlineData("?tag=t", "a1")]
    [InlineData("?zone=z", "a2")]
    [InlineData("?prefix=a&zone=z", "a2")]
    [InlineData("?service=a1&zone=z", "")]
    [InlineData("?tag=&zone=&prefix=", "a1 a2 b1")]
    [InlineData("?service=nobody", "")]
    public async Task A_filter_selects(string query, string services)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("a1", attributes: new() { Tags = ["t"] });
        server.Registry.Add("a2", attributes: new() { Zone = "z" });
        server.Registry.Add("b1");
        using var reader = await EventReader.OpenAsync(server, query);
        var page = await reader.PageAsync();
        Assert.Equal(services, string.Join(' ', page[1..^1].Select(frame => (string?)EventReader.Data(frame)["service"]).Order()));
    }

    [Fact]
    public async Task An_instance_that_does_not_match_any_more_is_told_as_unregistered()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("a", attributes: new() { Tags = ["t"] });
        using var reader = await EventReader.FollowAsync(server, "?tag=t");
        server.Registry.Add("a", attributes: new() { Tags = ["u"] });
        Assert.Equal("unregistered a:8080 -, end", await reader.TextOfPageAsync());
        server.Registry.Add("a", attributes: new() { Tags = ["t", "u"] });
        Assert.Equal("updated a:8080 running, end", await reader.TextOfPageAsync());
    }

    [Fact]
    public async Task A_change_that_a_filter_does_not_select_wakes_nobody()
    {
        await using var server = await EdgeServer.StartAsync();
        using var reader = await EventReader.FollowAsync(server, "?service=a");
        for (var port = 1; port <= 50; port++)
            server.Registry.Add("b", port: port);
        server.Registry.Add("a");
        Assert.Equal("registered a:8080 running, end", await reader.TextOfPageAsync());
    }

    [Fact]
    public async Task Nothing_in_a_filter_gets_into_the_head_or_into_the_stream()
    {
        const string evil = "%0d%0aX-Evil:%201%0d%0a%0d%0adata:%20evil%0a%0a";
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("a");
        foreach (var query in (string[])[$"?service={evil}", $"?prefix={evil}", $"?tag={evil}", $"?zone={evil}"])
        {
            using var reader = await EventReader.OpenAsync(server, query);
            Assert.False(reader.Response.Headers.Contains("X-Evil"));
            Assert.Equal("reset, end", await reader.TextOfPageAsync());
        }
    }

    [Fact]
    public async Task Nothing_that_a_service_says_of_itself_breaks_out_of_its_frame()
    {
        await using var server = await EdgeServer.StartAsync();
        const string evil = "\r\n\r\ndata: evil\n\nid: 0\n\n";
        server.Registry.Add("a", attributes: new() { Tags = [evil], Zone = evil, Metadata = Metadata.From([new(evil, evil)]) });
        using var reader = await EventReader.OpenAsync(server);
        var page = await reader.PageAsync();
        Assert.Equal(3, page.Count);
        var instance = EventReader.Data(page[1])["instance"]!;
        Assert.Equal(evil, (string?)instance["zone"]);
        Assert.Equal(evil, (string?)instance["tags"]![0]);
        Assert.Equal(evil, (string?)instance["metadata"]![evil]);
    }
}
