using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.ServiceDb;
using MicroReg.Actors.Supervision;
using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests.ServiceDb;

/// <summary>The actor of a service between a ServiceDb (the test actor) and a MicroDb that the test plays.</summary>
public sealed class ServiceActorTests : TestKit
{
    private const int Instances = (2 * CommandPieces.MostWrites) + 10;
    private static readonly UpdateStatus StopAll = new("orders", null, ServiceStatus.Stopped);
    private static readonly UnregisterInstances UnregisterAll = new("orders", null);

    private readonly RegistryDatabase _database = new(new OriginId(1), TimeProvider.System);
    private readonly TestProbe _microDb;
    private readonly TestProbe _caller;
    private readonly IActorRef _service;

    public ServiceActorTests()
        : base(TestSystems.Patient)
    {
        _microDb = CreateTestProbe("micro-db");
        _caller = CreateTestProbe("caller");
        _service = ChildActorOf(Props.Create(() => new ServiceActor("orders", _database, _microDb.Ref)), BoundedRestarts.Strategy);
    }

    [Fact]
    public async Task A_command_waits_until_the_one_before_it_is_committed()
    {
        _service.Tell(Register(1), _caller);
        _service.Tell(Register(2), _caller);

        var first = await CommitAsync();
        await _microDb.ExpectNoMsgAsync(TimeSpan.Zero);
        Carry(first);
        var second = await CommitAsync();

        Assert.Equal([1, 2], PortsOf(first).Concat(PortsOf(second)));
        Assert.True(first.IsLast && second.IsLast);
    }

    [Fact]
    public async Task Commands_that_wait_when_the_actor_stops_are_refused_because_nothing_of_them_was_stored()
    {
        _service.Tell(Register(1), _caller);
        _service.Tell(Register(2), _caller);
        await CommitAsync();

        _service.Tell(PoisonPill.Instance);

        var fault = (await _caller.ExpectMsgAsync<CommandAnswer>()).Fault!;
        Assert.Equal(FaultKind.Unavailable, fault.Kind);
        Assert.Contains("Nothing was stored", fault.Message, StringComparison.Ordinal);
        await _caller.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_command_that_is_done_in_part_when_the_actor_stops_is_refused_as_such()
    {
        Fill(Instances);
        _service.Tell(StopAll, _caller);
        var first = await CommitAsync();
        _service.Tell(new DecideAgain(null!), ActorRefs.NoSender); // it fails, and waits for MicroDb's word
        await _microDb.ExpectMsgAsync<CommitFence>();
        Carry(first);

        _service.Tell(PoisonPill.Instance);

        var fault = (await _caller.ExpectMsgAsync<CommandAnswer>()).Fault!;
        Assert.Equal(FaultKind.Unavailable, fault.Kind);
        Assert.Contains("Only a part", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_for_many_instances_is_committed_in_pieces_of_which_only_the_last_answers()
    {
        Fill(Instances);
        _service.Tell(StopAll, _caller);
        _service.Tell(Register(Instances + 1), _caller);

        var (first, second, third) = (Carry(await CommitAsync()), Carry(await CommitAsync()), Carry(await CommitAsync()));

        Assert.Equal(Enumerable.Range(1, Instances), ((Commit[])[first, second, third]).SelectMany(PortsOf).Order());
        Assert.Equal((CommandPieces.MostWrites, CommandPieces.MostWrites), (PortsOf(first).Count(), PortsOf(second).Count()));
        Assert.Equal((false, false, true), (first.IsLast, second.IsLast, third.IsLast));
        Assert.All(_database.View.Find("orders")!.Instances, record => Assert.Equal(ServiceStatus.Stopped, record.Status));
        Assert.Equal([Instances + 1], PortsOf(await CommitAsync()));
        await _caller.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_command_for_as_many_instances_as_one_piece_takes_is_not_cut()
    {
        Fill(CommandPieces.MostWrites);
        _service.Tell(UnregisterAll, _caller);

        Assert.Null((await CommitAsync()).Piece);
    }

    [Fact]
    public async Task A_piece_whose_records_changed_is_decided_again_without_those_before_it()
    {
        Fill(Instances);
        _service.Tell(UnregisterAll, _caller);
        Carry(await CommitAsync());
        var second = await CommitAsync();
        var gone = PortsOf(second).First();
        Unregister(gone);

        _service.Tell(new DecideAgain(second), _microDb);

        Assert.DoesNotContain(gone, PortsOf(Carry(await CommitAsync())));
        Assert.True(Carry(await CommitAsync()).IsLast);
        Assert.Null(_database.View.Find("orders"));
    }

    [Fact]
    public async Task A_refusal_in_the_midst_of_a_command_ends_it_and_the_caller_is_told_that_a_part_is_done()
    {
        Fill(Instances);
        _service.Tell(StopAll, _caller);
        _service.Tell(Register(1), _caller);
        Carry(await CommitAsync());

        _service.Tell(new CommitRefused(await CommitAsync(), new RegistryFault(FaultKind.StorageFailed, "No space.")), _microDb);

        var fault = (await _caller.ExpectMsgAsync<CommandAnswer>()).Fault!;
        Assert.Equal((FaultKind.StorageFailed, "Only a part of the instances was changed: No space."), (fault.Kind, fault.Message));
        Assert.Equal([1], PortsOf(await CommitAsync()));
    }

    [Fact]
    public async Task When_nothing_is_left_for_the_last_piece_the_caller_still_waits_for_those_before_it()
    {
        Fill(CommandPieces.MostWrites + 1);
        _service.Tell(UnregisterAll, _caller);
        var first = await CommitAsync();
        foreach (var port in Enumerable.Range(1, CommandPieces.MostWrites + 1).Except(PortsOf(first)))
            Unregister(port);
        Carry(first);

        var last = await CommitAsync();
        Assert.Empty(last.Decision.Writes);
        Assert.True(last.IsLast);
        await _caller.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_with_what_was_under_way_and_then_with_what_waited()
    {
        Fill(Instances);
        _service.Tell(StopAll, _caller);
        _service.Tell(Register(Instances + 1), _caller);
        var first = await CommitAsync();
        _service.Tell(new DecideAgain(null!), _microDb);

        var fence = await _microDb.ExpectMsgAsync<CommitFence>();
        Carry(first);
        await _microDb.ExpectNoMsgAsync(TimeSpan.Zero);
        _service.Tell(fence, _microDb);

        var rest = new List<int>();
        for (var commit = 0; commit < 3; commit++)
            rest.AddRange(PortsOf(Carry(await CommitAsync())));
        Assert.Equal(Enumerable.Range(1, Instances + 1), rest.Concat(PortsOf(first)).Order().Distinct());
        Assert.All(_database.View.Find("orders")!.Instances, record => Assert.Equal(ServiceStatus.Stopped, record.Status));
        await _caller.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_command_that_it_does_not_survive_is_answered_and_the_others_are_decided()
    {
        _service.Tell(Register(1), _caller);
        _service.Tell(new UpdateStatus("orders", null, ServiceStatus.Stopped) { Service = null! }, _caller);
        _service.Tell(Register(2), _caller);
        Carry(await CommitAsync());

        Assert.Equal(FaultKind.Internal, (await _caller.ExpectMsgAsync<CommandAnswer>()).Fault?.Kind);
        _service.Tell(await _microDb.ExpectMsgAsync<CommitFence>(), _microDb);
        Assert.Equal([2], PortsOf(await CommitAsync()));
    }

    [Fact]
    public async Task A_service_actor_asks_to_retire_when_its_last_instance_is_gone_and_stops_when_it_may()
    {
        Watch(_service);
        Fill(1);
        _service.Tell(UnregisterAll, _caller);
        Carry(await CommitAsync());

        await ExpectMsgAsync<MayRetire>();
        _service.Tell(Retire.Instance);
        await ExpectMsgAsync<ServiceStopped>();
        await ExpectTerminatedAsync(_service);
    }

    [Fact]
    public async Task A_service_actor_stays_if_a_command_comes_before_the_permission_to_retire_and_asks_again_when_idle()
    {
        _service.Tell(UnregisterAll, _caller);
        await ExpectMsgAsync<MayRetire>();
        _service.Tell(Register(1), _caller);
        var commit = await CommitAsync();

        _service.Tell(Retire.Instance);
        await ExpectMsgAsync<ServiceStays>();
        _service.Tell(new CommitRefused(commit, new RegistryFault(FaultKind.TooMany, "Too many.")), _microDb);
        await ExpectMsgAsync<MayRetire>();
    }

    private static RegisterInstance Register(int port) => new(KeyOf(port), InstanceAttributes.Default);

    private static InstanceKey KeyOf(int port) => new("orders", "127.0.0.1", port);

    private static IEnumerable<int> PortsOf(Commit commit) => commit.Decision.Writes.Select(write => write.Key.Port);

    private void Fill(int instances)
    {
        for (var port = 1; port <= instances; port++)
            _database.TryCommit(new Decision([new RecordWrite(KeyOf(port), null, new RegistrationDraft(InstanceAttributes.Default))]));
    }

    private void Unregister(int port)
    {
        var write = new RecordWrite(KeyOf(port), _database.Records.Get(KeyOf(port)), new TombstoneDraft());
        Assert.False(_database.TryCommit(new Decision([write])).IsDefault);
    }

    private async Task<Commit> CommitAsync() => await _microDb.ExpectMsgAsync<Commit>();

    /// <summary>Does what MicroDb does.</summary>
    private Commit Carry(Commit commit)
    {
        Assert.False(_database.TryCommit(commit.Decision).IsDefault);
        _service.Tell(new Committed(commit), _microDb);
        return commit;
    }
}
