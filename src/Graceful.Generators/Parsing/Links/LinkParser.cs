using System.Globalization;
using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Parses the links of a controller: for each action one to its first route, and one to each other route with a name.
/// </summary>
internal static class LinkParser
{
    private const string ActionSuffix = "Async";

    public static ControllerLinks Parse(ControllerModel controller)
    {
        var links = new List<LinkModel>();
        foreach (var action in controller.Actions)
        {
            for (var i = 0; i < action.Routes.Count; i++)
            {
                if ((i == 0 ? ActionName(action) : LinkNames.Of(action.Routes[i].Name)) is { } name)
                {
                    Add(links, new LinkModel(name, action.Routes[i], action.IsPublic, LinkArguments.Of(action, action.Routes[i])));
                }
            }
        }

        return new ControllerLinks(controller.FullName,
            links.Select(link => link with { Name = LinkNames.Identifier(link.Name) }).ToEquatableArray());
    }

    /// <summary>Returns the name of the method. The name of the model may have a number that distinguishes overloads.</summary>
    private static string ActionName(ActionModel action)
    {
        var name = action.Call.Method.TrimStart('@');
        return name.Length > ActionSuffix.Length && name.EndsWith(ActionSuffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - ActionSuffix.Length)
            : name;
    }

    /// <summary>
    /// Links with the same name are overloads. When C# cannot distinguish two of them, one is omitted if both lead to the same path
    /// (GET and POST of a form); otherwise the later one gets a number.
    /// </summary>
    private static void Add(List<LinkModel> links, LinkModel link)
    {
        var candidate = link;
        for (var number = 2;
            links.Find(other => other.Name == candidate.Name && other.Signature == candidate.Signature) is { } same;
            number++)
        {
            if (same.Route.Pattern == link.Route.Pattern && same.Arguments.Equals(link.Arguments))
            {
                return;
            }

            candidate = link with { Name = link.Name + number.ToString(CultureInfo.InvariantCulture) };
        }

        links.Add(candidate);
    }
}
