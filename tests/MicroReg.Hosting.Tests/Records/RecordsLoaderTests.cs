using MicroReg.Domain.Journal;
using MicroReg.Domain.Registry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MicroReg.Hosting.Tests.Records;

/// <summary>When the records of an embedded registry are loaded, and what happens if they cannot be.</summary>
public sealed class RecordsLoaderTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("microreg-hosting-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_registry_can_be_asked_for_before_the_start_which_alone_touches_the_disk()
    {
        var data = Path.Combine(_directory, "data");
        await using var application = EmbeddingApplication.Build(data);

        var registry = application.Registry;
        Assert.False(registry.Readiness.IsReady);
        Assert.False(Directory.Exists(data));
        await application.StartAsync();

        Assert.Null((await registry.RegisterAsync("orders", "127.0.0.1", 5001)).Fault);
        Assert.True(Directory.Exists(data));
        Assert.NotEmpty(registry.Status.NodeId);
    }

    [Fact]
    public async Task Records_are_there_when_the_first_service_of_the_application_starts()
    {
        await FillAsync();
        await using var application = EmbeddingApplication.Build(_directory, services => services.AddHostedService<Witness>());

        await application.StartAsync();

        Assert.Equal(1, Witness.Of(application).Seen);
    }

    [Fact]
    public async Task A_node_that_is_started_again_keeps_its_id()
    {
        var before = await FillAsync();
        await using var application = EmbeddingApplication.Build(_directory);
        await application.StartAsync();

        Assert.Equal(before, application.Registry.Status.NodeId);
    }

    [Fact]
    public async Task A_directory_in_use_ends_the_start_in_one_line_and_can_be_used_later()
    {
        await using var second = EmbeddingApplication.Build(_directory);
        await using (var first = EmbeddingApplication.Build(_directory))
        {
            await first.StartAsync();
            var failure = await Assert.ThrowsAsync<StoreException>(second.StartAsync);
            Assert.Contains("another", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', failure.Message);
        }

        await using var third = EmbeddingApplication.Build(_directory);
        await third.StartAsync();
    }

    [Fact]
    public async Task A_damaged_file_ends_the_start_with_its_name_and_is_left_as_it_is()
    {
        await FillAsync();
        var path = Directory.GetFiles(_directory, "*.db").Single();
        var damaged = await File.ReadAllBytesAsync(path);
        damaged.AsSpan(4096).Fill(0x5a);
        await File.WriteAllBytesAsync(path, damaged);
        await using var application = EmbeddingApplication.Build(_directory);

        Assert.Contains(path, (await Assert.ThrowsAsync<StoreException>(application.StartAsync)).Message, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(path));
    }

    private async Task<string> FillAsync()
    {
        await using var application = EmbeddingApplication.Build(_directory);
        await application.StartAsync();
        Assert.Null((await application.Registry.RegisterAsync("orders", "127.0.0.1", 5001)).Fault);
        return application.Registry.Status.NodeId;
    }

    /// <summary>A service of the application that was added before the registry and looks at it when it starts.</summary>
    private sealed class Witness(IRegistry registry) : IHostedService
    {
        public int Seen { get; private set; }

        public static Witness Of(EmbeddingApplication application) =>
            application.Services.GetServices<IHostedService>().OfType<Witness>().Single();

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Seen = registry.View.InstanceCount;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
