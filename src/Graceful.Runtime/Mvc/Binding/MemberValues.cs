using System.Collections.Immutable;

namespace Graceful.Mvc;

/// <summary>True when the request has a value for an object that is a member of another one.</summary>
/// <remarks>The rules are those of dotnet/aspnetcore, ComplexObjectModelBinder.CanBindAnyModelItem.</remarks>
internal static class MemberValues
{
    /// <summary>
    /// True when the request has a value for a member. Of a member that is an object, any name that begins with its own counts, and not
    /// whether the object can be bound.
    /// </summary>
    public static bool Exist(ModelReader reader, ModelName name, ModelMember[] members)
    {
        reader.CheckDepth(name);
        if (!reader.HasAnyBelow(name.Key))
        {
            return false;
        }

        foreach (var member in members)
        {
            if (member.HasValue(reader, name))
            {
                return true;
            }
        }

        // A file has no value: an object with one is bound, and counts when a file was found.
        return Array.Exists(members, member => member.IsFile) && HaveFile(reader, name, members, ImmutableStack<ModelMember>.Empty);
    }

    /// <summary>True when the form has a file for a member, or for a member of it.</summary>
    public static bool HaveFile(ModelReader reader, ModelName name, ModelMember[] members, ImmutableStack<ModelMember> around)
    {
        foreach (var member in members)
        {
            if (!around.Contains(member) && member.HasFile(reader, name, around.Push(member)))
            {
                return true;
            }
        }

        return false;
    }
}
