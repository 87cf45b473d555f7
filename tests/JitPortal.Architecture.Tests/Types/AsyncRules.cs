using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JitPortal.Architecture.Tests.Types;

/// <summary>Asynchronous methods say so in their name and can be cancelled, unless somebody else fixed their shape.</summary>
internal static class AsyncRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("async-name", tree => tree.CSharp("src").SelectMany(Name)),
        new("async-token", tree => tree.CSharp("src/JitPortal.Application", "src/JitPortal.Connectors", "src/JitPortal.Storage").SelectMany(Token)),
        new("async-void", tree => tree.CSharp().SelectMany(Void)),
    ];

    private static IEnumerable<Finding> Name(SourceFile file) =>
        from method in Asynchronous(file)
        where !method.Identifier.Text.EndsWith("Async", StringComparison.Ordinal)
        select file.Found(method.Identifier, $"{method.Identifier} is asynchronous: end its name in Async.");

    private static IEnumerable<Finding> Token(SourceFile file) =>
        from method in Asynchronous(file)
        where method.Identifier.Text != nameof(IAsyncDisposable.DisposeAsync) && !TakesWork(method)
        let last = method.ParameterList.Parameters.LastOrDefault()
        where last is not { Default: null } || last.Type?.ToString() is not ("CancellationToken" or "System.Threading.CancellationToken")
        select file.Found(method.Identifier, $"{method.Identifier} takes a CancellationToken last, without a default.");

    /// <summary>Wraps work that is handed in (<c>Func&lt;Task&gt; work</c>), which brings its own cancellation.</summary>
    private static bool TakesWork(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters.Any(p => p.Type is GenericNameSyntax { Identifier.Text: "Func" } work && work.TypeArgumentList.ToString().Contains("Task", StringComparison.Ordinal));

    private static IEnumerable<Finding> Void(SourceFile file) =>
        from method in file.All<MethodDeclarationSyntax>()
        where method.Modifiers.Any(SyntaxKind.AsyncKeyword) && method.ReturnType.ToString() == "void"
        select file.Found(method.Identifier, $"{method.Identifier} is async void: an exception in it ends the process.");

    private static IEnumerable<MethodDeclarationSyntax> Asynchronous(SourceFile file) =>
        from method in file.All<MethodDeclarationSyntax>()
        where method.ReturnType is SimpleNameSyntax { Identifier.Text: "Task" or "ValueTask" or "IAsyncEnumerable" }
        where !method.Modifiers.Any(SyntaxKind.OverrideKeyword) && method.ExplicitInterfaceSpecifier is null && method.Identifier.Text != "Main"
        select method;
}
