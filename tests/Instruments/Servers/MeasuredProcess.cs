using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Instruments.Servers;

/// <summary>A server under measurement, with its processor time and memory. What it prints goes to standard error.</summary>
internal abstract class MeasuredProcess : IDisposable
{
    /// <summary>proc_pid_stat(5): times are in hundredths of a second on every current Linux (sysconf(_SC_CLK_TCK)).</summary>
    private const double MicrosecondsPerTick = 10_000;

    private readonly Process _process;

    protected MeasuredProcess(string name, ProcessStartInfo start)
    {
        Name = name;
        start.RedirectStandardOutput = true;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Console.Error.WriteLine($"{name}: {line.Data}");
        _process.BeginOutputReadLine();
    }

    internal string Name { get; }

    /// <summary>Gets the processor time of all threads, in user mode and in the kernel.</summary>
    internal double CpuMicroseconds
    {
        get
        {
            // The name in parentheses may contain any character; the fields are counted from the last parenthesis.
            string stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return MicrosecondsPerTick * (long.Parse(fields[11], CultureInfo.InvariantCulture)
                + long.Parse(fields[12], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Gets the memory that would be free if the process exited.</summary>
    internal double Kilobytes => ProcFs.ProportionalSetKilobytes(_process.Id) ?? 0;

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Returns when the server accepts connections there.</summary>
    protected Task AcceptsAsync(EndPoint endPoint) => Until.AcceptsAsync(endPoint, _process);
}
