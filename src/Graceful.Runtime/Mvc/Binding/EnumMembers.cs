namespace Graceful.Mvc;

/// <summary>Tells the members of an enumeration from other numbers.</summary>
internal static class EnumMembers<T>
    where T : struct, Enum
{
    public static readonly bool IsFlags = typeof(T).IsDefined(typeof(FlagsAttribute), inherit: false);

    /// <summary>True for a member; for flags, also for every combination of members.</summary>
    /// <remarks>As MVC decides for flags: a combination is written as names, and any other number as a number.</remarks>
    public static bool IsDefined(T value) => IsFlags
        ? value.ToString() is { Length: > 0 } text && text[0] is not ((>= '0' and <= '9') or '-')
        : Enum.IsDefined(value);
}
