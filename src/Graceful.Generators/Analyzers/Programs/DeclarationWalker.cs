using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>Collects the declarations of a file without visiting bodies.</summary>
internal sealed class DeclarationWalker : CSharpSyntaxVisitor
{
    private readonly HashSet<string> _aliases = new(StringComparer.Ordinal);
    private string _namespace = string.Empty;
    private string _outer = string.Empty;

    public List<Declaration> Declarations { get; } = [];

    public HashSet<string> Namespaces { get; } = new(StringComparer.Ordinal);

    public List<AttributedType> Types { get; } = [];

    /// <summary>The classes that may be controllers of MVC, which need no attribute.</summary>
    public List<AttributedType> MvcTypes { get; } = [];

    public List<string> GlobalAliases { get; } = [];

    public HashSet<string> AssemblyAttributes { get; } = new(StringComparer.Ordinal);

    public override void VisitCompilationUnit(CompilationUnitSyntax node)
    {
        Add(node.Externs, node.Usings);
        AssemblyAttributes.UnionWith(Names(node.AttributeLists, ProgramDeclarations.ExclusionName));
        VisitAll(node.Members);
    }

    public override void VisitNamespaceDeclaration(NamespaceDeclarationSyntax node) => VisitNamespace(node);

    public override void VisitFileScopedNamespaceDeclaration(FileScopedNamespaceDeclarationSyntax node) => VisitNamespace(node);

    public override void VisitClassDeclaration(ClassDeclarationSyntax node) => VisitType(node);

    public override void VisitRecordDeclaration(RecordDeclarationSyntax node) => VisitType(node);

    public override void VisitStructDeclaration(StructDeclarationSyntax node) => VisitType(node);

    public override void VisitInterfaceDeclaration(InterfaceDeclarationSyntax node) => VisitType(node);

    public override void VisitEnumDeclaration(EnumDeclarationSyntax node) => Declarations.Add(new Declaration(
        [node.Identifier.ValueText, .. node.Members.Select(member => member.Identifier.ValueText)],
        $"{_outer}{node.Modifiers} enum {node.Identifier}{node.BaseList} {{{node.Members}}}",
        FileDeclarations.WordsIn(node)));

    public override void VisitDelegateDeclaration(DelegateDeclarationSyntax node) =>
        Declarations.Add(new Declaration(
            [node.Identifier.ValueText],
            $"{_outer}{node.Modifiers} delegate {node.Identifier}{node.TypeParameterList}"));

    public override void VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        if (node.Modifiers.Any(SyntaxKind.ConstKeyword))
        {
            Declarations.Add(new Declaration(
                [.. node.Declaration.Variables.Select(variable => variable.Identifier.ValueText)],
                $"{_outer}{node.Modifiers} {node.Declaration}",
                FileDeclarations.WordsIn(node)));
        }
    }

    private void VisitNamespace(BaseNamespaceDeclarationSyntax node)
    {
        var (space, outer) = (_namespace, _outer);
        _namespace += node.Name.ToString().Replace(" ", string.Empty) + ".";
        _outer = _namespace;
        Namespaces.Add(_namespace);
        Add(node.Externs, node.Usings);
        VisitAll(node.Members);
        (_namespace, _outer) = (space, outer);
    }

    private void VisitType(TypeDeclarationSyntax node)
    {
        var attributes = Names(node.AttributeLists, ProgramDeclarations.ControllerName).ToArray();
        var arity = node.TypeParameterList is { Parameters.Count: var count } ? "`" + count : string.Empty;
        var metadataName = _outer + node.Identifier.ValueText + arity;

        // [AttributeUsage] decides whether an overriding method inherits an attribute.
        var usage = node.Identifier.ValueText.EndsWith(nameof(Attribute), StringComparison.Ordinal)
            ? node.AttributeLists.ToString()
            : string.Empty;
        Declarations.Add(new Declaration(
            [node.Identifier.ValueText],
            $"{usage}{_outer}{node.Modifiers} {node.Keyword} {node.Identifier}{node.TypeParameterList}{node.BaseList}"));
        if (attributes.Length > 0)
        {
            Types.Add(new AttributedType(metadataName, node.SpanStart, attributes));
        }

        if (node is ClassDeclarationSyntax declared && MvcDeclarations.MayBeController(declared))
        {
            MvcTypes.Add(new AttributedType(metadataName, node.SpanStart, attributes));
        }

        var outer = _outer;
        _outer = metadataName + "+";
        VisitAll(node.Members);
        _outer = outer;
    }

    private void Add(SyntaxList<ExternAliasDirectiveSyntax> externs, SyntaxList<UsingDirectiveSyntax> usings)
    {
        Declarations.AddRange(externs.Select(alias => new Declaration([alias.Identifier.ValueText], alias.ToString())));
        foreach (var directive in usings)
        {
            var isGlobal = !directive.GlobalKeyword.IsKind(SyntaxKind.None);
            if (isGlobal)
            {
                Declarations.Add(new Declaration([Declaration.Everywhere], directive.ToString()));
            }

            if (directive.Alias is { Name.Identifier.ValueText: var alias })
            {
                _aliases.Add(alias);
                if (isGlobal)
                {
                    GlobalAliases.Add(alias);
                }
            }
        }
    }

    /// <summary>
    /// Returns the simple names of attributes. An alias becomes the name that it may mean; the symbols decide later whether it does.
    /// </summary>
    private IEnumerable<string> Names(SyntaxList<AttributeListSyntax> lists, string aliased) => lists
        .SelectMany(list => list.Attributes)
        .Select(attribute => Simple(attribute.Name))
        .Select(name => _aliases.Contains(name) ? aliased : name);

    private void VisitAll(SyntaxList<MemberDeclarationSyntax> members)
    {
        foreach (var member in members)
        {
            Visit(member);
        }
    }

    private static string Simple(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => string.Empty,
    };
}
