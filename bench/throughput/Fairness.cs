using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Throughput.Bench;

/// <summary>The latency of a small request beside clients that take as much as they can get.</summary>
internal static partial class Fairness
{
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("GET /small HTTP/1.1\r\nHost: bench\r\n\r\n");

    /// <summary>Between two small requests.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    internal static FairnessRun Measure(Server server, FairnessLoad load, int seconds)
    {
        using var stop = new CancellationTokenSource();
        Process? downloads = load.Downloads == 0 ? null : StartDownloads(server, load.Downloads, seconds);
        long answered = 0;
        var pipeliners = Enumerable.Range(0, load.Pipeliners)
            .Select(_ => Pipeline(server, bytes => Interlocked.Add(ref answered, bytes), stop.Token)).ToList();
        var watch = Stopwatch.StartNew();
        List<double> latencies = Ask(server, TimeSpan.FromSeconds(seconds - 0.5));
        double work = load.Pipeliners > 0 ? answered / watch.Elapsed.TotalSeconds / 1e6 : 0;
        stop.Cancel();
        pipeliners.ForEach(client => client.Dispose());
        if (downloads is not null)
        {
            work = Megabytes(downloads.StandardOutput.ReadToEnd());
            downloads.WaitForExit();
            downloads.Dispose();
        }

        latencies.Sort();
        return new FairnessRun(latencies[latencies.Count / 2], latencies[latencies.Count * 99 / 100], work);
    }

    private static List<double> Ask(Server server, TimeSpan time)
    {
        using Socket client = Connect(server);
        var latencies = new List<double>();
        var answer = new byte[1024];
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < time; Thread.Sleep(Pause))
        {
            long sent = Stopwatch.GetTimestamp();
            client.Send(Request);
            int received = 0;
            do
            {
                received += client.Receive(answer.AsSpan(received));
            }
            while (!answer.AsSpan(0, received).EndsWith("small"u8));
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return latencies;
    }

    /// <summary>A client whose next requests are always under way: it sends without waiting for answers.</summary>
    private static Socket Pipeline(Server server, Action<int> received, CancellationToken stop)
    {
        Socket client = Connect(server);
        byte[] batch = [.. Enumerable.Repeat(Request, 64).SelectMany(request => request)];
        Run(() => client.Send(batch));
        var answers = new byte[64 * 1024];
        Run(() => received(client.Receive(answers)));
        return client;

        void Run(Action step) => new Thread(() =>
        {
            try
            {
                while (!stop.IsCancellationRequested)
                {
                    step();
                }
            }
            catch (Exception closed) when (stop.IsCancellationRequested && closed is SocketException or ObjectDisposedException)
            {
                // The run is over.
            }
        }) { IsBackground = true }.Start();
    }

    private static Socket Connect(Server server)
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.Connect(server.EndPoint);
        return client;
    }

    private static Process StartDownloads(Server server, int count, int seconds) => Process.Start(new ProcessStartInfo(
        "wrk", ["-t1", $"-c{count}", $"-d{seconds}s", "--timeout", "60s",
            $"http://{server.EndPoint}/download"]) { RedirectStandardOutput = true })!;

    private static double Megabytes(string output)
    {
        Match rate = TransferRate().Match(output);
        double value = double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
        return rate.Groups[2].Value switch { "GB" => value * 1024, "MB" => value, _ => value / 1024 };
    }

    [GeneratedRegex(@"Transfer/sec:\s+([\d.]+)(GB|MB|KB)")]
    private static partial Regex TransferRate();
}

/// <summary>Clients beside the measured one: downloads over as many connections, and clients that pipeline without end.</summary>
internal sealed record FairnessLoad(string Name, int Downloads = 0, int Pipeliners = 0);

/// <summary>Milliseconds of the small request, and megabytes per second of the others.</summary>
internal sealed record FairnessRun(double P50, double P99, double Megabytes);
