using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JitPortal.Architecture.Tests.Types;

/// <summary>How types are named, closed and changed.</summary>
internal static partial class TypeRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("type-name", tree => tree.CSharp().SelectMany(Name)),
        new("sealed", tree => Sealed(tree.CSharp("src"))),
        new("domain-setter", tree => tree.CSharp("src/JitPortal.Domain").SelectMany(DomainSetter)),
    ];

    private static IEnumerable<Finding> Name(SourceFile file) =>
        from type in file.All<BaseTypeDeclarationSyntax>()
        let suffix = EmptySuffix().Match(type.Identifier.Text)
        where suffix.Success
        select file.Found(type.Identifier, $"{type.Identifier}: '{suffix.Value}' says nothing; name what it does.");

    /// <summary>
    /// The parts of a partial type share their modifiers, so one <c>sealed</c> among them is enough. A private class is seen by
    /// its own file only, where the analyzers seal what nothing derives from.
    /// </summary>
    private static IEnumerable<Finding> Sealed(IEnumerable<SourceFile> files) =>
        from part in files.SelectMany(file => file.All<TypeDeclarationSyntax>().Select(type => (file, type)))
        where part.type.Kind() is SyntaxKind.ClassDeclaration or SyntaxKind.RecordDeclaration && !Has(part.type, SyntaxKind.PrivateKeyword)
        group part by FullName(part.type) into parts
        where !parts.Any(p => Has(p.type, SyntaxKind.SealedKeyword) || Has(p.type, SyntaxKind.StaticKeyword) || Has(p.type, SyntaxKind.AbstractKeyword))
        select parts.First().file.Found(parts.First().type.Identifier, $"{parts.First().type.Identifier} is open to inheritance: seal it.");

    private static IEnumerable<Finding> DomainSetter(SourceFile file)
    {
        const string words = "can be changed from outside: facts do not change, states move through their table.";
        var setters = file.All<AccessorDeclarationSyntax>()
            .Where(a => a.IsKind(SyntaxKind.SetAccessorDeclaration) && a.Modifiers.Count == 0 && !Has((MemberDeclarationSyntax)a.Parent!.Parent!, SyntaxKind.PrivateKeyword))
            .Select(a => file.Found(a, $"a setter {words}"));
        var fields = file.All<FieldDeclarationSyntax>()
            .Where(f => Has(f, SyntaxKind.PublicKeyword) && !Has(f, SyntaxKind.ReadOnlyKeyword) && !Has(f, SyntaxKind.ConstKeyword))
            .Select(f => file.Found(f, $"a field {words}"));
        var structs = file.All<RecordDeclarationSyntax>()
            .Where(r => r.IsKind(SyntaxKind.RecordStructDeclaration) && r.ParameterList is not null && !Has(r, SyntaxKind.ReadOnlyKeyword))
            .Select(r => file.Found(r.Identifier, $"a record struct that is not readonly {words}"));
        return [.. setters, .. fields, .. structs];
    }

    private static bool Has(MemberDeclarationSyntax member, SyntaxKind modifier) => member.Modifiers.Any(modifier);

    private static string FullName(TypeDeclarationSyntax type) => string.Join('.', type.AncestorsAndSelf().Select(node => node switch
    {
        BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
        TypeDeclarationSyntax outer => $"{outer.Identifier}`{outer.TypeParameterList?.Parameters.Count ?? 0}",
        _ => null,
    }).Where(name => name is not null).Reverse());

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utilit(y|ies)|Services?|Base)$")]
    private static partial Regex EmptySuffix();
}
