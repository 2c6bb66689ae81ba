using System.Runtime.CompilerServices;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>
/// The declarations of a program. Compares two compilations and returns the names whose meaning has changed: an unedited file without
/// such a name means the same in both.
/// </summary>
internal sealed class ProgramDeclarations
{
    /// <summary>The simple name of [Controller].</summary>
    public const string ControllerName = "Controller";

    /// <summary>The simple name of [ExcludeControllers].</summary>
    public const string ExclusionName = "ExcludeControllers";

    // A project reference holds its whole compilation; the mark identifies the reference without keeping it alive.
    private static readonly ConditionalWeakTable<MetadataReference, object> Marks = new();

    private readonly ConditionalWeakTable<ProgramDeclarations, IReadOnlyCollection<string>> _changes = new();
    private readonly HashSet<FileDeclarations> _files;
    private readonly object[] _references;
    private readonly (string? Assembly, NullableContextOptions Nullable) _options;

    public ProgramDeclarations(Compilation compilation)
    {
        _files = [.. compilation.SyntaxTrees.Select(FileDeclarations.Of)];
        _references = [.. compilation.ExternalReferences.Select(Marks.GetOrCreateValue)];
        _options = (compilation.AssemblyName, compilation.Options.NullableContextOptions);
        var aliases = new HashSet<string>(_files.SelectMany(file => file.GlobalAliases), StringComparer.Ordinal);
        MayExclude = _files.Any(file => file.AssemblyAttributes.Any(name => MayBe(name, ExclusionName)));
        Controllers = [.. compilation.SyntaxTrees.SelectMany(tree => FileDeclarations.Of(tree).Types
            .Where(type => type.Attributes.Any(name => MayBe(name, ControllerName)))
            .Select(type => (tree, type)))];

        MvcControllers = [.. compilation.SyntaxTrees.SelectMany(tree => FileDeclarations.Of(tree).MvcTypes.Select(type => (tree, type)))];

        bool MayBe(string name, string attribute) => name == attribute || name == attribute + nameof(Attribute) || aliases.Contains(name);
    }

    /// <summary>The types that may be controllers, in the order of the files.</summary>
    public IReadOnlyList<(SyntaxTree File, AttributedType Type)> Controllers { get; }

    /// <summary>The classes that may be controllers of MVC, in the order of the files.</summary>
    public IReadOnlyList<(SyntaxTree File, AttributedType Type)> MvcControllers { get; }

    /// <summary>True when the program may exclude library controllers; otherwise the assembly attributes need not be read.</summary>
    public bool MayExclude { get; }

    /// <summary>Returns the names whose meaning has changed.</summary>
    public IReadOnlyCollection<string> ChangedSince(ProgramDeclarations before) =>
        ReferenceEquals(before, this) ? [] : _changes.GetValue(before, Compare);

    private HashSet<string> Compare(ProgramDeclarations before)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        if (before._options != _options || !before._references.SequenceEqual(_references))
        {
            changed.Add(Declaration.Everywhere);
            return changed;
        }

        var removed = before._files.Where(file => !_files.Contains(file)).ToArray();
        var added = _files.Where(file => !before._files.Contains(file)).ToArray();
        var difference = new Dictionary<string, (int Count, Declaration One)>(StringComparer.Ordinal);
        foreach (var (file, count) in removed.Select(file => (file, -1)).Concat(added.Select(file => (file, 1))))
        {
            foreach (var declaration in file.Declarations)
            {
                var earlier = difference.TryGetValue(declaration.Text, out var other) ? other.Count : 0;
                difference[declaration.Text] = (earlier + count, declaration);
            }
        }

        Add(changed, difference.Values.Where(one => one.Count != 0).SelectMany(one => one.One.Names));
        Add(changed, NamespacesOnlyIn(removed, _files).Concat(NamespacesOnlyIn(added, before._files)));
        AddConstants(changed);
        return changed;
    }

    /// <summary>Returns the namespaces that no other file declares.</summary>
    private static IEnumerable<string> NamespacesOnlyIn(IEnumerable<FileDeclarations> files, HashSet<FileDeclarations> others) => files
        .SelectMany(file => file.Namespaces)
        .Where(space => !others.Any(other => other.Namespaces.Contains(space)))
        .SelectMany(space => space.Split(['.'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Adds the constants whose value depends on a changed name.</summary>
    private void AddConstants(HashSet<string> changed)
    {
        if (changed.Count == 0)
        {
            return;
        }

        var constants = _files.SelectMany(file => file.Declarations).Where(declaration => declaration.Mentions is not null).ToList();
        while (constants.RemoveAll(constant => constant.Mentions!.Any(changed.Contains) && Add(changed, constant.Names)) > 0)
        {
        }
    }

    private static bool Add(HashSet<string> changed, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            changed.Add(name);

            // [Get] refers to GetAttribute.
            changed.Add(AttributeNames.Simple(name));
        }

        return true;
    }
}
