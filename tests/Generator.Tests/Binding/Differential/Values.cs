namespace Generator.Tests.Binding.Differential;

/// <summary>The values of one parameter, in any part of a request.</summary>
internal static class Values
{
    public static IReadOnlyList<string> Of(Request request, TextParameter parameter)
    {
        var found = new List<string>();
        Change(request, parameter, text =>
        {
            found.Add(text);
            return text;
        });
        return found;
    }

    /// <summary>Returns the request with other values: null removes a value, and an equal value stays unchanged.</summary>
    public static Request Change(Request request, TextParameter parameter, Func<string, string?> change)
    {
        var slashes = request.Path.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? query : request.Path.Length;
        return parameter.Source switch
        {
            Source.Query when slashes < request.Path.Length =>
                request with { Path = request.Path[..(slashes + 1)] + Pairs(request.Path[(slashes + 1)..], parameter.Key, change) },
            Source.Header => request with { Headers = [.. Lines(request.Headers, parameter.Key, change)] },
            Source.Form when request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) is true =>
                request with { Body = Pairs(request.Body, parameter.Key, change) is { Length: > 0 } pairs ? pairs : "&" },
            Source.Form when request.ContentType?.StartsWith("multipart/form-data; boundary=", StringComparison.Ordinal) is true =>
                request with { Body = Parts(request.Body, parameter.Key, change) },
            Source.Route when slashes > 1 => request with { Path = Segment(request.Path[1..slashes], change) + request.Path[slashes..] },
            _ => request,
        };
    }

    private static string Segment(string segment, Func<string, string?> change)
    {
        var text = Uri.UnescapeDataString(segment);
        var changed = change(text);
        return changed == text ? "/" + segment : changed is null ? string.Empty : "/" + Uri.EscapeDataString(changed);
    }

    private static string Pairs(string pairs, string key, Func<string, string?> change) => string.Join('&', pairs.Split('&').Select(pair =>
    {
        var (name, value) = pair.Split('=', 2) is [var before, var behind] ? (before, behind) : (pair, string.Empty);
        if (pair.Length == 0 || !IsKey(Decode(name), key))
        {
            return pair;
        }

        var text = Decode(value);
        var changed = change(text);
        return changed == text ? pair : changed is null ? null : $"{name}={Uri.EscapeDataString(changed)}";
    }).Where(pair => pair is not null));

    private static IEnumerable<(string Name, string Value)> Lines(
        IReadOnlyList<(string Name, string Value)> headers, string key, Func<string, string?> change)
    {
        foreach (var (name, value) in headers)
        {
            // A server trims the blanks around a value.
            var text = value.Trim(' ', '\t');
            var changed = IsKey(name, key) ? change(text) : text;
            if (changed is not null)
            {
                yield return (name, changed == text ? value : changed);
            }
        }
    }

    /// <summary>The values of the fields; files are excluded, unless they have no file name.</summary>
    private static string Parts(string body, string key, Func<string, string?> change)
    {
        const string Separator = "--edge";
        return string.Join(Separator, body.Split(Separator).Select(part =>
        {
            var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0 || part.Contains("filename=\"a", StringComparison.Ordinal) ||
                !part[..end].Contains($"name=\"{key}\"", StringComparison.OrdinalIgnoreCase))
            {
                return part;
            }

            var text = part[(end + 4)..^2];
            var changed = change(text);
            return changed == text ? part : changed is null ? null : part[..(end + 4)] + changed + "\r\n";
        }).Where(part => part is not null));
    }

    private static bool IsKey(string name, string key) => name.Equals(key, StringComparison.OrdinalIgnoreCase);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
