using System.Text;
using System.Text.RegularExpressions;

namespace Instruments.Raw;

/// <param name="Status">The status code.</param>
/// <param name="Head">Status line and header lines unchanged, each with its CRLF, and the empty line.</param>
/// <param name="Body">The body without any framing.</param>
/// <param name="AnnouncesClose">True when the server announces that it closes the connection after this response.</param>
internal sealed partial record RawResponse(int Status, string Head, byte[] Body, bool AnnouncesClose)
{
    internal string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The process that a <c>pid=...</c> body names.</summary>
    internal int Pid => PidLine().Match(Text) is { Success: true } match
        ? int.Parse(match.Groups[1].Value)
        : throw new InvalidDataException($"The body is not 'pid=<pid>': {this}");

    /// <summary>Returns the value of the header, or null.</summary>
    internal string? Header(string name)
        => Head.Split("\r\n").FirstOrDefault(
            line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    public override string ToString() => Head + Text;

    [GeneratedRegex(@"\Apid=([0-9]+)\n\z")]
    private static partial Regex PidLine();
}
