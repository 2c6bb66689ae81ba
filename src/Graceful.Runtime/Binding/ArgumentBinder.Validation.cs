using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Graceful.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Graceful.Binding;

/// <summary>What the annotations of bound arguments do not allow is reported with what could not be bound.</summary>
public partial struct ArgumentBinder
{
    /// <summary>How much has been found wrong so far.</summary>
    public readonly int ErrorCount => _invalid?.All.Count ?? 0;

    /// <summary>Whether an argument could be bound, so that it can be looked at.</summary>
    /// <param name="name">What the client calls it.</param>
    /// <returns>Whether nothing has been found wrong with it.</returns>
    public readonly bool IsBound(string name) => _invalid is null || _invalid.IsBound(name);

    /// <summary>Whether an argument is the body: not when it is a service, nor when it could not be bound.</summary>
    /// <param name="name">The parameter.</param>
    /// <returns>Whether it is to be looked at.</returns>
    public readonly bool IsBody(string name) => _body == name && IsBound(name);

    /// <summary>A value that an annotation does not allow.</summary>
    /// <param name="member">What carries the annotation.</param>
    /// <param name="annotation">The annotation, which has the message.</param>
    public void Fail(ValidatedMember member, ValidationAttribute annotation)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(annotation);
        Refuse(PathTo(member), annotation.FormatErrorMessage(member.DisplayName));
    }

    /// <summary>An annotation of the app's own, which looks at the value itself.</summary>
    /// <param name="member">What carries the annotation.</param>
    /// <param name="annotation">The annotation.</param>
    /// <param name="value">The value.</param>
    /// <param name="owner">The object that the value is in; for an argument, the value itself.</param>
    /// <returns>Whether it allows the value.</returns>
    public bool Check(ValidatedMember member, ValidationAttribute annotation, object? value, object? owner)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(annotation);
        if (IsPartial)
        {
            return true;
        }

        var context = ContextOf(owner ?? new object(), member);
        context.MemberName = member.Name;
        var error = annotation.GetValidationResult(value, context);
        if (error is not null)
        {
            Report(error, member, [member]);
        }

        return error is null;
    }

    /// <summary>An annotation of a type.</summary>
    /// <param name="value">The object.</param>
    /// <param name="whole">The object as messages call it.</param>
    /// <param name="annotation">The annotation.</param>
    /// <param name="members">Its members with names of their own, one of which the annotation may blame.</param>
    public void CheckObject(object value, ValidatedMember whole, ValidationAttribute annotation, ReadOnlySpan<ValidatedMember> members)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(annotation);
        if (!IsPartial && annotation.GetValidationResult(value, ContextOf(value, whole)) is { } error)
        {
            Report(error, IsAtRoot ? whole : null, members);
        }
    }

    /// <summary>An object that looks at itself.</summary>
    /// <param name="value">The object.</param>
    /// <param name="whole">The object as messages call it.</param>
    /// <param name="members">Its members with names of their own, which it may blame.</param>
    public void CheckObject(IValidatableObject value, ValidatedMember whole, ReadOnlySpan<ValidatedMember> members)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(whole);
        if (IsPartial)
        {
            return;
        }

        // The contract allows neither null, but Validator takes both for a success.
        foreach (var error in value.Validate(ContextOf(value, whole)) ?? [])
        {
            if (error is not null)
            {
                Report(error, IsAtRoot ? whole : null, members);
            }
        }
    }

    private readonly bool IsAtRoot => _place is null or { IsRoot: true };

    /// <summary>
    /// Whether the object that is looked at was made although some of its fields could not be bound, so that what is wrong with
    /// the others is said too. What the app has written itself is not asked of such an object.
    /// </summary>
    private readonly bool IsPartial => _fields is not null && _invalid is not null && !IsAtRoot && _invalid.IsUnboundWithin(_place!.PlaceInForm());

    /// <remarks>.NET 10 has a constructor with the display name, which says of itself that it does not reflect; .NET 9 has not.</remarks>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only a display name would be looked up by reflection, and it is set.")]
    private readonly ValidationContext ContextOf(object instance, ValidatedMember member) =>
        new(instance, httpContext.RequestServices, items: null) { DisplayName = member.DisplayName };

    /// <summary>An error is of the members that it names; otherwise of what was looked at, or of the object that the way has led to.</summary>
    private void Report(ValidationResult error, ValidatedMember? member, ReadOnlySpan<ValidatedMember> members)
    {
        var isNamed = false;
        foreach (var name in error.MemberNames)
        {
            isNamed = true;
            Refuse(PathTo(Find(members, name)), error.ErrorMessage ?? Messages.Invalid);
        }

        if (!isNamed)
        {
            Refuse(PathTo(member), error.ErrorMessage ?? Messages.Invalid);
        }
    }

    private void Refuse(string path, string message)
    {
        // It has been said what is wrong with it.
        if (_fields is not null && _invalid?.IsUnboundWithin(path) is true)
        {
            return;
        }

        (_invalid ??= new InvalidArguments()).AddInvalid(path, message);
    }

    private static ValidatedMember Find(ReadOnlySpan<ValidatedMember> members, string name)
    {
        foreach (var member in members)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return new ValidatedMember(name);
    }

    private readonly string PathTo(ValidatedMember? member) => IsAtRoot
        ? member!.BoundName
        : _place!.PathTo(member, httpContext.RequestServices.GetService<IOptions<JsonOptions>>()?.Value.SerializerOptions.PropertyNamingPolicy);
}
