using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>
/// A constructor, or the setter of a property, that generated code calls where C# does not allow it: of required and init-only members.
/// </summary>
/// <param name="Owner">The type that declares it; of a generic type, with the type parameters of the accessor.</param>
/// <param name="Values">The types of its parameters, in the same terms.</param>
/// <param name="Generics">The type parameters; null for a type that is not generic.</param>
internal sealed record AccessorModel(string Owner, EquatableArray<string> Values, GenericsModel? Generics);

/// <summary>The type parameters of an accessor: the runtime finds a member of a generic type through a class with the same ones.</summary>
/// <param name="Parameters">Their names.</param>
/// <param name="Arguments">The type arguments.</param>
/// <param name="Constraints">Their constraints, each with a space before it.</param>
internal sealed record GenericsModel(string Parameters, string Arguments, string Constraints);
