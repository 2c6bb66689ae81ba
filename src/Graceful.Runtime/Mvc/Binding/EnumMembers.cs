namespace Graceful.Mvc;

/// <summary>Tells the members of an enumeration from other numbers.</summary>
/// <remarks>As MVC decides for flags: a combination is written as names, and any other number as a number.</remarks>
internal static class EnumMembers
{
    public static bool IsFlags(Type type) => type.IsEnum && type.IsDefined(typeof(FlagsAttribute), inherit: false);

    /// <summary>True for a member of a type that is known only at run time; for flags, also for every combination.</summary>
    public static bool IsDefined<T>(T value)
        where T : notnull => IsFlags(typeof(T)) ? IsCombination(value.ToString()) : Enum.IsDefined(typeof(T), value);

    /// <summary>True for a member of an enumeration; for flags, also for every combination.</summary>
    public static bool IsDefined(Type type, object value) =>
        IsFlags(type) ? IsCombination(value.ToString()) : Enum.IsDefined(type, value);

    internal static bool IsCombination(string? text) => text is { Length: > 0 } && text[0] is not ((>= '0' and <= '9') or '-');
}

/// <inheritdoc cref="EnumMembers"/>
internal static class EnumMembers<T>
    where T : struct, Enum
{
    public static readonly bool IsFlags = EnumMembers.IsFlags(typeof(T));

    public static bool IsDefined(T value) => IsFlags ? EnumMembers.IsCombination(value.ToString()) : Enum.IsDefined(value);
}
