using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Graceful.Binding;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Graceful.Validation;

/// <summary>Checks bound arguments, and the objects in them, against their annotations. Called by generated code.</summary>
/// <remarks>A valid request allocates nothing here, but for the set of visited objects of a type that may contain itself.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct ObjectValidation
{
    private readonly ref ArgumentBinder _arguments;
    private readonly MvcOptions? _mvc;
    private readonly bool _numbersPairs;
    private ObjectPath? _path;

    /// <summary>Starts the validation of arguments.</summary>
    /// <param name="arguments">The arguments; receives the errors.</param>
    public ObjectValidation(ref ArgumentBinder arguments) => _arguments = ref arguments;

    /// <summary>Starts the validation of an argument of an MVC action.</summary>
    /// <param name="arguments">Receives the errors.</param>
    /// <param name="mvc">The options of MVC, which decide about the implicit <c>[Required]</c>.</param>
    /// <param name="isJson">True when the argument was read from JSON.</param>
    internal ObjectValidation(ref ArgumentBinder arguments, MvcOptions mvc, bool isJson)
        : this(ref arguments) => (_mvc, _numbersPairs) = (mvc, isJson);

    /// <summary>Gets the names of the items of collections that do not have the usual ones; null for none.</summary>
    internal IReadOnlyDictionary<object, IReadOnlyList<string>>? ItemNames { get; init; }

    /// <summary>Gets the function that returns true for a path at or below which a value could not be bound; null when all could.</summary>
    internal Func<string, bool>? HasUnbound { get; init; }

    /// <summary>Gets the number of errors so far.</summary>
    public readonly int ErrorCount => _arguments.ErrorsOrNull?.All.Count ?? 0;

    /// <summary>True when a null in a non-nullable reference member is an error. Read only for such a null.</summary>
    public readonly bool RequiresNonNullable => _mvc is not null
        ? !_mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes
        : _arguments.HttpContext.RequestServices.GetService<IOptions<ActionOptions>>()?.Value
            .SuppressImplicitRequiredAttributeForNonNullableReferenceTypes is not true;

    /// <summary>
    /// True when properties with <c>[JsonIgnore]</c> are validated: in forms, in objects that bind themselves, and in MVC, whose validation
    /// knows nothing of JSON.
    /// </summary>
    public readonly bool IncludesJsonIgnored => _mvc is not null || _path is not { IsJson: true };

    private readonly bool IsAtRoot => _path is null or { IsRoot: true };

    /// <summary>True when the current object was created although some of its fields could not be bound.</summary>
    /// <remarks>
    /// Such an object exists only to report the errors of its other fields. The app's own validation code does not run on it.
    /// </remarks>
    private readonly bool IsPartial =>
        _arguments.ErrorsOrNull is { HasFieldErrors: true } errors && !IsAtRoot && errors.HasBindingErrorWithin(_path!.PathInForm());

    /// <summary>True when a value in the current object of an MVC action could not be bound: as in MVC, it is not valid already.</summary>
    private readonly bool HasUnboundPart => HasUnbound?.Invoke(_path?.PathInForm() ?? string.Empty) == true;

    /// <summary>Reports a value that violates an annotation.</summary>
    /// <param name="member">The member with the annotation.</param>
    /// <param name="annotation">The annotation, which formats the message.</param>
    public readonly void Fail(ValidatedMember member, ValidationAttribute annotation)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(annotation);
        AddError(PathTo(member), annotation.FormatErrorMessage(member.DisplayName));
    }

    /// <summary>Runs an annotation that needs the value's object or services.</summary>
    /// <param name="member">The member with the annotation.</param>
    /// <param name="annotation">The annotation.</param>
    /// <param name="value">The value.</param>
    /// <param name="owner">The object that has the value; for an argument, the value itself.</param>
    /// <returns>True when the value is valid.</returns>
    public readonly bool Check(ValidatedMember member, ValidationAttribute annotation, object? value, object? owner) =>
        Check(member, annotation, value, owner, [member]);

    /// <summary>Runs an annotation that needs the value's object or services, and may report another member of the object.</summary>
    /// <param name="member">The member with the annotation.</param>
    /// <param name="annotation">The annotation.</param>
    /// <param name="value">The value.</param>
    /// <param name="owner">The object that has the value.</param>
    /// <param name="members">The members that the client knows by other names; the annotation may report one of them.</param>
    /// <returns>True when the value is valid.</returns>
    public readonly bool Check(
        ValidatedMember member, ValidationAttribute annotation, object? value, object? owner, ReadOnlySpan<ValidatedMember> members)
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
            ReportAnnotation(error, member, member.Name, members);
        }

        return error is null;
    }

    /// <summary>Runs an annotation of a type.</summary>
    /// <param name="value">The object.</param>
    /// <param name="whole">The object's name for messages.</param>
    /// <param name="annotation">The annotation.</param>
    /// <param name="members">The members that the client knows by other names; the annotation may report one of them.</param>
    public readonly void CheckObject(
        object value, ValidatedMember whole, ValidationAttribute annotation, ReadOnlySpan<ValidatedMember> members)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(annotation);
        if (!IsPartial && !HasUnboundPart && annotation.GetValidationResult(value, ContextOfWhole(value, whole)) is { } error)
        {
            ReportAnnotation(error, IsAtRoot ? whole : null, Holder?.Name, members);
        }
    }

    /// <summary>Runs an object's own <see cref="IValidatableObject.Validate"/>.</summary>
    /// <param name="value">The object.</param>
    /// <param name="whole">The object's name for messages.</param>
    /// <param name="members">The members that the client knows by other names; the object may report one of them.</param>
    public readonly void CheckObject(IValidatableObject value, ValidatedMember whole, ReadOnlySpan<ValidatedMember> members)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(whole);
        if (IsPartial || HasUnboundPart)
        {
            return;
        }

        // The contract allows no null, neither the sequence nor an item, but Validator treats both as valid.
        foreach (var error in value.Validate(ContextOfWhole(value, whole)) ?? [])
        {
            if (error is not null)
            {
                Report(error, IsAtRoot ? whole : null, members);
            }
        }
    }

    /// <summary>Gets the argument or property that has the current object, which names it in MVC; null when there is none.</summary>
    private readonly ValidatedMember? Holder => _mvc is not null && _path?.Holder is { Name.Length: > 0 } holder ? holder : null;

    private readonly ValidationContext ContextOfWhole(object value, ValidatedMember whole)
    {
        var context = ContextOf(value, Holder ?? whole);
        context.MemberName = Holder?.Name;
        return context;
    }

    /// <remarks>.NET 10 has a constructor with a display name that is marked as free of reflection; .NET 9 has not.</remarks>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "Only a display name would be looked up by reflection, and it is set.")]
    private readonly ValidationContext ContextOf(object instance, ValidatedMember member) =>
        new(instance, _arguments.HttpContext.RequestServices, items: null) { DisplayName = member.DisplayName };

    /// <summary>Adds an error to each member that it names; otherwise to the checked member, or to the current object.</summary>
    private readonly void Report(ValidationResult error, ValidatedMember? member, ReadOnlySpan<ValidatedMember> members)
    {
        var namesMember = false;
        foreach (var name in error.MemberNames)
        {
            namesMember = true;
            AddError(string.IsNullOrEmpty(name) ? PathTo(member) : PathTo(Find(members, name)), MessageOf(error));
        }

        if (!namesMember)
        {
            AddError(PathTo(member), MessageOf(error));
        }
    }

    /// <summary>
    /// Adds an error of an annotation. In MVC, the names in it are relative to the annotated member or object, whose own name means itself.
    /// </summary>
    private readonly void ReportAnnotation(
        ValidationResult error, ValidatedMember? member, string? own, ReadOnlySpan<ValidatedMember> members)
    {
        if (_mvc is null)
        {
            Report(error, member, members);
            return;
        }

        var path = PathTo(member);
        foreach (var name in error.MemberNames.DefaultIfEmpty(own))
        {
            AddError(string.IsNullOrEmpty(name) || name == own ? path : ObjectPath.Join(path, name), MessageOf(error));
        }
    }

    /// <summary>Returns the message. MVC has one for an empty text.</summary>
    private readonly string MessageOf(ValidationResult error) =>
        error.ErrorMessage ?? (_mvc is null ? Messages.Invalid : string.Empty);

    private readonly void AddError(string path, string message)
    {
        // As in MVC, a member of which a part could not be bound is not validated.
        if (HasUnbound?.Invoke(path) == true)
        {
            return;
        }

        // One error is enough for a field: it could not be bound.
        if (_arguments.ErrorsOrNull is { HasFieldErrors: true } errors && errors.HasBindingErrorWithin(path))
        {
            return;
        }

        _arguments.Errors.AddInvalid(path, message);
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

    private readonly string PathTo(ValidatedMember? member)
    {
        if (IsAtRoot)
        {
            return member!.BoundName;
        }

        var json = _arguments.HttpContext.RequestServices.GetService<IOptions<JsonOptions>>()?.Value.SerializerOptions;
        return _path!.PathTo(member, json?.PropertyNamingPolicy);
    }
}
