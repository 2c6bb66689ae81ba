using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Graceful;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

// A server that changes its own process as applications do: it starts programs, changes its working directory, passes descriptors
// and state to its successor. For the tests that start it with `dotnet ProbeApp.dll`.
var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);

// A signal that arrives when the host is disposed and the process has not ended.
if (builder.Configuration["last-signal"] is { } number)
{
    int signal = int.Parse(number, CultureInfo.InvariantCulture);
    AppDomain.CurrentDomain.ProcessExit += (_, _) => _ = LibC.kill(Environment.ProcessId, signal);
}

// Taken before UseGraceful: the options depend on the inherited values.
SafeFileHandle journal = InheritedDescriptors.TryTake("journal", out SafeFileHandle? inherited) ? inherited : OpenJournal();
int count = InheritedDescriptors.TryTakeState("count", out byte[]? state) ? int.Parse(state, CultureInfo.InvariantCulture) : 0;
using SafeFileHandle unwanted = File.OpenHandle("/dev/null");

builder.UseGraceful(options =>
{
    options.Inherit("journal", journal);
    options.Inherit("not asked for", unwanted);
    options.InheritState("count", () => Encoding.ASCII.GetBytes(Volatile.Read(ref count).ToString(CultureInfo.InvariantCulture)));
    options.InheritState("fails", () => throw new InvalidOperationException("on purpose"));
    if (builder.Configuration["hook"] is not null)
    {
        // Until the end of DrainTimeout.
        options.OnShutdown(async limit =>
        {
            Console.WriteLine("the hook waits");
            await Task.Delay(Timeout.Infinite, limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
    }
});

// In addition to --urls: a Unix socket in the abstract namespace, which no URL can name.
if (builder.Configuration["abstract"] is { } name)
{
    builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.Listen(IPEndPoint.Parse(new Uri(builder.Configuration["urls"]!).Authority));
        kestrel.Listen(new UnixDomainSocketEndPoint('\0' + name));
    });
}

// Endpoints that the program adds, with values of its configuration.
builder.WebHost.ConfigureKestrel(kestrel =>
{
    if (builder.Configuration["socket"] is { } path)
    {
        kestrel.ListenUnixSocket(path);
    }

    if (builder.Configuration["certificate"] is { } file)
    {
        kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(file));
    }

    if (builder.Configuration["port"] is { } port)
    {
        kestrel.Listen(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture));
    }
});

builder.Services.AddSingleton<FailingService>();
builder.Services.AddHostedService(provider => provider.GetRequiredService<FailingService>());

// A stop that arrives during the start: before the server starts, or while another service does.
if (builder.Configuration["stop-in-start"] is { } kind)
{
    builder.Services.AddHostedService(provider => new StoppedStart(
        waits: kind != "server", kind == "failure" ? provider.GetRequiredService<FailingService>() : null));
}

// Handlers run on the event loop that received the request, so that a blocking one stops the loop. The log can block its writers,
// like one whose disk hangs.
builder.Services.Configure<SocketTransportOptions>(
    sockets => sockets.UnsafePreferInlineScheduling = builder.Configuration["inline"] is not null);

// First: the logger factory calls IsEnabled of the providers in order, until one of them returns true.
builder.Services.Insert(0, ServiceDescriptor.Singleton<ILoggerProvider>(new HaltingLog()));

if (Tokens.AreAsked(builder.Configuration))
{
    builder.Services.AddAntiforgery();
}

WebApplication app = builder.Build();
string pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
RandomAccess.Write(journal, Encoding.ASCII.GetBytes(pid + "\n"), RandomAccess.GetLength(journal));

app.MapGet("/process/id", () => $"pid={pid}\n");
app.MapGet("/background/fail", (FailingService service) => service.Fail());
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

// The descriptors and the environment that a started program inherits.
app.MapGet("/child", RunChild);

// The same, after the end of the request's body.
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


// Answers each message with the pid, the number of the message on the connection and the message.
app.UseWebSockets();
app.Map("/ws", Rooms.EchoAsync).MovesOnRestart();

// Numbered events.
app.UseActions();
Events.Map(app);
using var metrics = Events.PrintMetrics();

if (Tokens.AreAsked(app.Configuration))
{
    Tokens.Map(app, pid);
}

app.MapGet("/blocked-pool", (Delegate)BlockedPool.AnswerAsync);

// The bytes of a first request may already be there; the request is then handled on the pool, and is sent again.
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

// IsEnabled runs on the lifecycle's thread, and a thread of its own writes the line.
app.MapGet("/halt/lifecycle", () =>
{
    HaltingLog.IsHaltingFilter = true;
    return "the next event of the lifecycle is the last\n";
});
app.Run();

// Deleted at once: from then on only its descriptor refers to it.
static SafeFileHandle OpenJournal()
{
    string path = Path.GetTempFileName();
    SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
    File.Delete(path);
    return handle;
}

/// <summary>A log that blocks every writer for good, once it is told to.</summary>
internal sealed class HaltingLog : ILoggerProvider, ILogger
{
    internal static volatile bool IsHalting;
    internal static volatile bool IsHaltingFilter;

    public ILogger CreateLogger(string categoryName) =>
        categoryName == "Graceful" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel)
    {
        Thread.Sleep(IsHaltingFilter ? Timeout.Infinite : 0);
        return IsHalting;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        Thread.Sleep(IsHalting ? Timeout.Infinite : 0);

    public void Dispose()
    {
    }
}
