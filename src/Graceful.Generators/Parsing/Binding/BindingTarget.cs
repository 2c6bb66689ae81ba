using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The target of a binding: a parameter of an action, or a member of an object created from arguments.</summary>
internal sealed class BindingTarget
{
    private BindingTarget(ISymbol symbol, ITypeSymbol type, NullableAnnotation annotation, IEnumerable<AttributeData> attributes)
    {
        Symbol = symbol;
        Name = symbol.Name;
        Local = Identifiers.Escape(symbol.Name);
        DeclaredType = type;
        Attributes = attributes;

        // As in ASP.NET Core: without nullable annotations, a reference may be null.
        IsMarkedNullable = type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ||
            annotation == NullableAnnotation.Annotated;
        IsNullable = type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ||
            (type.IsReferenceType && annotation != NullableAnnotation.NotAnnotated);
        Type = type.WithoutNullable();
    }

    public ISymbol Symbol { get; }

    /// <summary>Gets the type of the object that the member belongs to; null for a parameter of an action.</summary>
    public INamedTypeSymbol? Owner { get; private set; }

    public IEnumerable<AttributeData> Attributes { get; }

    /// <summary>The name in the source. Clients use it too unless an attribute sets another.</summary>
    public string Name { get; }

    /// <summary>The local variable in generated code.</summary>
    public string Local { get; private set; }

    public ITypeSymbol DeclaredType { get; }

    /// <summary>The type, which is not a nullable value type.</summary>
    public ITypeSymbol Type { get; }

    public bool IsNullable { get; }

    /// <summary>True when null is allowed explicitly, with a question mark.</summary>
    public bool IsMarkedNullable { get; }

    /// <summary>The default value; null when there is none, or when it is null.</summary>
    public ConstantModel? Default { get; private set; }

    public bool IsOptional => IsNullable || HasDefault;

    public bool HasDefault { get; private set; }

    /// <summary>The declared type as C# writes it, with its question mark.</summary>
    public string TypeText => TypeNames.Of(DeclaredType) + (DeclaredType.IsReferenceType && IsNullable ? "?" : string.Empty);

    public static BindingTarget Of(IParameterSymbol parameter) => WithDefault(
        new BindingTarget(parameter, parameter.Type, parameter.NullableAnnotation, parameter.AppliedAttributes()), parameter);

    /// <summary>Creates the target for a parameter of an MVC action, which inherits the attributes of overridden methods.</summary>
    public static BindingTarget OfMvc(IParameterSymbol parameter) => WithDefault(
        new BindingTarget(parameter, parameter.Type, parameter.NullableAnnotation, MvcAttributes.OfParameter(parameter)), parameter);

    /// <summary>Creates the target for a property, a parameter of the constructor, or both.</summary>
    public static BindingTarget Of(IPropertySymbol? property, IParameterSymbol? parameter, BindingTarget owner)
    {
        var attributes = Attributes(property).Concat(Attributes(parameter));
        var symbol = (ISymbol?)property ?? parameter!;
        var member = parameter is not null
            ? WithDefault(new BindingTarget(symbol, parameter.Type, parameter.NullableAnnotation, attributes), parameter)
            : new BindingTarget(symbol, property!.Type, property.NullableAnnotation, attributes);

        member.Owner = owner.Type as INamedTypeSymbol;
        member.Local = owner.Local.TrimStart('@') + Identifiers.Pascal(member.Name);
        return member;

        static IEnumerable<AttributeData> Attributes(ISymbol? symbol) => symbol?.AppliedAttributes() ?? [];
    }

    /// <summary>Returns the attribute of the contract, of a class derived from it, or that implements it.</summary>
    public AttributeData? Attribute(INamedTypeSymbol? contract) => contract is null
        ? null
        : Attributes.FirstOrDefault(attribute =>
            attribute.AttributeClass is { } type && (type.DerivesFrom(contract) || type.Implements(contract)));

    private static BindingTarget WithDefault(BindingTarget target, IParameterSymbol parameter)
    {
        if (parameter.HasExplicitDefaultValue)
        {
            target.HasDefault = true;
            target.Default = ConstantParser.Default(parameter, target.Type, target.IsNullable);
        }

        return target;
    }
}
