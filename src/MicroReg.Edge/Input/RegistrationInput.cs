using MicroReg.Domain.Records;

namespace MicroReg.Edge.Input;

/// <summary>
/// What a registration says of an instance beside its name, host and port. Which values are allowed is not decided here but by the
/// rules.
/// </summary>
/// <param name="Attributes">The attributes of the registration.</param>
/// <param name="Write">What is asked of the write.</param>
internal readonly record struct RegistrationInput(InstanceAttributes Attributes, WriteInput Write)
{
    /// <summary>Reads the options struct of <c>register</c>.</summary>
    public static RegistrationInput Read(CallArguments arguments, int index, ServiceStatus status)
    {
        if (!arguments.Has(index))
            return new(status == ServiceStatus.Running ? InstanceAttributes.Default : new InstanceAttributes { Status = status }, default);
        var options = arguments.Options(
            index, "options", "ttl", "check", "metadata", "tags", "zone", "weight", "deregister_after", "ack", "strict", "report");
        var attributes = new InstanceAttributes
        {
            Status = status,
            TtlSeconds = options.OptionalInt(0, "ttl"),
            Metadata = MetadataInput.Read(options, 2, "metadata"),
            Tags = TextsInput.Read(options, 3, "tags"),
            Zone = options.OptionalText(4, "zone"),
            Weight = options.OptionalInt(5, "weight") ?? InstanceAttributes.Default.Weight,
            DeregisterAfterSeconds = options.OptionalInt(6, "deregister_after"),
            Check = CheckInput.Read(options, 1, "check"),
        };
        return new(attributes, WriteInput.Read(options, 7));
    }
}
