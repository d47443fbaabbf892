using MicroReg.Domain.Kernel;
using MicroReg.Domain.Rules;
using MicroReg.Edge.Input;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>Carries a write out, and tells the level that was reached.</summary>
internal static class WriteReport
{
    /// <param name="options">What was asked of the write.</param>
    /// <param name="command">The write.</param>
    /// <param name="write">Carries it out.</param>
    /// <param name="name">The name of the plain result in a report.</param>
    /// <param name="valueOf">The plain result.</param>
    public static async ValueTask<XmlRpcOutcome> AnswerAsync<TCommand, T>(
        WriteInput options, TCommand command, Func<TCommand, Task<Outcome<T>>> write, string name, Func<T, XmlRpcValue> valueOf)
        where TCommand : RegistryCommand
    {
        AcknowledgementLevel? reached = null;
        var outcome = await write(options.ApplyTo(command) with { OnReached = level => reached = level }).ConfigureAwait(false);
        if (!outcome.TryGet(out var value, out var fault))
            return Answers.Of(fault);
        var report = new XmlRpcStruct(2) { { name, valueOf(value) } };
        if (reached is { } level)
            report.Add("acknowledged", WordOf(level));
        return XmlRpcOutcome.Of(XmlRpcValue.Of(report));
    }

    private static string WordOf(AcknowledgementLevel level) => level switch
    {
        AcknowledgementLevel.All => "all",
        AcknowledgementLevel.Majority => "majority",
        _ => "local",
    };
}
