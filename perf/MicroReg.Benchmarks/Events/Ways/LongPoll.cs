namespace MicroReg.Benchmarks.Events.Ways;

/// <summary>XML-RPC <c>wait_events</c>, called again as soon as it has answered.</summary>
internal sealed class LongPoll : IWay
{
    private const int WaitSeconds = 30;

    public string Name => "long poll";

    public async Task<Subscription> OpenAsync(int port, string cursor, CancellationToken cancel)
    {
        var calls = new FeedCalls(port);
        var page = await calls.WaitAsync(cursor, 0, cancel);
        while (page.More)
            page = await calls.WaitAsync(page.Cursor, 0, cancel);
        return new Open(calls, page.Cursor);
    }

    private sealed class Open : Subscription
    {
        private readonly CancellationTokenSource _end = new();
        private readonly FeedCalls _calls;
        private readonly Task _receiving;

        public Open(FeedCalls calls, string cursor)
        {
            (_calls, Cursor) = (calls, cursor);
            _receiving = KeepAsync(ReceiveAsync, _end.Token);
        }

        public override async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _receiving;
            _calls.Dispose();
            _end.Dispose();
        }

        private async Task ReceiveAsync(CancellationToken cancel)
        {
            while (!cancel.IsCancellationRequested)
            {
                var page = await _calls.WaitAsync(Cursor, WaitSeconds, cancel);
                foreach (var (record, status) in page.Changes)
                    Hear(record, status);
                Cursor = page.Cursor;
            }
        }
    }
}
