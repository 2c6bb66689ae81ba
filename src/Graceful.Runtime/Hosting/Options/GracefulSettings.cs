using System.Globalization;
using Graceful.Posix;
using Graceful.Transport;
using Microsoft.Extensions.Configuration;

namespace Graceful.Hosting;

/// <summary>The configuration section <c>Graceful</c>.</summary>
/// <remarks>
/// It is read before the services exist: in <c>UseGraceful()</c>, in a master as in a worker. Parsed here, not by the configuration
/// binder, whose exceptions do not say which values are allowed.
/// </remarks>
internal static class GracefulSettings
{
    internal const string Section = "Graceful";

    private const int HighestMoveRate = 1_000_000;

    // The longest time that a timer accepts.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private static readonly TimeSpan ShortestStart = TimeSpan.FromMilliseconds(1);

    private static readonly string[] Keys =
    [
        nameof(GracefulOptions.RestartSignals), nameof(GracefulOptions.StopSignals), nameof(GracefulOptions.DrainTimeout),
        nameof(GracefulOptions.StartTimeout), nameof(GracefulOptions.IdleLinger), nameof(GracefulOptions.ShutdownDelay),
        nameof(GracefulOptions.PidFile), nameof(GracefulOptions.Program), nameof(GracefulOptions.SystemdFdStore),
        nameof(GracefulOptions.Supervised), nameof(GracefulOptions.ProbationTime), nameof(GracefulOptions.ProbationHealthChecks),
        nameof(GracefulOptions.MoveRate),
    ];

    /// <summary>The settings that may also be arrays in JSON.</summary>
    private static readonly string[] Lists = [nameof(GracefulOptions.RestartSignals), nameof(GracefulOptions.StopSignals)];

    /// <summary>Overrides the options with the values of the configuration. An empty time or switch counts as not set.</summary>
    /// <exception cref="StartRefusedException">A value is not valid or a key is unknown; the message names the key.</exception>
    internal static void Apply(IConfiguration configuration, GracefulOptions options)
    {
        var section = configuration.GetSection(Section);
        CheckKeys(section);
        options.DrainTimeout = Time(section, nameof(GracefulOptions.DrainTimeout)) ?? options.DrainTimeout;
        options.StartTimeout = Time(section, nameof(GracefulOptions.StartTimeout)) ?? options.StartTimeout;
        options.IdleLinger = Time(section, nameof(GracefulOptions.IdleLinger)) ?? options.IdleLinger;
        options.ShutdownDelay = Time(section, nameof(GracefulOptions.ShutdownDelay)) ?? options.ShutdownDelay;
        options.PidFile = section[nameof(GracefulOptions.PidFile)] ?? options.PidFile;
        options.Program = section[nameof(GracefulOptions.Program)] ?? options.Program;
        options.SystemdFdStore = Switch(section, nameof(GracefulOptions.SystemdFdStore)) ?? options.SystemdFdStore;
        options.Supervised = Switch(section, nameof(GracefulOptions.Supervised)) ?? options.Supervised;
        options.ProbationTime = Time(section, nameof(GracefulOptions.ProbationTime)) ?? options.ProbationTime;
        options.ProbationHealthChecks =
            Switch(section, nameof(GracefulOptions.ProbationHealthChecks)) ?? options.ProbationHealthChecks;
        options.MoveRate = MoveRate(section, nameof(GracefulOptions.MoveRate)) ?? options.MoveRate;
        options.RestartSignals = Signals(section, nameof(GracefulOptions.RestartSignals)) ?? options.RestartSignals;
        options.StopSignals = Signals(section, nameof(GracefulOptions.StopSignals)) ?? options.StopSignals;

        options.RestartSignals = Distinct(nameof(GracefulOptions.RestartSignals), options.RestartSignals);
        options.StopSignals = Distinct(nameof(GracefulOptions.StopSignals), options.StopSignals);
    }

    /// <exception cref="StartRefusedException">A value is not valid; the message names the key.</exception>
    internal static void Validate(GracefulOptions options)
    {
        CheckTime(nameof(GracefulOptions.DrainTimeout), options.DrainTimeout);
        CheckTime(nameof(GracefulOptions.IdleLinger), options.IdleLinger);
        CheckTime(nameof(GracefulOptions.ShutdownDelay), options.ShutdownDelay);
        CheckTime(nameof(GracefulOptions.ProbationTime), options.ProbationTime);
        CheckTime(nameof(GracefulOptions.StartTimeout), options.StartTimeout);
        CheckMoveRate(options.MoveRate);
        CheckPath(nameof(GracefulOptions.PidFile), options.PidFile);
        CheckPath(nameof(GracefulOptions.Program), options.Program);
        CheckProgram(options.Program);
        foreach (var signal in options.RestartSignals)
        {
            if (options.StopSignals.Contains(signal))
            {
                throw Wrong(
                    nameof(GracefulOptions.RestartSignals),
                    signal.ToString(),
                    $"it is one of {nameof(GracefulOptions.StopSignals)} as well");
            }
        }
    }

    private static void CheckKeys(IConfigurationSection section)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            throw new StartRefusedException(
                $"{Section} = '{section.Value.ReplaceLineEndings(" ")}' is not usable: it is the section of the settings "
                + $"{string.Join(", ", Keys)}. Refusing to start.");
        }

        foreach (var child in section.GetChildren())
        {
            if (!Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw Wrong(child.Key, child.Value, $"there is no such setting; the settings are {string.Join(", ", Keys)}");
            }

            if (Lists.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                CheckList(child);
            }
            else if (child.GetChildren().FirstOrDefault() is { } nested)
            {
                throw Wrong($"{child.Key}:{nested.Key}", nested.Value, $"{child.Key} is a single value");
            }
        }
    }

    /// <summary>Refuses a list that is an array and a text (in a file and in the environment): one would hide the other.</summary>
    private static void CheckList(IConfigurationSection list)
    {
        foreach (var element in list.GetChildren())
        {
            if (!string.IsNullOrEmpty(list.Value))
            {
                var other = $"{Section}:{list.Key}:{element.Key} = '{element.Value}'";
                throw Wrong(list.Key, list.Value, $"it is an array as well ({other}); set one of both");
            }

            if (element.GetChildren().FirstOrDefault() is { } nested)
            {
                throw Wrong($"{list.Key}:{element.Key}:{nested.Key}", nested.Value, $"{list.Key} is a list of names");
            }
        }
    }

    private static void CheckTime(string key, TimeSpan value)
    {
        if (value < Shortest(key) || value > Longest)
        {
            throw Wrong(key, value.ToString(), AllowedTimes(key));
        }
    }

    private static TimeSpan Shortest(string key) => key == nameof(GracefulOptions.StartTimeout) ? ShortestStart : TimeSpan.Zero;

    private static string AllowedTimes(string key) =>
        $"expected a time from {Text(Shortest(key))} to {Text(Longest)}, such as 00:00:10 for ten seconds or 1.00:00:00 for a day";

    /// <summary>Returns the form of the settings, without zeros at the end of a fraction.</summary>
    private static string Text(TimeSpan time) => time.Ticks % TimeSpan.TicksPerSecond == 0 ? time.ToString() : time.ToString().TrimEnd('0');

    private static void CheckMoveRate(int? rate)
    {
        if (rate is < 1 or > HighestMoveRate)
        {
            throw Wrong(nameof(GracefulOptions.MoveRate), rate.Value.ToString(CultureInfo.InvariantCulture), AllowedMoveRates());
        }
    }

    private static string AllowedMoveRates() =>
        string.Create(CultureInfo.InvariantCulture, $"expected connections per second, a whole number from 1 to {HighestMoveRate}");

    private static void CheckPath(string key, string? path)
    {
        if (path?.Contains('\0', StringComparison.Ordinal) == true)
        {
            throw Wrong(key, path.Replace("\0", "\\0", StringComparison.Ordinal), "a path has no null characters");
        }
    }

    private static void CheckProgram(string? program)
    {
        if (string.IsNullOrEmpty(program) || !LibCBinding.IsAvailable)
        {
            return;
        }

        if (!File.Exists(program))
        {
            throw Wrong(nameof(GracefulOptions.Program), program, $"there is no file {Path.GetFullPath(program)}");
        }

        if (!new PathName(program).IsExecutable)
        {
            throw Wrong(nameof(GracefulOptions.Program), program, $"the file {Path.GetFullPath(program)} is not executable, run chmod +x");
        }
    }

    /// <summary>Parses hours, minutes and seconds.</summary>
    /// <remarks>TimeSpan.Parse reads "5" as five days and "24:00:00" as 24 days.</remarks>
    private static TimeSpan? Time(IConfigurationSection section, string key) =>
        section[key] is not { Length: > 0 } text ? null
        : (text.Contains(':') || text == "0") && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) ? time
        : throw Wrong(key, text, AllowedTimes(key));

    private static bool? Switch(IConfigurationSection section, string key) =>
        section[key] is not { Length: > 0 } text ? null
        : bool.TryParse(text, out var isOn) ? isOn
        : throw Wrong(key, text, "expected true or false");

    private static int? MoveRate(IConfigurationSection section, string key) =>
        section[key] is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(key, text, AllowedMoveRates());

    private static Signal[]? Signals(IConfigurationSection section, string key)
    {
        // An array of JSON has a child for each element, and no value.
        var elements = section.GetSection(key).GetChildren().Select(element => element.Value ?? string.Empty).ToList();
        var text = elements.Count > 0 ? string.Join(',', elements) : section[key];
        return text?
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(name => Parse(key, name))
            .ToArray();
    }

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

        throw Wrong(key, name, AllowedSignals());
    }

    /// <summary>Returns each signal once: one with two handlers would restart twice.</summary>
    private static Signal[] Distinct(string key, IReadOnlyList<Signal>? signals)
    {
        if (signals is null)
        {
            throw Wrong(key, "null", $"{AllowedSignals()}; an empty list for none");
        }

        foreach (var signal in signals)
        {
            if (!Enum.IsDefined(signal))
            {
                throw Wrong(key, signal.ToString(), AllowedSignals());
            }
        }

        return [.. signals.Distinct()];
    }

    private static string AllowedSignals() => $"expected names out of {string.Join(", ", Enum.GetNames<Signal>())}, separated by commas";

    private static StartRefusedException Wrong(string key, string? value, string reason)
    {
        var variable = $"{Section}__{key.Replace(":", "__", StringComparison.Ordinal)}";
        return new($"{Section}:{key} = '{value?.ReplaceLineEndings(" ")}' (in the environment: {variable}) is not usable: {reason}. "
            + "Refusing to start.");
    }
}
