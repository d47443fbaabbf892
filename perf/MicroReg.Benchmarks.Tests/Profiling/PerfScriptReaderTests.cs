using MicroReg.Benchmarks.Profiling.Sampling;

namespace MicroReg.Benchmarks.Tests.Profiling;

public sealed class PerfScriptReaderTests
{
    [Fact]
    public void Samples_are_told_apart_by_empty_lines() =>
        Assert.Equal([3, 5, 1], SampleText.Samples.Select(sample => sample.Frames.Count));

    [Fact]
    public void The_name_of_a_thread_may_have_blanks() =>
        Assert.Equal(["microreg-journa", ".NET TP Worker", ".NET TP Worker"], SampleText.Samples.Select(sample => sample.Thread));

    [Fact]
    public void The_innermost_frame_is_first() =>
        Assert.Equal(new Frame("filemap_get_entry", "[kernel.kallsyms]"), SampleText.Samples[0].Frames[0]);

    [Fact]
    public void A_signature_with_brackets_and_blanks_is_one_symbol() =>
        Assert.Equal(new Frame(SampleText.Probe, "/tmp/perf-32460.map"), SampleText.Samples[1].Frames[1]);

    [Fact]
    public void A_library_that_is_gone_keeps_its_name() =>
        Assert.Equal(new Frame(Frame.NoSymbol, "/memfd:doublemapper (deleted)"), SampleText.Samples[2].Frames[0]);

    [Fact]
    public void A_sample_at_the_very_end_counts() =>
        Assert.Single(PerfScriptReader.Read(new StringReader("thread 1\n\t 1f main (/bin/x)")));

    [Fact]
    public void Nothing_is_no_sample() => Assert.Empty(PerfScriptReader.Read(new StringReader("")));
}
