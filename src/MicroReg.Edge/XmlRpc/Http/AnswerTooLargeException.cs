using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>An answer in memory would be larger than <see cref="XmlRpcLimits.MaxAnswerBytes"/>.</summary>
internal sealed class AnswerTooLargeException()
    : Exception($"The answer has more than {XmlRpcLimits.MaxAnswerBytes} bytes; ask for less at a time.");
