using System.Globalization;
using Restart.Bench.Measuring;

namespace Restart.Bench;

/// <summary>The command line.</summary>
internal sealed record BenchOptions
{
    internal const string Usage = """
        Restart.Bench: restarts a server under load, and counts what its clients notice.

          --restarts <n>      restarts per contender and kind of load (10; 20 with --websockets)
          --loads <names>     out of busy,think,blind,idle (all); the chart shows the first
          --contenders <names> out of graceful,supervised,shared,stop (all)
          --graceful <path>   a native binary that restarts on SIGUSR2 (published from samples/AotDemo)
          --kestrel <path>    a native binary on Kestrel's own transport (published from bench/KestrelDemo)
          --hostile <minutes> a restart every second among hostile clients, and nothing else
          --websockets <n>    restarts under 200 busy and n idle WebSockets, and nothing else
          --echo <path>       a native binary for --websockets (published from bench/Echo)
          --svg <path>        where the chart goes (docs/restart-latency.svg)
        """;

    /// <summary>Gets the number of restarts; null for the default.</summary>
    internal int? Restarts { get; init; }

    internal IReadOnlyList<LoadProfile> Loads { get; init; } = LoadProfile.All;

    internal static readonly IReadOnlyList<string> AllContenders = ["graceful", "supervised", "shared", "stop"];

    internal IReadOnlyList<string> Contenders { get; init; } = AllContenders;

    internal string? Graceful { get; init; }

    internal string? Kestrel { get; init; }

    internal string? Svg { get; init; }

    /// <summary>Gets the duration of the hostile load; null for the ordinary benchmark.</summary>
    internal TimeSpan? Hostile { get; init; }

    /// <summary>Gets the number of idle WebSockets; null for the ordinary benchmark.</summary>
    internal int? WebSockets { get; init; }

    internal string? Echo { get; init; }

    /// <exception cref="FormatException">An argument is unknown; the message names it.</exception>
    internal static BenchOptions Parse(string[] arguments)
    {
        var options = new BenchOptions();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new FormatException($"'{arguments[i]}' has no value.");
            options = arguments[i] switch
            {
                "--restarts" => options with { Restarts = Count(value) },
                "--loads" => options with { Loads = [.. value.Split(',').Select(Load)] },
                "--contenders" => options with { Contenders = [.. value.Split(',').Select(Contender)] },
                "--graceful" => options with { Graceful = Path.GetFullPath(value) },
                "--kestrel" => options with { Kestrel = Path.GetFullPath(value) },
                "--hostile" => options with { Hostile = Minutes(value) },
                "--websockets" => options with { WebSockets = Count(value) },
                "--echo" => options with { Echo = Path.GetFullPath(value) },
                "--svg" => options with { Svg = Path.GetFullPath(value) },
                _ => throw new FormatException($"'{arguments[i]}' is not an option."),
            };
        }

        return options;
    }

    private static int Count(string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw new FormatException($"'{value}' is not a number above 0.");

    private static TimeSpan Minutes(string value)
        => double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double minutes) && minutes > 0
            ? TimeSpan.FromMinutes(minutes)
            : throw new FormatException($"'{value}' is not a number of minutes.");

    private static string Contender(string value)
        => AllContenders.Contains(value)
            ? value
            : throw new FormatException($"'{value}' is not a contender: there are {string.Join(", ", AllContenders)}.");

    private static LoadProfile Load(string name)
        => LoadProfile.All.FirstOrDefault(profile => profile.Name == name)
            ?? throw new FormatException(
                $"'{name}' is not a load: there are {string.Join(", ", LoadProfile.All.Select(profile => profile.Name))}.");
}
