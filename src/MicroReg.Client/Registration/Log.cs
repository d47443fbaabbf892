using Microsoft.Extensions.Logging;

namespace MicroReg.Client.Registration;

/// <summary>The log messages of the registration. Event ids 2320 to 2339.</summary>
internal static partial class Log
{
    [LoggerMessage(2320, LogLevel.Information, "Registered {Service} at {Host}:{Port} with id {Id}")]
    public static partial void Registered(ILogger logger, string service, string host, int port, int id);

    [LoggerMessage(2321, LogLevel.Warning, "{Service} at {Host}:{Port} could not be registered, retrying: {Reason}")]
    public static partial void NotRegistered(ILogger logger, string service, string host, int port, string reason);

    [LoggerMessage(2322, LogLevel.Warning, "The heartbeat of {Service} failed: {Reason}")]
    public static partial void HeartbeatFailed(ILogger logger, string service, string reason);

    [LoggerMessage(2323, LogLevel.Warning,
        "The registry does not support heartbeats. {Service} is registered again every half of its lease instead")]
    public static partial void NoHeartbeats(ILogger logger, string service);

    [LoggerMessage(2324, LogLevel.Information, "{Service} at {Host}:{Port} is draining for {Time}")]
    public static partial void Draining(ILogger logger, string service, string host, int port, TimeSpan time);

    [LoggerMessage(2325, LogLevel.Information, "Unregistered {Service} at {Host}:{Port}")]
    public static partial void Unregistered(ILogger logger, string service, string host, int port);

    [LoggerMessage(2326, LogLevel.Warning, "{Service} at {Host}:{Port} could not be unregistered: {Reason}")]
    public static partial void NotUnregistered(ILogger logger, string service, string host, int port, string reason);

    [LoggerMessage(2327, LogLevel.Error,
        "{Service} is not registered: its host and port are not set, and no server listens on an address with a port")]
    public static partial void NoEndpoint(ILogger logger, string service);
}
