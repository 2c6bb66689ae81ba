using System.Globalization;
using Binding.Bench;
using Graceful;

var only = args.SkipWhile(arg => arg != "--rows").Skip(1).FirstOrDefault() ?? string.Empty;
var actions = await Contender.StartAsync("action", ActionContender.Map);
var lambdas = await Contender.StartAsync("minimal API", LambdaContender.Map);
List<Contender> contenders =
[
    actions,
    lambdas,
    await Contender.StartAsync("MVC, compiled", app => app.UseActions(), path: "/mvc"),
#if !NATIVE
    await Contender.StartAsync("MVC", app => app.MapControllers(), services => services.AddControllers(), path: "/mvc"),
#endif
];

foreach (var row in Row.All.Where(row => IsWanted(row.Name)))
{
    foreach (var contender in contenders)
    {
#if NATIVE
        if (row.IsOfActionsInNative && contender == lambdas)
        {
            continue;
        }
#endif

        Print(row.Name, contender.Name, contender.Measure(row));
    }
}

var links = lambdas.Links;
(string Name, Func<string> Typed, Func<string> Looked)[] all =
[
    ("link with two ints", LinkContenders.Values, LinkContenders.ValuesByGenerator(links)),
    ("link with two strings", LinkContenders.Texts, LinkContenders.TextsByGenerator(links)),
    ("link with a DateOnly", LinkContenders.Dates, LinkContenders.DatesByGenerator(links)),
];
foreach (var (name, typed, looked) in all.Where(link => IsWanted(link.Name)))
{
    if (typed() != looked())
    {
        throw new InvalidOperationException($"{typed()} is not {looked()}.");
    }

    Print($"{name}: {typed()}", "Links", Measurement.Of(() => typed()));
    Print($"{name}: {looked()}", "LinkGenerator", Measurement.Of(() => looked()));
}

bool IsWanted(string name) => name.Contains(only, StringComparison.OrdinalIgnoreCase);

static void Print(string row, string contender, Measurement cost) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{row,-45} {contender,-14} {cost.Median,8:F0} ns median {cost.Best,8:F0} ns best {cost.Bytes,7:F0} B"));
