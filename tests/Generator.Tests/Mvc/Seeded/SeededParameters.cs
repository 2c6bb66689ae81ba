using Generator.Tests.Corpus;

namespace Generator.Tests.Mvc.Seeded;

/// <summary>Parameters of every source, with attributes and default values.</summary>
internal sealed class SeededParameters(Choices choices, SeededTypes types, SeededAnnotations annotations)
{
    private static readonly string[] Names =
        ["id", "name", "filter", "page", "limit", "model", "item", "value", "q", "sort", "ids", "key", "x", "isDone", "größe", "request"];

    private static readonly SeededSource[] Contents =
        [SeededSource.Body, SeededSource.Body, SeededSource.Form, SeededSource.Form, SeededSource.File, SeededSource.None];

    private static readonly string[] None =
    [
        "CancellationToken {0}", "[FromServices] Notes {0}", "[FromKeyedServices(\"a\")] Notes {0}", "[FromServices] Absent? {0}",
        "CancellationToken {0} = default",
    ];

    /// <param name="isApi">True when the controller has [ApiController].</param>
    /// <param name="verb">The method: only some have a body.</param>
    /// <param name="routed">The names of parameters that are in the route.</param>
    public IReadOnlyList<SeededParameter> Several(bool isApi, string verb, out IReadOnlyList<string> routed)
    {
        var inRoute = new List<string>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var content = verb is "GET" or "DELETE" ? SeededSource.None : choices.Of(Contents);
        var all = new List<SeededParameter>();
        if (content == SeededSource.Body)
        {
            all.Add(Body(isApi, choices.Name(Names, taken)));
        }

        for (var count = choices.Below(4); count > 0; count--)
        {
            var name = choices.Name(Names, taken);
            var source = choices.Below(12) switch
            {
                0 => SeededSource.None,
                1 or 2 => SeededSource.Route,
                3 => SeededSource.Header,
                4 or 5 or 6 when content is SeededSource.Form => SeededSource.Form,
                4 or 5 or 6 when content is SeededSource.File => choices.OneIn(2) ? SeededSource.File : SeededSource.Files,
                < 9 => SeededSource.Query,
                _ => SeededSource.Anywhere,
            };
            all.Add(source switch
            {
                SeededSource.None => Given(name),
                SeededSource.File => new(name, name, SeededTypes.Text, source, $"IFormFile{Mark()} {name}"),
                SeededSource.Files => new(name, name, SeededTypes.Text, source, choices.Of<string>(
                    [$"IFormFileCollection {name}", $"List<IFormFile> {name}", $"IFormFile[] {name}", $"IEnumerable<IFormFile> {name}"])),
                _ => Value(isApi, source, name, inRoute),
            });
        }

        routed = inRoute;

        // A parameter without a default value must not follow one that has one.
        return [.. all.OrderBy(parameter => parameter.HasDefault)];
    }

    private SeededParameter Body(bool isApi, string name)
    {
        var type = choices.OneIn(4) ? types.Any(isJson: true) : choices.Of(types.Models);

        // A type with names for queries needs a source that is written.
        var isInferred = isApi && type is not SimpleType && choices.OneIn(2) &&
            (type as ModelType)?.Members.Any(member => member.BoundName != member.Name) != true;
        var attribute = isInferred ? string.Empty : choices.OneIn(6) ? "[FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] "
            : "[FromBody] ";
        return new SeededParameter(
            name, name, type, SeededSource.Body, $"{attribute}{Annotated(type, isBound: false)}{type.Written}{Mark()} {name}");
    }

    private SeededParameter Value(bool isApi, SeededSource source, string name, List<string> inRoute)
    {
        var isSimple = source is SeededSource.Route or SeededSource.Header || (isApi && source == SeededSource.Anywhere);
        SeededType type = source == SeededSource.Header && choices.OneIn(4) ? new ListType("{0}[]", types.Simple(), string.Empty)
            : isSimple ? types.Simple()
            : types.Any(isJson: false);
        var bound = source is not SeededSource.Anywhere && choices.OneIn(6) ? choices.Of<string>(["X-", "the_", "n"]) + name : name;
        bound = source == SeededSource.Header ? choices.Of<string>(["X-", "My-"]) + (bound.All(char.IsAscii) ? bound : "Other") : bound;
        var named = bound == name ? string.Empty : $"(Name = \"{bound}\")";
        var attribute = source switch
        {
            SeededSource.Anywhere => string.Empty,
            SeededSource.Route when named.Length == 0 && choices.OneIn(2) => string.Empty,
            _ => $"[From{source}{named}] ",
        };
        if (source == SeededSource.Route)
        {
            inRoute.Add(bound);
        }

        var mark = Mark();
        var literal = mark.Length == 0 && type is SimpleType { Literal: { } constant } ? constant : null;
        var end = literal is not null && choices.OneIn(5) ? $" = {literal}"
            : mark.Length > 0 && choices.OneIn(8) ? " = null" : string.Empty;
        return new SeededParameter(
            name, bound, type, source, $"{attribute}{Annotated(type, isBound: true)}{type.Written}{mark} {name}{end}")
        {
            IsPrefixOptional = bound == name,
            HasDefault = end.Length > 0,
        };
    }

    private SeededParameter Given(string name)
    {
        var declaration = choices.Of(None);
        return new(name, name, SeededTypes.Int, SeededSource.None, declaration.Replace("{0}", name, StringComparison.Ordinal))
        {
            HasDefault = declaration.EndsWith("= default", StringComparison.Ordinal),
        };
    }

    private string Annotated(SeededType type, bool isBound) =>
        string.Concat(annotations.Of(type, isBound).Select(attribute => $"[{attribute}] "));

    private string Mark() => choices.OneIn(2) ? "?" : string.Empty;
}
