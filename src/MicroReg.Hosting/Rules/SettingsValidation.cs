using Microsoft.Extensions.Options;

namespace MicroReg.Hosting.Rules;

/// <summary>Checks the settings of an embedded registry when its host starts.</summary>
internal sealed class SettingsValidation : IValidateOptions<MicroRegSettings>
{
    /// <summary>Fails with a line for each setting that is wrong.</summary>
    public ValidateOptionsResult Validate(string? name, MicroRegSettings options) =>
        RegistryRules.All.Check(options) is { Count: > 0 } faults
            ? ValidateOptionsResult.Fail(faults.Select(fault => fault.ToString()))
            : ValidateOptionsResult.Success;
}

/// <summary>Makes options of the settings that the host gave; what else configures or validates them takes part as usual.</summary>
internal sealed class SettingsFactory(
    MicroRegSettings settings,
    IEnumerable<IConfigureOptions<MicroRegSettings>> setups,
    IEnumerable<IPostConfigureOptions<MicroRegSettings>> postConfigures,
    IEnumerable<IValidateOptions<MicroRegSettings>> validations)
    : OptionsFactory<MicroRegSettings>(setups, postConfigures, validations)
{
    /// <inheritdoc />
    protected override MicroRegSettings CreateInstance(string name) => settings;
}
