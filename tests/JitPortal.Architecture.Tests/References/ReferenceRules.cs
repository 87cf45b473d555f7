namespace JitPortal.Architecture.Tests.References;

/// <summary>The direction of references: Domain knows nobody, Web knows everybody, the development projects know nothing of ours.</summary>
internal static class ReferenceRules
{
    private const string Domain = "JitPortal.Domain";
    private const string Storage = "JitPortal.Storage";
    private const string Connectors = "JitPortal.Connectors";
    private const string Application = "JitPortal.Application";
    private const string Web = "JitPortal.Web";
    private const string DevIssuer = "JitPortal.DevIssuer";
    private const string DemoTarget = "JitPortal.DemoTarget";
    private const string DemoCompany = "JitPortal.DemoCompany";

    /// <summary>Which of ours a project may know.</summary>
    private static readonly Dictionary<string, string[]> Ours = new()
    {
        [Domain] = [],
        [Storage] = [Domain],
        [Connectors] = [Domain],
        [Application] = [Domain, Storage],
        [Web] = [Domain, Storage, Connectors, Application, DevIssuer, DemoTarget, DemoCompany],
        [DevIssuer] = [],
        [DemoTarget] = [],
        [DemoCompany] = [Domain, Storage, Application],
    };

    /// <summary>Families of foreign packages and assemblies that a project has to do without.</summary>
    private static readonly Dictionary<string, string[]> Foreign = new()
    {
        [Domain] = ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Microsoft.Extensions", "Hangfire", "Npgsql", "MudBlazor"],
        [Storage] = ["Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Mvc", "Microsoft.AspNetCore.SignalR", "Hangfire", "MudBlazor"],
        [Connectors] = ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Hangfire", "MudBlazor"],
        [Application] = ["Microsoft.AspNetCore", "Hangfire.AspNetCore", "Hangfire.PostgreSql", "Hangfire.InMemory", "MudBlazor"],
    };

    public static Rule Rule { get; } = new("reference", tree =>
        tree.Files.Where(f => f.Is(".csproj") && f.IsUnder("src")).Select(Project.FromFile).SelectMany(Check));

    public static IEnumerable<Finding> Check(Project project) => Ours.ContainsKey(project.Name)
        ? project.References.Select(r => Objection(project, r)).OfType<string>().Select(words => new Finding(project.Place, 0, words))
        : [new(project.Place, 0, "is a project without a place in the table of references: one more project needs a reason.")];

    private static string? Objection(Project project, Reference reference)
    {
        if (reference.IsOurs && !Ours[project.Name].Contains(reference.Name))
            return $"must not refer to {reference.Name}.";

        // They sign anybody in, pretend to be a target and make up a past: a published portal must not contain them.
        if (reference is { Name: DevIssuer or DemoTarget or DemoCompany, InRelease: true })
            return $"refers to {reference.Name} in Release: put Condition=\"'$(Configuration)' != 'Release'\" on the reference.";

        return Foreign.GetValueOrDefault(project.Name, []).Any(reference.IsPartOf) ? $"must do without {reference.Name}." : null;
    }
}
