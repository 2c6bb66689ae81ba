using System.Collections.Immutable;
using System.Globalization;
using Graceful.Binding;

namespace Graceful.Validation;

/// <summary>Walks through objects that contain others.</summary>
public ref partial struct ObjectValidation
{
    /// <summary>Validates the object in a member.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="member">The property or argument that holds the object.</param>
    /// <param name="value">The object; null is skipped.</param>
    /// <param name="validator">Validates the object.</param>
    public void Nested<T>(ValidatedMember member, T? value, ObjectValidator<T> validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        if (value is null || !TryEnter(member, collection: null))
        {
            return;
        }

        validator(value, ref this);
        Leave();
    }

    /// <summary>Validates the items of a collection in a member.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="member">The property or argument that holds the collection.</param>
    /// <param name="values">The collection; null is skipped.</param>
    /// <param name="validator">Validates one item.</param>
    public void Each<T>(ValidatedMember member, IEnumerable<T?>? values, ObjectValidator<T> validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        if (values is not null && TryEnter(member, values))
        {
            EachItem(values, validator);
            Leave();
        }
    }

    /// <summary>Validates the items of a collection in a collection.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="values">The inner collection.</param>
    /// <param name="validator">Validates one item.</param>
    public void Each<T>(IEnumerable<T?> values, ObjectValidator<T> validator)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(validator);
        if (TryEnter(member: null, values))
        {
            EachItem(values, validator);
            Leave();
        }
    }

    /// <summary>Validates the values of a dictionary in a member.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="member">The property or argument that holds the dictionary.</param>
    /// <param name="values">The dictionary; null is skipped.</param>
    /// <param name="validator">Validates one value.</param>
    public void Values<TKey, T>(ValidatedMember member, IEnumerable<KeyValuePair<TKey, T>>? values, ObjectValidator<T> validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        if (values is not null && TryEnter(member, values))
        {
            EachValue(values, validator);
            Leave();
        }
    }

    /// <summary>Validates the values of a dictionary in a collection.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="values">The inner dictionary.</param>
    /// <param name="validator">Validates one value.</param>
    public void Values<TKey, T>(IEnumerable<KeyValuePair<TKey, T>> values, ObjectValidator<T> validator)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(validator);
        if (TryEnter(member: null, values))
        {
            EachValue(values, validator);
            Leave();
        }
    }

    /// <summary>Marks an object as visited. Called for types that may contain themselves.</summary>
    /// <remarks>Each object is validated once: cycles end, and a shared object costs no more than an unshared one.</remarks>
    /// <param name="value">The object.</param>
    /// <returns>True when the object has not been visited before.</returns>
    public readonly bool Visit(object value) => _path is null || _path.Visit(value);

    private void EachItem<T>(IEnumerable<T?> values, ObjectValidator<T> validator)
    {
        // The default of an immutable array throws when it is enumerated.
        if (values is ImmutableArray<T> { IsDefault: true })
        {
            return;
        }

        var index = 0;
        foreach (var value in values)
        {
            if (value is not null && TryEnterItem(index, key: null))
            {
                validator(value, ref this);
                Leave();
            }

            index++;
        }
    }

    private void EachValue<TKey, T>(IEnumerable<KeyValuePair<TKey, T>> values, ObjectValidator<T> validator)
    {
        var index = 0;
        foreach (var (key, value) in values)
        {
            if (value is not null && TryEnterItem(index, Convert.ToString(key, CultureInfo.InvariantCulture) ?? string.Empty))
            {
                validator(value, ref this);
                Leave();
            }

            index++;
        }
    }

    private bool TryEnter(ValidatedMember? member, object? collection)
    {
        _path ??= ObjectPath.Rent(_numbersPairs, ItemNames);
        if (collection is not null && _path.Contains(collection))
        {
            return false;
        }

        // A collection does not count: its items do.
        if (collection is null && !HasRoom())
        {
            return false;
        }

        _path.Enter(member, collection);
        return true;
    }

    private void Leave()
    {
        _path!.Leave();
        if (_path.TryReturn())
        {
            _path = null;
        }
    }

    private readonly bool TryEnterItem(int index, string? key)
    {
        if (!HasRoom())
        {
            return false;
        }

        _path!.EnterItem(index, key);
        return true;
    }

    private readonly bool HasRoom()
    {
        if (_path!.IsTooDeep)
        {
            AddError(PathTo(member: null), Messages.TooDeep);
            return false;
        }

        return true;
    }
}
