using MicroReg.Node.Settings;
using Microsoft.Extensions.Logging.Console;

namespace MicroReg.Node;

/// <summary>Where a node's log goes: to standard error, so that standard output has the ready line and nothing else.</summary>
internal static class NodeLogging
{
    /// <summary>Adds the console, as text or as JSON lines.</summary>
    public static void AddNodeLogging(this ILoggingBuilder logging, LogSettings settings)
    {
        logging.SetMinimumLevel(settings.Level);
        foreach (var library in (ReadOnlySpan<string>)["Microsoft", "Akka"])
            logging.AddFilter(library, settings.Level is LogLevel.Information ? LogLevel.Warning : settings.Level);

        // Whoever might log a request has an activity and a scope made for each, here for lines that the filter above never lets through.
        if (settings.Level >= LogLevel.Information)
            logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // A start that fails is explained in one line, or ends with its exception; a log entry would be a second one.
        foreach (var host in (ReadOnlySpan<string>)["Microsoft.Extensions.Hosting", "Akka.Hosting"])
            logging.AddFilter(host, LogLevel.None);
        if (settings.IsJson)
            logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        else
            logging.AddSimpleConsole(console =>
                (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ "));
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
