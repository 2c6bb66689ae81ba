using Graceful.Generators.Collections;

namespace Graceful.Generators.RouteTree;

/// <summary>A parsed route template, segment by segment.</summary>
/// <param name="Text">The template with its tokens replaced, from the root: <c>/orders/{id:int}</c>.</param>
/// <param name="Segments">The parts between the slashes.</param>
internal sealed record RoutePattern(string Text, EquatableArray<RouteSegment> Segments)
{
    /// <summary>Gets the parameters in source order.</summary>
    public IEnumerable<RouteParameter> Parameters =>
        Segments.SelectMany(segment => segment.Parts).Select(part => part.Parameter).Where(parameter => parameter is not null)!;

    /// <summary>Gets the number of segments with a parameter, which the match captures.</summary>
    public int ParameterSegments => Segments.Count(segment => !segment.IsLiteral);

    /// <summary>Parses a pattern as ASP.NET Core does, or returns an error.</summary>
    /// <param name="text">The pattern, from the root.</param>
    /// <param name="error">The error, if any.</param>
    public static RoutePattern? Parse(string text, out RouteError? error) => new RoutePatternParser(text).Parse(out error);
}

/// <summary>One segment of a route: a literal, a parameter, or several of both (<c>{name}.{extension}</c>).</summary>
internal sealed record RouteSegment(EquatableArray<RoutePart> Parts)
{
    public bool IsComplex => Parts.Count > 1;

    public bool IsLiteral => Literal is not null;

    public string? Literal => IsComplex ? null : Parts[0].Literal;

    /// <summary>Gets the parameter that is the whole segment.</summary>
    public RouteParameter? Parameter => IsComplex ? null : Parts[0].Parameter;

    /// <summary>True when the path may end before this segment.</summary>
    public bool MayBeAbsent => Parameter is { IsOptional: true } or { IsCatchAll: true } or { Default: not null };

    /// <summary>
    /// The digit by which ASP.NET Core compares routes segment by segment, the smaller first: 1 literal, 2 constrained or
    /// complex, 3 parameter, 4 constrained catch-all, 5 catch-all (RoutePrecedence.ComputeInboundPrecedenceDigit in
    /// dotnet/aspnetcore, src/Http/Routing/src/Template/RoutePrecedence.cs).
    /// </summary>
    public char Precedence => this switch
    {
        { IsComplex: true } => '2',
        { Parameter: { IsCatchAll: true } parameter } => parameter.Constraints.Count > 0 ? '4' : '5',
        { Parameter: { } parameter } => parameter.Constraints.Count > 0 ? '2' : '3',
        _ => '1',
    };
}

/// <summary>Either a literal text or a parameter.</summary>
internal sealed record RoutePart(string? Literal, RouteParameter? Parameter);

/// <param name="Name">Its name.</param>
/// <param name="IsOptional">True when written with a question mark.</param>
/// <param name="IsCatchAll">True when it takes the rest of the path.</param>
/// <param name="Default">Its value when the path has none.</param>
/// <param name="Constraints">The conditions on its value.</param>
internal sealed record RouteParameter(
    string Name, bool IsOptional, bool IsCatchAll, string? Default, EquatableArray<RouteConstraint> Constraints)
{
    /// <summary>True when written with two stars: slashes in its value separate segments in a link.</summary>
    public bool KeepsSlashes { get; init; }
}
