using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>Reports actions that read the body of GET, HEAD or DELETE requests.</summary>
internal static class RequestBodyCheck
{
    private const RouteVerbs Bodiless = RouteVerbs.Get | RouteVerbs.Head | RouteVerbs.Delete;

    public static void Check(ParsedAction action, Action<Diagnostic> report)
    {
        var verbs = action.Routes.Aggregate(RouteVerbs.None, (all, route) => all | route.Route.Verbs);
        var bodiless = verbs & Bodiless;
        if (bodiless == RouteVerbs.None || action.Routes.Any(route => route.Route.Verbs == RouteVerbs.None))
        {
            return;
        }

        // An optional body is an error only when every verb of the action has no body.
        var always = bodiless == verbs;
        var arguments = action.Method.Parameters.Zip(action.Model.Call.Arguments, (parameter, argument) => (parameter, argument));
        foreach (var (parameter, argument) in arguments)
        {
            if (argument.Bindings.Any(binding => IsRead(binding, parameter.Type, always)))
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

    private static bool IsRead(BindingModel binding, ITypeSymbol type, bool always) => binding switch
    {
        // [ApiController] infers the body, unless the app has registered a service of the type.
        MvcBinding { Source: MvcSource.Body, MayBeService: true } => always && DataTypes.IsData(type.WithoutNullable()),
        MvcBinding { Source: MvcSource.Body, MayBeService: false, AllowsEmptyBody: not true } => true,
        MvcBinding { Source: MvcSource.Body, MayBeService: false } => always,
        BodyBinding { Service: null } body => always || !body.IsOptional,
        FormBinding form => always || !form.IsOptional,
        ValueBinding { Origin: ValueOrigin.Form } field => always || !field.IsOptional,
        RequestBinding { Part: RequestPart.Body or RequestPart.BodyReader } => always,
        _ => false,
    };
}
