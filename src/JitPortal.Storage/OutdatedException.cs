namespace JitPortal.Storage;

/// <summary>What a transaction has decided by changed before it could commit. Nothing of it has happened; <see cref="Ledger"/> runs it again.</summary>
public sealed class OutdatedException() : Exception("What this was decided by changed meanwhile.");
