namespace JitPortal.Web.Shell;

/// <summary>The numbers beside the navigation and the bell.</summary>
public sealed record ShellCounts(int Held, int Waiting, int Unread)
{
    public static ShellCounts None { get; } = new(0, 0, 0);
}
