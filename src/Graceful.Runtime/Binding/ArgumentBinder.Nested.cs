using System.Globalization;
using Graceful.Validation;

namespace Graceful.Binding;

/// <summary>Leads the validators of generated code through objects that hold others.</summary>
public partial struct ArgumentBinder
{
    /// <summary>An object in a property, or an argument that is one.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="member">What holds it.</param>
    /// <param name="value">The object; nothing is done when it is null.</param>
    /// <param name="validator">Looks at it.</param>
    public void Nested<T>(ValidatedMember member, T? value, ObjectValidator<T> validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        if (value is null || !TryEnter(member, collection: null))
        {
            return;
        }

        validator(value, ref this);
        _place!.Leave();
    }

    /// <summary>The items of a collection in a property, or of an argument that is one.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="member">What holds the collection.</param>
    /// <param name="values">The collection; nothing is done when it is null.</param>
    /// <param name="validator">Looks at one item.</param>
    public void Each<T>(ValidatedMember member, IEnumerable<T?>? values, ObjectValidator<T> validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        if (values is not null && TryEnter(member, values))
        {
            EachItem(values, validator);
            _place!.Leave();
        }
    }

    /// <summary>The items of a collection in a collection.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="values">The inner collection.</param>
    /// <param name="validator">Looks at one item.</param>
    public void Each<T>(IEnumerable<T?> values, ObjectValidator<T> validator)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(validator);
        if (TryEnter(member: null, values))
        {
            EachItem(values, validator);
            _place!.Leave();
        }
    }

    /// <summary>The values of a dictionary in a property, or of an argument that is one.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="member">What holds the dictionary.</param>
    /// <param name="values">The dictionary; nothing is done when it is null.</param>
    /// <param name="validator">Looks at one value.</param>
    public void Values<TKey, T>(ValidatedMember member, IEnumerable<KeyValuePair<TKey, T>>? values, ObjectValidator<T> validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        if (values is not null && TryEnter(member, values))
        {
            EachValue(values, validator);
            _place!.Leave();
        }
    }

    /// <summary>The values of a dictionary in a collection.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="values">The inner dictionary.</param>
    /// <param name="validator">Looks at one value.</param>
    public void Values<TKey, T>(IEnumerable<KeyValuePair<TKey, T>> values, ObjectValidator<T> validator)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(validator);
        if (TryEnter(member: null, values))
        {
            EachValue(values, validator);
            _place!.Leave();
        }
    }

    /// <summary>
    /// For types that may hold themselves. Each object is looked at once: a cycle has an end, and what is shared by many costs
    /// as much as if it were held by one.
    /// </summary>
    /// <param name="value">The object.</param>
    /// <returns>Whether it has not been looked at yet.</returns>
    public readonly bool Visit(object value) => _place is null || _place.Visit(value);

    private void EachItem<T>(IEnumerable<T?> values, ObjectValidator<T> validator)
    {
        var index = 0;
        foreach (var value in values)
        {
            if (value is not null && TryEnterItem(index, key: null))
            {
                validator(value, ref this);
                _place!.Leave();
            }

            index++;
        }
    }

    private void EachValue<TKey, T>(IEnumerable<KeyValuePair<TKey, T>> values, ObjectValidator<T> validator)
    {
        foreach (var (key, value) in values)
        {
            if (value is not null && TryEnterItem(index: -1, Convert.ToString(key, CultureInfo.InvariantCulture) ?? string.Empty))
            {
                validator(value, ref this);
                _place!.Leave();
            }
        }
    }

    private bool TryEnter(ValidatedMember? member, object? collection)
    {
        _place ??= new ValidationPlace();
        if (collection is not null && _place.IsWithin(collection))
        {
            return false;
        }

        // A collection is as deep as its items, if it has any.
        if (collection is null && !HasRoom())
        {
            return false;
        }

        _place.Enter(member, collection);
        return true;
    }

    private bool TryEnterItem(int index, string? key)
    {
        if (!HasRoom())
        {
            return false;
        }

        _place!.EnterItem(index, key);
        return true;
    }

    private bool HasRoom()
    {
        if (_place!.IsTooDeep)
        {
            Refuse(PathTo(member: null), Messages.TooDeep);
            return false;
        }

        return true;
    }
}
