using System.Runtime.InteropServices;

namespace JitPortal.Web.Commands;

/// <summary>
/// Whose the portal's files are. Root may open them as well, but what it writes or replaces there (a revocation list, a database's log)
/// would be its own, and from then on the running portal could not close anything.
/// </summary>
internal static class FolderOwner
{
    private const int OfWorkingFolder = -100;
    private const uint OwnerWanted = 0x8;
    private const int FactsLength = 256;
    private const int OwnerAt = 20;
    private const int AccessDenied = 13;

    /// <exception cref="CannotStartException">The master key there belongs to another account.</exception>
    public static void MustRun(string folder)
    {
        if (OperatingSystem.IsLinux())
            MustBe(EffectiveUser(), folder);
    }

    /// <param name="user">The number of the account that the command runs as.</param>
    /// <exception cref="CannotStartException">As of <see cref="MustRun"/>.</exception>
    public static void MustBe(uint user, string folder)
    {
        if (Owner(Path.Combine(folder, "keys", "master.key"), folder) is not var (path, owner) || owner == user)
            return;
        var name = Name(owner);
        throw new CannotStartException($"{path} belongs to {name}, and the portal could not use what another account leaves beside it; run this as that account: runuser -u {name} -- jitportal …");
    }

    /// <summary>Of the key; where the folder may not even be entered, of the folder.</summary>
    /// <returns><see langword="null"/> where neither can be told, or there is no key.</returns>
    private static (string Path, uint Owner)? Owner(string key, string folder)
    {
        if (Owner(key, out var error) is { } ofKey)
            return (key, ofKey);
        return error == AccessDenied && Owner(folder, out _) is { } ofFolder ? (folder, ofFolder) : null;
    }

    private static uint? Owner(string path, out int error)
    {
        var facts = new byte[FactsLength];
        var answer = Statx(OfWorkingFolder, path, 0, OwnerWanted, facts);
        error = Marshal.GetLastPInvokeError();
        return answer == 0 ? BitConverter.ToUInt32(facts, OwnerAt) : null;
    }

    private static string Name(uint user) =>
        Account(user) is var account && account == 0 ? $"{user}" : Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(account)) ?? $"{user}";

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern uint EffectiveUser();

    // Of all calls that tell an owner, the one whose answer has the same layout on every processor.
    [DllImport("libc", EntryPoint = "statx", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint wanted, [Out] byte[] facts);

    // The name comes first in what is pointed at.
    [DllImport("libc", EntryPoint = "getpwuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Account(uint user);
}
