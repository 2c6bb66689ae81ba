using System.Collections.Immutable;
using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>Compares the parameters of a route with the arguments of its action.</summary>
internal static class RouteArgumentCheck
{
    /// <summary>The diagnostic property of GR0030 with the name of the argument that the route parameter probably means.</summary>
    public const string LikelyArgument = nameof(LikelyArgument);

    /// <summary>The diagnostic property of GR0031 with the constraint that matches the type.</summary>
    public const string MatchingConstraint = nameof(MatchingConstraint);

    /// <summary>The diagnostic property of GR0032 with the name of a member in another file.</summary>
    public const string MemberInOtherFile = nameof(MemberInOtherFile);

    public static void Check(ParsedAction action, KnownTypes known, Action<Diagnostic> report)
    {
        var bindings = action.Model.Call.Bindings.ToArray();
        if (!bindings.Any(GivesAccessToRouteValues))
        {
            CheckUnused(action, bindings, report);
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

    private static bool GivesAccessToRouteValues(BindingModel binding) =>
        binding is ContextBinding or SelfBinding or CustomBinding
            or RequestBinding { Part: RequestPart.HttpContext or RequestPart.Request };

    /// <summary>
    /// Checks the action's own template alone: not every action needs the parameters of the controller's template. A catch-all and a
    /// name that begins with an underscore may be unused on purpose.
    /// </summary>
    private static void CheckUnused(ParsedAction action, IReadOnlyList<BindingModel> bindings, Action<Diagnostic> report)
    {
        var used = new HashSet<string>(
            bindings.OfType<ValueBinding>()
                .Where(value => value is { Origin: ValueOrigin.Route, Slot: >= 0 })
                .Select(value => action.Model.RouteParameters[value.Slot].Name),
            StringComparer.OrdinalIgnoreCase);
        string[] others = [.. action.Method.Parameters
            .Zip(action.Model.Call.Arguments, (parameter, argument) => (parameter, argument))
            .Where(one => one.argument.Binding is ValueBinding { Origin: ValueOrigin.Query } && one.parameter.GetAttributes().IsEmpty)
            .Select(one => one.parameter.Name)];
        foreach (var route in action.Routes.Where(route => route.Template is not null))
        {
            string[] unused = [.. route.Route.Pattern.Parameters
                .Where(parameter => !parameter.IsCatchAll && !used.Contains(parameter.Name))
                .Where(parameter => !parameter.Name.StartsWith("_", StringComparison.Ordinal))
                .Select(parameter => parameter.Name)];
            foreach (var written in TemplateParameters.Of(route.Template!).Where(written => unused.Contains(written.Name)))
            {
                var likely = others.Length == 1 && unused.Length == 1 ? others[0] : null;
                report(Diagnostic.Create(
                    Descriptors.RouteParameterNotTaken,
                    TemplateLiteral.Locate(route.Attribute!, written.NameStart, written.Name.Length) ?? route.Location,
                    likely is null ? null : ImmutableDictionary<string, string?>.Empty.Add(LikelyArgument, likely),
                    written.Name,
                    action.Name,
                    likely is null ? string.Empty : $"; the argument '{likely}' is read from the query"));
            }
        }
    }

    private static void CheckConstraints(
        ParsedAction action, BoundArgument bound, ValueBinding value, KnownTypes known, Action<Diagnostic> report)
    {
        var type = bound.Target.Type;
        foreach (var route in action.Routes)
        {
            var slot = action.Model.RouteParameters[value.Slot].Name;
            var named = route.Route.Pattern.Parameters.FirstOrDefault(candidate =>
                candidate.Name.Equals(slot, StringComparison.OrdinalIgnoreCase));
            foreach (var constraint in named?.Constraints ?? EquatableArray<RouteConstraint>.Empty)
            {
                if (ConstraintCompatibility.Contradicts(constraint, type, known))
                {
                    var matching = ConstraintCompatibility.ConstraintFor(type, known);
                    report(Diagnostic.Create(
                        Descriptors.ConstraintContradictsType,
                        LocationOf(route, named!.Name, constraint.Text),
                        [bound.Location],
                        matching is null ? null : ImmutableDictionary<string, string?>.Empty.Add(MatchingConstraint, matching),
                        constraint.Text,
                        named.Name,
                        type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                        action.Name));
                }
            }
        }
    }

    private static void CheckOptional(ParsedAction action, BoundArgument bound, ValueBinding value, Action<Diagnostic> report)
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
                bound.IsBesideTheAction ? null : ImmutableDictionary<string, string?>.Empty.Add(MemberInOtherFile, bound.Target.Name),
                bound.Target.Name,
                action.Name,
                without.Route.Title));
        }
    }

    /// <summary>Returns the location of the constraint in the action's template, or that of the route.</summary>
    public static Location LocationOf(ParsedRoute route, string parameter, string constraint)
    {
        var written = TemplateParameters.Of(route.Template ?? string.Empty)
            .FirstOrDefault(candidate => candidate.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase));
        var (start, length) = written?.PlaceOf(constraint) ?? default;
        return route.Attribute is { } attribute && TemplateLiteral.Locate(attribute, start, length) is { } location
            ? location
            : route.Location;
    }
}
