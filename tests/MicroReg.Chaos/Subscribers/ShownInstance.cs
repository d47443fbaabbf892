namespace MicroReg.Chaos.Subscribers;

/// <summary>All of an instance that callers are shown, in one form for all ways of showing it; equal by content.</summary>
/// <param name="Service">The name of its service.</param>
/// <param name="Host">As it was given.</param>
/// <param name="Port">Its port.</param>
internal sealed record ShownInstance(string Service, string Host, int Port)
{
    public required long Id { get; init; }

    /// <summary>The effective status, as a word.</summary>
    public required string Status { get; init; }

    /// <summary>The reported status, as a word.</summary>
    public required string Reported { get; init; }

    /// <summary>The health, as a word.</summary>
    public required string Health { get; init; }

    /// <summary>Every key=value, in order.</summary>
    public required string Metadata { get; init; }

    /// <summary>Every tag, in order, between commas: ",a,b,"; empty if there is none.</summary>
    public required string Tags { get; init; }

    /// <summary>The zone; empty if there is none.</summary>
    public required string Zone { get; init; }

    public required long Weight { get; init; }

    /// <summary>When it was first registered, to the millisecond.</summary>
    public required string RegisteredAt { get; init; }

    /// <summary>The instance, as name@host:port.</summary>
    public string Key => KeyOf(Service, Host, Port);

    public static string KeyOf(string service, string host, long port) => $"{service}@{host}:{port}";

    public override string ToString() =>
        $"id {Id}, {Status} ({Reported}, {Health}), {{{Metadata}}}, tags {Tags}, zone {Zone}, weight {Weight}, since {RegisteredAt}";
}
