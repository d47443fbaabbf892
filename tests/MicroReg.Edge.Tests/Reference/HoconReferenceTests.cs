namespace MicroReg.Edge.Tests.Reference;

public sealed class HoconReferenceTests
{
    private const string Text = """
        # The beginning of the file is no section's comment.

        microreg {
          http {
            # The port;
            # 0 = any free one.
            port = 8000
            silent = 5s
          }

          # How the cluster is watched.
          health {
            check {
              # What it is.
              kind = tcp
            }
          }
        }

        akka {
          tick = 1s
        }
        """;

    [Fact]
    public void A_setting_has_its_path_its_default_and_the_comment_before_it()
    {
        var (settings, sections) = HoconReference.Read(Text);
        Assert.Equal(
            [
                new("microreg.http", "port", "8000", "The port; 0 = any free one."),
                new("microreg.http", "silent", "5s", ""),
                new("microreg.health.check", "kind", "tcp", "What it is."),
            ],
            settings);
        Assert.Equal([KeyValuePair.Create("microreg.health", "How the cluster is watched.")], sections);
    }

    [Theory]
    [InlineData("true", "true or false")]
    [InlineData("[]", "list")]
    [InlineData("\"\"", "text")]
    [InlineData("50%", "share")]
    [InlineData("1MiB", "size")]
    [InlineData("72h", "time")]
    [InlineData("10000", "number")]
    [InlineData("tcp", "word")]
    public void The_form_of_a_default_tells_the_unit(string value, string unit) =>
        Assert.Equal(unit, new HoconSetting("s", "n", value, "").Unit);

    [Fact]
    public void Every_setting_of_the_reference_is_explained()
    {
        var (settings, _) = HoconReference.Read(ReferencePage.Read("hocon/microreg.hocon"));
        Assert.InRange(settings.Count, 50, 200);
        Assert.All(settings, setting => Assert.NotEqual("", setting.Meaning));
    }
}
