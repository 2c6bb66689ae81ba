using System.Text;
using Graceful.Restart;

namespace Runtime.Tests.Restart;

/// <summary>Reads the invocation of the test's own process.</summary>
public sealed class InvocationTests
{
    private readonly Invocation _invocation = Invocation.OfThisProcess();

    [Fact]
    public void Arguments_are_those_of_the_command_line()
    {
        // The arguments of the host (dotnet, exec, --runtimeconfig ...) come first, then the managed ones.
        var managed = Environment.GetCommandLineArgs()[1..].Select(Encoding.UTF8.GetBytes).ToArray();
        Assert.Equal(managed, _invocation.Arguments.TakeLast(managed.Length));
        Assert.True(_invocation.Arguments.Count > managed.Length);
    }

    [Fact]
    public void The_environment_is_that_of_the_start_and_not_what_has_become_of_it()
    {
        const string Name = "GRACEFUL_TEST_SET_LATER";
        Environment.SetEnvironmentVariable(Name, "1");
        var entries = Invocation.OfThisProcess().Environment.Select(Encoding.UTF8.GetString).ToArray();
        Environment.SetEnvironmentVariable(Name, null);
        Assert.DoesNotContain(entries, entry => entry.StartsWith(Name, StringComparison.Ordinal));
        Assert.Contains(entries, entry => entry == $"PATH={Environment.GetEnvironmentVariable("PATH")}");
    }

    [Fact]
    public void The_executable_is_the_one_that_runs()
    {
        var name = $"{_invocation.Executable.From(_invocation.Directory)}";
        Assert.True(File.Exists(name), name);
        Assert.Equal(Environment.ProcessPath,
            new FileInfo(name).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(name));
    }

    [Fact]
    public void Another_program_gets_the_arguments_of_the_application()
    {
        var other = _invocation.WithProgram("./run");
        string[] expected = ["./run", .. Environment.GetCommandLineArgs()[1..]];
        Assert.Equal(expected, other.Arguments.Select(Encoding.UTF8.GetString));
        Assert.Equal("./run", $"{other.Executable}");
        Assert.Equal(_invocation.Directory, other.Directory);
        Assert.Equal(_invocation.Environment, other.Environment);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_another_program_nothing_changes(string? program) => Assert.Same(_invocation, _invocation.WithProgram(program));

    [Fact]
    public void Variables_that_are_removed_are_gone_and_no_others()
    {
        var all = _invocation.Environment.Select(Encoding.UTF8.GetString).ToArray();
        var rest = _invocation.Without(["PATH", "HOM", "NOT_SET"]);
        Assert.Equal(
            all.Where(entry => !entry.StartsWith("PATH=", StringComparison.Ordinal)),
            rest.Environment.Select(Encoding.UTF8.GetString));
        Assert.Equal(all.Length - 1, rest.Environment.Count);
        Assert.Equal(_invocation.Arguments, rest.Arguments);
        Assert.Equal($"{_invocation.Executable}", $"{rest.Executable}");
    }

    [Fact]
    public void The_file_with_the_code_has_not_changed()
    {
        // The assembly, and not dotnet.
        Assert.Equal(Path.GetFileName(Environment.GetCommandLineArgs()[0]), Path.GetFileName(_invocation.UnchangedFile));
        Assert.Equal(_invocation.UnchangedFile, _invocation.Without([]).UnchangedFile);
        Assert.Null(_invocation.WithProgram("./run").UnchangedFile);
    }

    [Fact]
    public void The_directory_is_an_absolute_one_that_exists() =>
        Assert.True(_invocation.Directory.Bytes is [(byte)'/', ..] && Directory.Exists($"{_invocation.Directory}"),
            $"{_invocation.Directory}");
}
