using System.Collections.Immutable;
using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Advice;

/// <summary>Whether the parameters of a route and the arguments of its action fit together.</summary>
internal static class RouteArguments
{
    /// <summary>The property of GR0030 with the name of the argument that is probably meant.</summary>
    public const string Meant = nameof(Meant);

    /// <summary>The property of GR0031 with the constraint that goes with the type.</summary>
    public const string Fitting = nameof(Fitting);

    /// <summary>The property of GR0032 with the name of the member that is meant, where that is written in another file.</summary>
    public const string Elsewhere = nameof(Elsewhere);

    public static void Check(FoundAction action, KnownTypes known, Action<Diagnostic> report)
    {
        var bindings = action.Model.Call.Bindings.ToArray();
        if (!bindings.Any(ReadsTheRoute))
        {
            CheckTaken(action, bindings, report);
        }

        foreach (var bound in BoundArguments.Of(action, known))
        {
            if (bound.Argument.Binding is ValueBinding { Origin: ValueOrigin.Route, Slot: >= 0 } value)
            {
                CheckConstraints(action, bound, value, known, report);
                CheckOptional(action, bound, value, report);
            }
        }
    }

    /// <summary>Who takes the request itself may read the values of the route from it.</summary>
    private static bool ReadsTheRoute(BindingModel binding) =>
        binding is ContextBinding or SelfBinding or RequestBinding { Part: RequestPart.HttpContext or RequestPart.Request };

    /// <summary>
    /// Only of the action's own template: not each action needs what the controller's has. A catch-all may stand for the rest
    /// that does not matter, and so does a name with an underscore in front.
    /// </summary>
    private static void CheckTaken(FoundAction action, IReadOnlyList<BindingModel> bindings, Action<Diagnostic> report)
    {
        var taken = new HashSet<string>(
            bindings.OfType<ValueBinding>().Where(value => value is { Origin: ValueOrigin.Route, Slot: >= 0 }).Select(value => action.Model.RouteParameters[value.Slot].Name),
            StringComparer.OrdinalIgnoreCase);
        string[] others = [.. action.Method.Parameters
            .Zip(action.Model.Call.Arguments, (parameter, argument) => (parameter, argument))
            .Where(one => one.argument.Binding is ValueBinding { Origin: ValueOrigin.Query } && one.parameter.GetAttributes().IsEmpty)
            .Select(one => one.parameter.Name)];
        foreach (var route in action.Routes.Where(route => route.Template is not null))
        {
            string[] open = [.. route.Route.Pattern.Parameters
                .Where(parameter => !parameter.IsCatchAll && !taken.Contains(parameter.Name) && !parameter.Name.StartsWith("_", StringComparison.Ordinal))
                .Select(parameter => parameter.Name)];
            foreach (var written in TemplateParameters.Of(route.Template!).Where(written => open.Contains(written.Name)))
            {
                var meant = others.Length == 1 && open.Length == 1 ? others[0] : null;
                report(Diagnostic.Create(
                    Descriptors.RouteParameterNotTaken,
                    TemplateLiteral.Locate(route.Attribute!, written.NameStart, written.Name.Length) ?? route.Location,
                    meant is null ? null : ImmutableDictionary<string, string?>.Empty.Add(Meant, meant),
                    written.Name,
                    action.Name,
                    meant is null
                        ? $"add an argument '{written.Name}', or put an underscore in front of the name when it does not matter"
                        : $"the argument '{meant}' is read from the query, and may be meant; call both the same"));
            }
        }
    }

    private static void CheckConstraints(FoundAction action, BoundArgument bound, ValueBinding value, KnownTypes known, Action<Diagnostic> report)
    {
        var type = bound.Target.Type;
        foreach (var route in action.Routes)
        {
            var slot = action.Model.RouteParameters[value.Slot].Name;
            var named = route.Route.Pattern.Parameters.FirstOrDefault(candidate => candidate.Name.Equals(slot, StringComparison.OrdinalIgnoreCase));
            foreach (var constraint in named?.Constraints ?? EquatableArray<RouteConstraint>.Empty)
            {
                if (ConstraintTypes.Contradicts(constraint, type, known))
                {
                    var fitting = ConstraintTypes.Fitting(type, known);
                    report(Diagnostic.Create(
                        Descriptors.ConstraintContradictsType,
                        PlaceOf(route, named!.Name, constraint.Text),
                        [bound.Location],
                        fitting is null ? null : ImmutableDictionary<string, string?>.Empty.Add(Fitting, fitting),
                        constraint.Text,
                        named.Name,
                        type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                        action.Name,
                        fitting is null ? "Leave out the constraint, or take another type" : $"Write '{named.Name}:{fitting}', or take another type"));
                }
            }
        }
    }

    private static void CheckOptional(FoundAction action, BoundArgument bound, ValueBinding value, Action<Diagnostic> report)
    {
        var slot = action.Model.RouteParameters[value.Slot];
        if (value.IsAlwaysThere || value.IsOptional || slot.IsCatchAll)
        {
            return;
        }

        var without = action.Routes.FirstOrDefault(route => route.Route.Pattern.Parameters.FirstOrDefault(candidate =>
            candidate.Name.Equals(slot.Name, StringComparison.OrdinalIgnoreCase)) is null or { IsOptional: true });
        if (without is not null)
        {
            report(Diagnostic.Create(
                Descriptors.OptionalMismatch,
                bound.Location,
                [without.Location],
                bound.IsBesideTheAction ? null : ImmutableDictionary<string, string?>.Empty.Add(Elsewhere, bound.Target.Name),
                bound.Target.Name,
                action.Name,
                without.Route.Title));
        }
    }

    /// <summary>The constraint inside of the action's template; the attribute, when the controller's has it.</summary>
    public static Location PlaceOf(FoundRoute route, string parameter, string constraint)
    {
        var written = TemplateParameters.Of(route.Template ?? string.Empty).FirstOrDefault(candidate => candidate.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase));
        var (start, length) = written?.PlaceOf(constraint) ?? default;
        return route.Attribute is { } attribute && TemplateLiteral.Locate(attribute, start, length) is { } place ? place : route.Location;
    }
}
