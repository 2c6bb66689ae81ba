using Microsoft.Extensions.Configuration;

namespace Graceful.Hosting;

/// <summary>The configuration section <c>Graceful</c>.</summary>
internal sealed class GracefulSettings
{
    internal const string Section = "Graceful";

    // The longest time that a timer accepts.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private static readonly string[] Keys =
    [
        nameof(RestartSignals), nameof(StopSignals), nameof(DrainTimeout), nameof(StartTimeout), nameof(IdleLinger),
        nameof(ShutdownDelay), nameof(PidFile), nameof(SystemdFdStore), nameof(Supervised), nameof(ProbationTime),
        nameof(ProbationHealthChecks),
    ];

    public string? RestartSignals { get; set; }

    public string? StopSignals { get; set; }

    public TimeSpan? DrainTimeout { get; set; }

    public TimeSpan? StartTimeout { get; set; }

    public TimeSpan? IdleLinger { get; set; }

    public TimeSpan? ShutdownDelay { get; set; }

    public string? PidFile { get; set; }

    public bool? SystemdFdStore { get; set; }

    public bool? Supervised { get; set; }

    public TimeSpan? ProbationTime { get; set; }

    public bool? ProbationHealthChecks { get; set; }

    /// <summary>Overrides the options with the values of the configuration.</summary>
    /// <exception cref="InvalidOperationException">A value is not valid or a key is unknown; the message names the key.</exception>
    internal static void Apply(IConfiguration configuration, GracefulOptions options)
    {
        var section = configuration.GetSection(Section);
        foreach (var child in section.GetChildren())
        {
            if (!Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw Wrong(child.Key, child.Value, $"there is no such setting; the settings are {string.Join(", ", Keys)}");
            }
        }

        // The binder is generated at build time. Its exceptions name the key.
        var settings = new GracefulSettings();
        section.Bind(settings);
        options.DrainTimeout = settings.DrainTimeout ?? options.DrainTimeout;
        options.StartTimeout = settings.StartTimeout ?? options.StartTimeout;
        options.IdleLinger = settings.IdleLinger ?? options.IdleLinger;
        options.ShutdownDelay = settings.ShutdownDelay ?? options.ShutdownDelay;
        options.PidFile = settings.PidFile ?? options.PidFile;
        options.SystemdFdStore = settings.SystemdFdStore ?? options.SystemdFdStore;
        options.Supervised = settings.Supervised ?? options.Supervised;
        options.ProbationTime = settings.ProbationTime ?? options.ProbationTime;
        options.ProbationHealthChecks = settings.ProbationHealthChecks ?? options.ProbationHealthChecks;
        options.RestartSignals = Signals(nameof(RestartSignals), settings.RestartSignals) ?? options.RestartSignals;
        options.StopSignals = Signals(nameof(StopSignals), settings.StopSignals) ?? options.StopSignals;

        // A signal with two handlers would restart twice.
        options.RestartSignals = [.. options.RestartSignals.Distinct()];
        options.StopSignals = [.. options.StopSignals.Distinct()];
    }

    /// <exception cref="InvalidOperationException">A value is not valid; the message names the key.</exception>
    internal static void Validate(GracefulOptions options)
    {
        CheckTime(nameof(DrainTimeout), options.DrainTimeout, TimeSpan.Zero);
        CheckTime(nameof(IdleLinger), options.IdleLinger, TimeSpan.Zero);
        CheckTime(nameof(ShutdownDelay), options.ShutdownDelay, TimeSpan.Zero);
        CheckTime(nameof(ProbationTime), options.ProbationTime, TimeSpan.Zero);
        CheckTime(nameof(StartTimeout), options.StartTimeout, TimeSpan.FromMilliseconds(1));
        foreach (var signal in options.RestartSignals)
        {
            if (options.StopSignals.Contains(signal))
            {
                throw Wrong(nameof(RestartSignals), signal.ToString(), $"it is one of {nameof(StopSignals)} as well");
            }
        }
    }

    private static void CheckTime(string key, TimeSpan value, TimeSpan least)
    {
        if (value < least || value > Longest)
        {
            throw Wrong(key, value.ToString(), $"expected a time from {least} to {Longest}");
        }
    }

    private static Signal[]? Signals(string key, string? names) => names?
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(name => Parse(key, name))
        .ToArray();

    private static Signal Parse(string key, string name)
    {
        foreach (var signal in Enum.GetValues<Signal>())
        {
            if (name.Equals(signal.ToString(), StringComparison.OrdinalIgnoreCase)
                || name.Equals(signal.ToString()[3..], StringComparison.OrdinalIgnoreCase))
            {
                return signal;
            }
        }

        throw Wrong(key, name, $"expected names out of {string.Join(", ", Enum.GetNames<Signal>())}, separated by commas");
    }

    private static InvalidOperationException Wrong(string key, string? value, string reason) =>
        new($"{Section}:{key} = '{value}' (in the environment: {Section}__{key}) is not usable: {reason}. Refusing to start.");
}
