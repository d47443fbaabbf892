using Akka.Actor;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.Tests.ServiceDb;

/// <summary>
/// Services come and go under load. Each instance has one caller, which makes one call after another, so it knows the right answer to
/// each call and what must be registered in the end.
/// </summary>
public sealed class RetirementTests : TestKit
{
    private const int Callers = 6;
    private const int CallsOfEach = 80;
    private const int Services = 3;
    private readonly RegistryFixture _node;
    private readonly Dictionary<IActorRef, int> _crashes = [];

    public RetirementTests()
        : base(TestSystems.Default) => _node = new RegistryFixture(Sys);

    protected override void AfterAll()
    {
        base.AfterAll();
        _node.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_the_order_of_calls_and_retirements_no_call_is_lost(bool withCrashes)
    {
        await Seeds.ForEachAsync(25, seed => CallAllAsync(seed, withCrashes));

        await AwaitAssertAsync(() => Assert.Equal(_node.Registry.View.ServiceCount, _node.Registry.Status.ServiceActors));
    }

    private async Task CallAllAsync(int seed, bool withCrashes)
    {
        using var enough = new CancellationTokenSource();
        var crashes = withCrashes ? CrashAsync(seed, enough.Token) : Task.CompletedTask;
        var states = await Task.WhenAll(Enumerable.Range(1, Callers).Select(number => Task.Run(() => CallAsync(seed, number))));
        await enough.CancelAsync();
        await crashes;

        foreach (var (key, status) in states)
            Assert.True(StatusOf(key) == status, $"{key} is {StatusOf(key)} and not {status}");
    }

    private async Task<(InstanceKey Key, ServiceStatus? Status)> CallAsync(int seed, int number)
    {
        var random = new Random(unchecked((seed * 1_000) + number));
        var key = new InstanceKey($"service-{number % Services}", "127.0.0.1", number);
        var status = StatusOf(key);
        for (var call = 0; call < CallsOfEach; call++)
        {
            var wanted = (ServiceStatus)random.Next(-1, 4);
            var (fault, found, after) = random.Next(3) switch
            {
                0 => await RegisterAsync(key, wanted),
                1 => await UpdateAsync(key, wanted, after: status is null ? null : wanted),
                _ => await UnregisterAsync(key),
            };

            // A call that met a crash may have been carried out.
            if (fault is not null)
            {
                Assert.Equal(FaultKind.Internal, fault.Kind);
                status = StatusOf(key);
                continue;
            }

            Assert.True(found is null || found == status is not null, $"call {call}: {key} was {status}");
            status = after;
        }

        return (key, status);
    }

    private async Task<(RegistryFault? Fault, bool? Found, ServiceStatus? After)> RegisterAsync(InstanceKey key, ServiceStatus status)
    {
        var outcome = await Registry.RegisterAsync(new RegisterInstance(key, InstanceAttributes.Default with { Status = status }));
        return (outcome.Fault, null, status);
    }

    private async Task<(RegistryFault? Fault, bool? Found, ServiceStatus? After)> UpdateAsync(
        InstanceKey key, ServiceStatus status, ServiceStatus? after) =>
        Told(await Registry.UpdateStatusAsync(new UpdateStatus(key.Name, key.Endpoint, status)), after);

    private async Task<(RegistryFault? Fault, bool? Found, ServiceStatus? After)> UnregisterAsync(InstanceKey key) =>
        Told(await Registry.UnregisterAsync(new UnregisterInstances(key.Name, key.Endpoint)), null);

    private static (RegistryFault? Fault, bool? Found, ServiceStatus? After) Told(Outcome<bool> outcome, ServiceStatus? after) =>
        (outcome.Fault, outcome.Fault is null ? outcome.Value : null, after);

    private IRegistry Registry => _node.Registry;

    private ServiceStatus? StatusOf(InstanceKey key) => Registry.View.Find(key.Name)?.At(key.Endpoint)?.Status;

    /// <summary>Now and then one of the services does not survive a message; seldom enough for it not to be stopped.</summary>
    private async Task CrashAsync(int seed, CancellationToken enough)
    {
        var random = new Random(seed);
        while (!enough.IsCancellationRequested)
        {
            var services = _node.ServiceActors;
            var service = services.ElementAtOrDefault(random.Next(Services));
            if (service is not null && (_crashes[service] = _crashes.GetValueOrDefault(service) + 1) < 10)
                service.Tell(new DecideAgain(null!), ActorRefs.NoSender);
            for (var turn = random.Next(20); turn >= 0; turn--)
                await Task.Yield();
        }
    }
}
