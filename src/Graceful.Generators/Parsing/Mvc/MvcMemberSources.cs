using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Parses members that are not parts of their object: <c>[FromBody]</c>, <c>[FromHeader]</c>, <c>[FromServices]</c> and
/// <c>[ModelBinder(typeof(T))]</c>.
/// </summary>
internal sealed class MvcMemberSources(KnownTypes known, ParseObserver? observer)
{
    /// <summary>Gets or sets the parameter or the member that reads the body; null for none.</summary>
    public ISymbol? Body { get; set; }

    /// <summary>True for an attribute with a source that is not a part of its object.</summary>
    public bool IsOne(AttributeData attribute) =>
        MvcAttributes.BinderIn(attribute, known) is not null || MvcAttributes.HasOtherSource(attribute, known) ||
        attribute.AttributeClass?.DerivesFrom(known.FromKeyedServices) == true;

    /// <summary>Returns the attributes of a member and of its type, which may have [ModelBinder].</summary>
    public static IEnumerable<AttributeData> Attributes(IEnumerable<AttributeData> ofMember, ITypeSymbol type) =>
        ofMember.Concat(MvcAttributes.OfType(type.WithoutNullable()));

    /// <summary>True for a type that has such a member.</summary>
    public bool AreIn(INamedTypeSymbol type) => type.SelfAndBases().SelectMany(one => one.GetMembers()).Any(member => member switch
    {
        IPropertySymbol property => Attributes(MvcAttributes.OfProperty(property), property.Type).Any(IsOne),
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => type.IsRecord &&
            constructor.Parameters.Any(parameter => Attributes(parameter.AppliedAttributes(), parameter.Type).Any(IsOne)),
        _ => false,
    });

    /// <param name="member">The property or the parameter of a record.</param>
    /// <param name="type">Its type.</param>
    /// <param name="attributes">Its attributes; one of them is such a source.</param>
    /// <param name="binders">Parses the values of a header.</param>
    /// <param name="error">The reason why it cannot be bound.</param>
    public MvcBinderModel? Parse(
        ISymbol member, ITypeSymbol type, IReadOnlyList<AttributeData> attributes, MvcBinders binders, out string? error)
    {
        error = null;
        if (MvcAttributes.BinderOf(attributes, type.WithoutNullable(), known) is { } binder)
        {
            return Custom(member, type, attributes, binder, out error);
        }

        // As in MVC, the first attribute with a source decides.
        var source = attributes.First(IsOne);
        var attributeType = source.AttributeClass!;
        if (attributeType.Implements(known.Binding.FromBody))
        {
            error = Body is null ? null : $"the body is read by '{Body.Name}' already";
            Body ??= member;
            var isNonNullable = IsNonNullable(type);
            return new MvcBodyBinder(
                TypeNames.Of(type),
                member is IParameterSymbol { HasExplicitDefaultValue: true } ||
                    (MayBeNull(type) && !isNonNullable && !HasRequired(attributes)),
                isNonNullable && !HasRequired(attributes));
        }

        if (attributeType.Implements(known.Binding.FromHeader))
        {
            var values = binders.Parse(type, out error, isArgument: false);
            error ??= values is MvcObjectBinder or MvcDictionaryBinder or MvcFileBinder ? "a header is text" : null;
            return values is null ? null
                : new MvcHeaderBinder(TypeNames.Of(type), MvcAttributes.BoundName(attributes, known) ?? member.Name, values);
        }

        if (KeyedService.IsUnknown(source, known))
        {
            error = MvcReports.DerivedKey(source);
            return null;
        }

        if (attributeType.Implements(known.Binding.FromServices) || attributeType.DerivesFrom(known.FromKeyedServices))
        {
            error = !type.IsReferenceType || type.SpecialType == SpecialType.System_String ? "a service is a class or an interface" : null;
            return new MvcServiceBinder(TypeNames.Of(type), new ServiceModel(
                TypeNames.Of(type), KeyedService.KeyOf(attributes, known), type.NullableAnnotation == NullableAnnotation.Annotated));
        }

        error = MvcReports.DerivedSource(attributeType);
        return null;
    }

    private MvcCustomBinder? Custom(
        ISymbol member, ITypeSymbol type, IReadOnlyList<AttributeData> attributes, INamedTypeSymbol binder, out string? error)
    {
        error = binder.Implements(known.Mvc.Binder) ? null : $"the binder '{binder.ToDisplayString()}' does not implement IModelBinder";
        if (error is not null)
        {
            return null;
        }

        if (CreationParser.Parse(binder, member, known, observer) is not { } creation)
        {
            error = $"the binder '{binder.ToDisplayString()}' cannot be created";
            return null;
        }

        return new MvcCustomBinder(TypeNames.Of(type), creation, HasRequired(attributes) || IsNonNullable(type));
    }

    private bool HasRequired(IEnumerable<AttributeData> attributes) =>
        attributes.Any(attribute => attribute.AttributeClass?.DerivesFrom(known.Annotations.Required) == true);

    private static bool IsNonNullable(ITypeSymbol type) =>
        type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated };

    private static bool MayBeNull(ITypeSymbol type) => type.IsReferenceType || !type.WithoutNullable().Is(type);
}
