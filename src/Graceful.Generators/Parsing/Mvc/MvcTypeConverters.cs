using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Finds the type converters of types: MVC binds a type from one text when its converter reads text.</summary>
internal static class MvcTypeConverters
{
    /// <summary>Returns the <c>[TypeConverter(typeof(T))]</c> of a type; null without one that reads text.</summary>
    /// <param name="type">The type, not nullable.</param>
    /// <param name="known">The known types.</param>
    public static MvcConverterModel? Of(ITypeSymbol type, KnownTypes known) =>
        ClassOf(type, known) is { } converter && ReadsText(converter, known) && Unknown(type, known) is null
            ? new MvcConverterModel(
                known.IsAccessible(converter) ? TypeNames.Of(converter) : MvcFilterParser.HiddenName(converter, known),
                TakesType: ConstructorOf(converter, known)!.Parameters.Length == 1,
                IsHidden: !known.IsAccessible(converter))
            : null;

    /// <summary>Returns the reason why the converter of a type cannot be created; null when it can, or when there is none.</summary>
    public static string? Unknown(ITypeSymbol type, KnownTypes known)
    {
        if (AttributeOf(type, known) is not { } attribute)
        {
            return null;
        }

        const string Fix = "write [TypeConverter(typeof(...))] with a public class, or give the type a TryParse method";
        var name = type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString();
        return ClassOf(type, known) is not { } converter
                ? $"the [TypeConverter] of {name} is named by a text, and is not known at build time; {Fix}"
            : !ReadsText(converter, known) || IsCreatable(converter, known) ? null
            : $"generated code cannot create {converter.ToDisplayString()}, the converter of {name}; {Fix}";
    }

    private static bool IsCreatable(INamedTypeSymbol converter, KnownTypes known) =>
        ConstructorOf(converter, known) is not null && (known.IsAccessible(converter) || !MvcFilterParser.IsGeneric(converter));

    private static AttributeData? AttributeOf(ITypeSymbol type, KnownTypes known) =>
        MvcAttributes.OfType(type).FirstOrDefault(attribute => attribute.AttributeClass.Is(known.Mvc.TypeConverterAttribute));

    private static INamedTypeSymbol? ClassOf(ITypeSymbol type, KnownTypes known) =>
        AttributeOf(type, known)?.ConstructorArguments.FirstOrDefault() is
            { Kind: TypedConstantKind.Type, Value: INamedTypeSymbol found } &&
        found.DerivesFrom(known.Mvc.TypeConverter)
            ? found
            : null;

    /// <remarks>Whether a converter reads text is known only at run time. One that reads text overrides ConvertFrom.</remarks>
    private static bool ReadsText(INamedTypeSymbol converter, KnownTypes known) => converter.SelfAndBases()
        .TakeWhile(type => !type.Is(known.Mvc.TypeConverter))
        .SelectMany(type => type.GetMembers("ConvertFrom").OfType<IMethodSymbol>())
        .Any(method => method is { IsOverride: true, Parameters.Length: 3 });

    /// <remarks>As in the framework, a constructor that takes the converted type precedes the one without parameters.</remarks>
    private static IMethodSymbol? ConstructorOf(INamedTypeSymbol converter, KnownTypes known) => converter is not
        { TypeKind: TypeKind.Class, IsAbstract: false, IsUnboundGenericType: false } || CreationParser.HasRequiredMembers(converter)
        ? null
        : converter.InstanceConstructors
            .Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public && !constructor.IsObsoleteAsError() &&
                (constructor.Parameters.Length == 0 ||
                    (constructor.Parameters.Length == 1 && constructor.Parameters[0].Type.Is(known.Mvc.Type))))
            .OrderByDescending(constructor => constructor.Parameters.Length)
            .FirstOrDefault();
}
