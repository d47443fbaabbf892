using MicroReg.Actors.Health;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Tests.Health;

public sealed class ChangedInstancesTests
{
    private readonly ChangedInstances _changed = new(3);

    [Fact]
    public void Changed_instances_are_taken_in_the_order_in_which_they_were_written()
    {
        Add(1, 2, 3);

        Assert.Equal([1, 2, 3], TakeAll());
        Assert.False(_changed.TakeIncomplete());
    }

    [Fact]
    public void Beyond_the_bound_it_is_only_remembered_that_there_were_more()
    {
        Add(1, 2, 3, 4, 5);

        Assert.True(_changed.TakeIncomplete());
        Assert.False(_changed.TakeIncomplete());
        Assert.Equal([1, 2, 3], TakeAll());
    }

    [Fact]
    public void An_instance_that_was_taken_makes_room_for_another()
    {
        Add(1, 2, 3);
        TakeAll();
        Add(4, 5, 6);

        Assert.Equal([4, 5, 6], TakeAll());
        Assert.False(_changed.TakeIncomplete());
    }

    private void Add(params int[] ports)
    {
        foreach (var port in ports)
            _changed.Add(new InstanceKey("orders", "127.0.0.1", port));
    }

    private List<int> TakeAll()
    {
        var taken = new List<int>();
        while (_changed.TryTake(out var key))
            taken.Add(key.Port);
        return taken;
    }
}
