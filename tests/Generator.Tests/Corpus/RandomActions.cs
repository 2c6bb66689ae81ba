using System.Globalization;

namespace Generator.Tests.Corpus;

/// <summary>Actions with arguments of every source, and results of every kind.</summary>
internal sealed class RandomActions(Choices choices, RandomTypes types, RandomConstants constants, RandomAnnotations annotations)
{
    private const string Mvc = "global::Microsoft.AspNetCore.Mvc.";
    private const string Http = "global::Microsoft.AspNetCore.Http.";
    private const string Tasks = "global::System.Threading.Tasks.";

    private static readonly string[] Special =
    [
        Http + "HttpContext", Http + "HttpRequest", Http + "HttpResponse", "global::System.Security.Claims.ClaimsPrincipal",
            "global::System.Threading.CancellationToken",
        "global::System.Threading.CancellationToken", "global::System.IO.Stream", "global::System.IO.Pipelines.PipeReader", Http
        + "IFormFile", Http + "IFormFile?", Http + "IFormFileCollection",
        Http + "IFormCollection", "global::System.Collections.Generic.IReadOnlyList<" + Http + "IFormFile>",
            "global::Graceful.RequestContext", "global::Support.Context",
        "global::System.Collections.Generic.IEnumerable<global::Support.IClock>", "global::System.ReadOnlySpan<char>",
    ];

    private static readonly string[] Extras =
    [
        "[global::System.Obsolete] ", "[global::System.Obsolete(\"no\", error: true)] ",
        "[global::Microsoft.AspNetCore.Authorization.Authorize(\"a\")] ", "[global::Graceful.Filter<global::Support.Log>] ",
        $"[{Mvc}ProducesResponseType<string>(200), {Mvc}ProducesResponseType(204)] ", $"[{Http}EndpointSummary(\"a\\r\\nb\")] ",
            $"[{Http}Tags(\"a\", \"\\\"\")] ", $"[{Mvc}Consumes(\"text/plain\")] ",
        $"[{Mvc}RequestSizeLimit(5)] ", "[global::Microsoft.AspNetCore.Routing.Host(\"*.example.org:80\")] ",
            "[global::System.Diagnostics.Conditional(\"DEBUG\")] ",
    ];

    private int _count;

    /// <param name="route">The first segments of its templates.</param>
    /// <param name="isStatic">True when the method is static.</param>
    public WrittenAction Declare(string route, bool isStatic)
    {
        var number = _count++.ToString(CultureInfo.InvariantCulture);
        var name = choices.OneIn(12) ? choices.Of<string>(["@event", "@await", "@return"]) + (choices.OneIn(2) ? string.Empty : number)
            : choices.Of<string>(["Show", "größe", "数字", "_", "Add", "GetAsync", "Async"]) + number;
        var parameters = Parameters();
        var names = parameters.Select(one => one.Name).ToArray();
        var attributes = string.Concat(choices.Several(3, i =>
            Verb($"{route}/{number}/{i}", names)).DefaultIfEmpty(Verb(route + "/" + number, names)));
        var extra = choices.OneIn(4) ? choices.Of(Extras) : string.Empty;
        if (choices.OneIn(6))
        {
            extra += annotations.Note() + " ";
        }

        var (result, modifier, body) = Result();
        extra = extra.Contains("Conditional", StringComparison.Ordinal) && result != "void" ? string.Empty : extra;
        var generic = choices.OneIn(60) ? "<T>" : string.Empty;
        var written = string.Join(", ", parameters.Select(one => one.Text));
        modifier = written.Contains("ReadOnlySpan", StringComparison.Ordinal) ||
            parameters.Any(one => one.Text.StartsWith("ref ", StringComparison.Ordinal) ||
            one.Text.StartsWith("in ", StringComparison.Ordinal)) ? string.Empty : modifier;
        body = modifier.Length == 0 ? " => throw null!;" : body;
        return new WrittenAction(name.TrimStart('@'),
            $"{attributes}{extra}public {(isStatic ? "static " : string.Empty)}{modifier}{result} {name}{generic}({written}){body}");
    }

    private static readonly string[] Constraints = [string.Empty, string.Empty, ":required", ":int", ":minlength(1)", ":regex(^a$)"];

    private static readonly string[] Verbs = ["Get", "Post", "Post", "Put", "Patch", "Delete", "Head", "Options"];

    private string Verb(string route, IReadOnlyList<string> parameters)
    {
        var path = string.Concat(parameters.Where(_ => choices.OneIn(4)).Select(name =>
            $"/{{{name.TrimStart('@')}{choices.Of<string>(Constraints)}}}"));
        path += choices.Below(14) switch
        {
            0 => "/{*rest}",
            1 => "/{a}.{b?}",
            2 => "/{c=5}",
            3 => "/{bad",
            4 => "/[action]",
            5 => "/\\u00e9 x",
            _ => string.Empty,
        };
        var named = choices.OneIn(10) ? $", Name = \"{route}\"" : choices.OneIn(20) ? ", Order = int.MinValue" : string.Empty;
        return $"[global::Graceful.{choices.Of<string>(Verbs)}(\"{route}{path}\"{named})] ";
    }

    private IReadOnlyList<(string Name, string Text)> Parameters()
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        var hasDefault = false;
        return choices.Several(5, i =>
        {
            var name = choices.Name(OddNames.Parameters, taken);
            hasDefault |= choices.OneIn(6);
            return (name, Parameter(name, hasDefault));
        });
    }

    private string Parameter(string name, bool hasDefault)
    {
        if (!hasDefault && choices.OneIn(4))
        {
            return $"{choices.Of(Special)} {name}";
        }

        var type = types.Any();
        if (!hasDefault && choices.OneIn(50))
        {
            return $"{choices.Of<string>(["ref", "in", "ref readonly"])} {type} {name}".Replace("ref ref", "ref", StringComparison.Ordinal);
        }

        var source = choices.Below(24) switch
        {
            22 or 23 when IsTypeArgument(type) =>
                $"[global::Graceful.Bind<{choices.Of<string>([$"global::Support.Binder<{type.Written.TrimEnd('?')}>",
                "global::Support.Binder<int>", "string"])}>] {(choices.OneIn(2) ? $"[{Mvc}FromQuery{Named("Name")}] " : string.Empty)}",
            < 8 => string.Empty,
            < 11 => $"[{Mvc}FromQuery{Named("Name")}] ",
            11 or 12 => $"[{Mvc}FromHeader{Named("Name")}] ",
            13 => $"[{Mvc}FromRoute{Named("Name")}] ",
            14 or 15 =>
                $"[{Mvc}FromBody{choices.Of<string>([string.Empty, $"(EmptyBodyBehavior = {Mvc}ModelBinding.EmptyBodyBehavior.Allow)"])}] ",
            16 or 17 or 18 => $"[{Mvc}FromForm{Named("Name")}] ",
            19 => choices.OneIn(2) ? $"[{Mvc}FromServices] "
                : $"[global::Microsoft.Extensions.DependencyInjection.FromKeyedServices({constants.Object()})] ",
            _ => $"[{Http}AsParameters] ",
        };
        return $"{source}{annotations.Of([], string.Empty, isProperty: false)}{type} " +
            $"{name}{(hasDefault ? " = " + constants.Default(type) : string.Empty)}";
    }

    /// <summary>False for a type that an attribute cannot have as an argument.</summary>
    private static bool IsTypeArgument(CorpusType type) =>
        type.Written.TrimEnd('?').IndexOfAny(['?', '(']) < 0 && !type.Written.Contains("dynamic", StringComparison.Ordinal);

    private string Named(string property) => choices.OneIn(3) ? $"({property} = {choices.Of(OddNames.Texts)})" : string.Empty;

    private (string Result, string Modifier, string Body) Result()
    {
        const string Async = "async ";
        const string Value = " { await global::System.Threading.Tasks.Task.Yield(); return default!; }";
        const string Nothing = " { await global::System.Threading.Tasks.Task.Yield(); }";
        const string Throw = " => throw null!;";
        return choices.Below(14) switch
        {
            0 => ("void", string.Empty, Throw),
            1 => (Tasks + "Task", Async, Nothing),
            2 => (Tasks + "ValueTask", Async, Nothing),
            3 => ($"{Tasks}Task<{types.Any()}>", Async, Value),
            4 => ($"{Tasks}ValueTask<{types.Any()}>", Async, Value),
            5 => (Http + "IResult", string.Empty, Throw),
            6 => ($"{Http}HttpResults.Ok<{types.Any()}>", string.Empty, Throw),
            7 => ($"{Http}HttpResults.Results<{Http}HttpResults.Ok<{types.Any()}>, {Http}HttpResults.NotFound>", string.Empty, Throw),
            8 => ($"global::System.Collections.Generic.IAsyncEnumerable<{types.Any()}>", string.Empty, Throw),
            9 => ("string", string.Empty, Throw),
            _ => (types.Any().Written, string.Empty, Throw),
        };
    }
}
