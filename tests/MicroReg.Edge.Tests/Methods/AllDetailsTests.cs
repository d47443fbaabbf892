using System.Text.Json.Nodes;
using MicroReg.Domain.Records;

namespace MicroReg.Edge.Tests.Methods;

public sealed class AllDetailsTests
{
    [Fact]
    public async Task The_details_are_the_text_of_one_JSON_object()
    {
        await using var server = await EdgeServer.StartAsync();
        Assert.Equal("{}", (string?)await server.CallAsync("get_all_service_details"));
        var id = server.Registry.Add(
            "orders",
            "http://localhost",
            80,
            new() { Status = ServiceStatus.Starting, Zone = "a", Weight = 3, Tags = ["t"], Metadata = Metadata.From([new("k", "v")]) });
        var other = server.Registry.Add("users", port: 9);
        var details = JsonNode.Parse((string)(await server.CallAsync("get_all_service_details"))!)!.AsObject();
        Assert.Equal(2, details.Count);
        Assert.Equal(
            $$$"""{"name":"orders","host":"http://localhost","port":80,"status":2,"reg_timestamp":"04-03-26 05:06","id":{{{id}}}"""
                + $$$""","reported":2,"health":"unknown","zone":"a","weight":3,"tags":["t"],"metadata":{"k":"v"}}""",
            RpcJson.Text(details[$"{id}"]));
        Assert.Equal("users", (string?)details[$"{other}"]!["name"]);
    }

    [Fact]
    public async Task The_details_are_plain_ASCII_whatever_services_put_into_them()
    {
        const string Odd = "größe \U0001F680 <&> \"'\\ \u00a0";
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", attributes: new() { Tags = [Odd], Metadata = Metadata.From([new(Odd, Odd)]) });
        var text = (string)(await server.CallAsync("get_all_service_details"))!;
        Assert.All(text, c => Assert.InRange(c, ' ', '~'));
        Assert.DoesNotContain(text, c => c is '<' or '>' or '&');
        var details = JsonNode.Parse(text)!.AsObject().Single().Value!;
        Assert.Equal(Odd, (string?)details["tags"]![0]);
        Assert.Equal(Odd, (string?)details["metadata"]![Odd]);
    }

    [Fact]
    public async Task The_details_show_every_instance_of_many_pieces()
    {
        await using var server = await EdgeServer.StartAsync();
        for (var i = 0; i < 500; i++)
            server.Registry.Add($"service-{i % 100}", port: 1000 + i);
        var details = JsonNode.Parse((string)(await server.CallAsync("get_all_service_details"))!)!.AsObject();
        Assert.Equal(Enumerable.Range(1000, 500), details.Select(one => (int)one.Value!["port"]!).Order());
        Assert.All(details, one => Assert.Equal(one.Key, one.Value!["id"]!.ToJsonString()));
    }
}
