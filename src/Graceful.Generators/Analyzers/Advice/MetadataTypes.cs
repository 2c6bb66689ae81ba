using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Advice;

/// <summary>Whether what an action takes has annotations in a class of their own, [MetadataType], where nobody looks for them.</summary>
internal static class MetadataTypes
{
    public static void Check(FoundAction action, KnownTypes known, Action<Diagnostic> report)
    {
        foreach (var (parameter, argument) in action.Method.Parameters.Zip(action.Model.Call.Arguments, (parameter, argument) => (parameter, argument)))
        {
            if (argument.Binding is RequestBinding or ContextBinding or ServiceBinding || AnnotationTypes.IsSkipped(parameter.GetAttributes()))
            {
                continue;
            }

            foreach (var type in known.Validated.Held(parameter.Type))
            {
                foreach (var attribute in type.GetAttributes().Where(IsMetadataType))
                {
                    if (attribute.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol apart && IsAnnotated(apart, known))
                    {
                        report(Diagnostic.Create(
                            ValidationDescriptors.MetadataTypeNotRead,
                            attribute.Place() ?? parameter.Locations[0],
                            attribute.Written(),
                            TypeNames.Plain(type),
                            TypeNames.Plain(apart)));
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

    private static bool IsAnnotated(INamedTypeSymbol apart, KnownTypes known) => apart.GetMembers().Prepend(apart)
        .SelectMany(symbol => symbol.GetAttributes())
        .Any(attribute => attribute.AttributeClass?.DerivesFrom(known.Annotations.Base) == true);
}
