using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>The creation and the disposal of an instance.</summary>
/// <param name="Type">Its type, from <c>global::</c>.</param>
/// <param name="Services">The parameters of its constructor.</param>
/// <param name="Disposal">How it is disposed.</param>
internal sealed record CreationModel(string Type, EquatableArray<ServiceModel> Services, Disposal Disposal);

/// <param name="Type">The type of the service, from <c>global::</c>.</param>
/// <param name="Key">The key of a keyed service; null for other services.</param>
/// <param name="IsOptional">True when null is passed when there is no such service.</param>
internal sealed record ServiceModel(string Type, ConstantModel? Key, bool IsOptional);

internal enum Disposal
{
    None,
    Synchronous,
    Asynchronous,
}
