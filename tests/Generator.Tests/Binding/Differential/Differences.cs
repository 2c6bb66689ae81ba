using System.Net;
using System.Text.RegularExpressions;

namespace Generator.Tests.Binding.Differential;

/// <summary>Where an action is bound otherwise than a lambda on purpose, as docs/binding.md says under "Where we differ from minimal APIs".</summary>
internal static partial class Differences
{
    private const string EmptyIsMissing = "An empty value is a missing one, except for a string.";

    /// <returns>Which of them it is; null when it is none.</returns>
    public static string? Explain(Signature signature, Request request, Answer ours, Answer theirs)
    {
        var isOptional = Optional().IsMatch(signature.Parameters) || signature.Parameters.Contains("[AsParameters] Filter", StringComparison.Ordinal);
        var isList = signature.Parameters.Contains("[] ", StringComparison.Ordinal) || signature.Parameters.Contains("[]? ", StringComparison.Ordinal);
        return (ours.Status, theirs.Status) switch
        {
            (HttpStatusCode.OK, HttpStatusCode.OK) when signature.Parameters.Contains("[]?", StringComparison.Ordinal) && (ours.Body, theirs.Body) == ("null", "[]") =>
                "A list that may be null is null when there is no value.",
            (HttpStatusCode.OK, HttpStatusCode.OK) when signature.Parameters.StartsWith("Point?", StringComparison.Ordinal) && request.Body.Length == 0 && ours.Body == "null" =>
                "A nullable struct is null when there is no body.",
            (HttpStatusCode.OK, HttpStatusCode.BadRequest) when isOptional && HasEmpty(request) =>
                EmptyIsMissing,
            (HttpStatusCode.BadRequest, HttpStatusCode.OK) when signature.Parameters.Contains("Uri v", StringComparison.Ordinal) && HasEmpty(request) && theirs.Body.Length == 0 =>
                EmptyIsMissing,
            (HttpStatusCode.OK, HttpStatusCode.OK) when signature.Parameters.Contains("Uri? v", StringComparison.Ordinal) && HasEmpty(request) && (ours.Body, theirs.Body) == ("null", "") =>
                EmptyIsMissing,
            (HttpStatusCode.OK, HttpStatusCode.BadRequest) when signature.Parameters.Contains("StringValues", StringComparison.Ordinal) && ours.Body == "[]" =>
                "StringValues are empty when there is no value, as a list is.",
            (HttpStatusCode.OK, HttpStatusCode.BadRequest) when signature.Kind == "color" =>
                "The names of an enumeration are read whatever their case.",
            (HttpStatusCode.OK, HttpStatusCode.BadRequest) when signature.Source == Source.Form && request.Body.Length == 0 && (isOptional || isList || signature.Parameters == "IFormCollection v") =>
                "A form that is not there is one without fields.",
            (HttpStatusCode.BadRequest, HttpStatusCode.OK) when signature.Kind == "fraction" && HasComma(request) =>
                "Numbers have no separators of thousands.",
            (HttpStatusCode.OK or HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType) when request.Body.Length == 0 =>
                "The content type of a body that is not there does not matter.",
            _ => null,
        };
    }

    /// <summary>Written, or between two values of one name.</summary>
    private static bool HasComma(Request request) =>
        request.Headers.Count > 1 || Key().Count("?" + request.Path + "&" + request.Body) > 1 ||
        request.ToString() is var text && (text.Contains(',', StringComparison.Ordinal) || text.Contains("%2C", StringComparison.OrdinalIgnoreCase));

    private static bool HasEmpty(Request request) =>
        EmptyField().IsMatch(request.Path) || EmptyField().IsMatch("?" + request.Body) || request.Body.Contains("\r\n\r\n\r\n", StringComparison.Ordinal) ||
        request.Headers.Any(header => string.IsNullOrWhiteSpace(header.Value));

    [GeneratedRegex(@"\? \w+| = ")]
    private static partial Regex Optional();

    [GeneratedRegex("[?&](v|V|%76|w)=|name=\"(v|V|w)\"")]
    private static partial Regex Key();

    [GeneratedRegex(@"[?&](v|V|%76|w)=?(&|$)")]
    private static partial Regex EmptyField();
}
