using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Generator.Tests.Harness;

/// <summary>The Data Protection keys of one test host.</summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly List<XElement> _keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_keys)
        {
            return [.. _keys];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_keys)
        {
            _keys.Add(element);
        }
    }
}
