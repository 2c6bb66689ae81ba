using System.Text;
using Generator.Tests.Corpus;

namespace Generator.Tests.Mvc.Seeded;

/// <summary>Random requests for an action: valid, nearly valid and hostile ones.</summary>
internal sealed class SeededRequests(Choices choices)
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly string[] Accepted =
    [
        "application/json", "text/plain", "*/*", "text/html", "application/xml", "text/stop", "text/deny",
        "application/json;q=0.2, text/plain",
        "text/*", "text/html, application/xhtml+xml, */*;q=0.1", "nonsense",
    ];

    private static readonly string[] OtherTypes =
    [
        "text/plain", "application/xml", "application/vnd.x+json", "application/json; charset=foo",
        "text/json", "application/json; charset=utf-8", "application/*+json", Form, "multipart/form-data", "nonsense",
        "APPLICATION/JSON", "application/jsonp",
    ];

    private static readonly string[] OddNames =
        ["", "[]", "[0]", ".", "a.b", "[a]", "id.", "x]", "a[]", "name[]", "model[x][]", "action", "controller"];

    private static readonly string[] OtherVerbs = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Returns a request: <c>METHOD PATH | Header: value || body</c>.</summary>
    public string For(SeededAction action)
    {
        var values = new SeededValues(choices, choices.Below(3));
        var request = new StringBuilder(choices.OneIn(60) ? choices.Of(OtherVerbs) : action.Verb).Append(' ').Append(Path(action, values));
        var query = Fields(action, values, parameter => parameter.Source is SeededSource.Query ||
            (parameter.Source == SeededSource.Anywhere && (action.Verb != "POST" || choices.OneIn(2))));
        if (query.Count > 0)
        {
            request.Append('?').AppendJoin('&', query.Select(pair => $"{Escaped(pair.Key)}={Uri.EscapeDataString(pair.Text)}"));
        }

        foreach (var parameter in action.Parameters.Where(parameter => parameter.Source == SeededSource.Header && !values.IsMissing))
        {
            var texts = parameter.Type is ListType { Item: SimpleType item } ? choices.Several(3, _ => values.Text(item))
                : [values.Text((SimpleType)parameter.Type)];
            var value = string.Join(", ", texts);
            if (value.All(character => character is >= ' ' and < '\x7f'))
            {
                request.Append($" | {parameter.BoundName}: {value}");
            }
        }

        if (choices.OneIn(5))
        {
            request.Append($" | Accept: {choices.Of(Accepted)}");
        }

        var content = Content(action, values);

        // MVC reads forms in the culture of the request (docs/mvc-controllers.md).
        if (choices.OneIn(6) && !content.Contains("form", StringComparison.Ordinal))
        {
            request.Append(" | X-Culture: comma");
        }

        return request.Append(content).ToString();
    }

    private string Content(SeededAction action, SeededValues values)
    {
        var body = action.Parameters.FirstOrDefault(parameter => parameter.Source == SeededSource.Body);
        if (body is not null)
        {
            var type = values.IsHostile && choices.OneIn(3) ? choices.Of(OtherTypes) : "application/json";
            return values.IsHostile && choices.OneIn(6) ? string.Empty
                : $" | Content-Type: {type} || {values.JsonBody(body.Type)}";
        }

        var hasFiles = action.Parameters.Any(parameter => parameter.Source is SeededSource.File or SeededSource.Files);
        var fields = Fields(action, values, parameter => parameter.Source is SeededSource.Form or SeededSource.Anywhere);
        if (action.Verb is "GET" or "DELETE" || (fields.Count == 0 && !hasFiles))
        {
            return string.Empty;
        }

        if (!hasFiles && !choices.OneIn(6))
        {
            var type = values.IsHostile && choices.OneIn(4) ? choices.Of(OtherTypes) : Form;
            var brackets = choices.OneIn(5);
            return $" | Content-Type: {type} || " + string.Join('&', fields.Select(pair =>
                $"{Uri.EscapeDataString(brackets ? WithBrackets(pair.Key) : pair.Key)}={Uri.EscapeDataString(pair.Text)}"));
        }

        var parts = fields.Select(pair => $"--b\r\nContent-Disposition: form-data; name=\"{pair.Key}\"\r\n\r\n{pair.Text}\r\n")
            .Concat(action.Parameters.Where(parameter => parameter.Source is SeededSource.File or SeededSource.Files)
                .SelectMany(parameter => Files(parameter, values)));
        return $" | Content-Type: multipart/form-data; boundary=b || {string.Concat(parts)}--b--\r\n";
    }

    private IEnumerable<string> Files(SeededParameter parameter, SeededValues values)
    {
        var count = values.IsMissing ? 0 : parameter.Source == SeededSource.Files ? 1 + choices.Below(3) : 1;
        for (var i = 0; i < count; i++)
        {
            var name = values.Key(parameter.BoundName);
            var file = choices.OneIn(8) ? string.Empty : $"f{i}.txt";
            yield return $"--b\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n" +
                $"Content-Type: text/plain\r\n\r\n{new string('x', choices.Below(4))}\r\n";
        }
    }

    private List<(string Key, string Text)> Fields(SeededAction action, SeededValues values, Func<SeededParameter, bool> isHere)
    {
        var all = new List<(string Key, string Text)>();
        foreach (var parameter in action.Parameters.Where(isHere))
        {
            var isBare = parameter.Type is ModelType && parameter.IsPrefixOptional && !choices.OneIn(4);
            values.AddFields(parameter.Type, isBare ? string.Empty : parameter.BoundName, all);
        }

        if (values.IsHostile && choices.OneIn(6))
        {
            all.Add((choices.Of(OddNames), "1"));
        }

        return all;
    }

    private string Path(SeededAction action, SeededValues values)
    {
        var path = action.Path.Replace("{tenant}", choices.Of<string>(["t1", "T%202", "5"]), StringComparison.Ordinal);
        foreach (var parameter in action.Parameters.Where(one => one.Source == SeededSource.Route))
        {
            var text = Uri.EscapeDataString(values.Text((SimpleType)parameter.Type));
            foreach (var mark in new[] { "?", "=3", string.Empty })
            {
                var isOptional = mark.Length > 0 && choices.OneIn(3);
                path = path.Replace($"/{{{parameter.BoundName}{mark}}}", isOptional ? string.Empty : $"/{text}", StringComparison.Ordinal);
            }
        }

        return choices.OneIn(20) ? path.ToUpperInvariant() : path;
    }

    /// <summary>Returns a name as jQuery writes it: <c>a[b][c]</c> in place of <c>a.b.c</c>.</summary>
    private string WithBrackets(string name)
    {
        var parts = name.Split('.');
        return string.Concat(parts.Skip(1).Select(part => part.Split('[', 2) is [var first, var rest] ? $"[{first}][{rest}" : $"[{part}]")
            .Prepend(parts[0])) + (parts.Length == 1 && choices.OneIn(2) ? "[]" : string.Empty);
    }

    /// <summary>The brackets of names are usual in queries as they are.</summary>
    private static string Escaped(string key) => Uri.EscapeDataString(key)
        .Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal);
}
