using System.Diagnostics;
using System.Globalization;
using System.Text;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SshCa;

/// <summary>
/// The published revocation list. It is replaced by rename, after it and before its folder are flushed to the disk, so a
/// reader sees the old list or the new one. Beside it lie a lock that orders writers, other processes included, and the
/// version reached: a list that is missing or older than that is never quietly replaced by an empty one, since that would
/// bring certificates back to life.
/// </summary>
internal sealed class RevocationFile(string path, byte[] authority, TimeProvider clock)
{
    private static readonly TimeSpan LockWithin = TimeSpan.FromSeconds(10);

    /// <summary>Hosts' clocks may be behind, or the portal's may have jumped ahead: an entry stays this long after its certificate's end.</summary>
    public static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(1);

    /// <exception cref="TargetException">The list is missing, older than one published before, or not ours.</exception>
    public async Task<RevocationList> ReadAsync(CancellationToken ct) => await TranslatedAsync(async () =>
    {
        var reached = ReachedVersion();   // first, as it is written last
        if (!File.Exists(path))
            throw new TargetException(Fault.Rejected, $"The revocation list {path} is missing. Hosts that read it refuse everybody until it is put back.");

        return Checked(await File.ReadAllBytesAsync(path, ct), reached);
    });

    /// <summary>Publishes an empty list if there never was another one.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (!File.Exists(path))
            await ChangeAsync(list => list, ct);
    }

    /// <summary>Publishes the list that <paramref name="change"/> makes of the present one, unless it is the same.</summary>
    public async Task<RevocationList> ChangeAsync(Func<RevocationList, RevocationList> change, CancellationToken ct) => await TranslatedAsync(async () =>
    {
        await using var onlyWriter = await LockAsync(ct);
        var reached = ReachedVersion();
        if (!File.Exists(path) && reached == 0)
            Publish(RevocationList.Empty(authority, clock.GetUtcNow()));

        var present = await ReadAsync(ct);
        var changed = change(present);
        if (ReferenceEquals(changed, present))
            return present;

        var next = Pruned(changed) with { Version = present.Version + 1, WrittenAt = clock.GetUtcNow().ToUnixTimeSeconds(), Authority = authority };
        if (reached == 0)
            Reached(present.Version);   // before the first real list: from now on a missing file is no fresh start

        Publish(next);
        Reached(next.Version);
        return next;
    });

    private RevocationList Pruned(RevocationList list)
    {
        var past = (clock.GetUtcNow() - KeptAfterEnd).ToUnixTimeSeconds();
        return list with { Grants = list.Grants.RemoveRange(list.Grants.Values.Where(g => g.Ends < past).Select(g => g.Grant)) };
    }

    private RevocationList Checked(byte[] bytes, ulong reached)
    {
        try
        {
            var list = RevocationList.Parse(bytes);
            return list.Version >= reached
                ? list
                : throw new TargetException(Fault.Rejected, $"The revocation list {path} is older than the one the portal published last (version {list.Version}, not {reached}). Restore the newer one.");
        }
        catch (FormatException e)
        {
            throw new TargetException(Fault.Rejected, $"The revocation list {path} was not written by the portal or was changed since. {e.Message}");
        }
    }

    private string LockPath => $"{path}.lock";

    private string VersionPath => $"{path}.version";

    private ulong ReachedVersion()
    {
        if (!File.Exists(VersionPath))
            return 0;

        // Shared in both directions: a reader never waits for a writer.
        using var stream = new FileStream(VersionPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return text.Length == 0 ? 0 : ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private void Reached(ulong version)
    {
        // Of one width, so that the number is overwritten in place and never half there.
        using var stream = new FileStream(VersionPath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(Encoding.ASCII.GetBytes(version.ToString("D20", CultureInfo.InvariantCulture)));
        stream.Flush(flushToDisk: true);
    }

    private void Publish(RevocationList list)
    {
        var next = $"{path}.new";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            stream.Write(list.ToBytes());
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
        FolderFlush.ToDisk(Path.GetDirectoryName(path)!);
    }

    private async Task<FileStream> LockAsync(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();   // another process is waited for in real time
        while (true)
        {
            try
            {
                return new FileStream(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(LockPath) && Stopwatch.GetElapsedTime(started) < LockWithin)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), ct);   // another writer, maybe another process
            }
        }
    }

    private async Task<T> TranslatedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new TargetException(Fault.Unauthorized, $"The portal may not write the revocation list {path} or its folder.", e);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new TargetException(Fault.Rejected, $"The folder of the revocation list {path} does not exist.", e);
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            throw new TargetException(Fault.Transient, $"The revocation list {path} cannot be read or written now.", e);
        }
    }
}
