using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace Graceful.Mvc;

/// <summary>A member of an object that is bound member by member. Created by generated code, once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ModelMember
{
    private protected ModelMember()
    {
    }

    /// <summary>Gets the part of the request that an attribute names, such as <c>[FromRoute]</c>; null for none.</summary>
    public ModelSources? Source { get; init; }

    /// <summary>Gets a value indicating whether it has <c>[BindRequired]</c>.</summary>
    public bool IsBindRequired { get; init; }

    internal abstract bool IsFile { get; }

    /// <summary>True when its value needs an await.</summary>
    internal abstract bool IsAwaited { get; }

    internal abstract ValueTask<BoundArgument> BindAwaitedAsync(MvcInvocation call, ModelReader reader, ModelName owner);

    internal abstract bool HasFile(ModelReader reader, ModelName owner, ImmutableStack<ModelMember> around);

    internal abstract bool HasValue(ModelReader reader, ModelName owner);

    /// <summary>Binds the member; it gets its default value when the request has none, and when the value is null.</summary>
    internal abstract bool TryBind(ModelReader reader, ModelName owner, out object? value);
}

/// <summary>A member of an object that is bound member by member. Created by generated code, once.</summary>
/// <typeparam name="T">The type of the member.</typeparam>
/// <param name="name">The name in the source.</param>
/// <param name="binder">Returns the binder of its values; called at first use, since a type may contain itself.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelMember<T>(string name, Func<ModelBinder<T>> binder) : ModelMember
{
    private ModelBinder<T>? _binder;

    /// <summary>Gets the name that an attribute sets for the request; null for the name in the source.</summary>
    public string? BoundName { get; init; }

    /// <summary>Gets its <c>[Display]</c>; null when it has none with a name.</summary>
    public DisplayAttribute? Display { get; init; }

    /// <summary>Gets a value indicating whether it is a parameter of a constructor. As in MVC, messages then do not name it.</summary>
    public bool IsParameter { get; init; }

    /// <summary>Gets a value indicating whether it is a collection with a default value: as in MVC, an empty one then is none.</summary>
    public bool HasDefault { get; init; }

    /// <summary>Gets the value of a parameter that the request does not have.</summary>
    public T? Default { get; init; }

    /// <summary>Gets the name in the source.</summary>
    internal string Name => name;

    private ModelBinder<T> Binder => _binder ??= binder();

    internal override bool IsFile => Binder is FileBinder<T>;

    internal override bool IsAwaited => Binder is AwaitedBinder<T>;

    internal override ValueTask<BoundArgument> BindAwaitedAsync(MvcInvocation call, ModelReader reader, ModelName owner) =>
        ((AwaitedBinder<T>)Binder).BindAsync(call, From(reader), NameIn(owner), this);

    internal override bool HasFile(ModelReader reader, ModelName owner, ImmutableStack<ModelMember> around) =>
        Binder.HasFile(reader, NameIn(owner), around);

    internal override bool HasValue(ModelReader reader, ModelName owner) => Binder.HasValue(From(reader), NameIn(owner));

    internal override bool TryBind(ModelReader reader, ModelName owner, out object? value)
    {
        var isSet = TryBind(reader, owner, out T? typed);

        // As in MVC, an empty text is no value where there is a default value.
        value = isSet && typed is not null ? typed : Default;
        return isSet;
    }

    internal bool TryBind(ModelReader reader, ModelName owner, [MaybeNull] out T value)
    {
        var member = NameIn(owner);
        if (IsAwaited ? reader.TryTake(this, out value) : Binder.TryBind(From(reader), member, out value))
        {
            return true;
        }

        if (IsBindRequired)
        {
            reader.AddMissing(member, BoundName ?? name);
        }

        return false;
    }

    private ModelReader From(ModelReader reader) => Source is { } source ? reader.From(source) : reader;

    private ModelName NameIn(ModelName owner) =>
        owner.Property(BoundName ?? name, Display?.GetName() ?? (IsParameter ? null : name)) with { HasDefault = HasDefault };
}
