using MicroReg.Chaos.Liveness.Faults;
using Xunit.Abstractions;

namespace MicroReg.Cluster.Tests.Liveness;

/// <summary>
/// Faults of services and of the nodes that watch them. Those that do not disturb each other go through one cluster at a time, to save
/// the time of waiting.
/// </summary>
public sealed class LivenessFaultTests(SharedLiveness cluster, ITestOutputHelper output) : IClassFixture<SharedLiveness>
{
    [Fact]
    public Task Killed_services_are_found_and_removed_and_one_that_flaps_is_suppressed() =>
        cluster.PassAsync(501, output, new KillServices(), new Flap());

    [Fact]
    public Task The_owner_is_killed_and_nobody_is_expired_but_the_dead() => cluster.PassAsync(503, output, new KillOwner());

    [Fact]
    public Task The_dead_of_an_owner_that_restarts_again_and_again_are_found() => cluster.PassAsync(507, output, new RestartingOwner());

    [Fact]
    public Task An_owner_that_was_stopped_expires_nobody_but_the_dead() => cluster.PassAsync(504, output, new PauseOwner());

    [Fact]
    public Task Thousands_of_services_that_start_at_once_are_all_known_and_none_is_expired() =>
        cluster.PassAsync(505, output, new ManyStart());

    [Fact]
    public Task Most_services_that_die_at_once_are_held_until_an_operator_says_so() => cluster.PassAsync(506, output, new ManyDie());
}
