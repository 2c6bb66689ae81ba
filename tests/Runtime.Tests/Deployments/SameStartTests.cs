using System.Text;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>A successor is started as its predecessor was: arguments, environment and directory, to the byte.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class SameStartTests(NativeDemo native, ITestOutputHelper output)
{
    [Fact]
    public async Task Arguments_with_anything_in_them_pass_on()
    {
        string[] arguments = ["two words", "line one\nline two", "Grüße 📮", "--text=a=b;c \"d\" 'e' $HOME `ls` \\", "", " ", "*"];
        await using DemoProcess demo =
            await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine, Arguments = arguments });
        byte[] started = Arguments(demo.First);
        Assert.EndsWith(string.Join('\0', arguments) + '\0', Encoding.UTF8.GetString(started), StringComparison.Ordinal);
        await AssertPassedOnAsync(demo, restarts: 2, () => Assert.Equal(started, Arguments(demo.Newest)));
    }

    [Fact]
    public async Task An_argument_that_is_no_text_passes_on_byte_for_byte()
    {
        // Only a shell can produce text that is not UTF-8. No $(...): its process would be taken for a generation.
        var binary = new ServerBinary("bash", ["-c", "exec \"$@\" $'\\377\\300\\200' ''", "bash", native.Binary.Program]);
        await using DemoProcess demo = await DemoProcess.StartAsync(binary, new() { Print = output.WriteLine });
        byte[] started = Arguments(demo.First);
        Assert.EndsWith("\u00ff\u00c0\u0080\0\0", Encoding.Latin1.GetString(started), StringComparison.Ordinal);
        await AssertPassedOnAsync(demo, restarts: 2, () => Assert.Equal(started, Arguments(demo.Newest)));
    }

    [Fact]
    public async Task A_program_whose_name_is_no_text_is_found_again()
    {
        // .NET cannot represent the name of such a file, and could not delete it.
        DirectoryInfo directory = Directory.CreateTempSubdirectory("graceful-name-");
        byte[] path = [.. Encoding.UTF8.GetBytes(directory.FullName), .. "/"u8, 0xff, .. "app"u8, 0xc0, 0];
        try
        {
            string program = Path.Combine(directory.FullName, "app");
            File.Copy(native.Binary.Program, program);
            Assert.Equal(0, Libc.rename(Encoding.UTF8.GetBytes(program + '\0'), path));
            var binary = new ServerBinary("bash", ["-c", "exec $'./\\377app\\300' \"$@\"", "bash"]);
            await using DemoProcess demo =
                await DemoProcess.StartAsync(binary, new() { Print = output.WriteLine, WorkingDirectory = directory.FullName });
            byte[] started = Arguments(demo.First);
            Assert.StartsWith("./\u00ffapp\u00c0\0", Encoding.Latin1.GetString(started), StringComparison.Ordinal);
            await AssertPassedOnAsync(demo, restarts: 2, () => Assert.Equal(started, Arguments(demo.Newest)));
        }
        finally
        {
            _ = Libc.unlink(path);
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_environment_with_anything_in_it_passes_on()
    {
        // Only a shell can produce text that is not UTF-8. No $(...): its process would be taken for a generation.
        var binary = new ServerBinary("bash", ["-c", "NOT_UTF8=$'\\377=\\376;' exec \"$@\"", "bash", native.Binary.Program]);
        await using DemoProcess demo = await DemoProcess.StartAsync(binary, new()
        {
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?>
            {
                ["LINES_OF_IT"] = "one\ntwo\n",
                ["GREETING"] = "Grüße 📮",
                ["EMPTY"] = "",
                ["SPACES"] = "  a  b  ",
                ["EQUAL"] = "=a=b=",
            },
        });
        string[] started = Variables(demo.First);
        Assert.Contains("NOT_UTF8=\u00ff=\u00fe;", started);
        Assert.Contains("LINES_OF_IT=one\ntwo\n", started);
        Assert.Contains("EMPTY=", started);
        await AssertPassedOnAsync(demo, restarts: 2, () => Assert.Equal(started, Variables(demo.Newest)));
    }

    /// <summary>A lock that a wrapper holds, or the notification descriptor of s6.</summary>
    [Fact]
    public async Task A_descriptor_of_the_starting_program_passes_on()
    {
        var binary = new ServerBinary("bash", ["-c", "exec \"$@\" 3</dev/zero", "bash", native.Binary.Program]);
        await using DemoProcess demo = await DemoProcess.StartAsync(binary, new() { Print = output.WriteLine });
        Assert.Equal("/dev/zero", Link(demo.First, "fd/3"));
        await AssertPassedOnAsync(demo, restarts: 2, () => Assert.Equal("/dev/zero", Link(demo.Newest, "fd/3")));
    }

    [Fact]
    public async Task A_relative_name_is_found_from_the_directory_of_the_start()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("graceful, Grüße 📮 ");
        try
        {
            string program = Path.Combine(directory.FullName, "the server");
            File.Copy(native.Binary.Program, program);
            await using DemoProcess demo = await DemoProcess.StartAsync(ServerBinary.Native("./the server"), new()
            {
                Print = output.WriteLine,
                WorkingDirectory = directory.FullName,
            });
            await AssertPassedOnAsync(demo, restarts: 2, () =>
            {
                Assert.StartsWith("./the server\0", Encoding.UTF8.GetString(Arguments(demo.Newest)), StringComparison.Ordinal);
                Assert.Equal(directory.FullName, Link(demo.Newest, "cwd"));
                Assert.Equal(program, Link(demo.Newest, "exe"));
            });
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_name_that_the_shell_made_up_is_passed_on_and_not_believed()
    {
        var binary = new ServerBinary("bash", ["-c", "exec -a /bin/false \"$@\"", "bash", native.Binary.Program]);
        await using DemoProcess demo = await DemoProcess.StartAsync(binary, new() { Print = output.WriteLine });
        await AssertPassedOnAsync(demo, restarts: 1, () =>
        {
            Assert.StartsWith("/bin/false\0", Encoding.UTF8.GetString(Arguments(demo.Newest)), StringComparison.Ordinal);
            Assert.Equal(native.Binary.Program, Link(demo.Newest, "exe"));
        });
    }

    [Fact]
    public async Task An_application_under_dotnet_that_has_changed_its_directory_is_found_again()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(ServerBinary.Jit("./ProbeApp.dll"), new()
        {
            Print = output.WriteLine,
            WorkingDirectory = ProbeApp.Directory,
        });
        Assert.Equal("/usr", (await RawConnection.GetAsync(demo.EndPoint, "/chdir?to=/usr")).Text);
        Assert.Equal("/usr", Link(demo.First, "cwd"));
        await AssertPassedOnAsync(demo, restarts: 1, () => Assert.Equal(ProbeApp.Directory, Link(demo.Newest, "cwd")));
    }

    private static async Task AssertPassedOnAsync(DemoProcess demo, int restarts, Action assert)
    {
        for (int i = 0; i < restarts; i++)
        {
            Generation old = demo.Newest;
            await demo.AnsweredByAsync(await demo.RestartAsync());
            assert();
            Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        }
    }

    private static byte[] Arguments(Generation generation) => File.ReadAllBytes($"/proc/{generation.Pid}/cmdline");

    /// <summary>Bytes as characters, without the variables that Graceful adds for a successor.</summary>
    private static string[] Variables(Generation generation) =>
    [
        .. Encoding.Latin1.GetString(File.ReadAllBytes($"/proc/{generation.Pid}/environ"))
            .Split('\0')
            .Where(entry => !entry.StartsWith("GRACEFUL_", StringComparison.Ordinal)),
    ];

    private static string? Link(Generation generation, string name) => new FileInfo($"/proc/{generation.Pid}/{name}").LinkTarget;
}
