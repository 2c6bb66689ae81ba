using System.Globalization;

namespace Graceful.Restart;

/// <summary>The range of protocol versions that a process speaks on the channel.</summary>
/// <remarks>
/// Version 1 has the messages up to <see cref="HandoverMessage.GoingOn"/>, and a successor that accepts no other version. The constants
/// are the versions that have added something.
/// </remarks>
internal readonly record struct ProtocolVersions(int Lowest, int Highest)
{
    /// <summary>Adds the range, <see cref="HandoverMessage.Ping"/> and <see cref="HandoverMessage.ServicesStopped"/>.</summary>
    internal const int Ping = 2;

    /// <summary>Adds <see cref="HandoverMessage.Reentry"/> for WebSockets.</summary>
    internal const int Reentry = 3;

    /// <summary>Adds <see cref="HandoverMessage.Reentry"/> for server-sent events.</summary>
    internal const int EventStream = 4;

    /// <summary>Adds <see cref="HandoverMessage.Reentry"/> for server-sent events without a response head.</summary>
    internal const int UnansweredRequest = 5;

    /// <summary>Adds <see cref="HandoverMessage.Resumed"/>.</summary>
    internal const int Resumed = 5;

    /// <summary>Gets the versions of this process.</summary>
    internal static ProtocolVersions Own { get; } = new(1, 5);

    /// <summary>Returns the highest version that both sides speak; <see langword="null"/> when there is none.</summary>
    internal int? InCommonWith(ProtocolVersions other)
    {
        var highest = Math.Min(Highest, other.Highest);
        return highest >= Math.Max(Lowest, other.Lowest) ? highest : null;
    }

    internal static ProtocolVersions? TryParse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && int.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var lowest)
            && int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var highest)
            && lowest <= highest
            ? new ProtocolVersions(lowest, highest)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Lowest}-{Highest}");
}
