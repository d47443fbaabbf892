using System.Text.Json;
using MicroReg.Client.Watching;
using MicroReg.Client.Watching.Copying;

namespace MicroReg.Client.Tests.Watching.Copying;

public sealed class RegistryCopyTests
{
    [Fact]
    public void A_stream_whose_page_never_ends_is_rejected()
    {
        var copy = new RegistryCopy();
        for (var i = 0; i < RegistryCopy.LargestPage; i++)
            copy.OnChange(Change(i, "1"));

        Assert.Throws<JsonException>(() => copy.OnChange(Change(0, "1")));
    }

    [Fact]
    public void An_empty_copy_that_replaces_an_empty_one_is_not_doubtful()
    {
        var copy = new RegistryCopy();
        copy.OnReset();
        Assert.Equal(PageEnd.Confirmed, copy.OnCursor("1", more: false));
        copy.OnReset();
        Assert.Equal(PageEnd.Confirmed, copy.OnCursor("2", more: false));
    }

    [Fact]
    public void A_distrusted_copy_is_discarded_and_the_cursor_of_the_live_copy_stays()
    {
        var copy = new RegistryCopy();
        copy.OnReset();
        copy.OnChange(Change(1, "1"));
        copy.OnCursor("good", more: false);
        copy.OnReset();
        Assert.Equal(PageEnd.Doubtful, copy.OnCursor("bad", more: false));
        Assert.Equal("bad", copy.ResumeFrom);
        copy.Distrust();

        Assert.Equal("good", copy.ResumeFrom);
        Assert.Single(copy.Live.Services);
    }

    [Fact]
    public void A_service_that_did_not_change_is_the_same_object_after_changes_of_others()
    {
        var services = InstanceTable.Apply(RegistrySnapshot.Empty.Services, [Change(1, "1"), Change(1, "1", "stock")]);
        var after = InstanceTable.Apply(services, [Change(2, "1", "stock"), Change(1, "0")]);

        Assert.True(services["orders"] == after["orders"]);
        Assert.Equal(2, after["stock"].Length);
        Assert.Same(services, InstanceTable.Apply(services, [Change(1, "1"), Change(1, "0", "stock")]));
    }

    private static InstanceChange Change(int port, string version, string service = "orders") =>
        new(new ServiceInstance { Service = service, Host = "127.0.0.1", Port = port, Version = version }, false);
}
