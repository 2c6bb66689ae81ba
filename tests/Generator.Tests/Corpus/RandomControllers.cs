using System.Globalization;

namespace Generator.Tests.Corpus;

/// <summary>Controllers of every shape, with their bases and hooks.</summary>
internal sealed class RandomControllers(Choices choices, RandomTypes types, RandomActions actions, RandomAnnotations annotations,
    ProgramShape shape)
{
    private readonly List<WrittenController> _written = [];

    public IReadOnlyList<WrittenController> Written => _written;

    public string Declare()
    {
        var number = _written.Count.ToString(CultureInfo.InvariantCulture);
        var name = choices.Name([$"X{number}Controller", $"X{number}", $"Größe{number}Controller", $"数{number}", $"x{number}controller",
            "@class", "Links", "Controller", "@record"], shape.Taken);
        var space = choices.Of(shape.Namespaces);
        var isStatic = choices.OneIn(3);
        var methods = choices.Several(6, i => actions.Declare($"{number}/{i}", isStatic || choices.OneIn(4)));
        _written.Add(new WrittenController(name.TrimStart('@'), [.. methods.Select(method => method.Name)]));

        var (bases, before) = isStatic || shape.IsFile ? (string.Empty, string.Empty) : Base(number);
        var constructor = isStatic || !choices.OneIn(2) ? string.Empty : $"({string.Join(", ", Services())})";
        var kind = isStatic ? "static " : choices.Of<string>(["sealed ", "", "sealed "]);
        var hooks = isStatic ? string.Empty : Hooks();
        string[] templates = [$"c{number}", $"api/[controller]{number}", $"/{number}", $"c{number}/{{outer}}"];
        var route = choices.OneIn(3)
            ? $"[global::Graceful.Controller(\"{choices.Of<string>(templates)}\")]"
            : "[global::Graceful.Controller]";
        var body = $"{{\n{hooks}    {string.Join("\n    ", methods.Select(method => method.Text))}\n}}";
        var note = choices.OneIn(4) ? annotations.Note() + "\n" : string.Empty;
        var type = !shape.IsFile && choices.OneIn(5)
            ? $"{note}{route}\n{shape.Access} {kind}partial class {name}{constructor}{bases}\n{body}\n{shape.Access} " +
                $"{kind}partial class {name} {{ }}"
            : $"{note}{route}\n{shape.Access} {kind}class {name}{constructor}{bases}\n{body}";
        var nested = choices.OneIn(6) && !shape.IsFile ? $"{shape.Access} static class Holder{number}\n{{\n{type}\n}}" : type;
        var all = before + nested;
        return space.Length == 0 ? all : $"namespace {space}\n{{\n{all}\n}}";
    }

    private (string Bases, string Declaration) Base(string number)
    {
        var method = actions.Declare($"base{number}", isStatic: false);
        return choices.Below(6) switch
        {
            0 => ($" : Base{number}", $"{shape.Access} abstract class Base{number}\n{{\n    {method.Text}\n}}\n"),
            1 => ($" : Base{number}<{types.Any(1)}>",
                $"{shape.Access} abstract class Base{number}<T>\n{{\n    [global::Graceful.Post(\"t\")] " +
                $"public T Take([global::Microsoft.AspNetCore.Mvc.FromBody] T item) => item;\n    {method.Text}\n}}\n"),
            _ => (string.Empty, string.Empty),
        };
    }

    private IEnumerable<string> Services() => choices.Several(3, i => (i, choices.Of<string>(
        ["global::Support.IClock s", "global::Support.Clock? s",
            "global::System.Collections.Generic.IEnumerable<global::Support.IClock> s",
            "[global::Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"a\\n\")] global::Support.IClock s",
            "global::System.IServiceProvider @class", "global::Support.Context s"]))).Select(one => one.Item2 + one.i);

    private static readonly string[] Completions =
        ["void", "global::System.Threading.Tasks.Task", "global::System.Threading.Tasks.ValueTask"];

    private static readonly string[] OfAfter =
    [
        "", "global::System.Exception? @class",
        "global::Graceful.RequestContext context, global::Microsoft.AspNetCore.Http.HttpContext value",
    ];

    private string Hooks() =>
        (choices.OneIn(6) ? "    public void Dispose() { }\n" : string.Empty) +
        (choices.OneIn(4)
            ? $"    [global::Graceful.Before] public {choices.Of<string>(Completions)} Enter(global::Support.Context context) " +
                "=> throw null!;\n"
            : string.Empty) +
        (choices.OneIn(4)
            ? $"    [global::Graceful.After] public void Leave({choices.Of<string>(OfAfter)}) {{ }}\n"
            : string.Empty);
}

/// <param name="Name">The name of the class, without its at sign.</param>
/// <param name="Actions">The names of its actions.</param>
internal sealed record WrittenController(string Name, IReadOnlyList<string> Actions);

/// <param name="Name">The name of the method, without its at sign.</param>
/// <param name="Text">The method.</param>
internal sealed record WrittenAction(string Name, string Text);
