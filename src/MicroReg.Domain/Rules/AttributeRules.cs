using System.Buffers;
using System.Globalization;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Rules;

/// <summary>The rules for the attributes of a registration.</summary>
internal static class AttributeRules
{
    /// <summary>The greatest number of metadata keys.</summary>
    public const int MaxMetadataKeys = 64;

    /// <summary>The greatest size of all metadata keys and values, in UTF-8 bytes.</summary>
    public const int MaxMetadataBytes = 4096;

    /// <summary>The greatest number of tags.</summary>
    public const int MaxTags = 64;

    /// <summary>The greatest length of a tag or a zone, in characters.</summary>
    public const int MaxLabelLength = 255;

    /// <summary>The greatest weight.</summary>
    public const int MaxWeight = 1000;

    /// <summary>The greatest TTL, in seconds: a day.</summary>
    public const int MaxTtlSeconds = 86_400;

    /// <summary>The longest time that an instance may fail before it is removed, in seconds: 30 days.</summary>
    public const int MaxDeregisterAfterSeconds = 2_592_000;

    private static readonly SearchValues<char> NotInXml =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c).Except(['\t', '\n', '\r']), '\uFFFE', '\uFFFF']);

    /// <summary>The first fault of the attributes, or null.</summary>
    public static RegistryFault? Check(InstanceAttributes attributes) =>
        Metadata(attributes.Metadata)
        ?? Labels(attributes)
        ?? Range("weight", attributes.Weight, 0, MaxWeight)
        ?? Range("ttl", attributes.TtlSeconds, 1, MaxTtlSeconds)
        ?? Range("deregister_after", attributes.DeregisterAfterSeconds, 1, MaxDeregisterAfterSeconds)
        ?? (attributes.Check is { } check ? Check(check) : null);

    private static RegistryFault? Metadata(Metadata metadata)
    {
        if (metadata.Count > MaxMetadataKeys)
            return RegistryFault.Invalid("metadata", $"must have at most {MaxMetadataKeys} keys; this has {metadata.Count}");
        if (metadata.SizeInBytes > MaxMetadataBytes)
            return RegistryFault.Invalid("metadata", $"must have at most {MaxMetadataBytes} bytes in all; this has {metadata.SizeInBytes}");
        foreach (var (key, value) in metadata.Pairs)
            if (key.Length == 0 || !IsText(key) || !IsText(value))
                return RegistryFault.Invalid(
                    "metadata", "keys must not be empty, and neither keys nor values may contain characters that XML cannot carry");
        return null;
    }

    private static RegistryFault? Labels(InstanceAttributes attributes)
    {
        if (attributes.Tags.Length > MaxTags)
            return RegistryFault.Invalid("tags", $"must be at most {MaxTags}; these are {attributes.Tags.Length}");
        if (!attributes.Tags.All(IsLabel))
            return RegistryFault.Invalid("tags", $"must have 1 to {MaxLabelLength} characters each, without control characters");
        return attributes.Zone is { } zone && !IsLabel(zone)
            ? RegistryFault.Invalid("zone", $"must have 1 to {MaxLabelLength} characters, without control characters")
            : null;
    }

    /// <summary>The first fault of a check, or null.</summary>
    public static RegistryFault? Check(HealthCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        if (!check.Path.StartsWith('/') || check.Path.Length > 1024 || check.Path.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return RegistryFault.Invalid("check.path", "must begin with a slash and have at most 1024 printable ASCII characters");
        if (check.HostHeader is { } header && !HostNames.IsHostAndPort(header))
            return RegistryFault.Invalid("check.host_header", "must be a host name, optionally with a port");
        return Range("check.interval", check.IntervalSeconds, 1, 3600)
            ?? Range("check.timeout", check.TimeoutSeconds, 1, Math.Min(60, check.IntervalSeconds))
            ?? Range("check.failures", check.FailuresBeforeFailing, 1, 100)
            ?? Range("check.successes", check.SuccessesBeforePassing, 1, 100)
            ?? Range("check.expected_status_from", check.ExpectedStatusFrom, 100, 599)
            ?? Range("check.expected_status_to", check.ExpectedStatusTo, check.ExpectedStatusFrom, 599);
    }

    private static RegistryFault? Range(string parameter, int? value, int least, int greatest) =>
        value is { } given && (given < least || given > greatest)
            ? RegistryFault.Invalid(parameter, string.Create(CultureInfo.InvariantCulture, $"must be {least} to {greatest}, not {given}"))
            : null;

    private static bool IsLabel(string text) =>
        text.Length is > 0 and <= MaxLabelLength && !text.AsSpan().ContainsAny(Checked.NotInNames) && !Checked.HasLoneSurrogate(text);

    /// <summary>True if XML 1.0 can carry the text (section 2.2), so that every answer can return it unchanged.</summary>
    private static bool IsText(string text) =>
        !Checked.HasLoneSurrogate(text) && !text.AsSpan().ContainsAny(NotInXml);
}
