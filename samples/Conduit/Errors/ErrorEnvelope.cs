namespace Conduit.Errors;

/// <summary>The body of every error: the messages by the member or the object that they are about.</summary>
public sealed record ErrorEnvelope(IReadOnlyDictionary<string, string[]> Errors)
{
    public static ErrorEnvelope Of(string subject, string message) => new(new Dictionary<string, string[]> { [subject] = [message] });
}
