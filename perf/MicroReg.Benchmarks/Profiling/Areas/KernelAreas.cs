using System.Text.RegularExpressions;
using MicroReg.Benchmarks.Profiling.Sampling;

namespace MicroReg.Benchmarks.Profiling.Areas;

/// <summary>
/// What the kernel was at. Its innermost functions are for everybody (locks, copies), so the first function towards the
/// caller that tells a purpose decides: waking the reader of a socket is waking, not network.
/// </summary>
internal static partial class KernelAreas
{
    private static readonly (Regex Pattern, Area Area)[] Patterns =
    [
        (Threads, Area.KernelThreads), (Memory, Area.KernelMemory), (Network, Area.KernelNetwork), (Files, Area.KernelFiles),
    ];

    public static Area Of(IEnumerable<Frame> frames)
    {
        foreach (var frame in frames.TakeWhile(frame => frame.IsKernel))
        {
            foreach (var (pattern, area) in Patterns)
            {
                if (pattern.IsMatch(frame.Symbol))
                    return area;
            }
        }
        return Area.KernelOther;
    }

    [GeneratedRegex(
        @"^_*(finish_task_switch|schedule|do_sched|sched_|try_to_wake|wake_up|wake_q|ttwu|futex|do_futex|x64_sys_futex|"
            + @"x64_sys_sched|hrtimer|clock_nanosleep|default_wake|autoremove_wake|enqueue_task|dequeue_task|select_task|pick_next|"
            + @"x64_sys_clone)")]
    private static partial Regex Threads { get; }

    [GeneratedRegex(
        @"^_*(exc_page_fault|asm_exc_page_fault|handle_mm_fault|do_user_addr_fault|do_anonymous_page|do_madvise|x64_sys_madvise|"
            + @"x64_sys_mmap|x64_sys_munmap|x64_sys_mprotect|x64_sys_membarrier|membarrier|vm_mmap)")]
    private static partial Regex Memory { get; }

    [GeneratedRegex(
        @"^_*(tcp|ip_|ip4|ipv4|inet|sock_|sk_|skb|alloc_skb|kfree_skb|netif|net_|napi|dev_|eth_|loopback|process_backlog|"
            + @"validate_xmit|nf_|lock_sock|release_sock|ep_|epoll|do_epoll|eventpoll|sys_(send|recv|accept|connect|socket)|"
            + @"x64_sys_(send|recv|epoll|accept|connect|socket|shutdown))")]
    private static partial Regex Network { get; }

    [GeneratedRegex(
        @"^_*(ext4|jbd2|xfs|btrfs|ovl|tmpfs|shmem|vfs|filemap|generic_perform|generic_file|generic_write|iomap|blk|submit_bio|"
            + @"bio_|block_|mark_buffer|buffer_|folio|pagecache|fcntl|do_fcntl|posix_lock|locks_|ksys_p?(read|write)|x64_sys_(p?read|"
            + @"p?write|fsync|fdatasync|fcntl|ftruncate|open|close|stat|newfstat|unlink|lseek))")]
    private static partial Regex Files { get; }
}
