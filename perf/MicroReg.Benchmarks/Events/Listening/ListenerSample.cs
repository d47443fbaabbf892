using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Events.Listening;

/// <summary>What one subscriber saw of a run.</summary>
/// <param name="FromSend">From sending the change to its event.</param>
/// <param name="FromAnswer">From the answer to the change to its event; 0 where the event came first.</param>
/// <param name="Answers">From sending the change to its answer, whatever the subscriber saw.</param>
/// <param name="Lost">Changes of which neither the event nor that of a later change of the record came.</param>
/// <param name="Coalesced">Changes of which only the event of a later change of the record came.</param>
internal sealed record ListenerSample(
    LatencyHistogram FromSend, LatencyHistogram FromAnswer, LatencyHistogram Answers, int Lost, int Coalesced);
