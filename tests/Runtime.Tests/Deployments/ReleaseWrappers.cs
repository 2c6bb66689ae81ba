using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>A wrapper script that reads the number of a release and executes the program of that release under its own name.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class ReleaseWrappers : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-releases-");
    private readonly NativeDemo _native;
    private readonly ITestOutputHelper _output;

    public ReleaseWrappers(NativeDemo native, ITestOutputHelper output)
    {
        (_native, _output) = (native, output);
        Choose("1");
    }

    private string Wrapper => Path.Combine(_folder.FullName, "run");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restart_starts_the_wrapper_that_Program_names(bool supervised)
    {
        Deploy("1");
        Deploy("2");
        WriteWrapper($"exec '{_folder.FullName}/releases/'\"$release\"/app \"$@\"");
        await using DemoProcess demo = await StartAsync(supervised, Wrapper);
        Assert.Equal(ProgramOf("1"), ProgramOf(demo.First));
        string arguments = ArgumentsOf(demo.First);
        foreach (string release in (string[])["2", "1"])
        {
            Choose(release);
            Generation old = demo.Newest;
            Generation successor = await demo.RestartAsync();
            await demo.AnsweredByAsync(successor);
            Assert.Equal(ProgramOf(release), ProgramOf(successor));
            Assert.Equal(arguments, ArgumentsOf(successor));
            await demo.ExitOfAsync(old);
        }

        Assert.Equal(0, demo.Log.Count("has not changed"));
    }

    /// <summary>The arguments of <c>dotnet</c> name the release: the wrapper must not get them.</summary>
    [Fact]
    public async Task Under_dotnet_the_wrapper_gets_the_arguments_of_the_application()
    {
        ServerBinary binary = JitDemo.Binary;
        WriteWrapper($"exec '{binary.Program}' '{binary.LeadingArguments[0]}' \"$@\"");
        await using DemoProcess demo = await StartAsync(supervised: false, Wrapper);
        string arguments = ArgumentsOf(demo.First);
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.Equal(arguments, ArgumentsOf(successor));
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
    }

    [Fact]
    public async Task Without_Program_the_same_release_starts_again_and_is_logged()
    {
        Deploy("1");
        Deploy("2");
        WriteWrapper($"exec '{_folder.FullName}/releases/'\"$release\"/app \"$@\"");
        await using DemoProcess demo = await StartAsync(supervised: false, program: null);
        Choose("2");
        Generation second = await demo.RestartAsync();
        await demo.AnsweredByAsync(second);
        Assert.Equal(ProgramOf("1"), ProgramOf(second));
        await demo.LoggedAsync(new Regex(Regex.Escape($"The program file {ProgramOf("1")} has not changed since this process started")));
        await demo.ExitOfAsync(demo.First);

        // A new file under the same name is a new version.
        Deploy("1");
        await demo.AnsweredByAsync(await demo.RestartAsync());
        await demo.ExitOfAsync(second);
        await demo.LoggedTimesAsync(1, "has not changed");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string? ProgramOf(Generation generation) => new FileInfo($"/proc/{generation.Pid}/exe").LinkTarget;

    private static string ArgumentsOf(Generation generation)
    {
        // The shell picks argv[0].
        string all = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{generation.Pid}/cmdline"));
        return all[all.IndexOf('\0', StringComparison.Ordinal)..];
    }

    private string ProgramOf(string release) => Path.Combine(_folder.FullName, "releases", release, "app");

    private void Choose(string release) => File.WriteAllText(Path.Combine(_folder.FullName, "release"), release + "\n");

    private void Deploy(string release)
    {
        string program = ProgramOf(release);
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.Copy(_native.Binary.Program, program + ".new");
        File.SetUnixFileMode(program + ".new", Executable);
        File.Move(program + ".new", program, overwrite: true);
    }

    /// <summary>Without $(cat release): its process would be taken for a generation.</summary>
    private void WriteWrapper(string lastLine)
    {
        File.WriteAllText(Wrapper, $"#!/bin/sh\nread -r release < '{_folder.FullName}/release'\n{lastLine}\n");
        File.SetUnixFileMode(Wrapper, Executable);
    }

    private Task<DemoProcess> StartAsync(bool supervised, string? program) => DemoProcess.StartAsync(ServerBinary.Native(Wrapper), new()
    {
        Print = _output.WriteLine,
        Supervised = supervised,
        Arguments = ["--text", "two words"],
        Environment = new Dictionary<string, string?> { ["Graceful__Program"] = program, ["Graceful__ProbationTime"] = "00:00:00" },
    });
}
