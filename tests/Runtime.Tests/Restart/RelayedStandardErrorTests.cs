using System.Globalization;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;
using Runtime.Tests.Posix;
using Runtime.Tests.Transport;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>Invalid values of GRACEFUL_STDERR; StandardErrorOfASuccessor tests valid ones with real processes.</summary>
[Collection(ChildProcessStarts.Name)]
public sealed class RelayedStandardErrorTests : IDisposable
{
    private const string Name = "GRACEFUL_STDERR";

    public static TheoryData<string> Lies => ["x", "7", "7;", ";pipe:[1]", "2;pipe:[1]", "-1;pipe:[1]", "7;socket:[1]", "7;\npipe:[1]"];

    [Theory]
    [MemberData(nameof(Lies))]
    public void Another_form_is_refused_and_removed_from_the_environment(string value)
    {
        Environment.SetEnvironmentVariable(Name, value);
        var refusal = Assert.Throws<StartRefusedException>(RelayedStandardError.Take);
        Assert.StartsWith("GRACEFUL_STDERR='", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("expected fd;pipe:[inode]", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Null(Environment.GetEnvironmentVariable(Name));
    }

    /// <summary>A wrapper script has closed the original.</summary>
    [Fact]
    public void An_original_that_is_closed_is_lost()
    {
        var lost = RelayedStandardError.Parse("99999;pipe:[1]", "pipe:[1]");
        Assert.True(lost!.IsLost);
        lost.Restore();
    }

    [Theory]
    [InlineData("<open>;pipe:[1]", "pipe:[2]")]
    [InlineData("<open>;pipe:[1]", null)]
    [InlineData("99999;pipe:[1]", "pipe:[2]")]
    [InlineData(null, "pipe:[1]")]
    public void Standard_error_is_relayed_only_by_an_open_descriptor_and_the_pipe_itself(string? value, string? standardError)
    {
        using var file = File.OpenHandle("/dev/null");
        var open = file.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
        Assert.Null(RelayedStandardError.Parse(value?.Replace("<open>", open, StringComparison.Ordinal), standardError));
    }

    [Fact]
    public unsafe void The_original_replaces_each_duplicate_of_the_pipe()
    {
        var pipe = stackalloc int[2];
        Assert.Equal(0, LibC.pipe2(pipe, LibC.O_CLOEXEC));
        Descriptor.Close(pipe[0]);
        var (end, duplicate) = (pipe[1], AdoptingSink.Duplicate(pipe[1]));
        Assert.Equal(0, LibC.fcntl(duplicate, LibC.F_SETFD, 0));
        using var file = File.OpenHandle("/dev/null");
        var original = LibC.fcntl((int)file.DangerousGetHandle(), LibC.F_DUPFD, 3);
        var relayed = RelayedStandardError.Parse(string.Create(CultureInfo.InvariantCulture, $"{original};{LinkOf(end)}"), LinkOf(end));
        Assert.NotNull(relayed);
        Assert.False(relayed.IsLost);
        Assert.True(Descriptor.IsCloseOnExec(original));

        relayed.Restore();
        Assert.Equal(("/dev/null", "/dev/null"), (LinkOf(end), LinkOf(duplicate)));
        Assert.Equal((true, false), (Descriptor.IsCloseOnExec(end), Descriptor.IsCloseOnExec(duplicate)));
        Descriptor.Close(end);
        Descriptor.Close(duplicate);
    }

    [Fact]
    public void A_descriptor_that_came_without_the_pipe_is_left_alone()
    {
        using var file = File.OpenHandle("/dev/null");
        int fd = AdoptingSink.Duplicate((int)file.DangerousGetHandle());
        Environment.SetEnvironmentVariable(Name, string.Create(CultureInfo.InvariantCulture, $"{fd};pipe:[1]"));
        Assert.Null(RelayedStandardError.Take());
        Assert.True(Descriptor.IsOpen(fd));
        Descriptor.Close(fd);
    }

    [Fact]
    public void It_knows_its_own_variable()
    {
        Assert.True(RelayedStandardError.Owns("GRACEFUL_STDERR=7;pipe:[1]"u8.ToArray()));
        Assert.False(RelayedStandardError.Owns("GRACEFUL_STDERRS=7"u8.ToArray()));
    }

    public void Dispose() => Environment.SetEnvironmentVariable(Name, null);

    private static string? LinkOf(int fd) => new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{fd}")).LinkTarget;
}
