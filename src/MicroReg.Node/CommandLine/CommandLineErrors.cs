using System.CommandLine;

namespace MicroReg.Node.CommandLine;

/// <summary>What an operator sees who mistyped an option.</summary>
internal static class CommandLineErrors
{
    /// <summary>Prints every error; the exit code is that of wrong settings.</summary>
    public static int Print(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
            Console.Error.WriteLine(error.Message);
        Console.Error.WriteLine("microreg-node --help lists the options.");
        return ExitCodes.WrongSettings;
    }
}
