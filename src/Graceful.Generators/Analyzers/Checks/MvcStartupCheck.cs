using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>Reports calls and options in the start of an app that concern MVC's own pipeline alone.</summary>
internal sealed class MvcStartupCheck(AnalyzedProgram program)
{
    private const string UseActions = "UseActions";

    private const string Conversion = "the model binding of compiled controllers is fixed at build time; give the type a TryParse " +
        "method, or the parameter [ModelBinder(typeof(...))]";

    private const string Metadata = "the model metadata of compiled controllers is fixed at build time; put the attributes on the members";

    private const string Json = "compiled controllers read and write JSON with System.Text.Json; remove it, and set " +
        "Microsoft.AspNetCore.Mvc.JsonOptions";

    private const string Xml = "compiled controllers read bodies as JSON; remove it, or add an output formatter to MvcOptions";

    private const string ByName = "it selects an action of MVC by its name, and compiled controllers are not actions of MVC; use " +
        "app.MapFallback(...) with a redirect, or a route with a catch-all parameter";

    /// <summary>The reason and the remedy by the name of a property of <c>MvcOptions</c>.</summary>
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["Conventions"] = "the routes and filters of compiled controllers are fixed at build time; write the result of the convention " +
            "into the attributes, for example on a base class",
        ["ValueProviderFactories"] = "compiled controllers read the route, the query, the form, headers and the body; take the " +
            "HttpContext or a service for another source",
        ["ModelBinderProviders"] = Conversion,
        ["ModelMetadataDetailsProviders"] = Metadata,
        ["ModelValidatorProviders"] = "the validators of compiled controllers are generated from annotations; use a ValidationAttribute " +
            "or IValidatableObject",
        ["InputFormatters"] = "compiled controllers read bodies as JSON; take the HttpContext and read the body in the action",
    };

    private static readonly Dictionary<string, string> Always = new(StringComparer.Ordinal)
    {
        ["AddNewtonsoftJson"] = Json,
        ["AddXmlSerializerFormatters"] = Xml,
        ["AddXmlDataContractSerializerFormatters"] = Xml,
        ["MapFallbackToController"] = ByName,
        ["MapFallbackToAreaController"] = ByName,
        ["MapDynamicControllerRoute"] = ByName,
    };

    private static readonly HashSet<string> Services = new(StringComparer.Ordinal)
    {
        "AddMvc", "AddMvcCore", "AddControllers", "AddControllersWithViews", "AddRazorPages",
    };

    private static readonly HashSet<string> Maps = new(StringComparer.Ordinal)
    {
        "MapControllers", "MapControllerRoute", "MapDefaultControllerRoute", "MapAreaControllerRoute",
    };

    private readonly Lazy<bool> _callsUseActions = new(() => program.Compilation.SyntaxTrees.Any(CallsUseActions));

    public void Check(IOperation operation, Action<Diagnostic> report)
    {
        if (ReasonFor(operation) is var (name, reason))
        {
            report(Diagnostic.Create(Descriptors.MvcUnavailable, MvcMemberCheck.NameIn(operation.Syntax).GetLocation(), name, reason));
        }
    }

    private (string Name, string Reason)? ReasonFor(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } when ReasonFor(method) is { } reason => (method.Name + "()", reason),
        IInvocationOperation call when MvcGlobalFilters.AddsType(call.TargetMethod, program.Known) && ReasonForFilter(call) is { } reason =>
            ("Filters.Add()", reason),
        IPropertyReferenceOperation { Property: var property } when
            Options.TryGetValue(property.Name, out var reason) && property.ContainingType is { Name: "MvcOptions" } type &&
            type.ContainingNamespace.ToDisplayString() == "Microsoft.AspNetCore.Mvc" => ("MvcOptions." + property.Name, reason),
        _ => null,
    };

    /// <summary>Under the JIT, a filter that generated code does not create is created by reflection.</summary>
    private string? ReasonForFilter(IInvocationOperation call)
    {
        if (!program.IsForAot)
        {
            return null;
        }

        var syntax = call.Syntax is InvocationExpressionSyntax invocation ? MvcGlobalFilters.TypeIn(invocation) : null;
        if (syntax is null || call.SemanticModel?.GetTypeInfo(syntax).Type is not INamedTypeSymbol type)
        {
            return "the type of the filter is not in the call, and a native binary has no code to create it; write Filters.Add<T>() with " +
                "the class, or add an instance";
        }

        return MvcFilterParser.Parse(type, program.Known, out var error) is not null ? null
            : $"the filter '{type.ToDisplayString()}' cannot be created in a native binary: {error}";
    }

    private string? ReasonFor(IMethodSymbol method)
    {
        var isOne = Always.ContainsKey(method.Name) || Services.Contains(method.Name) || Maps.Contains(method.Name);
        if (!isOne || !method.IsExtensionMethod || method.ContainingNamespace.ToDisplayString() is not
                ("Microsoft.Extensions.DependencyInjection" or "Microsoft.AspNetCore.Builder"))
        {
            return null;
        }

        if (Always.TryGetValue(method.Name, out var reason))
        {
            return reason;
        }

        if (Services.Contains(method.Name))
        {
            // Under the JIT, MVC may serve the controllers, views and pages of other projects in the same app.
            return program.IsForAot
                ? "MVC does not run in a native binary, and compiled controllers do not need it; remove the call, and add what the app " +
                    "uses: AddAuthorization(), AddCors(), AddEndpointsApiExplorer()"
                : null;
        }

        return _callsUseActions.Value ? null
            : "MVC serves the controllers, and their compiled form is not used; call app.UseActions() instead";
    }

    private static bool CallsUseActions(SyntaxTree tree) =>
        FileDeclarations.WordsOf(tree).Contains(UseActions) && tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Any(call => MvcMemberCheck.NameIn(call) is SimpleNameSyntax { Identifier.ValueText: UseActions });
}
