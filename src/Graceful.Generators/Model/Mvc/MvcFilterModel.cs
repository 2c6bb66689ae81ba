using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>A filter that <c>[TypeFilter]</c> or <c>MvcOptions.Filters.Add&lt;T&gt;()</c> names.</summary>
/// <param name="Type">Its class.</param>
/// <param name="Constructors">Its public constructors.</param>
internal sealed record MvcFilterModel(string Type, EquatableArray<MvcFilterConstructorModel> Constructors)
{
    /// <summary>True for a class that generated code cannot name; its type is then the one of reflection.</summary>
    public bool IsHidden { get; init; }
}

/// <param name="IsPreferred">True when it has <c>[ActivatorUtilitiesConstructor]</c>.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record MvcFilterConstructorModel(bool IsPreferred, EquatableArray<MvcFilterParameterModel> Parameters);

/// <param name="Type">Its type.</param>
/// <param name="Key">The key of a keyed service; null for others.</param>
/// <param name="IsOptional">True when it has a default value.</param>
/// <param name="Default">Its default value; null when that is null.</param>
internal sealed record MvcFilterParameterModel(string Type, ConstantModel? Key, bool IsOptional, ConstantModel? Default);
