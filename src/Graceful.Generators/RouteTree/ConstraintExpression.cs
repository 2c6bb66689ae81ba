using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Graceful.Generators.RouteTree;

/// <summary>Evaluates the expression of a <c>regex</c> constraint at build time, in bounded time.</summary>
internal static class ConstraintExpression
{
    /// <summary>RegexOptions.NonBacktracking, which .NET has since version 7 and netstandard2.0 does not name.</summary>
    private const RegexOptions NonBacktracking = (RegexOptions)0x400;

    private const RegexOptions AsAtRunTime = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    private static readonly ConditionalWeakTable<string, StrongBox<Regex?>> Expressions = new();

    /// <summary>True when the value matches. An expression that exceeds the time limit matches nothing from then on.</summary>
    public static bool IsMatch(string expression, string value)
    {
        var compiled = Expressions.GetValue(expression, static text => new(Create(text)));
        try
        {
            return compiled.Value?.IsMatch(value) == true;
        }
        catch (RegexMatchTimeoutException)
        {
            compiled.Value = null;
            return false;
        }
    }

    /// <summary>Lookarounds and backreferences need backtracking, and so does every expression in a host before .NET 7.</summary>
    private static Regex Create(string expression)
    {
        try
        {
            return new Regex(expression, AsAtRunTime | NonBacktracking, Limit);
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentOutOfRangeException)
        {
            return new Regex(expression, AsAtRunTime, Limit);
        }
    }
}
