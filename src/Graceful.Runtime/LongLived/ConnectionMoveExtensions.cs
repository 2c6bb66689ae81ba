using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Graceful;

/// <summary>Passes objects as JSON to the handler in the new process.</summary>
public static class ConnectionMoveExtensions
{
    /// <summary>Sets the state of the request as JSON: see <see cref="IConnectionMove.SetState"/>.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="move">The connection.</param>
    /// <param name="state">The state; its JSON has at most 32 KiB.</param>
    /// <param name="type">The JSON contract of the type.</param>
    public static void SetState<T>(this IConnectionMove move, T state, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(move);
        move.SetState(JsonSerializer.SerializeToUtf8Bytes(state, type));
    }

    /// <summary>Gets the state of the request from JSON: see <see cref="IConnectionMove.TryGetState"/>.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="move">The connection.</param>
    /// <param name="type">The JSON contract of the type.</param>
    /// <param name="state">The state.</param>
    /// <returns>
    /// False when no state was set, and when the state is null or is not JSON of this type: another version of the program has set it.
    /// </returns>
    public static bool TryGetState<T>(this IConnectionMove move, JsonTypeInfo<T> type, [NotNullWhen(true)] out T? state)
    {
        ArgumentNullException.ThrowIfNull(move);
        state = default;
        if (!move.TryGetState(out var bytes))
        {
            return false;
        }

        try
        {
            state = JsonSerializer.Deserialize(bytes.Span, type);
            return state is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
