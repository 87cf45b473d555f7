using JitPortal.TestKit.Portal;

namespace JitPortal.Benchmarks.Lateness;

/// <summary>How late the moves to Revoking were, and to Ended where the contender gives evidence; milliseconds.</summary>
internal sealed record Late(Sample Moved, Sample? Ended);

/// <summary>One way to have grants revoked when they are due.</summary>
internal interface IContender : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Time it needs between being told and the due instant.</summary>
    TimeSpan Notice(int size);

    /// <summary>Revokes an armed storm that is due at <paramref name="due"/>.</summary>
    Task<Late> RunAsync(Storm storm, DateTimeOffset due);
}

/// <summary>The database and the portal that all contenders of one size work on.</summary>
internal sealed record Arena(TestDatabase Database, TestPortal Portal);
