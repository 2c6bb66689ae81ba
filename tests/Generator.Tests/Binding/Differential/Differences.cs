using System.Net;
using System.Text.RegularExpressions;

namespace Generator.Tests.Binding.Differential;

/// <summary>
/// The intentional differences between an action and a lambda: docs/binding.md, "Differences to minimal APIs". Each one changes the
/// request or the answer; after the change, the lambda must answer exactly as the action does, so that no entry hides another
/// difference.
/// </summary>
internal static partial class Differences
{
    /// <summary>Returns the request for which a lambda gives the answer of the action.</summary>
    public static Request Rewrite(Signature signature, Request request)
    {
        // A missing form has no fields, regardless of its declared type.
        if (request.Body.Length == 0 && signature.Source == Source.Form)
        {
            return request with { ContentType = "application/x-www-form-urlencoded", Body = "&" };
        }

        // The content type of a missing body has no meaning.
        if (request.Body.Length == 0 && signature.Source == Source.Body)
        {
            request = request with { ContentType = null };
        }

        var rewritten = request;
        foreach (var parameter in signature.Texts)
        {
            if (!parameter.IsString && !parameter.IsList)
            {
                rewritten = Values.Change(rewritten, parameter, text => text.Length == 0 ? null : text);
            }

            if (parameter.Type is "Color" or "Days")
            {
                rewritten = Values.Change(rewritten, parameter, text => NameOfEnumeration().Replace(text, name => char.ToUpperInvariant(name.Value[0]) + name.Value[1..].ToLowerInvariant()));
            }

            // Numbers have no thousands separators: text with one is no number.
            if (parameter.Type is "double" or "float" or "decimal")
            {
                var isJoined = !parameter.IsList && Values.Of(rewritten, parameter).Count(text => text.Length > 0) > 1;
                rewritten = Values.Change(rewritten, parameter, text => isJoined || (text.Contains(',', StringComparison.Ordinal) && !(parameter is { IsList: true, Source: Source.Header })) ? "none" : text);
            }
        }

        return rewritten;
    }

    /// <summary>Returns the action's answer for this answer of a lambda.</summary>
    public static Answer Rewrite(Signature signature, Request request, Answer answer) => answer switch
    {
        // A nullable list without values is null.
        { Status: HttpStatusCode.OK, Body: "[]" } when signature.Parameters.Contains("[]?", StringComparison.Ordinal) => answer with { Body = "null" },

        // A nullable struct without a body is null.
        { Status: HttpStatusCode.OK, Body: "Point { X = 0, Y = 0 }" } when signature.Parameters == "Point? v" && request.Body.Length == 0 => answer with { Body = "null" },

        // StringValues without values are empty, like a list.
        { Status: HttpStatusCode.BadRequest } when signature.Parameters.Contains("StringValues", StringComparison.Ordinal) && !Values.Of(request, signature.Texts[0]).Any() => new Answer(HttpStatusCode.OK, "[]"),
        _ => answer,
    };

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex NameOfEnumeration();
}
