using System.Text;

namespace Graceful.Generators.RouteTree;

/// <summary>Combines the templates of controller and action into the route of the action.</summary>
internal static class RouteTemplate
{
    private const string DefaultController = "[controller]";
    private const string DefaultAction = "[action]";
    private const string ControllerSuffix = "Controller";
    private const string ActionSuffix = "Async";

    /// <summary>Joins the two, then replaces the tokens.</summary>
    /// <returns>The route, from the root, or null and the error.</returns>
    public static string? Combine(string? controllerRoute, string? actionRoute, string className, string methodName, out string? error)
    {
        var action = actionRoute ?? (NamesAction(controllerRoute) ? string.Empty : DefaultAction);
        var route = IsAbsolute(action)
            ? TrimRoot(action)
            : Join(TrimRoot(controllerRoute ?? DefaultController), action);

        return Rooted(ReplaceTokens(route, CamelCase(NameOfController(className)), NameOfAction(methodName), area: null, out error));
    }

    /// <summary>Combines templates by the rules of MVC: each may be missing, and an action without one adds nothing.</summary>
    /// <param name="controllerRoute">The template of the controller; null for none.</param>
    /// <param name="actionRoute">The template of the action; null for none.</param>
    /// <param name="controller">The value of <c>[controller]</c>.</param>
    /// <param name="action">The value of <c>[action]</c>.</param>
    /// <param name="area">The value of <c>[area]</c>; null when there is none.</param>
    /// <param name="error">The error of a token.</param>
    /// <returns>The route, from the root, or null and the error.</returns>
    public static string? CombineMvc(
        string? controllerRoute, string? actionRoute, string controller, string action, string? area, out string? error)
    {
        var route = actionRoute is not null && IsAbsolute(actionRoute)
            ? TrimRoot(actionRoute)
            : Join(TrimRoot(controllerRoute ?? string.Empty), actionRoute ?? string.Empty);
        return Rooted(ReplaceTokens(route, controller, action, area, out error));
    }

    /// <summary>Returns the name of a controller: that of its class without the suffix Controller.</summary>
    public static string NameOfController(string className) => TrimSuffix(className, ControllerSuffix);

    /// <summary>Returns the name of a route, which may have tokens too; null when a token is wrong.</summary>
    public static string? Name(string name, string controller, string action, string? area, out string? error) =>
        ReplaceTokens(name, controller, action, area, out error);

    /// <summary>Returns the name of an action: without the suffix Async, as MVC has it by default.</summary>
    public static string NameOfAction(string methodName) => TrimSuffix(methodName, ActionSuffix);

    public static bool IsAbsolute(string actionRoute) =>
        actionRoute.StartsWith("/", StringComparison.Ordinal) || actionRoute.StartsWith("~/", StringComparison.Ordinal);

    /// <summary>True when the controller's template contains <c>[action]</c>: an action without a template adds nothing.</summary>
    public static bool NamesAction(string? controllerRoute)
    {
        for (var i = 0; i < (controllerRoute?.Length ?? 0); i++)
        {
            if (controllerRoute![i] != '[')
            {
                continue;
            }

            if (string.Compare(controllerRoute, i, DefaultAction, 0, DefaultAction.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return true;
            }

            // A doubled bracket begins no token, nor does any other character here.
            i++;
        }

        return false;
    }

    private static string? Rooted(string? route) => route is null ? null : "/" + route;

    private static string TrimRoot(string route) =>
        route.StartsWith("~/", StringComparison.Ordinal) ? route.Substring(2)
        : route.StartsWith("/", StringComparison.Ordinal) ? route.Substring(1)
        : route;

    private static string Join(string first, string second)
    {
        if (first.EndsWith("/", StringComparison.Ordinal))
        {
            first = first.Substring(0, first.Length - 1);
        }

        return first.Length == 0 ? second : second.Length == 0 ? first : first + "/" + second;
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    private static string TrimSuffix(string name, string suffix) =>
        name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - suffix.Length)
            : name;

    /// <summary>As in MVC: tokens are case-insensitive, and a literal bracket is doubled.</summary>
    private static string? ReplaceTokens(string route, string controller, string action, string? area, out string? error)
    {
        error = null;
        var result = new StringBuilder(route.Length + 16);
        for (var i = 0; i < route.Length; i++)
        {
            var c = route[i];
            if (c is not ('[' or ']'))
            {
                result.Append(c);
                continue;
            }

            if (i + 1 < route.Length && route[i + 1] == c)
            {
                result.Append(c);
                i++;
                continue;
            }

            var end = route.IndexOf(']', i);
            if (c == ']' || end < 0 || route.IndexOf('[', i + 1, end - i) >= 0)
            {
                error = $"there is a '{c}' without its other half (a literal bracket is written twice)";
                return null;
            }

            var token = route.Substring(i + 1, end - i - 1);
            if (ValueOf(token) is not { } value)
            {
                error = $"the token [{token}] is unknown: there are [controller] and [action]";
                return null;
            }

            result.Append(value);
            i = end;
        }

        return result.ToString();

        string? ValueOf(string token) => token.ToLowerInvariant() switch
        {
            "controller" => controller,
            "action" => action,
            "area" => area,
            _ => null,
        };
    }
}
