using System.Net;
using System.Net.Sockets;
using System.Text;
using MicroReg.Domain.Events;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Subscriptions;
using MicroReg.Edge.Callbacks;
using MicroReg.XmlRpc;
using Microsoft.AspNetCore.Http;

namespace MicroReg.Edge.Tests.Callbacks;

public sealed class XmlRpcSubscriberCallerTests : IAsyncLifetime, IDisposable
{
    private readonly FakeRegistry _registry = new();
    private readonly XmlRpcSubscriberCaller _caller;
    private SubscriberServer _subscriber = null!;

    public XmlRpcSubscriberCallerTests() => _caller = new XmlRpcSubscriberCaller(_registry.Status.NodeName, TargetNetworks.Default);

    public async Task InitializeAsync() => _subscriber = await SubscriberServer.StartAsync();

    public async Task DisposeAsync() => await _subscriber.DisposeAsync();

    public void Dispose() => _caller.Dispose();

    [Fact]
    public async Task A_subscriber_is_given_its_id_and_the_page_and_acknowledges_by_any_answer()
    {
        _registry.Add("orders", port: 5001);
        var page = await PageAsync();

        Assert.Null(await CallAsync(_subscriber.Url(), page));

        Assert.True(_subscriber.Calls.TryDequeue(out var call));
        Assert.Equal("registry_events", call.MethodName);
        Assert.Equal(XmlRpcValue.Of("id-1"), call.Parameters[0]);
        Assert.True(call.Parameters[1].TryGetMembers(out var members));
        var told = members.ToDictionary(member => member.Key, member => member.Value);
        Assert.Equal(
            (XmlRpcValue.Of(page.Cursor.ToString()), XmlRpcValue.Of(true), XmlRpcValue.Of(false)),
            (told["cursor"], told["reset"], told["more"]));
        Assert.True(told["events"].TryGetItems(out var events));
        Assert.True(Assert.Single(events).TryGetMembers(out var one));
        Assert.Contains(one, member => member.Key == "service" && member.Value.Equals(XmlRpcValue.Of("orders")));
    }

    [Fact]
    public async Task A_subscriber_with_another_cursor_answers_with_it()
    {
        var page = await PageAsync();
        var stand = page.Cursor with { IssuedAt = page.Cursor.IssuedAt.AddSeconds(1) };
        foreach (var (answer, subscriberCursor) in new[]
        {
            (stand.ToString(), stand),
            ("", EventCursor.Empty),
            (page.Cursor.ToString(), null),
            ("taken, thank you", null)
        })
        {
            _subscriber.Answer = context => context.Response.WriteAsync(
                $"<methodResponse><params><param><value><string>{answer}</string></value></param></params></methodResponse>");
            Assert.Equal(
                new CallbackAnswer(null, subscriberCursor),
                await _caller.CallAsync(_subscriber.Url(), "id-1", stand, page, CancellationToken.None));
        }

        Assert.True(_subscriber.Calls.TryDequeue(out var call));
        Assert.True(call.Parameters[1].TryGetMembers(out var members));
        Assert.Contains(members, member => member.Key == "after" && member.Value.Equals(XmlRpcValue.Of(stand.ToString())));
    }

    [Theory]
    [InlineData("<methodResponse><params><param><value><nil/></value></param></params></methodResponse>", null)]
    [InlineData(
        "<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>7</int></value></member><member>"
            + "<name>faultString</name><value><string>not\nnow</string></value></member></struct></value></fault></methodResponse>",
        "the answer is fault 7: not now")]
    [InlineData("<html>hello</html>", "the answer is no XML-RPC response")]
    [InlineData("", "the answer is no XML-RPC response")]
    public async Task Only_an_answer_that_is_no_fault_acknowledges(string answer, string? error)
    {
        _subscriber.Answer = context => context.Response.WriteAsync(answer);
        Assert.StartsWith(error ?? "", await CallAsync(_subscriber.Url()) ?? "", StringComparison.Ordinal);
        Assert.Equal(error is null, await CallAsync(_subscriber.Url()) is null);
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_nobody_goes_there()
    {
        _subscriber.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = _subscriber.Url("/elsewhere").ToString();
            return Task.CompletedTask;
        };
        Assert.Equal("the answer is HTTP 307", await CallAsync(_subscriber.Url()));
        Assert.Single(_subscriber.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_without_end_is_not_read_to_its_end(bool saysHowLong)
    {
        var answer = Encoding.UTF8.GetBytes(SubscriberServer.Taken + new string(' ', 10_000_000));
        _subscriber.Answer = context =>
        {
            context.Response.ContentLength = saysHowLong ? answer.Length : null;
            return context.Response.Body.WriteAsync(answer, context.RequestAborted).AsTask();
        };
        Assert.Contains("more than 65536 bytes", await CallAsync(_subscriber.Url()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_outside_the_networks_is_never_connected_to_whatever_its_name()
    {
        using var other = new XmlRpcSubscriberCaller(
            _registry.Status.NodeName, new TargetNetworks(NetworkSet.Of("10.0.0.0/8"), NetworkSet.None));
        foreach (var host in (string[])["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
            Assert.Contains(
                "is in the networks that may be called",
                (await other.CallAsync(_subscriber.Url(host: host), "id-1", EventCursor.Empty, await PageAsync(), default)).Error,
                StringComparison.Ordinal);
        using var denied = new XmlRpcSubscriberCaller(
            _registry.Status.NodeName, TargetNetworks.Default with { Denied = NetworkSet.Of("127.0.0.0/8", "::1") });
        Assert.NotNull((await denied.CallAsync(_subscriber.Url(), "id-1", EventCursor.Empty, await PageAsync(), default)).Error);
        Assert.Empty(_subscriber.Calls);
    }

    [Fact]
    public async Task A_name_is_looked_up_when_it_is_connected_to()
    {
        Assert.Null(await CallAsync(_subscriber.Url(host: "localhost")));
        Assert.Single(_subscriber.Calls);
    }

    [Fact]
    public async Task Credentials_in_the_url_are_sent_and_never_shown()
    {
        var url = new Uri($"http://gateway:s%40cret@127.0.0.1:{_subscriber.Port}/");
        Assert.Null(await CallAsync(url));
        Assert.Equal("Basic " + Convert.ToBase64String("gateway:s@cret"u8), _subscriber.LastAuthorization);
        await _subscriber.DisposeAsync();
        var error = await CallAsync(url);
        Assert.NotNull(error);
        Assert.DoesNotContain("cret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscriber_that_does_not_listen_is_a_failure()
    {
        using var closed = new Socket(SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Contains("refused", await CallAsync(new Uri($"http://{closed.LocalEndPoint}/")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_call_ends_when_it_is_cancelled()
    {
        using var late = new CancellationTokenSource();
        _subscriber.Answer = async context =>
        {
            await late.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _caller.CallAsync(_subscriber.Url(), "id-1", EventCursor.Empty, await PageAsync(), late.Token));
    }

    private async Task<string?> CallAsync(Uri url, FeedPage? page = null) =>
        (await _caller.CallAsync(url, "id-1", EventCursor.Empty, page ?? await PageAsync(), CancellationToken.None)).Error;

    private async Task<FeedPage> PageAsync() =>
        (await _registry.Events.Read(EventCursor.Empty, EventFilter.All).NextAsync(TimeSpan.Zero)).Value;
}
