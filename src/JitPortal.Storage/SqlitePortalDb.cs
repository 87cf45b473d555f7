using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage;

/// <summary>The portal on one SQLite file: the default, for one node.</summary>
public sealed class SqlitePortalDb(DbContextOptions<SqlitePortalDb> options) : PortalDb(options)
{
    public override bool IsPostgres => false;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MillisecondsOfInstant>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
            RefuseOtherTypes(entity, modelBuilder.Entity(entity.ClrType));
    }

    /// <summary>
    /// SQLite stores any value in any column. Text in a column of instants would sort after every instant, so its row would never
    /// be due; text that is no id would stop whoever reads the column. The file refuses both, whoever writes (I-18).
    /// </summary>
    private static void RefuseOtherTypes(IMutableEntityType entity, EntityTypeBuilder table)
    {
        foreach (var property in entity.GetProperties())
        {
            if (Check(property) is { } check)
                table.ToTable(t => t.HasCheckConstraint($"CK_{entity.GetTableName()}_{property.Name}_type", check));
        }
    }

    private static string? Check(IMutableProperty property)
    {
        var column = $"\"{property.Name}\"";
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        var check = Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean or TypeCode.Int32 or TypeCode.Int64 => $"typeof({column}) = 'integer'",   // enums too
            TypeCode.Object when type == typeof(TimeSpan) => $"typeof({column}) = 'integer'",
            TypeCode.Object when type == typeof(DateTimeOffset) => $"typeof({column}) = 'integer' AND {column} BETWEEN 0 AND {DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()}",
            TypeCode.Object when type == typeof(Guid) => $"{column} LIKE '________-____-____-____-____________' AND {column} NOT GLOB '*[^0-9A-F-]*'",
            _ => null,
        };
        return check is null ? null : property.IsNullable ? $"{column} IS NULL OR ({check})" : check;
    }
}
