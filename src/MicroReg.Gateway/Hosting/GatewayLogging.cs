using Microsoft.Extensions.Logging.Console;

namespace MicroReg.Gateway.Hosting;

/// <summary>The log goes to standard error. Standard output has the ready line and nothing else.</summary>
internal static class GatewayLogging
{
    /// <summary>Adds the console logger.</summary>
    public static void AddGatewayLogging(this ILoggingBuilder logging)
    {
        foreach (var library in (ReadOnlySpan<string>)["Microsoft", "System"])
            logging.AddFilter(library, LogLevel.Warning);

        // A failed start is already explained in one line or ends with its exception. A log entry would repeat that.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        // Forwarding failures are answered and counted. There may be thousands of them in a second.
        logging.AddFilter("Yarp", LogLevel.Error);
        logging.AddSimpleConsole(
            console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ "));
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
