using System.Globalization;
using Graceful.Restart;
using Runtime.Tests.Transport;

namespace Runtime.Tests.Restart;

/// <summary>Invalid values of GRACEFUL_STDERR; StandardErrorOfASuccessor tests valid ones with real processes.</summary>
public sealed class RelayedStandardErrorTests : IDisposable
{
    private const string Name = "GRACEFUL_STDERR";

    public static TheoryData<string> Lies => ["x", "7", "7;", ";pipe:[1]", "2;pipe:[1]", "-1;pipe:[1]", "99999;pipe:[1]", "7;socket:[1]"];

    [Theory]
    [MemberData(nameof(Lies))]
    public void What_is_no_descriptor_is_not_believed_and_goes_from_the_environment(string value)
    {
        Environment.SetEnvironmentVariable(Name, value);
        Assert.Null(RelayedStandardError.Take());
        Assert.Null(Environment.GetEnvironmentVariable(Name));
    }

    [Fact]
    public void A_descriptor_that_came_without_the_pipe_is_left_alone()
    {
        using var file = File.OpenHandle("/dev/null");
        int fd = AdoptingSink.Duplicate((int)file.DangerousGetHandle());
        Environment.SetEnvironmentVariable(Name, string.Create(CultureInfo.InvariantCulture, $"{fd};pipe:[1]"));
        Assert.Null(RelayedStandardError.Take());
        Assert.True(Graceful.Posix.Descriptor.IsOpen(fd));
        Graceful.Posix.Descriptor.Close(fd);
    }

    [Fact]
    public void It_knows_its_own_variable()
    {
        Assert.True(RelayedStandardError.Owns("GRACEFUL_STDERR=7;pipe:[1]"u8.ToArray()));
        Assert.False(RelayedStandardError.Owns("GRACEFUL_STDERRS=7"u8.ToArray()));
    }

    public void Dispose() => Environment.SetEnvironmentVariable(Name, null);
}
