namespace MicroReg.XmlRpc;

/// <summary>A target of <see cref="XmlRpcWriter"/> that records where streamed text belongs and writes it later.</summary>
internal interface IStreamedTextSink
{
    /// <summary>Records that the text of <paramref name="source"/> belongs after the bytes written so far.</summary>
    void Defer(IUtf8TextSource source);
}
