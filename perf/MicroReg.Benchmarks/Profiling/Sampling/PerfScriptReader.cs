namespace MicroReg.Benchmarks.Profiling.Sampling;

/// <summary>
/// Reads what <c>perf script -F comm,tid,ip,sym,dso</c> prints: for each sample a line with the thread, then a line for each
/// frame, then an empty line.
/// </summary>
internal static class PerfScriptReader
{
    private const string Deleted = "deleted)";

    public static IEnumerable<StackSample> Read(TextReader text)
    {
        string? thread = null;
        var frames = new List<Frame>();
        while (text.ReadLine() is { } line)
        {
            if (line.Length == 0 && thread is not null)
            {
                yield return new StackSample(thread, [.. frames]);
                (thread, frames) = (null, []);
            }
            else if (line.Length > 0 && thread is null)
            {
                thread = ThreadOf(line);
            }
            else if (line.Length > 0)
            {
                frames.Add(FrameOf(line));
            }
        }
        if (thread is not null)
            yield return new StackSample(thread, frames);
    }

    // The name, which may have spaces, then its number.
    private static string ThreadOf(string line)
    {
        var text = line.AsSpan().Trim();
        return text[..Math.Max(0, text.LastIndexOf(' '))].Trim().ToString();
    }

    // "  ADDRESS SYMBOL (LIBRARY)"; a symbol has no blank before a bracket, a library that is gone has one: "x (deleted)".
    private static Frame FrameOf(string line)
    {
        var text = line.AsSpan().Trim();
        text = text[(text.IndexOf(' ') + 1)..];
        var open = text.LastIndexOf(" (");
        if (open > 0 && text[(open + 2)..].StartsWith(Deleted))
            open = text[..open].LastIndexOf(" (");
        return open < 0
            ? new Frame(text.ToString(), Frame.NoSymbol)
            : new Frame(text[..open].ToString(), text[(open + 2)..^1].ToString());
    }
}
