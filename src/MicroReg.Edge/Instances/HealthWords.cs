using MicroReg.Domain.Records;

namespace MicroReg.Edge.Instances;

/// <summary>The words for the health of an instance.</summary>
internal static class HealthWords
{
    public static string Of(InstanceHealth health) => health switch
    {
        InstanceHealth.Passing => "passing",
        InstanceHealth.Failing => "failing",
        _ => "unknown",
    };
}
