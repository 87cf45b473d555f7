namespace JitPortal.Domain.Notices;

/// <summary>What a notice can tell of. Names and reasons are read anew each time, so that an erased person is in no notice either (I-36).</summary>
/// <param name="ToHolder">The reader is the one whose request or access it is.</param>
public sealed record NoticeMatter(NoticeKind Kind, bool ToHolder)
{
    /// <summary>"ledger-db Write".</summary>
    public string What { get; init; } = "an access";

    /// <summary>Whose request or access it is.</summary>
    public string Holder { get; init; } = "Somebody";

    /// <summary>Who made it happen; <see langword="null"/> for the portal itself.</summary>
    public string? Actor { get; init; }

    /// <summary>As people name a request, "REQ-17".</summary>
    public string? Number { get; init; }

    public string? Target { get; init; }

    public TimeSpan? Length { get; init; }

    /// <summary>The request asks for more of an access that is open.</summary>
    public bool IsExtension { get; init; }

    public DateTimeOffset? Ends { get; init; }

    public DateTimeOffset? DecideBy { get; init; }

    /// <summary>What the requester gave as the reason.</summary>
    public string? Reason { get; init; }

    /// <summary>An error, what was observed, or what somebody wrote: an approver's answer, a remark, a question.</summary>
    public string? Said { get; init; }

    /// <summary>The audit event's type, for kinds that several events lead to.</summary>
    public string Event { get; init; } = "";

    /// <summary>Why the access ends or has ended, one of <see cref="Grants.EndReason"/>.</summary>
    public string EndReason { get; init; } = "";

    /// <summary>When it began, for what lasts.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How many things it tells of at once.</summary>
    public int Count { get; init; } = 1;
}

/// <summary>A notice in words.</summary>
/// <param name="Title">One line, the subject of an e-mail: what, who, how long, until when.</param>
/// <param name="First">The first line below it: the reason, or what it means.</param>
public sealed record NoticeText(string Title, string First);
