using System.Text;
using MicroReg.Domain.Events;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Events;

public sealed class StatusEventTests
{
    private readonly StatusEvent _event = new(
        StatusEventKind.Unregistered, new InstanceKey("orders", "127.0.0.1", 80), null, null, "1", DateTimeOffset.UnixEpoch);

    [Fact]
    public void An_event_is_written_once_in_each_form()
    {
        var (lines, frames) = (new object(), new object());
        var written = new List<string>();
        foreach (var form in (object[])[lines, frames, lines, frames, lines])
        {
            var name = ReferenceEquals(form, lines) ? "line" : "frame";
            var bytes = _event.In(form, change =>
            {
                Assert.Same(_event, change);
                written.Add(name);
                return Encoding.ASCII.GetBytes(name);
            });
            Assert.Equal(name, Encoding.ASCII.GetString(bytes.Span));
        }

        Assert.Equal(["line", "frame"], written);
    }
}
