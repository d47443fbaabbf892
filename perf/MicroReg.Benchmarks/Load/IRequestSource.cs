namespace MicroReg.Benchmarks.Load;

/// <summary>The requests of one connection, as bytes that are ready to be sent; used by one call at a time.</summary>
internal interface IRequestSource
{
    /// <summary>The next request; valid until the next call.</summary>
    ReadOnlyMemory<byte> Next();
}
