using System.Diagnostics;
using System.Globalization;
using System.Text;
using Graceful;
using Microsoft.Win32.SafeHandles;

// A server that does to its own process what applications do: starts programs, changes its working directory, passes things on
// to its successor. For the tests that start it with `dotnet ProbeApp.dll`.
var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);

// Taken before UseGraceful is called: the options are made of what is inherited.
SafeFileHandle journal = GracefulInheritance.TryTake("journal", out SafeFileHandle? inherited) ? inherited : OpenJournal();
int count = GracefulInheritance.TryTakeState("count", out byte[]? state) ? int.Parse(state, CultureInfo.InvariantCulture) : 0;
using SafeFileHandle unwanted = File.OpenHandle("/dev/null");

builder.UseGraceful(options =>
{
    options.Inherit("journal", journal);
    options.Inherit("not asked for", unwanted);
    options.InheritState("count", () => Encoding.ASCII.GetBytes(Volatile.Read(ref count).ToString(CultureInfo.InvariantCulture)));
    options.InheritState("fails", () => throw new InvalidOperationException("on purpose"));
});

WebApplication app = builder.Build();
string pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
RandomAccess.Write(journal, Encoding.ASCII.GetBytes(pid + "\n"), RandomAccess.GetLength(journal));

app.MapGet("/process/id", () => $"pid={pid}\n");
app.MapGet("/count", () => Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture));
app.MapGet("/journal", () =>
{
    byte[] lines = new byte[RandomAccess.GetLength(journal)];
    _ = RandomAccess.Read(journal, lines, 0);
    return Encoding.ASCII.GetString(lines);
});
app.MapGet("/chdir", (string to) =>
{
    Environment.CurrentDirectory = to;
    return Environment.CurrentDirectory;
});

// What a program inherits that the application starts: its descriptors and its environment.
app.MapGet("/child", () =>
{
    using Process child = Process.Start(new ProcessStartInfo("sh", ["-c", "ls -l /proc/$$/fd; env"]) { RedirectStandardOutput = true })!;
    string output = child.StandardOutput.ReadToEnd();
    child.WaitForExit();
    return output;
});
app.Run();

// Deleted at once: from then on only its descriptor leads to it.
static SafeFileHandle OpenJournal()
{
    string path = Path.GetTempFileName();
    SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
    File.Delete(path);
    return handle;
}
