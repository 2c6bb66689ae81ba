using System.Net;
using System.Text.RegularExpressions;

namespace Generator.Tests.Binding.Differential;

/// <summary>
/// Where an action is bound otherwise than a lambda on purpose, as docs/binding.md says under "Where we differ from minimal APIs".
/// Each difference is a change of the request, or of the answer, behind which the lambda must answer as the action does: so that
/// none of them explains more than it says.
/// </summary>
internal static partial class Differences
{
    /// <summary>What a lambda must be sent for the answer that an action gives.</summary>
    public static Request Rewrite(Signature signature, Request request)
    {
        // A form that is not there is one without fields, whatever is said to be its type.
        if (request.Body.Length == 0 && signature.Source == Source.Form)
        {
            return request with { ContentType = "application/x-www-form-urlencoded", Body = "&" };
        }

        // The content type of a body that is not there does not matter.
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

            // Numbers have no separators of thousands: what has one is none.
            if (parameter.Type is "double" or "float" or "decimal")
            {
                var isJoined = !parameter.IsList && Values.Of(rewritten, parameter).Count(text => text.Length > 0) > 1;
                rewritten = Values.Change(rewritten, parameter, text => isJoined || (text.Contains(',', StringComparison.Ordinal) && !(parameter is { IsList: true, Source: Source.Header })) ? "none" : text);
            }
        }

        return rewritten;
    }

    /// <summary>What an action answers where a lambda gives this answer.</summary>
    public static Answer Rewrite(Signature signature, Request request, Answer answer) => answer switch
    {
        // A list that may be null is null when there is no value.
        { Status: HttpStatusCode.OK, Body: "[]" } when signature.Parameters.Contains("[]?", StringComparison.Ordinal) => answer with { Body = "null" },

        // A nullable struct is null when there is no body.
        { Status: HttpStatusCode.OK, Body: "Point { X = 0, Y = 0 }" } when signature.Parameters == "Point? v" && request.Body.Length == 0 => answer with { Body = "null" },

        // StringValues are empty when there is no value, as a list is.
        { Status: HttpStatusCode.BadRequest } when signature.Parameters.Contains("StringValues", StringComparison.Ordinal) && !Values.Of(request, signature.Texts[0]).Any() => new Answer(HttpStatusCode.OK, "[]"),
        _ => answer,
    };

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex NameOfEnumeration();
}
