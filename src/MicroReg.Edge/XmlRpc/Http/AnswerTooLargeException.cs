using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>More would be built in memory than <see cref="XmlRpcLimits.MaxAnswerBytes"/>.</summary>
internal sealed class AnswerTooLargeException()
    : Exception($"The answer has more than {XmlRpcLimits.MaxAnswerBytes} bytes; ask for less at a time.");
