namespace Generator.Tests.Mvc.Differential;

/// <summary>Actions whose parameters are bound by model binders of the app.</summary>
internal static class BinderSource
{
    public const string Text = """
        using System.ComponentModel;
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        public sealed class SeparatedBinder(ILogger<SeparatedBinder> logger) : IModelBinder
        {
            public Task BindModelAsync(ModelBindingContext bindingContext)
            {
                var values = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
                var item = bindingContext.ModelType.GetElementType() ?? bindingContext.ModelType.GenericTypeArguments[0];
                bindingContext.ModelState.SetModelValue(bindingContext.ModelName, values);
                var converter = TypeDescriptor.GetConverter(item);
                var texts = values.SelectMany(text => text!.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToArray();
                var items = Array.CreateInstance(item, texts.Length);
                for (var i = 0; i < texts.Length; i++)
                {
                    try
                    {
                        items.SetValue(converter.ConvertFromInvariantString(texts[i].Trim()), i);
                    }
                    catch (Exception exception)
                    {
                        logger.LogDebug(exception, "skipped");
                        bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, $"'{texts[i]}' is no {item.Name}");
                    }
                }

                bindingContext.Result = ModelBindingResult.Success(items);
                return Task.CompletedTask;
            }
        }

        public sealed class LenientEnumBinder : IModelBinder
        {
            public async Task BindModelAsync(ModelBindingContext bindingContext)
            {
                await Task.Yield();
                var value = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
                if (value != ValueProviderResult.None)
                {
                    var type = Nullable.GetUnderlyingType(bindingContext.ModelType) ?? bindingContext.ModelType;
                    bindingContext.Result = Enum.TryParse(type, value.FirstValue, ignoreCase: true, out var parsed)
                        ? ModelBindingResult.Success(parsed)
                        : ModelBindingResult.Failed();
                }
            }
        }

        public sealed class DescribingBinder : IModelBinder
        {
            public Task BindModelAsync(ModelBindingContext bindingContext)
            {
                var (context, metadata) = (bindingContext, bindingContext.ModelMetadata);
                if (context.ValueProvider.GetValue("throw").FirstValue == "yes")
                {
                    throw new InvalidOperationException("refused");
                }

                context.Result = ModelBindingResult.Success(string.Join(" ",
                    context.ModelName, context.FieldName, context.BinderModelName, context.OriginalModelName, context.IsTopLevelObject,
                    context.Model is null, context.ModelType.Name, context.BindingSource?.Id, context.ModelState.IsValid,
                    context.ValueProvider.ContainsPrefix("q"), context.ValueProvider.GetValue("q"), context.ValueProvider.GetValue(""),
                    context.HttpContext.Request.Method, context.ActionContext.RouteData.Values["action"],
                    context.ActionContext.ActionDescriptor.DisplayName is null, metadata.GetDisplayName(), metadata.IsRequired,
                    metadata.IsBindingRequired, metadata.IsEnum, metadata.IsEnumerableType, metadata.IsComplexType,
                    metadata.BinderModelName,
                    metadata.IsReferenceOrNullableType, metadata.ElementMetadata?.ModelType.Name, context.ValidationState.Count));
                return Task.CompletedTask;
            }
        }

        /// <summary>Leaves the text to a binder of the framework, whose messages have the display name, or no name.</summary>
        public sealed class FrameworkBinder(ILoggerFactory loggers) : IModelBinder
        {
            public Task BindModelAsync(ModelBindingContext bindingContext)
            {
                var type = bindingContext.ModelType;
                IModelBinder inner =
                    type.IsArray ? new Microsoft.AspNetCore.Mvc.ModelBinding.Binders.ArrayModelBinder<int>(
                        new Microsoft.AspNetCore.Mvc.ModelBinding.Binders.SimpleTypeModelBinder(typeof(int), loggers), loggers)
                    : type == typeof(DateTime?) ? new Microsoft.AspNetCore.Mvc.ModelBinding.Binders.DateTimeModelBinder(
                        System.Globalization.DateTimeStyles.None, loggers)
                    : new Microsoft.AspNetCore.Mvc.ModelBinding.Binders.SimpleTypeModelBinder(type, loggers);
                return inner.BindModelAsync(bindingContext);
            }
        }

        public sealed class NamingBinder : IModelBinder
        {
            public Task BindModelAsync(ModelBindingContext bindingContext)
            {
                var metadata = bindingContext.ModelMetadata;
                bindingContext.Result = ModelBindingResult.Success(string.Join(" ",
                    metadata.MetadataKind, metadata.Name, metadata.ParameterName, metadata.PropertyName, metadata.DisplayName,
                    metadata.GetDisplayName(), metadata.ContainerType?.Name, metadata.ElementMetadata?.GetDisplayName()));
                return Task.CompletedTask;
            }
        }

        public sealed class NothingBinder : IModelBinder
        {
            public Task BindModelAsync(ModelBindingContext bindingContext) => Task.CompletedTask;
        }

        public sealed class NullBinder : IModelBinder
        {
            public Task BindModelAsync(ModelBindingContext bindingContext)
            {
                bindingContext.Result = ModelBindingResult.Success(null);
                return Task.CompletedTask;
            }
        }

        public sealed class TagBinder : IModelBinder
        {
            public Task BindModelAsync(ModelBindingContext bindingContext)
            {
                var tag = new Tag { Name = bindingContext.ValueProvider.GetValue("name").FirstValue ?? "" };
                if (bindingContext.ValueProvider.ContainsPrefix("unchecked"))
                {
                    bindingContext.ValidationState.Add(tag,
                        new Microsoft.AspNetCore.Mvc.ModelBinding.Validation.ValidationStateEntry { SuppressValidation = true });
                }

                bindingContext.Result = ModelBindingResult.Success(tag);
                return Task.CompletedTask;
            }
        }

        [ModelBinder(typeof(PointBinder))]
        public sealed record Point(int X, int Y);

        public sealed class PointBinder : IModelBinder
        {
            public Task BindModelAsync(ModelBindingContext bindingContext)
            {
                var parts = bindingContext.ValueProvider.GetValue(bindingContext.ModelName).FirstValue?.Split('x') ?? [];
                bindingContext.Result = parts.Length == 2 && int.TryParse(parts[0], out var x) && int.TryParse(parts[1], out var y)
                    ? ModelBindingResult.Success(new Point(x, y))
                    : ModelBindingResult.Failed();
                return Task.CompletedTask;
            }
        }

        public sealed class LenientAttribute() : ModelBinderAttribute(typeof(LenientEnumBinder));

        public class ByAttribute : ModelBinderAttribute
        {
            public ByAttribute(Type binder) : base(binder) { }
        }

        public sealed class SeparatedAttribute(string name) : ByAttribute(binder: typeof(SeparatedBinder)) { public string Note => name; }

        public sealed class FromBinderAttribute<TBinder> : ModelBinderAttribute<TBinder>
            where TBinder : IModelBinder;


        public sealed class Painted
        {
            [Lenient] public Color? Color { get; set; }
            [Separated("x", Name = "n")] public int[]? Numbers { get; set; }
        }

        [ApiController, Route("binders/[action]")]
        public class BindersController : ControllerBase
        {
            public string Ids([ModelBinder(typeof(SeparatedBinder))] int[] ids) => string.Join(";", ids);

            public string Colors(
                [FromQuery, ModelBinder(typeof(SeparatedBinder))] Color[] colors, [ModelBinder<LenientEnumBinder>] Color? color,
                [FromQuery, ModelBinder(typeof(LenientEnumBinder))] Color other = Color.Green) =>
                $"{string.Join(";", colors)} {color} {other}";

            [HttpGet("{id}")]
            public string Described(
                [ModelBinder(typeof(DescribingBinder))] string id, [ModelBinder(typeof(DescribingBinder), Name = "p")] string? other,
                [FromQuery(Name = "z"), ModelBinder(BinderType = typeof(DescribingBinder))] string? shown) =>
                $"{id}|{other}|{shown}";

            [HttpGet("{id}")]
            public string InRoute([FromRoute, ModelBinder(typeof(SeparatedBinder))] IEnumerable<int> id) => string.Join(";", id);

            public string Typed(Point point, [ModelBinder(Name = "n")] int named) => $"{point} {named}";

            public string Checked(
                [ModelBinder(typeof(SeparatedBinder)), MinLength(2)] int[] ids, [ModelBinder(typeof(NothingBinder)), Required] string? s,
                [ModelBinder(typeof(NothingBinder)), BindRequired] string? t, [ModelBinder(typeof(NullBinder))] string u,
                [ModelBinder(typeof(NothingBinder))] string v) => "valid";

            public string Framework(
                [ModelBinder(typeof(FrameworkBinder))] DateTime? when, [FromQuery, ModelBinder(typeof(FrameworkBinder))] int n,
                [ModelBinder(typeof(FrameworkBinder), Name = "e")] double d,
                [ModelBinder(typeof(FrameworkBinder)), Display(Name = "the letter")] char c,
                [FromQuery, ModelBinder(typeof(FrameworkBinder))] int[] ids) =>
                $"{when:O} {n} {d} {c} {string.Join(";", ids ?? [])}";

            public string Derived(
                [Lenient] Color? color, [Separated("ids")] int[] ids, [By(typeof(SeparatedBinder), Name = "n")] int[] numbers,
                [FromQuery] Painted painted, [FromBinder<PointBinder>] Point point) =>
                $"{color} {string.Join(";", ids)} {string.Join(";", numbers)} {painted.Color} " +
                $"{string.Join(";", painted.Numbers ?? [])} {point}";

            public string Named(
                [ModelBinder(typeof(NamingBinder))] string a, [ModelBinder(typeof(NamingBinder), Name = "n")] string b,
                [FromQuery(Name = "q"), ModelBinder(typeof(NamingBinder)), Display(Name = "the c")] string c) => $"{a}|{b}|{c}";

            public string Unset([ModelBinder(typeof(NothingBinder))] int n, [ModelBinder(typeof(NullBinder))] int m = 5) => $"{n} {m}";

            public string Tagged([ModelBinder(typeof(TagBinder))] Tag tag) => tag.Name;

            [HttpPost]
            public string Form(
                [FromForm, ModelBinder(typeof(SeparatedBinder))] int[] ids, [ModelBinder(typeof(SeparatedBinder))] int[] all) =>
                $"{string.Join(";", ids)} {string.Join(";", all)}";
        }
        """;
}
