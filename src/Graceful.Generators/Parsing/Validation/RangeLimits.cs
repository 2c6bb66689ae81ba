using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Checks the limits of <c>[Range(typeof(T), ...)]</c> at build time, for types whose text format is known here. Others throw at their
/// first use.
/// </summary>
internal static class RangeLimits
{
    public static string? NotPossible(ITypeSymbol operand, string? minimum, string? maximum, bool isExclusive)
    {
        if (minimum is null || maximum is null)
        {
            return "a limit is null";
        }

        // "1,5" is a number in some cultures. Without ParseLimitsInInvariantCulture, limits are parsed in the culture of the server.
        if (Parser(operand) is not { } parse || minimum.Contains(',') || maximum.Contains(','))
        {
            return null;
        }

        if (parse(minimum) is not { } least)
        {
            return $"'{minimum}' is no {operand.ToDisplayString()}";
        }

        if (parse(maximum) is not { } most)
        {
            return $"'{maximum}' is no {operand.ToDisplayString()}";
        }

        return least.CompareTo(most) is var order && (order > 0 || (order == 0 && isExclusive))
            ? $"there is nothing between '{minimum}' and '{maximum}'"
            : null;
    }

    private static Func<string, IComparable?>? Parser(ITypeSymbol operand) => operand switch
    {
        { SpecialType: SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 } =>
            text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
        { SpecialType: SpecialType.System_UInt64 } =>
            text => ulong.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
        { SpecialType: SpecialType.System_Decimal } =>
            text => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null,
        { SpecialType: SpecialType.System_Double or SpecialType.System_Single } =>
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        { Name: "TimeSpan", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } =>
            text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null,
        _ => null,
    };
}
