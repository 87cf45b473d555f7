using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage;

/// <summary>The portal on PostgreSQL, for one or many nodes.</summary>
public sealed class PostgresPortalDb(DbContextOptions<PostgresPortalDb> options) : PortalDb(options)
{
    public override bool IsPostgres => true;
}
