using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Graceful.Mvc;

/// <summary>
/// Binds an object member by member. As in MVC, an argument is always created, and a member when the request has a value for it.
/// </summary>
/// <param name="create">Creates the object from the arguments of its constructor.</param>
/// <param name="parameters">The parameters of its constructor, for a record.</param>
/// <param name="properties">The properties that are set once it is created.</param>
internal sealed class ObjectBinder<T>(Func<object?[], T> create, ModelMember[] parameters, ObjectMember<T>[] properties) : ModelBinder<T>
    where T : class
{
    private readonly ModelMember[] _members = [.. parameters, .. properties.Select(property => property.Member)];

    private bool? _hasAwaited;

    internal override bool HasAwaited => _hasAwaited ??= _members.Any(member => member.IsAwaited);

    internal override async ValueTask<ModelReader> AwaitAsync(MvcInvocation call, ModelReader reader, ModelName name)
    {
        var awaited = new Dictionary<ModelMember, BoundArgument>();
        foreach (var member in _members.Where(member => member.IsAwaited))
        {
            awaited[member] = await member.BindAwaitedAsync(call, reader, name);
        }

        // As in MVC: what a model binder has recorded is validated with the object.
        CustomBinding.MarkValidated(call.ModelState, name.Key);

        return reader.With(awaited);
    }

    internal override bool TryBind(ModelReader reader, ModelName name, [MaybeNull] out T value)
    {
        reader.CheckDepth(name);
        value = null;
        if (!name.IsTopLevel && !MemberValues.Exist(reader, name, _members))
        {
            return false;
        }

        var isAttempted = false;
        var arguments = parameters.Length == 0 ? [] : new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            isAttempted |= parameters[i].TryBind(reader, name, out arguments[i]) || parameters[i].IsBindRequired;
        }

        value = create(arguments);
        foreach (var property in properties)
        {
            isAttempted |= property.TryBind(reader, name, value) || property.Member.IsBindRequired;
        }

        if (!isAttempted)
        {
            reader.AddMissingIfRequired(name);
        }

        return true;
    }

    internal override bool HasFile(ModelReader reader, ModelName name, ImmutableStack<ModelMember> around) =>
        MemberValues.HaveFile(reader, name, _members, around);
}
