using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The well-known types of MVC, resolved once per compilation.</summary>
internal sealed class MvcTypes
{
    private static readonly string[] ConventionNames =
        ["ApplicationModel", "ControllerModel", "ActionModel", "ParameterModel", "ParameterModelBase"];

    private static readonly ImmutableArray<byte> KeyOfAspNetCore = [0xad, 0xb9, 0x79, 0x38, 0x29, 0xdd, 0xae, 0x60];

    private readonly Compilation _compilation;
    private readonly INamedTypeSymbol? _optIn;
    private readonly Lazy<bool> _isOptedIn;
    private readonly Lazy<bool> _suppressesInference;

    public MvcTypes(Compilation compilation)
    {
        _compilation = compilation;
        _optIn = compilation.GetTypeByMetadataName("Graceful.CompileMvcControllersAttribute");
        _isOptedIn = new Lazy<bool>(() => OptsIn(compilation.Assembly));
        _suppressesInference = new Lazy<bool>(() => _optIn is not null &&
            compilation.Assembly.Attribute(_optIn)?.Named("SuppressInferBindingSourcesForParameters") is true);
        Controller = Find("ControllerAttribute");
        NonController = Find("NonControllerAttribute");
        NonAction = Find("NonActionAttribute");
        ActionName = Find("ActionNameAttribute");
        ControllerBase = Find("ControllerBase");
        Result = Find("IActionResult");
        ResultSource = Find("Infrastructure.IConvertToActionResult");
        ApiBehavior = Find("Infrastructure.IApiBehaviorMetadata");
        RouteTemplate = Find("Routing.IRouteTemplateProvider");
        HttpMethods = Find("Routing.IActionHttpMethodProvider");
        RouteValue = Find("Routing.IRouteValueProvider");
        Area = Find("AreaAttribute");
        CompiledRoute = compilation.GetTypeByMetadataName("Graceful.Mvc.CompiledRouteAttribute");
        ModelBinder = Find("ModelBinderAttribute");
        ModelBinderOf = Find("ModelBinderAttribute`1");
        Bind = Find("BindAttribute");
        Binder = Find("ModelBinding.IModelBinder");
        BindingBehavior = Find("ModelBinding.BindingBehaviorAttribute");
        BindingSource = Find("ModelBinding.IBindingSourceMetadata");
        ModelName = Find("ModelBinding.IModelNameProvider");
        ActionConstraint = Find("ActionConstraints.IActionConstraintMetadata");
        MiddlewareFilter = Find("MiddlewareFilterAttribute");
        Filter = Find("Filters.IFilterMetadata");
        FilterCollection = Find("Filters.FilterCollection");
        TypeFilter = Find("TypeFilterAttribute");
        TypeFilterOf = Find("TypeFilterAttribute`1");
        BindProperty = Find("BindPropertyAttribute");
        BindProperties = Find("BindPropertiesAttribute");
        Conventions =
        [
            .. ConventionNames.Select(name => Find($"ApplicationModels.I{name}Convention")).OfType<INamedTypeSymbol>(),
        ];
        TypeConverter = compilation.GetTypeByMetadataName("System.ComponentModel.TypeConverter");
        TypeConverterAttribute = compilation.GetTypeByMetadataName("System.ComponentModel.TypeConverterAttribute");
        Type = compilation.GetTypeByMetadataName("System.Type");
    }

    /// <summary>True when the program has <c>[assembly: CompileMvcControllers]</c>.</summary>
    public bool IsOptedIn => _isOptedIn.Value;

    /// <summary>True when the attribute of the program switches the inference of sources under <c>[ApiController]</c> off.</summary>
    public bool SuppressesInference => _suppressesInference.Value;

    public INamedTypeSymbol? Controller { get; }

    public INamedTypeSymbol? NonController { get; }

    public INamedTypeSymbol? NonAction { get; }

    public INamedTypeSymbol? ActionName { get; }

    public INamedTypeSymbol? ControllerBase { get; }

    public INamedTypeSymbol? Result { get; }

    /// <summary>Implemented by <c>ActionResult&lt;T&gt;</c>, which is not an <c>IActionResult</c>.</summary>
    public INamedTypeSymbol? ResultSource { get; }

    public INamedTypeSymbol? ApiBehavior { get; }

    public INamedTypeSymbol? RouteTemplate { get; }

    public INamedTypeSymbol? HttpMethods { get; }

    public INamedTypeSymbol? RouteValue { get; }

    public INamedTypeSymbol? Area { get; }

    /// <summary>The values of route attributes of a library.</summary>
    public INamedTypeSymbol? CompiledRoute { get; }

    public INamedTypeSymbol? ModelBinder { get; }

    /// <summary><c>[ModelBinder&lt;T&gt;]</c>, which derives from the other one.</summary>
    public INamedTypeSymbol? ModelBinderOf { get; }

    public INamedTypeSymbol? Bind { get; }

    /// <summary>Implemented by the class in <c>[ModelBinder(typeof(T))]</c>.</summary>
    public INamedTypeSymbol? Binder { get; }

    public INamedTypeSymbol? BindingBehavior { get; }

    public INamedTypeSymbol? BindingSource { get; }

    public INamedTypeSymbol? ModelName { get; }

    public INamedTypeSymbol? ActionConstraint { get; }

    public INamedTypeSymbol? MiddlewareFilter { get; }

    public INamedTypeSymbol? Filter { get; }

    /// <summary>The type of <c>MvcOptions.Filters</c>.</summary>
    public INamedTypeSymbol? FilterCollection { get; }

    public INamedTypeSymbol? TypeFilter { get; }

    /// <summary><c>[TypeFilter&lt;T&gt;]</c>, which derives from the other one.</summary>
    public INamedTypeSymbol? TypeFilterOf { get; }

    public INamedTypeSymbol? BindProperty { get; }

    public INamedTypeSymbol? BindProperties { get; }

    /// <summary>The interfaces of conventions, which change MVC's model of the app before it starts.</summary>
    public IReadOnlyList<INamedTypeSymbol> Conventions { get; }

    public INamedTypeSymbol? TypeConverter { get; }

    public INamedTypeSymbol? TypeConverterAttribute { get; }

    public INamedTypeSymbol? Type { get; }

    /// <summary>
    /// True for a class of ASP.NET Core, whose constructors and values are known. Other packages have such names too
    /// (Microsoft.AspNetCore.OData); the key with which ASP.NET Core is signed tells them apart.
    /// </summary>
    public static bool IsInAspNetCoreAssembly(INamedTypeSymbol type) => type.ContainingAssembly?.Identity is { } assembly &&
        assembly.Name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) &&
        assembly.PublicKeyToken.SequenceEqual(KeyOfAspNetCore);

    /// <summary>True for an attribute of the app that is a convention.</summary>
    public bool IsConvention(INamedTypeSymbol type) => !IsInAspNetCoreAssembly(type) && Conventions.Any(type.Implements);

    /// <summary>True for a program or a library with <c>[assembly: CompileMvcControllers]</c>.</summary>
    public bool OptsIn(IAssemblySymbol assembly) => _optIn is not null && assembly.Attribute(_optIn) is not null;

    private INamedTypeSymbol? Find(string name) => _compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Mvc." + name);
}
