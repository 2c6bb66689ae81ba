using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the body of a link: constant parts as text, others as calls of the builder.</summary>
internal sealed class LinkEmitter(CodeWriter code, LinkModel link)
{
    private const string Builder = "global::Graceful.Linking.LinkBuilder";

    // Pending text, to which more may be appended.
    private string _text = string.Empty;
    private bool _isStarted;

    public static void Write(CodeWriter code, LinkModel link) => new LinkEmitter(code, link).Write();

    private void Write()
    {
        var parameters = string.Join(", ", link.Arguments.Select(argument =>
            $"{argument.ParameterType} {argument.Local}{(argument.IsRequired ? string.Empty : " = null")}"));
        var signature = $"{(link.IsPublic ? "public" : "internal")} string {link.Name}({parameters})";
        if (link.Arguments.Count == 0)
        {
            code.Line($"{signature} => {Literal(Fixed(link.Route.Pattern))};");
            return;
        }

        if (LinkCall.Of(link) is { } call)
        {
            code.Line($"{signature} => {Builder}.{call};");
            return;
        }

        code.Write($$"""
            {{signature}}
            {
                {{WritePath}}
                {{WriteQuery}}
                return link.ToString();
            }
            """);
    }

    private void WriteQuery()
    {
        foreach (var argument in link.Arguments.Where(argument => argument.Place != LinkPlace.Route))
        {
            code.Line($"link.{Method(argument)}({Literal(UrlText.Encode(argument.Name))}, {argument.Local});");
        }
    }

    private static string Method(LinkArgument argument) =>
        argument.Place == LinkPlace.QueryValues ? "QueryValues" : argument.IsRequired ? "Query" : "OptionalQuery";

    private static string Fixed(RoutePattern pattern) =>
        pattern.Segments.Count == 0 ? "/" : string.Concat(pattern.Segments.Select(segment => "/" + UrlText.Encode(segment.Literal!)));

    private void WritePath()
    {
        var segments = link.Route.Pattern.Segments;
        var least = LinkPath.Least(link.Route.Pattern);
        for (var i = 0; i < least; i++)
        {
            _text += "/";
            WriteSegment(segments[i]);
        }

        WriteText();
        for (var i = least; i < segments.Count; i++)
        {
            WriteLast(segments[i].Parameter!);
        }
    }

    private void WriteSegment(RouteSegment segment)
    {
        for (var i = 0; i < segment.Parts.Count; i++)
        {
            if (segment.Parts[i].Parameter is { } parameter)
            {
                WriteText();
                WriteValue(parameter, segment.IsComplex ? "Part" : "Segment");
            }
            else if (i + 1 < segment.Parts.Count && segment.Parts[i + 1].Parameter is { IsOptional: true } optional)
            {
                WriteText();
                code.Line($"link.OptionalPart({Literal(UrlText.Encode(segment.Parts[i].Literal!))}, {Local(optional)});");
                i++;
            }
            else
            {
                _text += UrlText.Encode(segment.Parts[i].Literal!);
            }
        }
    }

    private void WriteValue(RouteParameter parameter, string method) => code.Line(parameter.Default is { } otherwise
        ? $"link.{method}OrDefault({Local(parameter)}, {Literal(otherwise)}, {Name(parameter)});"
        : $"link.{method}({Local(parameter)}, {Name(parameter)});");

    private void WriteLast(RouteParameter parameter)
    {
        var local = Local(parameter);
        var otherwise = parameter.Default is { } value ? Literal(value) : "null";
        var keepSlashes = parameter.KeepsSlashes ? "true" : "false";
        code.Line(parameter switch
        {
            { IsCatchAll: true } => $"link.CatchAll({local}, {otherwise}, keepSlashes: {keepSlashes}, {Name(parameter)});",
            { Default: not null } => $"link.LastSegmentOrDefault({local}, {otherwise}, {Name(parameter)});",
            _ => $"link.LastSegment({local}, {Name(parameter)});",
        });
    }

    private void WriteText()
    {
        if (!_isStarted)
        {
            code.Line($"{Builder} link = new({Literal(_text)});");
        }
        else if (_text.Length > 0)
        {
            code.Line($"link.Literal({Literal(_text)});");
        }

        (_text, _isStarted) = (string.Empty, true);
    }

    /// <summary>Returns the name for exceptions: the parameter of the link, without the @ of a keyword.</summary>
    private string Name(RouteParameter parameter) => Literal(Local(parameter).TrimStart('@'));

    private string Local(RouteParameter parameter) =>
        link.Arguments.First(argument => argument.Place == LinkPlace.Route && argument.Name == parameter.Name).Local;
}
