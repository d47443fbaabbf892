using MicroReg.Benchmarks.Profiling.Areas;
using MicroReg.Benchmarks.Profiling.Sampling;

namespace MicroReg.Benchmarks.Tests.Profiling;

public sealed class AreaClassifierTests
{
    private const string Kernel = "[kernel.kallsyms]";
    private const string Map = "/tmp/perf-1.map";
    private const string Libc = "/usr/lib/x86_64-linux-gnu/libc.so.6";

    [Theory]
    [InlineData(nameof(Area.KernelNetwork), "_copy_to_iter", "tcp_recvmsg_locked", "vfs_read")]
    [InlineData(nameof(Area.KernelFiles), "filemap_get_entry", "vfs_write")]
    [InlineData(nameof(Area.KernelThreads), "_raw_spin_unlock_irqrestore", "try_to_wake_up", "tcp_rcv_established")]
    [InlineData(nameof(Area.KernelMemory), "clear_page_erms", "do_anonymous_page")]
    [InlineData(nameof(Area.KernelOther), "do_syscall_64", "entry_SYSCALL_64_after_hwframe")]
    public void The_innermost_purpose_tells_what_the_kernel_was_at(string area, params string[] symbols) =>
        Assert.Equal(area, Of([.. symbols.Select(symbol => new Frame(symbol, Kernel))]));

    [Theory]
    [InlineData(nameof(Area.Collector), "[unknown]", "/usr/share/dotnet/libclrgcexp.so")]
    [InlineData(nameof(Area.Compiler), "[unknown]", "/usr/share/dotnet/libclrjit.so")]
    [InlineData(nameof(Area.Runtime), "[unknown]", "/usr/share/dotnet/libcoreclr.so")]
    [InlineData(nameof(Area.Runtime), "stub ReportStubBlock<VSD_DispatchStub>", Map)]
    [InlineData(nameof(Area.Sqlite), "sqlite3VdbeExec", "/node/libe_sqlite3.so")]
    [InlineData(nameof(Area.Collections), SampleText.Find, Map)]
    [InlineData(nameof(Area.Akka), SampleText.Receive, Map)]
    [InlineData(nameof(Area.Actors), SampleText.Machine, Map)]
    [InlineData(nameof(Area.Text), "int32 [System.Private.CoreLib] System.SpanHelpers::IndexOf(char&,char)[OptimizedTier1]", Map)]
    [InlineData(
        nameof(Area.Threading), "bool [System.Private.CoreLib] System.Threading.ThreadPoolWorkQueue::Dispatch()[OptimizedTier1]", Map)]
    [InlineData(nameof(Area.Libraries), "object [System.Private.CoreLib] System.GC::X()[OptimizedTier1]", Map)]
    [InlineData(nameof(Area.Json), "void [System.Text.Json] System.Text.Json.Utf8JsonWriter::Flush()[OptimizedTier1]", Map)]
    [InlineData(nameof(Area.Web), "[unknown]", "/usr/share/dotnet/System.Net.Sockets.dll")]
    [InlineData(nameof(Area.Unknown), "[unknown]", "[unknown]")]
    public void A_function_belongs_to_the_area_of_its_library(string area, string symbol, string library) =>
        Assert.Equal(area, Of(new Frame(symbol, library)));

    [Fact]
    public void A_copy_belongs_to_whoever_asked_for_it() => Assert.Equal(
        nameof(Area.Collector),
        Of(new Frame("__memset_avx512_unaligned_erms", Libc), new Frame("[unknown]", "/usr/share/dotnet/libclrgcexp.so")));

    [Fact]
    public void A_copy_whose_caller_the_stack_does_not_tell_is_unknown() =>
        Assert.Equal(nameof(Area.Unknown), Of(new Frame("__memmove", Libc)));

    private static string Of(params Frame[] frames) => AreaClassifier.Of(new StackSample("thread", frames)).ToString();
}
