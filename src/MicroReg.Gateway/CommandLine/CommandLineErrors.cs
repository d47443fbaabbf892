using System.CommandLine;

namespace MicroReg.Gateway.CommandLine;

/// <summary>Reports mistakes on the command line and in the settings.</summary>
internal static class CommandLineErrors
{
    /// <summary>Prints the parser's errors and returns the exit code for wrong settings.</summary>
    public static int Print(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
            Console.Error.WriteLine(error.Message);
        Console.Error.WriteLine("microreg-gateway --help lists the options.");
        return ExitCodes.WrongSettings;
    }

    /// <summary>Prints everything that is wrong with the settings.</summary>
    public static async Task<int> PrintAsync(IEnumerable<string> errors)
    {
        await Console.Error.WriteLineAsync(
            $"The settings are wrong, nothing was started:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", errors)}")
            .ConfigureAwait(false);
        return ExitCodes.WrongSettings;
    }
}
