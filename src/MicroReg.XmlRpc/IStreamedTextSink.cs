namespace MicroReg.XmlRpc;

/// <summary>A target of <see cref="XmlRpcWriter"/> that notes where streamed text belongs and writes it later.</summary>
internal interface IStreamedTextSink
{
    /// <summary>The text of <paramref name="source"/> belongs after the bytes written so far.</summary>
    void Defer(IUtf8TextSource source);
}
