using System.Text;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary><c>wait_events</c> over and over, on a bare socket.</summary>
internal sealed class RawLongPoll : RawSubscription
{
    private const string WaitSeconds = "30";
    private readonly CancellationTokenSource _end = new();
    private readonly HttpConnection _connection;
    private readonly Task _receiving;

    private RawLongPoll(HttpConnection connection, string cursor)
    {
        (_connection, Cursor) = (connection, cursor);
        _receiving = KeepAsync(_ => ReceiveAsync(), _end.Token);
    }

    public static async Task<RawLongPoll> OpenAsync(int port, string cursor, CancellationToken cancel)
    {
        var connection = await HttpConnection.OpenAsync(port, cancel);
        await Task.Yield();
        return new RawLongPoll(connection, cursor);
    }

    public override async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _connection.Dispose();
        await _receiving;
        _end.Dispose();
    }

    private async Task ReceiveAsync()
    {
        while (true)
            Take((await _connection.CallAsync(Request())).Span);
    }

    private void Take(ReadOnlySpan<byte> answer)
    {
        Cursor = PageText.CursorOf(answer) ?? throw new InvalidDataException($"wait_events answered: {Encoding.UTF8.GetString(answer)}");
        Bytes += answer.Length;
        Pages++;
        Events += PageText.Read(answer, Hear);
    }

    private byte[] Request() => HttpRequest.Post(
        "/RPC2", "text/xml", XmlRpcText.Body("wait_events", XmlRpcText.Text(Cursor), XmlRpcText.Int(WaitSeconds)));
}
