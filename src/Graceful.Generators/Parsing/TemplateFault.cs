using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Parsing;

/// <summary>The position of an error in the templates of a controller and an action.</summary>
/// <param name="IsInController">True when the error is in the template of the controller.</param>
/// <param name="Start">The start of the error in that template.</param>
/// <param name="Length">The number of characters; 0 when the position is unknown.</param>
internal readonly record struct TemplateFault(bool IsInController, int Start, int Length)
{
    /// <remarks>
    /// Tokens are masked by text of the same length, so that positions in the combined pattern map back to positions in the
    /// templates.
    /// </remarks>
    public static TemplateFault Find(string? onController, string? onAction)
    {
        var (controller, action) = (onController ?? "c", onAction ?? (RouteTemplate.NamesAction(onController) ? string.Empty : "a"));
        var isAbsolute = RouteTemplate.IsAbsolute(action);
        var (controllerRoot, actionRoot) = (Root(controller), isAbsolute ? Root(action) : 0);
        if (!isAbsolute && Mask(ref controller) is { } inController)
        {
            return Of(isInController: true, inController.Start, inController.Length, controller);
        }

        if (Mask(ref action) is { } inAction)
        {
            return Of(isInController: false, inAction.Start, inAction.Length, action);
        }

        var front = isAbsolute ? string.Empty : controller.Substring(controllerRoot);
        front = front.EndsWith("/", StringComparison.Ordinal) ? front.Substring(0, front.Length - 1) : front;
        var back = action.Substring(actionRoot);
        var separator = front.Length > 0 && back.Length > 0 ? "/" : string.Empty;
        var parser = new RoutePatternParser("/" + front + separator + back);
        if (parser.Parse(out _) is not null)
        {
            return new TemplateFault(IsInController: false, 0, 0);
        }

        var (start, length) = (parser.Fault.Start - 1, parser.Fault.Length);
        return start < front.Length
            ? Of(isInController: true, start + controllerRoot, length, controller)
            : Of(isInController: false, Math.Max(0, start - front.Length - separator.Length) + actionRoot, length, action);
    }

    private static TemplateFault Of(bool isInController, int start, int length, string template) =>
        new(isInController, start, Math.Max(0, Math.Min(length, template.Length - start)));

    private static int Root(string template) =>
        template.StartsWith("~/", StringComparison.Ordinal) ? 2 : template.StartsWith("/", StringComparison.Ordinal) ? 1 : 0;

    /// <returns>The position of an invalid token or bracket; null when there is none.</returns>
    private static (int Start, int Length)? Mask(ref string template)
    {
        var masked = template.ToCharArray();
        for (var i = 0; i < masked.Length; i++)
        {
            var c = template[i];
            if (c is not ('[' or ']'))
            {
                continue;
            }

            var isDoubled = i + 1 < template.Length && template[i + 1] == c;
            var end = isDoubled ? i + 1 : template.IndexOf(']', i);
            if (!isDoubled && (c == ']' || end < 0 || !IsToken(template.Substring(i + 1, end - i - 1))))
            {
                return (i, c == '[' && end > 0 ? end + 1 - i : 1);
            }

            for (; i <= end; i++)
            {
                masked[i] = 'x';
            }

            i--;
        }

        template = new string(masked);
        return null;
    }

    private static bool IsToken(string token) =>
        token.Equals("controller", StringComparison.OrdinalIgnoreCase) || token.Equals("action", StringComparison.OrdinalIgnoreCase);
}
