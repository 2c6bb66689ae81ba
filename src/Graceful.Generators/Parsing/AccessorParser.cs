using System.Globalization;
using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses the members that generated code reaches through an accessor.</summary>
internal static class AccessorParser
{
    /// <summary>Returns the accessor of an init-only property; null for another one.</summary>
    public static AccessorModel? Setter(IPropertySymbol? property)
    {
        if (property is not { SetMethod.IsInitOnly: true })
        {
            return null;
        }

        var declared = property.OriginalDefinition;
        return Of(property.ContainingType, [Written(declared.Type, declared.NullableAnnotation)]);
    }

    public static AccessorModel Constructor(IMethodSymbol constructor) => Of(
        constructor.ContainingType,
        constructor.OriginalDefinition.Parameters.Select(parameter => Written(parameter.Type, parameter.NullableAnnotation)));

    private static AccessorModel Of(INamedTypeSymbol owner, IEnumerable<string> values) =>
        new(TypeNames.Of(owner.OriginalDefinition), values.ToEquatableArray(), Generics(owner));

    private static GenericsModel? Generics(INamedTypeSymbol owner)
    {
        var types = new List<INamedTypeSymbol>();
        for (var type = owner; type is not null; type = type.ContainingType)
        {
            types.Insert(0, type);
        }

        var parameters = types.SelectMany(type => type.TypeParameters).ToArray();
        return parameters.Length == 0
            ? null
            : new GenericsModel(
                string.Join(", ", parameters.Select(Declared)),
                string.Join(", ", types.SelectMany(type =>
                    type.TypeArguments.Zip(type.TypeArgumentNullableAnnotations, CollectionTypes.Written))),
                string.Concat(parameters.Select(Constraints)));
    }

    /// <summary>Returns a type parameter with the members that the trimmer keeps of its argument.</summary>
    private static string Declared(ITypeParameterSymbol parameter)
    {
        const string Space = "global::System.Diagnostics.CodeAnalysis.";
        var kept = parameter.GetAttributes()
            .FirstOrDefault(attribute => attribute.AttributeClass?.Name == "DynamicallyAccessedMembersAttribute")?
            .ConstructorArguments.FirstOrDefault().Value as int?;
        var marked = kept is { } members ? members.ToString(CultureInfo.InvariantCulture) : null;
        return TypeNames.Of(parameter) is var name && marked is null
            ? name
            : $"[{Space}DynamicallyAccessedMembers(({Space}DynamicallyAccessedMemberTypes)({marked}))] {name}";
    }

    /// <summary>As in ASP.NET Core, a reference without an annotation may be null.</summary>
    private static string Written(ITypeSymbol type, NullableAnnotation annotation) =>
        TypeNames.Of(type) + (!type.IsValueType && annotation != NullableAnnotation.NotAnnotated ? "?" : string.Empty);

    private static string Constraints(ITypeParameterSymbol parameter)
    {
        var all = new List<string>();
        Add(parameter.HasReferenceTypeConstraint, parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated
            ? "class?"
            : "class");
        Add(parameter.HasUnmanagedTypeConstraint, "unmanaged");
        Add(parameter is { HasValueTypeConstraint: true, HasUnmanagedTypeConstraint: false }, "struct");
        Add(parameter.HasNotNullConstraint, "notnull");
        all.AddRange(parameter.ConstraintTypes.Zip(parameter.ConstraintNullableAnnotations, CollectionTypes.Written));
        Add(parameter.HasConstructorConstraint, "new()");
        Add(parameter.AllowsRefLikeType, "allows ref struct");
        return all.Count == 0 ? string.Empty : $" where {TypeNames.Of(parameter)} : {string.Join(", ", all)}";

        void Add(bool has, string constraint)
        {
            if (has)
            {
                all.Add(constraint);
            }
        }
    }
}
