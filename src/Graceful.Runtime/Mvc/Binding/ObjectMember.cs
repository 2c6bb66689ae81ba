using System.ComponentModel;

namespace Graceful.Mvc;

/// <summary>A property of an object that is bound member by member. Created by generated code, once.</summary>
/// <typeparam name="T">The type of the object.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ObjectMember<T>
{
    private protected ObjectMember(ModelMember member) => Member = member;

    internal ModelMember Member { get; }

    /// <summary>Binds the property, and sets it when the request has a value.</summary>
    /// <returns>True when it was set.</returns>
    internal abstract bool TryBind(ModelReader reader, ModelName owner, T target);
}

/// <summary>A property of an object that is bound member by member. Created by generated code, once.</summary>
/// <typeparam name="T">The type of the object.</typeparam>
/// <typeparam name="TValue">The type of the property.</typeparam>
/// <param name="member">The property.</param>
/// <param name="set">Sets it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ObjectMember<T, TValue>(ModelMember<TValue> member, Action<T, TValue> set) : ObjectMember<T>(member)
{
    internal override bool TryBind(ModelReader reader, ModelName owner, T target)
    {
        if (!member.TryBind(reader, owner, out TValue? value))
        {
            return false;
        }

        set(target, value!);
        return true;
    }
}
