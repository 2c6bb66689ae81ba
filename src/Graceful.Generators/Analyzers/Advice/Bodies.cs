using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Advice;

/// <summary>Whether an action reads a body that its requests do not have.</summary>
internal static class Bodies
{
    private const RouteVerbs Bodiless = RouteVerbs.Get | RouteVerbs.Head | RouteVerbs.Delete;

    public static void Check(FoundAction action, Action<Diagnostic> report)
    {
        var verbs = action.Routes.Aggregate(RouteVerbs.None, (all, route) => all | route.Route.Verbs);
        var bodiless = verbs & Bodiless;
        if (bodiless == RouteVerbs.None || action.Routes.Any(route => route.Route.Verbs == RouteVerbs.None))
        {
            return;
        }

        // What may be missing is asked for in vain only where it always is.
        var always = bodiless == verbs;
        foreach (var (parameter, argument) in action.Method.Parameters.Zip(action.Model.Call.Arguments, (parameter, argument) => (parameter, argument)))
        {
            if (argument.Bindings.Any(binding => IsRead(binding, always)))
            {
                report(Diagnostic.Create(
                    Descriptors.BodyNotExpected,
                    parameter.Locations[0],
                    parameter.Name,
                    action.Name,
                    string.Join(", ", bodiless.Each().Select(verb => verb.ToString().ToUpperInvariant()))));
            }
        }
    }

    private static bool IsRead(BindingModel binding, bool always) => binding switch
    {
        BodyBinding { Service: null } body => always || !body.IsOptional,
        FormBinding form => always || !form.IsOptional,
        ValueBinding { Origin: ValueOrigin.Form } field => always || !field.IsOptional,
        RequestBinding { Part: RequestPart.Body or RequestPart.BodyReader } => always,
        _ => false,
    };
}
