using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>Reports members of MVC that do not work in a compiled controller or in a base class of one.</summary>
internal sealed class MvcMemberCheck(AnalyzedProgram program)
{
    private const string Mvc = "Microsoft.AspNetCore.Mvc";

    private const string Views = "views need services of MVC that compiled controllers do not have; return data, or move the " +
        "controller to a project without [assembly: CompileMvcControllers], where MVC serves it";

    private const string Metadata = "it needs MVC's model metadata, which is read by reflection; take the model as a parameter of " +
        "the action";

    /// <summary>The reason and the remedy by the name of a member of <c>Controller</c> or <c>ControllerBase</c>.</summary>
    private static readonly Dictionary<string, string> Members = new(StringComparer.Ordinal)
    {
        ["View"] = Views,
        ["PartialView"] = Views,
        ["ViewComponent"] = Views,
        ["ViewData"] = Views,
        ["ViewBag"] = Views,
        ["TempData"] = "temporary data needs services of MVC that compiled controllers do not have; keep the value in the session or " +
            "in a cookie",
        ["TryUpdateModelAsync"] = "it binds the model by reflection; take the model as a parameter of the action ([FromQuery] or " +
            "[FromForm]) and copy its values",
        ["MetadataProvider"] = Metadata,
        ["ModelBinderFactory"] = Metadata,
    };

    private static readonly HashSet<string> Results =
        new(StringComparer.Ordinal) { "ViewResult", "PartialViewResult", "ViewComponentResult" };

    private readonly Lazy<HashSet<INamedTypeSymbol>> _bases = new(() => BasesOfControllers(program));

    /// <summary>Checks a call, a reference to a member, or the creation of a result.</summary>
    public void Check(IOperation operation, ISymbol caller, Action<Diagnostic> report)
    {
        if (ReasonFor(operation) is var (name, reason) && IsCompiled(caller.ContainingType ?? caller as INamedTypeSymbol))
        {
            report(Diagnostic.Create(Descriptors.MvcUnavailable, NameIn(operation.Syntax).GetLocation(), name, reason));
        }
    }

    /// <summary>Checks the attributes of a property.</summary>
    public void Check(IPropertySymbol property, Action<Diagnostic> report)
    {
        foreach (var attribute in property.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "TempDataAttribute" or "ViewDataAttribute" } type && IsIn(type, Mvc) &&
                attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() is { } location && IsCompiled(property.ContainingType))
            {
                var name = attribute.DisplayName();
                report(Diagnostic.Create(Descriptors.MvcUnavailable, location, $"[{name}]", Members[name]));
            }
        }
    }

    private (string Name, string Reason)? ReasonFor(IOperation operation) => operation switch
    {
        IInvocationOperation call => ReasonFor(call.TargetMethod) ?? ReasonForModel(call),
        IMethodReferenceOperation reference => ReasonFor(reference.Method),
        IPropertyReferenceOperation reference => ReasonFor(reference.Property),
        IObjectCreationOperation { Type: INamedTypeSymbol type } when Results.Contains(type.Name) && IsIn(type, Mvc) =>
            (type.Name, Views),
        _ => null,
    };

    private static (string Name, string Reason)? ReasonFor(ISymbol member) =>
        Members.TryGetValue(member.Name, out var reason) &&
        member.ContainingType is { Name: "Controller" or "ControllerBase" } type && IsIn(type, Mvc)
            ? (member is IMethodSymbol ? member.Name + "()" : member.Name, reason)
            : null;

    /// <summary>The validators are generated for the declared type of the model.</summary>
    private (string Name, string Reason)? ReasonForModel(IInvocationOperation call) =>
        MvcValidatedModels.IsCall(call.TargetMethod, program.Known) &&
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value is { } model &&
        Unconverted(model).Type is { } type && !MvcValidatedModels.IsKnownAtBuildTime(type)
            ? ("TryValidateModel()", $"the validators are generated for the declared type of the model, and '{type.ToDisplayString()}' " +
                "has too little information; pass a variable of the class of the model")
            : null;

    private static IOperation Unconverted(IOperation value) =>
        value is IConversionOperation { IsImplicit: true } conversion ? Unconverted(conversion.Operand) : value;

    /// <summary>True in a class that is compiled, in a base class of one, and in a class inside of these.</summary>
    private bool IsCompiled(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (MvcControllers.IsOne(type, program.Known) || _bases.Value.Contains(type.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<INamedTypeSymbol> BasesOfControllers(AnalyzedProgram program) => new(
        program.Declarations.MvcControllers
            .Select(one => program.Compilation.Assembly.GetTypeByMetadataName(one.Type.MetadataName))
            .OfType<INamedTypeSymbol>()
            .Where(type => MvcControllers.IsOne(type, program.Known))
            .SelectMany(type => type.SelfAndBases().Skip(1))
            .Select(type => type.OriginalDefinition)
            .Where(program.Known.IsOwn),
        SymbolEqualityComparer.Default);

    private static bool IsIn(INamedTypeSymbol type, string space) => type.ContainingNamespace.ToDisplayString() == space;

    /// <summary>Returns the name of what is called, without the arguments.</summary>
    internal static SyntaxNode NameIn(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax call => NameIn(call.Expression),
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax member => member.Name,
        ObjectCreationExpressionSyntax creation => creation.Type,
        _ => syntax,
    };
}
