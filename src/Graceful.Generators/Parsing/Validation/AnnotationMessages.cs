using System.Globalization;
using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The messages of annotations and the display names in them.</summary>
internal static class AnnotationMessages
{
    /// <summary>Returns the reason why formatting the message would throw; null when it would not.</summary>
    public static string? NotFound(Annotation annotation)
    {
        var resource = annotation.Named<string>("ErrorMessageResourceName");
        var type = annotation.Named<INamedTypeSymbol>("ErrorMessageResourceType");
        if (string.IsNullOrEmpty(resource))
        {
            return type is not null ? "ErrorMessageResourceType is set, and ErrorMessageResourceName is not"
                : !annotation.Has("ErrorMessage") ? null
                : annotation.Named<string>("ErrorMessage") is { Length: > 0 } message ? NotFormattable(annotation, message)
                : "ErrorMessage is empty";
        }

        if (type is null)
        {
            return "ErrorMessageResourceName is set, and ErrorMessageResourceType is not";
        }

        if (!string.IsNullOrEmpty(annotation.Named<string>("ErrorMessage")))
        {
            return "both ErrorMessage and ErrorMessageResourceName are set";
        }

        return type.GetMembers(resource!).OfType<IPropertySymbol>().FirstOrDefault() is
            { IsStatic: true, Type.SpecialType: SpecialType.System_String,
                GetMethod.DeclaredAccessibility: Accessibility.Public or Accessibility.Internal }
                ? null
                : $"{type.ToDisplayString()} has no static property '{resource}' of type string that is public or internal";
    }

    /// <remarks>An annotation of the app may format its message in another way.</remarks>
    private static string? NotFormattable(Annotation annotation, string message)
    {
        if (AnnotationTypes.BuiltIn(annotation.Class) is not { } name)
        {
            return null;
        }

        var last = name switch
        {
            "StringLength" or "Range" or "Length" => 2,
            "MinLength" or "MaxLength" or "RegularExpression" or "Compare" or "FileExtensions" => 1,
            _ => 0,
        };
        try
        {
            _ = string.Format(CultureInfo.InvariantCulture, message, new object[last + 1]);
            return null;
        }
        catch (FormatException)
        {
            var placeholders = last == 0 ? "only the placeholder {0}" : $"the placeholders {{0}} to {{{Annotation.Number(last)}}}";
            return $"its ErrorMessage cannot be formatted; it may have {placeholders}, and other braces are written twice ({{{{ and }}}})";
        }
    }

    /// <summary>Returns the [Display] among the attributes; null when there is none with a name.</summary>
    public static AttributeModel? Display(IEnumerable<AttributeData> attributes, KnownTypes known)
    {
        var display = attributes.FirstOrDefault(attribute => attribute.AttributeClass.Is(known.Annotations.Display));
        return display is not null && display.NamedArguments.Any(argument => argument.Key == "Name") &&
            MetadataParser.NotUsable(display, display.AttributeClass!, known) is null
            ? ConstantParser.Parse(display, display.AttributeClass!)
            : null;
    }
}
