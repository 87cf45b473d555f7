using JitPortal.Storage;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Time;

/// <summary>
/// The portal runs on models that were compiled beforehand (CONTRIBUTING.md, “A new migration”). One that was left behind would read and write
/// what the classes do not say any more.
/// </summary>
public sealed class CompiledModelTests
{
    [Theory]
    [ClassData(typeof(BothDatabases))]
    public async Task TheCompiledModel_IsTheOneTheClassesSay(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.Factory().Create();

        var said = db.GetService<IModelRuntimeInitializer>().Initialize(db.GetService<IDesignTimeModel>().Model, designTime: false);

        db.Model.GetType().Assembly.ShouldBe(typeof(PortalDb).Assembly, "the portal does not run on a compiled model");
        db.Model.ToDebugString(MetadataDebugStringOptions.LongDefault).ShouldBe(said.ToDebugString(MetadataDebugStringOptions.LongDefault));
        Columns(db.Model).ShouldBe(Columns(said));
    }

    /// <summary>How each value is stored, which the words for people leave out.</summary>
    private static IEnumerable<string> Columns(IModel model) =>
        from entity in model.GetEntityTypes()
        from property in entity.GetProperties()
        let mapping = property.GetRelationalTypeMapping()
        select $"{entity.Name}.{property.Name}: {mapping.StoreType}, {mapping.Converter}, {property.GetValueComparer()}";
}
