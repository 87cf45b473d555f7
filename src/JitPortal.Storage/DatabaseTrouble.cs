using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage;

/// <summary>Tells a database that cannot be used just now (locked, full, read-only, gone) from a mistake of ours.</summary>
public static class DatabaseTrouble
{
    /// <remarks>EF wraps a lost PostgreSQL connection in an <see cref="InvalidOperationException"/>: only what is inside tells.</remarks>
    public static bool Is(Exception exception) =>
        exception is DbException or DbUpdateException || (exception.InnerException is { } inner && Is(inner));

    /// <summary>The same of work under a limit of its own: one that ran out tells of it too.</summary>
    /// <param name="stopping">What stops the work for any other reason.</param>
    public static bool IsOrTookTooLong(Exception exception, CancellationToken stopping) =>
        Is(exception) || (exception is OperationCanceledException && !stopping.IsCancellationRequested);
}
