using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

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

        // JSON is also accepted as text/json, as in MVC.
        if (signature.Source == Source.Body && request.ContentType?.StartsWith("text/json", StringComparison.OrdinalIgnoreCase) == true)
        {
            request = request with { ContentType = "application/json" + request.ContentType["text/json".Length..] };
        }

        // A form whose files are optional may be urlencoded.
        if (signature.Source == Source.Form
            && signature.Parameters.Contains("IFormFileCollection", StringComparison.Ordinal)
            && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            request = AsMultipart(request);
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
                rewritten = Values.Change(rewritten, parameter, text =>
                    NameOfEnumeration().Replace(text, name => char.ToUpperInvariant(name.Value[0]) + name.Value[1..].ToLowerInvariant()));
            }

            // Numbers have no thousands separators: text with one is no number.
            if (parameter.Type is "double" or "float" or "decimal")
            {
                var isJoined = !parameter.IsList && Values.Of(rewritten, parameter).Count(text => text.Length > 0) > 1;
                rewritten = Values.Change(rewritten, parameter,
                    text => isJoined || (text.Contains(',', StringComparison.Ordinal) &&
                        !(parameter is { IsList: true, Source: Source.Header })) ? "none" : text);
            }
        }

        return rewritten;
    }

    /// <summary>Returns the action's answer for this answer of a lambda.</summary>
    public static Answer Rewrite(Signature signature, Request request, Answer answer) => answer switch
    {
        // A member whose type is a non-nullable reference is required, as in MVC.
        { Status: HttpStatusCode.OK } when signature.Source == Source.Body && HasTitle().IsMatch(signature.Parameters) &&
            request.Body.Length > 0 && LacksTitle(request.Body) =>
            new Answer(HttpStatusCode.BadRequest, string.Empty),

        // A nullable list without values is null.
        { Status: HttpStatusCode.OK, Body: "[]" } when signature.Parameters.Contains("[]?", StringComparison.Ordinal) =>
            answer with { Body = "null" },

        // A nullable struct without a body is null.
        { Status: HttpStatusCode.OK, Body: "Point { X = 0, Y = 0 }" } when signature.Parameters == "Point? v" && request.Body.Length == 0 =>
            answer with { Body = "null" },

        // StringValues without values are empty, like a list.
        { Status: HttpStatusCode.BadRequest } when signature.Parameters.Contains("StringValues", StringComparison.Ordinal) &&
            !Values.Of(request, signature.Texts[0]).Any() => new Answer(HttpStatusCode.OK, "[]"),
        _ => answer,
    };

    private static bool LacksTitle(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.ValueKind switch
        {
            JsonValueKind.Object => LacksTitle(json.RootElement),
            JsonValueKind.Array =>
                json.RootElement.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object && LacksTitle(item)),
            _ => false,
        };
    }

    private static bool LacksTitle(JsonElement item) => item.EnumerateObject()
        .LastOrDefault(member => member.Name.Equals("title",
            StringComparison.OrdinalIgnoreCase)) is not { Value.ValueKind: JsonValueKind.String };

    private static Request AsMultipart(Request request)
    {
        var parts = new StringBuilder();
        foreach (var (name, values) in new FormReader(request.Body).ReadForm())
        {
            foreach (var value in values)
            {
                parts.Append(CultureInfo.InvariantCulture, $"--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            }
        }

        return request with { ContentType = "multipart/form-data; boundary=part", Body = $"{parts}--part--\r\n" };
    }

    [GeneratedRegex(@"\b(Book|Draft)\b")]
    private static partial Regex HasTitle();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex NameOfEnumeration();
}
