namespace JitPortal.Architecture.Tests.Types;

internal static class TypeControls
{
    private const string Domain = "src/JitPortal.Domain/Grants/Grant.cs";
    private const string Application = "src/JitPortal.Application/Grants/RevokeDueJob.cs";
    private const string Web = "src/JitPortal.Web/Grants/GrantEndpoints.cs";

    public static IReadOnlyList<Control> All { get; } =
    [
        Control.In(Web, "type-name", "sealed class GrantManager;", "sealed class GrantBook;"),
        Control.In(Web, "type-name", "interface IGrantService;", "sealed class ServiceWindow;"),
        Control.In(Web, "type-name", "abstract record GrantBase;", "sealed class Database;"),
        Control.In(Web, "sealed", "public class Grant;", "public sealed class Grant;"),
        Control.In(Web, "sealed", "public record Grant { class Inner; }", "public abstract record Grant { private Grant() { } public sealed record Open : Grant; }"),
        Control.In(Web, "sealed", "sealed class Page { internal class Row; }", "sealed class Page { private class Row; private sealed class Head : Row; }"),
        new(
            "sealed",
            Tree.Planted((Web, "namespace A; partial class Page { }"), ("src/JitPortal.Web/Grants/Page.razor.cs", "namespace B; sealed partial class Page { }")),
            Tree.Planted((Web, "namespace A; partial class Page { }"), ("src/JitPortal.Web/Grants/Page.razor.cs", "namespace A { sealed partial class Page { } }"))),
        Control.In(Domain, "domain-setter", "sealed class Grant { public int Fence { get; set; } }", "sealed class Grant { public int Fence { get; init; } }"),
        Control.In(Domain, "domain-setter", "sealed class Grant { public int Fence; }", "sealed class Grant { public int Fence { get; private set; } private int held; }"),
        Control.In(Domain, "domain-setter", "public record struct Fence(long Value);", "public readonly record struct Fence(long Value);"),
        Control.In(Web, "async-name", "sealed class A { Task Revoke() => x; }", "sealed class A { Task RevokeAsync() => x; protected override Task OnInitialized() => x; }"),
        Control.In(Web, "async-name", "sealed class A { IAsyncEnumerable<int> List() => x; }", "sealed class A { Task ISink.Write() => x; int List() => 1; }"),
        Control.In(Application, "async-token", "sealed class A { Task RunAsync() => x; }", "sealed class A { Task RunAsync(CancellationToken ct) => x; }"),
        Control.In(Application, "async-token", "sealed class A { ValueTask<int> RunAsync(CancellationToken ct = default) => x; }", "sealed class A { ValueTask DisposeAsync() => x; }"),
        Control.In(Application, "async-token", "sealed class A { Task RunAsync(CancellationToken ct, int id) => x; }", "sealed class A { Task RunAsync(int id, CancellationToken ct) => x; }"),
        Control.In(Application, "async-token", "sealed class A { Task RunAsync(Func<int> limit) => x; }", "sealed class A { Task<T> TranslatedAsync<T>(Func<Task<T>> work) => x; }"),
        Control.In(Application, "async-void", "sealed class A { async void Run() => await x; }", "sealed class A { async Task RunAsync() => await x; }"),
    ];
}
