using System.Globalization;

namespace MicroReg.Domain.Records;

/// <summary>The predefined status values: how they are read, written and combined.</summary>
internal static class ServiceStatuses
{
    /// <summary>The accepted words, for messages to callers.</summary>
    public const string Accepted = "running (1), stopped (0), error (-1), starting (2) or draining (3)";

    /// <summary>Reads a status from its number, a numeric string or its name in any letter case.</summary>
    public static bool TryParse(string text, out ServiceStatus status)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return TryParse(number, out status);
        // Enum.TryParse also accepts lists and white space. Only the name itself is a status.
        return Enum.TryParse(text, ignoreCase: true, out status) && NameOf(status).Equals(text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads a status from its number.</summary>
    public static bool TryParse(long number, out ServiceStatus status)
    {
        status = number is >= -1 and <= 3 ? (ServiceStatus)number : default;
        return number is >= -1 and <= 3;
    }

    /// <summary>The lower-case name of a status, as in the JSON answers.</summary>
    public static string NameOf(ServiceStatus status) => status switch
    {
        ServiceStatus.Error => "error",
        ServiceStatus.Stopped => "stopped",
        ServiceStatus.Running => "running",
        ServiceStatus.Starting => "starting",
        _ => "draining",
    };

    /// <summary>
    /// The status that callers see: error if the instance reports that it serves but is failing, else what was reported. So a probe never
    /// revives what an operator stopped, and a recovered instance comes back by itself.
    /// </summary>
    public static ServiceStatus Effective(ServiceStatus reported, InstanceHealth health) =>
        health == InstanceHealth.Failing && reported is (ServiceStatus.Running or ServiceStatus.Draining)
            ? ServiceStatus.Error
            : reported;

    /// <summary>How good a status is for a caller who looks for an instance: greater is better.</summary>
    public static int Preference(ServiceStatus status) => status switch
    {
        ServiceStatus.Running => 4,
        ServiceStatus.Draining => 3,
        ServiceStatus.Starting => 2,
        ServiceStatus.Error => 1,
        _ => 0,
    };
}
