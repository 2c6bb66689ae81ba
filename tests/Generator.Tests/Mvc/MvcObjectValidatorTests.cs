using Graceful.Mvc;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace Generator.Tests.Mvc;

/// <summary>MvcControllerTests compares <c>TryValidateModel</c> with MVC; these are the models that only MVC can validate.</summary>
public sealed class MvcObjectValidatorTests
{
    [Fact]
    public void A_model_without_a_generated_validator_is_an_exception_and_not_valid()
    {
        var validator = new MvcObjectValidator([new MvcModel<Base>()]);
        var context = new ActionContext(new DefaultHttpContext(), new RouteData(), new ActionDescriptor());

        var failure = Assert.Throws<InvalidOperationException>(() =>
            validator.Validate(context, validationState: null, string.Empty, new Derived()));
        Assert.Contains($"a model of {typeof(Derived)}, for which no validator was generated", failure.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(Base).ToString(), failure.Message, StringComparison.Ordinal);
        validator.Validate(context, validationState: null, string.Empty, model: null);
        Assert.True(context.ModelState.IsValid);
    }

    [Fact]
    public void A_collection_is_validated_as_the_declared_interface()
    {
        MvcModel model = new MvcModel<IEnumerable<Base>>();

        Assert.True(model.IsFor(new List<Base>()));
        Assert.True(model.IsFor(Array.Empty<Base>()));
        Assert.False(model.IsFor(new List<int>()));
        Assert.False(new MvcModel<object>().IsFor(new Base()));
    }

    private class Base;

    private sealed class Derived : Base;
}
