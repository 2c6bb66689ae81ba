using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>The links of frequent forms: one or two required values that are whole segments, or a catch-all of text.</summary>
internal static class LinkCall
{
    private const int MostValues = 2;

    /// <summary>Returns the arguments of the call that writes the link, with the method; null for a link of another form.</summary>
    public static string? Of(LinkModel link)
    {
        if (link.Arguments.Count is 0 or > MostValues || link.Arguments.Any(argument => argument.Place != LinkPlace.Route))
        {
            return null;
        }

        var arguments = new List<string>();
        var text = string.Empty;
        foreach (var segment in link.Route.Pattern.Segments)
        {
            if (segment.Literal is { } literal)
            {
                text += "/" + UrlText.Encode(literal);
                continue;
            }

            if (segment.Parameter is not { } parameter)
            {
                return null;
            }

            var argument = link.Arguments.First(one => one.Name == parameter.Name);
            var name = Literal(argument.Local.TrimStart('@'));
            if (parameter is { IsCatchAll: true, Default: null } && arguments.Count == 0 && argument.Type == "string")
            {
                return $"PathWithRest({Literal(text)}, {argument.Local}, {(parameter.KeepsSlashes ? "true" : "false")}, {name})";
            }

            if (parameter.IsCatchAll || parameter.Default is not null || !argument.IsRequired)
            {
                return null;
            }

            arguments.AddRange([Literal(text + "/"), argument.Local, name]);
            text = string.Empty;
        }

        return $"Path({string.Join(", ", arguments)}, {Literal(text)})";
    }
}
