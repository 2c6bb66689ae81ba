using System.Globalization;
using System.Text.Json.Nodes;

namespace Runtime.Tests.Conduit;

/// <summary>A response of the API, with assertions that are counted.</summary>
/// <remarks>A path names a value of the body: <c>articles.0.title</c>.</remarks>
internal sealed class Answer(string request, int status, string body, Action count)
{
    private readonly JsonNode? _body = body.Length > 0 && body[0] is '{' ? JsonNode.Parse(body) : null;

    public Answer Is(int expected) => Holds(status == expected, $"the status {expected}");

    /// <summary>Asserts that the body is empty.</summary>
    public Answer IsEmpty() => Holds(body.Length == 0, "an empty body");

    public Answer Has(string path, string expected) => Holds(Text(path) == expected, $"{path} = '{expected}'");

    public Answer Has(string path, bool expected) => Holds(Value<bool>(path) == expected, $"{path} = {expected}");

    public Answer Has(string path, int expected) => Holds(Value<int>(path) == expected, $"{path} = {expected}");

    public Answer HasAtLeast(string path, int least) => Holds(Value<int>(path) >= least, $"{path} >= {least}");

    public Answer HasOther(string path, string unexpected) =>
        Holds(Text(path) is { } text && text != unexpected, $"{path} != '{unexpected}'");

    public Answer HasText(string path) => Holds(Text(path) is { Length: > 0 }, $"text in {path}");

    public Answer HasFlag(string path) => Holds(Value<bool>(path) is not null, $"true or false in {path}");

    public Answer HasNumber(string path) => Holds(Value<int>(path) is not null, $"a number in {path}");

    /// <summary>Asserts a time in the format of ISO 8601, in UTC.</summary>
    public Answer HasTime(string path) => Holds(
        Text(path) is { } text && text.EndsWith('Z') && text.IndexOf('T') == 10 &&
        DateTime.TryParse(text, CultureInfo.InvariantCulture, out _),
        $"a time in {path}");

    /// <summary>Asserts that the member is in the body, and null.</summary>
    public Answer HasNull(string path) => Holds(IsPresent(path) && Find(path) is null, $"null in {path}");

    public Answer HasNo(string path) => Holds(!IsPresent(path), $"no {path}");

    public Answer HasCount(string path, int count) => Holds((Find(path) as JsonArray)?.Count == count, $"{count} items in {path}");

    public Answer Contains(string path, string item) => Holds(
        Find(path) is JsonArray items && items.Any(one => one?.GetValue<string>() == item), $"'{item}' in {path}");

    /// <summary>Asserts the error of the specification: <c>{"errors":{"title":["can't be blank"]}}</c>.</summary>
    public Answer IsError(int expected, string subject, string message) => Is(expected).Has($"errors.{subject}.0", message);

    /// <summary>Returns a text that a later request needs.</summary>
    public string Captured(string path) => Text(path) ?? throw Failure($"text in {path}");

    /// <summary>Returns a number that a later request needs.</summary>
    public int CapturedNumber(string path) => Value<int>(path) ?? throw Failure($"a number in {path}");

    private string? Text(string path) => Find(path) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private T? Value<T>(string path)
        where T : struct => Find(path) is JsonValue value && value.TryGetValue(out T found) ? found : null;

    private JsonNode? Find(string path) => path.Split('.').Aggregate(_body, Step);

    private bool IsPresent(string path)
    {
        var end = path.LastIndexOf('.');
        return (end < 0 ? _body : Find(path[..end])) is JsonObject owner && owner.ContainsKey(path[(end + 1)..]);
    }

    private static JsonNode? Step(JsonNode? node, string name) => node switch
    {
        JsonArray items when int.Parse(name, CultureInfo.InvariantCulture) is var index && index < items.Count => items[index],
        JsonObject members => members[name],
        _ => null,
    };

    private Answer Holds(bool isTrue, string expected)
    {
        count();
        return isTrue ? this : throw Failure(expected);
    }

    private InvalidOperationException Failure(string expected) =>
        new($"{request} should have answered with {expected}, and answered with {status}: {body}");
}
