using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>The answer to a request, in a form that can be compared: status, headers and body.</summary>
internal static partial class MvcAnswer
{
    /// <summary>Headers that differ from one answer to the next, or that the server adds.</summary>
    private static readonly string[] Ignored = ["Date", "Server", "Transfer-Encoding", "Content-Length"];

    /// <summary>The methods that are answered without a declaration.</summary>
    private static readonly string[] Undeclared = ["HEAD", "OPTIONS"];

    /// <param name="client">The client of the app.</param>
    /// <param name="request"><c>METHOD PATH | Header: value || body</c>.</param>
    public static async Task<string> OfAsync(HttpClient client, string request)
    {
        using var message = Message(request);
        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => !Ignored.Contains(header.Key))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Key == "Allow" ? header.Value.Except(Undeclared) : header.Value)}");
        var text = $"{(int)response.StatusCode} {string.Join("; ", headers)}\n    {Normal(await BodyAsync(response))}";
        return text.Replace(client.BaseAddress!.GetLeftPart(UriPartial.Authority), string.Empty, StringComparison.Ordinal);
    }

    /// <summary>After an exception in an action that has begun to write, the server closes the connection.</summary>
    private static async Task<string> BodyAsync(HttpResponseMessage response)
    {
        try
        {
            return await response.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException)
        {
            return "(the connection was closed)";
        }
    }

    private static HttpRequestMessage Message(string request)
    {
        var halves = request.Split(" || ", 2);
        var parts = halves[0].Split(" | ");
        var line = parts[0].Split(' ', 2);
        var message = new HttpRequestMessage(new HttpMethod(line[0]), line[1]);
        if (halves.Length > 1)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(halves[1]));
        }

        foreach (var header in parts[1..].Select(part => part.Split(": ", 2)))
        {
            if (header[0] == "Content-Type")
            {
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.TryAddWithoutValidation(header[0], header[1]);
            }
            else
            {
                message.Headers.TryAddWithoutValidation(header[0], header[1]);
            }
        }

        return message;
    }

    /// <summary>The trace identifier differs in each answer, and the order of the members of an object means nothing.</summary>
    private static string Normal(string body)
    {
        body = TraceIdentifier().Replace(body, string.Empty);
        if (!body.StartsWith('{'))
        {
            return body;
        }

        try
        {
            return Sorted(JsonNode.Parse(body))!.ToJsonString();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return body;
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.OrdinalIgnoreCase)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex("""(?<="traceId":")[^"]*""")]
    private static partial Regex TraceIdentifier();
}
