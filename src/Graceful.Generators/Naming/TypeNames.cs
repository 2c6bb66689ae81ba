using System.Text;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Naming;

/// <summary>
/// Returns the names of types, from <c>global::</c>. Much cheaper than <c>ToDisplayString</c>, which would run for every controller
/// at every keystroke.
/// </summary>
internal static class TypeNames
{
    /// <summary>Returns the type reference: <c>global::Shop.Basket&lt;string?&gt;</c>.</summary>
    public static string Of(ITypeSymbol type)
    {
        var text = new StringBuilder();
        Append(text, type);
        return text.ToString();
    }

    /// <summary>Returns the readable name: <c>Shop.Basket</c>, with <c>+</c> before a nested type.</summary>
    public static string Plain(INamedTypeSymbol type)
    {
        var text = new StringBuilder();
        AppendNamespace(text, type.ContainingNamespace, escape: false);
        var start = text.Length;
        for (var current = type; current is not null; current = current.ContainingType)
        {
            text.Insert(start, current.ContainingType is null ? current.Name : "+" + current.Name);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                AppendArray(text, array);
                break;
            case INamedTypeSymbol named when Keyword(named.SpecialType) is { } keyword:
                text.Append(keyword);
                break;
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, IsUnboundGenericType: false } nullable:
                Append(text, nullable.TypeArguments[0]);
                text.Append('?');
                break;
            case INamedTypeSymbol named:
                AppendNamed(text, named.TupleUnderlyingType ?? named);
                break;
            case ITypeParameterSymbol { DeclaringType: { } declaring } parameter:
                // A class in a generic class may use the name of one of its type parameters again.
                text.Append('T').Append(parameter.Ordinal + Outer(declaring));
                break;
            case IDynamicTypeSymbol:
                text.Append("object");
                break;
            default:
                text.Append(type.Name);
                break;
        }
    }

    /// <summary>Returns the number of type parameters of the classes around a type.</summary>
    private static int Outer(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? outer.Arity + Outer(outer) : 0;

    /// <summary>
    /// Appends the ranks from the outermost to the innermost, as C# reads them: <c>int[][,]</c> is an array of <c>int[,]</c>. A question
    /// mark ends such a run: <c>int[]?[,]</c> is a two-dimensional array of <c>int[]?</c>.
    /// </summary>
    private static void AppendArray(StringBuilder text, IArrayTypeSymbol array)
    {
        var ranks = new StringBuilder();
        while (true)
        {
            ranks.Append('[').Append(',', array.Rank - 1).Append(']');
            var isNullable = array.ElementType.IsReferenceType && array.ElementNullableAnnotation == NullableAnnotation.Annotated;
            if (array.ElementType is IArrayTypeSymbol inner && !isNullable)
            {
                array = inner;
                continue;
            }

            Append(text, array.ElementType);
            text.Append(isNullable ? "?" : string.Empty).Append(ranks);
            return;
        }
    }

    private static void AppendNamed(StringBuilder text, INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            AppendNamed(text, outer);
            text.Append('.');
        }
        else
        {
            text.Append("global::");
            AppendNamespace(text, type.ContainingNamespace, escape: true);
        }

        text.Append(Identifiers.Escape(type.Name));
        if (type.TypeArguments.Length == 0)
        {
            return;
        }

        text.Append('<');
        for (var i = 0; i < type.TypeArguments.Length; i++)
        {
            text.Append(i == 0 ? string.Empty : type.IsUnboundGenericType ? "," : ", ");
            if (!type.IsUnboundGenericType)
            {
                Append(text, type.TypeArguments[i]);
                if (type.TypeArguments[i].IsReferenceType && type.TypeArgumentNullableAnnotations[i] == NullableAnnotation.Annotated)
                {
                    text.Append('?');
                }
            }
        }

        text.Append('>');
    }

    private static void AppendNamespace(StringBuilder text, INamespaceSymbol? space, bool escape)
    {
        if (space is not null && !space.IsGlobalNamespace)
        {
            AppendNamespace(text, space.ContainingNamespace, escape);
            text.Append(escape ? Identifiers.Escape(space.Name) : space.Name).Append('.');
        }
    }

    private static string? Keyword(SpecialType type) => type switch
    {
        SpecialType.System_Object => "object",
        SpecialType.System_String => "string",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Char => "char",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_Void => "void",
        _ => null,
    };
}
