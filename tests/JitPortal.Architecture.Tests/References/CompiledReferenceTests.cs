using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Shouldly;
using Xunit;

namespace JitPortal.Architecture.Tests.References;

/// <summary>The same table, read from what the compiler wrote: a reference may also come in through a package or an import.</summary>
public sealed class CompiledReferenceTests
{
    /// <summary>The rules look at the build they are part of: <c>Debug/net10.0</c>.</summary>
    private static readonly string Build = string.Join('/', AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2..]);

    public static TheoryData<string> Projects =>
        [.. Tree.OfThisRepository.Files.Where(f => f.Is(".csproj") && f.IsUnder("src")).Select(f => Path.GetFileNameWithoutExtension(f.Path))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Assembly_OfEachProject_RefersOnlyToWhatItMay(string project)
    {
        var place = $"src/{project}/bin/{Build}/{Project.AssemblyOf(project)}.dll";
        var path = Path.Combine(Tree.Top, place);
        File.Exists(path).ShouldBeTrue($"{place} is not there: run dotnet build JitPortal.sln first.");

        using var assembly = File.OpenRead(path);
        ReferenceRules.Check(Project.FromAssembly(place, assembly)).ShouldBeEmpty();
    }

    [Fact]
    public void Assembly_PlantedWithForbiddenReference_IsReported()
    {
        var storage = Compile("JitPortal.Storage", "public static class Rows { public static int Count() => 1; }");
        var domain = Compile("JitPortal.Domain", "public static class Rule { public static int Limit() => Rows.Count(); }", storage);

        Objections(domain).ShouldBe(["must not refer to JitPortal.Storage."]);
        Objections(storage).ShouldBeEmpty();
    }

    private static IEnumerable<string> Objections(byte[] assembly)
    {
        using var stream = new MemoryStream(assembly);
        return ReferenceRules.Check(Project.FromAssembly("planted.dll", stream)).Select(f => f.Words);
    }

    private static byte[] Compile(string name, string source, params byte[][] references)
    {
        var runtime = MetadataReference.CreateFromFile(typeof(object).Assembly.Location);
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source)],
            [runtime, .. references.Select(r => MetadataReference.CreateFromImage(r))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        compilation.Emit(assembly).Diagnostics.ShouldBeEmpty();
        return assembly.ToArray();
    }
}
