using System.Runtime.CompilerServices;
using System.Text;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.Tests.Example;

internal sealed class AllowFolderConnector(string folder, TimeProvider clock) : IConnector
{
    /// <summary>Laid into the folder by whoever sets it up.</summary>
    public const string Mark = ".jitportal";

    private const string Ending = ".allow";

    public Capability Capabilities => Capability.ExistingPrincipal | Capability.Observes | Capability.Lists;

    /// <summary>Without bound: the program looks when somebody signs in, and nobody says how long they stay.</summary>
    public TimeSpan Residual => TimeSpan.MaxValue;

    public Task<IReadOnlyList<Finding>> CheckAsync(CancellationToken ct)
    {
        Finding found = File.Exists(Path.Combine(folder, Mark))
            ? new(FindingLevel.Fine, $"{folder} is there.")
            : new(FindingLevel.Problem, $"There is no {Mark} in {folder} that the portal could see; lay an empty file of that name there.");
        return Task.FromResult<IReadOnlyList<Finding>>([found]);
    }

    public async Task<Opened> OpenAsync(Opening opening, CancellationToken ct)
    {
        if (clock.GetUtcNow() >= opening.Latest)
            throw new TargetException(Fault.Transient, "The last moment to begin had passed; nothing was written.");
        var file = FileOf(opening.Principal, opening.Right);
        await InFolderAsync(() =>
        {
            if (!Names(opening.Right).Contains(file))
                Write(file, opening.Grant);
        });
        return new Opened(null, [$"{opening.Principal} is on the list."]);
    }

    /// <summary>The file knows no end, so there is none to move.</summary>
    public Task<Opened> MoveEndAsync(Opening opening, CancellationToken ct) => Task.FromResult(new Opened(null, []));

    public Task<Opened> RotateAsync(Opening opening, CancellationToken ct) =>
        throw new TargetException(Fault.Rejected, "People have their own password here; the portal has none to replace.");

    public async Task<IReadOnlyList<Closed>> CloseAsync(IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        List<Closed> closed = [];
        foreach (var closing in closings)
            closed.Add(new Closed(closing.Grant, await FailureOfAsync(closing), SessionsEnded: 0, Residue: null));
        return closed;
    }

    public async Task<IReadOnlyList<Observation>> ObserveAsync(IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        List<Observation> seen = [];
        foreach (var closing in closings)
            seen.Add(AllowFolderPlace.Role(closing.Right).Succeeded ? await InFolderAsync(() => Look(closing)) : Unreadable(closing));
        return seen;
    }

    public async IAsyncEnumerable<Seen> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var file in await InFolderAsync(() => Directory.GetFiles(folder, "*" + Ending, SearchOption.AllDirectories)))
        {
            var grant = Guid.TryParseExact(await File.ReadAllTextAsync(file, ct), "N", out var id) ? new GrantId(id) : (GrantId?)null;
            yield return new Seen(Uri.UnescapeDataString(Path.GetFileNameWithoutExtension(file)), Path.GetFileName(Path.GetDirectoryName(file)!), grant, NativeEnd: null);
        }
    }

    public IReadOnlyList<string> ConnectionLines(Opening opening, string? material) => [opening.Principal];

    private static Observation Unreadable(Closing closing) =>
        new(closing.Grant, Presence.CannotTell, EvidenceKind.None, null, null, null, "The right cannot be read, so nobody knows where to look.");

    private string FolderOf(string right) => Path.Combine(folder, AllowFolderPlace.Role(right)
        .Match(role => role, refusal => throw new TargetException(Fault.Rejected, $"The right cannot be used: {refusal.Message}")));

    /// <summary>A login is only ever a name: nothing in it leads out of the folder.</summary>
    private string FileOf(string principal, string right) => Path.Combine(FolderOf(right), Uri.EscapeDataString(principal) + Ending);

    /// <summary>By listing, not by asking for the file: of what may not be read, <c>File.Exists</c> says that it is not there.</summary>
    private string[] Names(string right)
    {
        if (!File.Exists(Path.Combine(folder, Mark)))   // a disk that is not mounted leaves an empty folder behind, which proves nothing
            throw new TargetException(Fault.Transient, $"There is no {Mark} in the folder: its disk is not there, or it may not be read.");
        return Directory.Exists(FolderOf(right)) ? Directory.GetFiles(FolderOf(right)) : [];
    }

    private Observation Look(Closing closing)
    {
        var file = FileOf(closing.Principal, closing.Right);
        if (!Names(closing.Right).Contains(file))
            return new(closing.Grant, Presence.Absent, EvidenceKind.Observed, null, null, null, $"The folder was read: {closing.Principal} is not on the list.");
        var ours = File.ReadAllText(file) == closing.Grant.ToString();
        return new(closing.Grant, Presence.Present, closing.KeepRight || !ours ? EvidenceKind.Kept : EvidenceKind.None, null, null, null, $"{closing.Principal} is on the list{(ours ? "" : ", and not by this grant")}.");
    }

    private async Task<TargetException?> FailureOfAsync(Closing closing)
    {
        try
        {
            var file = FileOf(closing.Principal, closing.Right);
            await InFolderAsync(() =>
            {
                if (!closing.KeepRight && Names(closing.Right).Contains(file))
                    File.Delete(file);
            });
            return null;
        }
        catch (TargetException failure)
        {
            return failure;
        }
    }

    /// <summary>Whole or not at all: a file that was half written would let somebody in and say nothing of why.</summary>
    private static void Write(string file, GrantId grant)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var half = $"{file}.{Guid.NewGuid():N}";
        using (var written = new FileStream(half, FileMode.CreateNew))
        {
            written.Write(Encoding.UTF8.GetBytes(grant.ToString()));
            written.Flush(flushToDisk: true);
        }
        File.Move(half, file, overwrite: true);
    }

    private static Task InFolderAsync(Action work) => InFolderAsync(() =>
    {
        work();
        return true;
    });

    /// <summary>
    /// What the machine throws, as one of the four faults that the portal knows what to do about. In a thread of its own: a disk that is
    /// away can hold whoever asks it, and the portal has to be able to leave.
    /// </summary>
    private static async Task<T> InFolderAsync<T>(Func<T> work)
    {
        try
        {
            return await Task.Run(work);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new TargetException(Fault.Unauthorized, "The portal's account may not read or write the folder.", e);
        }
        catch (IOException e)
        {
            throw new TargetException(Fault.Transient, "The folder could not be read or written just now.", e);
        }
    }
}
