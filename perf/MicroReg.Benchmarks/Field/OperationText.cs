namespace MicroReg.Benchmarks.Field;

/// <summary>How operations are called in what is published.</summary>
internal static class OperationText
{
    /// <summary>Beats that go in one call of <see cref="Operation.HeartbeatBatch"/>.</summary>
    public const int BatchSize = 100;

    public static string Title(Operation operation) => operation switch
    {
        Operation.Register => "register (new name)",
        Operation.Lookup => "lookup",
        Operation.Update => "status update",
        Operation.Heartbeat => "heartbeat",
        Operation.HeartbeatBatch => "heartbeat, 100 in a call",
        Operation.Mixed => "mixed, 90 % lookups and 10 % updates",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };

    public static string FileName(Operation operation) => operation switch
    {
        Operation.HeartbeatBatch => "heartbeat-batch",
        _ => operation.ToString().ToLowerInvariant(),
    };

    /// <summary>How many operations are in a call.</summary>
    public static int PerCall(Operation operation) => operation == Operation.HeartbeatBatch ? BatchSize : 1;
}
