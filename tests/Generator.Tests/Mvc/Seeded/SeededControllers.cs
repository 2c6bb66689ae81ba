using Generator.Tests.Corpus;

namespace Generator.Tests.Mvc.Seeded;

/// <summary>Random controllers of MVC: their text, and their actions.</summary>
internal sealed class SeededControllers(Choices choices, SeededParameters parameters, SeededResults results)
{
    private const int MaxActions = 12;

    private static readonly string[] Routes = ["api/[controller]", "[controller]", "v1/{tenant}/[controller]", "[controller]/[action]"];

    private static readonly string[] Filters =
    [
        "Trace", "Trace(Order = -1)", "ServiceFilter<NoteFilter>", "ServiceFilter(typeof(NoteFilter))", "Catch", "Stop", "Change",
        "ResponseCache(Duration = 5)", "Produces(\"application/json\")", "Produces(\"text/plain\", \"application/json\")",
        "ProducesResponseType(StatusCodes.Status200OK)", "RequestSizeLimit(1_000_000)", "ResponseCache(NoStore = true)", "Deny",
        "ProducesResponseType<Answer>(404)", "Tags(\"t\")", "Rename", "AlwaysTrace",
        "ApiExplorerSettings(IgnoreApi = true)", "DisableRequestSizeLimit", "RequestFormLimits(ValueCountLimit = 500)",
    ];

    private static readonly string[] FiltersOfActions = ["ProducesDefaultResponseType"];

    private readonly List<SeededAction> _actions = [];
    private int _count;

    public IReadOnlyList<SeededAction> Actions => _actions;

    public string Declare(int number)
    {
        var name = $"Set{number}";
        var isApi = !choices.OneIn(3);
        var route = choices.Of(Routes);
        var area = choices.OneIn(6) ? "Inner" : null;
        route = area is null ? route : $"[area]/{route}";
        var hasRoute = isApi || choices.OneIn(2);
        var kind = choices.Below(8) switch
        {
            0 => SeededBase.Controller,
            1 => SeededBase.None,
            2 => SeededBase.Own,
           _ => SeededBase.ControllerBase,
        };
        var bases = kind switch
        {
            SeededBase.None => string.Empty,
            SeededBase.Own => $" : OwnBase<{choices.Of<string>(["string", "int", "Answer"])}>",
           _ => $" : {kind}",
        };
        string?[] attributes =
        [
            isApi && kind != SeededBase.Own ? "ApiController" : null,
            hasRoute ? $"Route(\"{route}\")" : null,
            area is null ? null : $"Area(\"{area}\")",
            .. Some(Filters),
        ];
        isApi |= kind == SeededBase.Own;
        var prefix = !hasRoute ? string.Empty : route.Replace("[area]", area ?? string.Empty, StringComparison.Ordinal)
            .Replace("[controller]", name, StringComparison.Ordinal) + "/";
        var names = Enumerable.Range(0, 4 + choices.Below(MaxActions - 4)).Select(_ => $"Action{_count++}").ToArray();
        var actions = names.Select(action => Action(action, prefix, isApi, kind, names)).ToArray();
        var text = $$"""
            {{string.Join("\n", attributes.OfType<string>().Select(attribute => $"[{attribute}]"))}}
            public class {{name}}Controller{{(choices.OneIn(3) ? "(Notes notes)" : string.Empty)}}{{bases}}
            {
            {{string.Join("\n\n", actions)}}
            }
            """;
        return text.Contains("(Notes notes)", StringComparison.Ordinal)
            ? text.Replace("var shown = ", "var shown = notes.Text + ", StringComparison.Ordinal)
            : text;
    }

    private string Action(string name, string prefix, bool isApi, SeededBase kind, IReadOnlyList<string> others)
    {
        var verb = choices.Of<string>(["GET", "GET", "GET", "GET", "POST", "POST", "POST", "PUT", "PATCH", "DELETE"]);
        var arguments = parameters.Several(isApi, verb, out var routed);
        var segment = !prefix.Contains("[action]", StringComparison.Ordinal) ? "a-" + name.ToLowerInvariant() : "x";
        var template = segment + string.Concat(routed.Select((parameter, i) =>
            $"/{{{parameter}{(i == routed.Count - 1 && choices.OneIn(4) ? choices.Of<string>(["?", "=3"]) : string.Empty)}}}"));
        var path = "/" + prefix.Replace("[action]", name, StringComparison.Ordinal) + template;
        _actions.Add(new SeededAction(verb, path, arguments));
        var (result, modifier, body) = results.Body(kind, arguments, others);
        var attribute = choices.OneIn(6) ? $"AcceptVerbs(\"{verb}\", Route = \"{template}\")"
            : $"Http{verb[0]}{verb[1..].ToLowerInvariant()}(\"{template}\")";
        attribute = string.Join(", ", Some([.. Filters, .. FiltersOfActions]).Prepend(attribute));
        var declared = string.Join(", ", arguments.Select(argument => argument.Declaration));
        return $$"""
                [{{attribute}}]
                public {{modifier}}{{result}} {{name}}({{declared}})
                {
            {{body}}
                }
            """;
    }

    /// <summary>Returns attributes of different classes.</summary>
    private IEnumerable<string> Some(IReadOnlyList<string> filters) =>
        choices.Several(2, _ => choices.Of(filters)).DistinctBy(filter => filter.Split('(')[0]);
}

/// <summary>The base class of a controller.</summary>
internal enum SeededBase
{
    None,
    ControllerBase,
    Controller,

    /// <summary>A generic class of the program with [ApiController] and an action.</summary>
    Own,
}
