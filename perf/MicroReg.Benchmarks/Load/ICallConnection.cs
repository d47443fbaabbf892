namespace MicroReg.Benchmarks.Load;

/// <summary>One client of a server on 127.0.0.1, with one call outstanding at a time.</summary>
internal interface ICallConnection : IDisposable
{
    /// <summary>Sends a request and returns the answer; valid until the next call.</summary>
    ValueTask<ReadOnlyMemory<byte>> CallAsync(ReadOnlyMemory<byte> request);
}
