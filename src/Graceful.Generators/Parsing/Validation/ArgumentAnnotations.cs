using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses the annotations of the arguments of an action, and the validation of the objects in them.</summary>
internal sealed class ArgumentAnnotations(INamedTypeSymbol controller, string action, KnownTypes known, ParseObserver? observer)
{
    /// <summary>True when an annotation is in error. An action must not run with arguments that are not validated.</summary>
    public bool AreInError { get; private set; }

    /// <returns>Null when the argument is not validated.</returns>
    public ArgumentValidationModel? Of(BindingTarget target, BindingModel binding)
    {
        var property = target.Symbol as IPropertySymbol;
        var attributes = property is null ? [.. target.Attributes] : ValidatedProperties.Attributes(property, target.Owner);
        if (binding is ContextBinding or RequestBinding or ServiceBinding or ExceptionBinding or ErrorBinding ||
            AnnotationTypes.IsSkipped(attributes) || AnnotationTypes.IsSkipped(target.Type))
        {
            return null;
        }

        if (binding is not CompositeBinding && known.Validated.Cut(target.DeclaredType) is { } cut)
        {
            AreInError = true;

            observer?.Report(
                Descriptors.TypesEndless, known.IsOwn(target.Symbol) ? target.Symbol : controller, target.Name, action,
                EndlessTypes.Describe(cut));
            return null;
        }

        var errors = new AnnotationErrors();
        var parser = new RuleParser(known, errors) { RequiresValues = binding is MvcBinding };
        var rules = attributes
            .Where(attribute => attribute.AttributeClass?.DerivesFrom(known.Annotations.Base) == true)
            .Select(attribute => parser.Parse(new Annotation(attribute, target.DeclaredType, target.Symbol, property?.ContainingType)))
            .OfType<RuleModel>()
            .Where(rule => !IsAlwaysThere(binding, rule))
            .OrderByDescending(rule => rule.IsRequired)
            .ToEquatableArray();
        var whole = binding is CompositeBinding && target.Type is INamedTypeSymbol type ? AnnotatedType.WholeOf(type, parser, known) : null;
        var nested = binding is CompositeBinding ? null : known.Validated.Nested(target.DeclaredType);
        Report(errors, target.Symbol);
        if (binding is not CompositeBinding)
        {
            ReportTypes(target.DeclaredType);
        }

        var bound = NameOf(binding) is { } name && name != target.Name ? name : null;
        var display = AnnotationMessages.Display(attributes, known);
        var member = new ValidatedMemberModel(target.Name, JsonName: null, bound, display, rules, nested);

        // A member without annotations is needed for its name: the validation of its object may report it, and MVC reports with the shown
        // name that a text is not valid.
        return rules.Count > 0 || nested is not null || whole is not null || property is not null ||
            (binding is MvcBinding && display is not null)
            ? new ArgumentValidationModel(member,
                property?.GetMethod is { } getter && known.IsAccessible(getter) && Identifiers.IsValid(property.Name)
                    ? property.Name
                    : null,
                whole)
            {
                RulesOfNull = binding is MvcBinding && IsRequired(target.DeclaredType, rules)
                    ? rules.Where(rule => rule.MayRefuseNull).ToEquatableArray()
                    : EquatableArray<RuleModel>.Empty,
            }
            : null;
    }

    /// <summary>
    /// True for an argument that MVC also validates when the request does not have it: one of a value type, or with an attribute derived
    /// from [Required]. [Required] itself fails before the others.
    /// </summary>
    private static bool IsRequired(ITypeSymbol type, EquatableArray<RuleModel> rules) =>
        type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } ||
        rules.Any(rule => rule is { IsRequired: true, Check: AnnotationCheck });

    /// <summary>An object created from arguments is never null.</summary>
    private static bool IsAlwaysThere(BindingModel binding, RuleModel rule) =>
        binding is CompositeBinding && rule is { IsRequired: true, Check: not AnnotationCheck };

    private static string? NameOf(BindingModel binding) => binding switch
    {
        ValueBinding value => value.Name,
        BodyBinding body => body.Name,
        FormBinding form => form.Name,
        SelfBinding self => self.Name,
        CustomBinding custom => custom.Name,
        _ => null,
    };

    private void ReportTypes(ITypeSymbol declared)
    {
        foreach (var type in known.Validated.Reachable(declared))
        {
            var errors = known.Validated.Read(type).Errors;
            AreInError |= !errors.IsEmpty;
            if (!errors.IsEmpty && observer is not null)
            {
                errors.Report(observer, controller, known);
            }
        }
    }

    private void Report(AnnotationErrors errors, ISymbol target)
    {
        AreInError |= !errors.IsEmpty;
        if (observer is not null)
        {
            errors.Report(observer, known.IsOwn(target) ? target : controller, known);
        }
    }
}
