using System.CommandLine;

namespace MicroReg.Gateway.CommandLine;

/// <summary>What an operator sees who mistyped something.</summary>
internal static class CommandLineErrors
{
    /// <summary>Prints what the parser found; the exit code is that of wrong settings.</summary>
    public static int Print(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
            Console.Error.WriteLine(error.Message);
        Console.Error.WriteLine("microreg-gateway --help lists the options.");
        return ExitCodes.WrongSettings;
    }

    /// <summary>Prints what is wrong with the settings, all of it.</summary>
    public static async Task<int> PrintAsync(IEnumerable<string> errors)
    {
        await Console.Error.WriteLineAsync($"The settings are wrong, nothing was started:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", errors)}").ConfigureAwait(false);
        return ExitCodes.WrongSettings;
    }
}
