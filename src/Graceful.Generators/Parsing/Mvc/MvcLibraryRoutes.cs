using System.Globalization;
using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>
/// The values of the route attributes of a library: its own build evaluates the constructors, and the projects that reference it read
/// the result.
/// </summary>
internal static class MvcLibraryRoutes
{
    private static readonly string[] Properties = ["Template", "Name", "Order", "HttpMethods"];

    /// <summary>Returns what the constructors of a public class of a library set; those that are not known are missing.</summary>
    public static EquatableArray<CompiledRouteModel> Of(GeneratorSyntaxContext found, CancellationToken cancellation)
    {
        var known = KnownTypes.Of(found.SemanticModel.Compilation);
        return known.Mvc.IsOptedIn && known.Mvc.CompiledRoute is not null &&
            known.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary &&
            found.SemanticModel.GetDeclaredSymbol(found.Node, cancellation) is INamedTypeSymbol { IsAbstract: false } type &&
            type is { IsGenericType: false, DeclaredAccessibility: Accessibility.Public, ContainingType: null } && IsRoute(type, known) &&
            IsFixed(type, known)
                ? type.InstanceConstructors.Where(one => one.DeclaredAccessibility == Accessibility.Public)
                    .Select(constructor => Evaluate(type, constructor, known))
                    .OfType<CompiledRouteModel>()
                    .ToEquatableArray()
                : EquatableArray<CompiledRouteModel>.Empty;
    }

    /// <summary>Returns the values that a constructor of a library sets; null when its build does not know them.</summary>
    /// <param name="constructor">The constructor.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="known">The known types.</param>
    public static IEnumerable<(IPropertySymbol Property, AttributeValue Value)>? Find(
        IMethodSymbol constructor, IReadOnlyList<AttributeValue> arguments, KnownTypes known)
    {
        var type = constructor.ContainingType;
        var identifier = constructor.OriginalDefinition.GetDocumentationCommentId();
        var found = known.Mvc.CompiledRoute is null ? null : type.ContainingAssembly.GetAttributes().FirstOrDefault(attribute =>
            attribute.AttributeClass.Is(known.Mvc.CompiledRoute) && attribute.ConstructorArguments.FirstOrDefault().Value is string one &&
            one == identifier);
        return found is null ? null : Properties
            .Select(name => (Implementing(type, name, known)!, Value(found, name, arguments)))
            .Where(one => one.Item1 is not null);
    }

    private static bool IsRoute(INamedTypeSymbol type, KnownTypes known) =>
        type.Implements(known.Mvc.RouteTemplate) || type.Implements(known.Mvc.HttpMethods);

    /// <summary>True for a class whose derived classes and named arguments change nothing but stored values.</summary>
    private static bool IsFixed(INamedTypeSymbol type, KnownTypes known) => type.SelfAndBases()
        .TakeWhile(one => !FrameworkAttributes.IsOne(one, known))
        .All(one => known.IsOwn(one) && one.GetMembers().All(member => member switch
        {
            IPropertySymbol { IsStatic: false } property => (type.IsSealed || !(property.IsVirtual || property.IsOverride)) &&
                (!IsSettable(property) || AttributeEffects.IsStored(property)),
            IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field =>
                field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private,
            _ => true,
        }));

    private static bool IsSettable(IPropertySymbol property) =>
        property.SetMethod is { DeclaredAccessibility: not Accessibility.Private };

    private static CompiledRouteModel? Evaluate(INamedTypeSymbol type, IMethodSymbol constructor, KnownTypes known)
    {
        var evaluation = AttributeEvaluation.OfLibrary(type, constructor, known);
        var values = Values();
        evaluation.Forget(type.SelfAndBases().SelectMany(one => one.GetMembers().OfType<IPropertySymbol>()).Where(IsSettable));

        // A value that depends on a property that others set is not known, except by the property itself.
        var fixedValues = Values();
        return Properties.All(name => values[name].IsKnown && (fixedValues[name].IsKnown ||
                (Implementing(type, name, known) is { } property && IsSettable(FrameworkAttributes.Stored(property) ?? property)))) &&
            values["Template"].Value is null or string && constructor.GetDocumentationCommentId() is { } identifier
                ? new CompiledRouteModel(
                    identifier,
                    values["Template"].Value as string,
                    values["Name"].Value as string,
                    values["Order"].Value is { } order ? Convert.ToString(order, CultureInfo.InvariantCulture) : null,
                    (values["HttpMethods"].Texts ?? []).ToEquatableArray())
                : null;

        Dictionary<string, AttributeValue> Values() => Properties.ToDictionary(
            name => name, name => evaluation.Property(Contract(name, known), name), StringComparer.Ordinal);
    }

    private static INamedTypeSymbol? Contract(string property, KnownTypes known) =>
        property == "HttpMethods" ? known.Mvc.HttpMethods : known.Mvc.RouteTemplate;

    private static IPropertySymbol? Implementing(INamedTypeSymbol type, string name, KnownTypes known) =>
        Contract(name, known)?.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } declared
            ? type.FindImplementationForInterfaceMember(declared) as IPropertySymbol
            : null;

    private static AttributeValue Value(AttributeData found, string name, IReadOnlyList<AttributeValue> arguments)
    {
        if (name == "HttpMethods")
        {
            var written = found.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value;
            AttributeValue[] methods = written is { Kind: TypedConstantKind.Array, IsNull: false }
                ? [.. written.Values.Select(method => Placeholders.Replace(method.Value as string, arguments))]
                : [];
            return methods.Any(method => !method.IsKnown)
                ? methods.First(method => !method.IsKnown)
                : AttributeValue.Known(methods.Select(method => method.Value).ToArray());
        }

        var value = Placeholders.Replace(found.Named(name) as string, arguments);
        return name == "Order" && value.Value is string text &&
            int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var order)
            ? AttributeValue.Known(order)
            : value;
    }
}
