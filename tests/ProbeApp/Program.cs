using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Graceful;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
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

// Beside the endpoint of --urls: a Unix socket in the abstract namespace, which no URL can name.
if (builder.Configuration["abstract"] is { } name)
{
    builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.Listen(IPEndPoint.Parse(new Uri(builder.Configuration["urls"]!).Authority));
        kestrel.Listen(new UnixDomainSocketEndPoint('\0' + name));
    });
}

// Handlers run on the event loop that has received the request, so that a bad one stops it; and the log can stop whoever writes
// to it, as one whose disk hangs.
builder.Services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = builder.Configuration["inline"] is not null);
builder.Logging.AddProvider(new HaltingLog());

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
app.MapGet("/child", RunChild);

// The same, when the request's body has ended.
app.MapPost("/upload", async (HttpRequest request) =>
{
    await request.Body.CopyToAsync(Stream.Null);
    return RunChild();
});

static string RunChild()
{
    using Process child = Process.Start(new ProcessStartInfo("sh", ["-c", "ls -l /proc/$$/fd; env"]) { RedirectStandardOutput = true })!;
    string output = child.StandardOutput.ReadToEnd();
    child.WaitForExit();
    return output;
}


// The first request of a connection may find its bytes there already, and is then handled on the pool: ask again.
app.MapGet("/halt/loop", () =>
{
    if (Thread.CurrentThread.Name?.StartsWith("graceful-io", StringComparison.Ordinal) == true)
    {
        Thread.Sleep(Timeout.Infinite);
    }

    return "not on an event loop\n";
});
app.MapGet("/halt/log", () =>
{
    HaltingLog.IsHalting = true;
    return "the next line of Graceful's is the last\n";
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

/// <summary>A log that keeps for ever whoever writes to it, once it has been told to.</summary>
internal sealed class HaltingLog : ILoggerProvider, ILogger
{
    internal static volatile bool IsHalting;

    public ILogger CreateLogger(string categoryName) => categoryName == "Graceful" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => IsHalting;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Thread.Sleep(IsHalting ? Timeout.Infinite : 0);

    public void Dispose()
    {
    }
}
