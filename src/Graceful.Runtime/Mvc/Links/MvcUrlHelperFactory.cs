using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Routing;

namespace Graceful.Mvc;

/// <summary>Creates the URL helper of a request once, and stores it where MVC does.</summary>
internal sealed class MvcUrlHelperFactory : IUrlHelperFactory
{
    public IUrlHelper GetUrlHelper(ActionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var items = context.HttpContext.Items;
        if (items.TryGetValue(typeof(IUrlHelper), out var stored) && stored is IUrlHelper helper)
        {
            return helper;
        }

        var created = new MvcUrlHelper(context);
        items[typeof(IUrlHelper)] = created;
        return created;
    }
}
