using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;
using MicroReg.XmlRpc;

namespace MicroReg.Chaos.Subscribers;

/// <summary>Asks a node by <c>wait_events</c>, again and again.</summary>
/// <param name="terms">What it does.</param>
internal sealed class PollSubscriber(SubscriberTerms terms) : NodeFollower(terms)
{
    private const int WaitSeconds = 5;
    private const int NotNow = 503;

    protected override async Task<StreamEnd> FollowAsync(ClusterNode node)
    {
        while (true)
        {
            var answer = await AskAsync(node).WaitAsync(Stopping);
            if (answer is { Outcome: CallOutcome.Fault } fault)
                return fault.FaultCode == NotNow
                    ? StreamEnd.Refused
                    : throw new InvalidDataException($"{node.Name} answered {fault.Detail} to cursor {Copy.Cursor}");
            if (answer.Outcome is not CallOutcome.Acknowledged)
                return answer.IsLate ? StreamEnd.Silent : StreamEnd.Broken;
            Copy.Apply(EventReader.ReadPage(answer.Value), $"{this} at {node.Name}");
            Stand(node);
        }
    }

    private Task<Answer> AskAsync(ClusterNode node)
    {
        XmlRpcValue[] parameters = [XmlRpcValue.Of(Copy.Cursor), XmlRpcValue.Of(WaitSeconds)];
        return node.Registry.CallAsync(
            Silence, "wait_events", Filter == SubscriberFilter.All ? parameters : [.. parameters, Filter.ToStruct()]);
    }
}
