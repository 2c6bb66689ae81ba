using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>The values that a constructor of a route attribute of a library sets, with placeholders for its arguments.</summary>
/// <param name="Constructor">The documentation identifier of the constructor.</param>
/// <param name="Template">The template; null for none.</param>
/// <param name="Name">The name; null for none.</param>
/// <param name="Order">The order; null for none.</param>
/// <param name="HttpMethods">The HTTP methods.</param>
internal sealed record CompiledRouteModel(
    string Constructor, string? Template, string? Name, string? Order, EquatableArray<string> HttpMethods);
