using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

// Arguments from the body: JSON or a form.
internal sealed partial class BindingParser
{
    // The arguments that read the body explicitly. With one of them, no other argument is inferred from the body.
    private BindingTarget? _body;
    private BindingTarget? _form;

    /// <summary>Reports a second reader of the body. Several parameters may share a form.</summary>
    private void Claim(BindingTarget target, bool isBody, bool isForm)
    {
        var other = isBody ? _body ?? _form : isForm ? _body : null;
        if (other is not null)
        {
            Report(Descriptors.BodyReadTwice, target, other.Name);
        }

        _body ??= isBody ? target : null;
        _form ??= isForm ? target : null;
    }

    private bool IsBody(BindingTarget target) =>
        target.Attribute(_types.FromBody) is not null ||
        ((target.Type.Is(_types.Stream) || target.Type.Is(_types.PipeReader)) && CustomBinders.AttributeOf(target, known) is null);

    private bool IsForm(BindingTarget target) =>
        target.Attribute(_types.FromForm) is not null ||
        (Sources(target).Count == 0 && FormPartOf(target.Type) is not null && CustomBinders.AttributeOf(target, known) is null);

    private BodyBinding Body(BindingTarget target, AttributeData attribute) =>
        JsonOf(target, target.IsOptional || SourceNames.AllowsEmptyBody(attribute, known), service: null);

    private static BodyBinding JsonOf(BindingTarget target, bool isOptional, ServiceModel? service) =>
        new(target.Name, TypeNames.Of(target.Type), target.Type.IsValueType, isOptional, service);

    private BindingModel? Form(BindingTarget target, AttributeData? attribute)
    {
        var name = SourceNames.Of(target, attribute, known);
        return FormPartOf(target.Type) is { } part ? new FormBinding(part, name, target.IsOptional)
            : IsText(target.Type) || ListTypes.ShapeOf(target.Type, known, out _, out _) is not null ? Value(target, ValueOrigin.Form, name)
            : Fields(target);
    }

    private FormPart? FormPartOf(ITypeSymbol type) =>
        type.Is(_types.Form) ? FormPart.Form
        : type.Is(_types.FormFiles) ? FormPart.Files
        : type.Is(_types.FormFile) ? FormPart.File
        : type is not IArrayTypeSymbol && ListTypes.ElementOf(type, known, out var isList) is { } element && !isList &&
            element.Is(_types.FormFile) ? FormPart.FilesOfName
        : null;
}
