using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>Reports annotations that a [MetadataType] class holds: validation does not read them.</summary>
internal static class MetadataClassCheck
{
    public static void Check(ParsedAction action, KnownTypes known, Action<Diagnostic> report)
    {
        var arguments = action.Method.Parameters.Zip(action.Model.Call.Arguments, (parameter, argument) => (parameter, argument));
        foreach (var (parameter, argument) in arguments)
        {
            if (argument.Binding is RequestBinding or ContextBinding or ServiceBinding ||
                AnnotationTypes.IsSkipped(parameter.GetAttributes()))
            {
                continue;
            }

            foreach (var type in known.Validated.Held(parameter.Type))
            {
                foreach (var attribute in type.GetAttributes().Where(IsMetadataType))
                {
                    if (attribute.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol metadataClass &&
                        IsAnnotated(metadataClass, known))
                    {
                        report(Diagnostic.Create(
                            ValidationDescriptors.MetadataTypeNotRead,
                            attribute.GetLocation() ?? parameter.Locations[0],
                            attribute.DisplayName(),
                            TypeNames.Plain(type),
                            TypeNames.Plain(metadataClass)));
                    }
                }
            }
        }
    }

    private static bool IsMetadataType(AttributeData attribute) => attribute.AttributeClass switch
    {
        { Name: "MetadataTypeAttribute", ContainingNamespace.Name: "DataAnnotations" } => true,
        { Name: "ModelMetadataTypeAttribute", ContainingNamespace.Name: "Mvc" } => true,
        _ => false,
    };

    private static bool IsAnnotated(INamedTypeSymbol metadataClass, KnownTypes known) => metadataClass.GetMembers().Prepend(metadataClass)
        .SelectMany(symbol => symbol.GetAttributes())
        .Any(attribute => attribute.AttributeClass?.DerivesFrom(known.Annotations.Base) == true);
}
