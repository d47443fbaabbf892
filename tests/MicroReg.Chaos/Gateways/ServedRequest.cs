namespace MicroReg.Chaos.Gateways;

/// <summary>A request through the gateway, and what became of it.</summary>
/// <param name="Sent">When it was sent.</param>
/// <param name="Ended">When the answer was there, or would not come.</param>
/// <param name="IsSafe">True for one that may be repeated.</param>
/// <param name="Port">The instance that answered; 0 if none did.</param>
/// <param name="Failure">What went wrong; empty if nothing.</param>
internal sealed record ServedRequest(TimeSpan Sent, TimeSpan Ended, bool IsSafe, int Port, string Failure)
{
    public bool HasFailed => Failure.Length > 0;
}

/// <summary>An instance that was taken out of service.</summary>
/// <param name="Port">The instance.</param>
/// <param name="Killed">When its process was killed; null while it lives.</param>
/// <param name="Notified">When the subscribers at all nodes had been notified that it does not run any more.</param>
internal sealed record GoneInstance(int Port, TimeSpan? Killed, TimeSpan Notified);
