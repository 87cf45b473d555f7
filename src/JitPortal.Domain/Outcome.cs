using System.Diagnostics.CodeAnalysis;

namespace JitPortal.Domain;

/// <summary>A value, or the <see cref="Refusal"/> that stands in its place.</summary>
public readonly record struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    /// <exception cref="InvalidOperationException">The outcome is a refusal: the caller did not look.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal.Message}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    public TResult Match<TResult>(Func<T, TResult> succeeded, Func<Refusal, TResult> refused) =>
        Refusal is null ? succeeded(value!) : refused(Refusal);
}

public static class Outcome
{
    /// <summary>For a value whose type is an interface: no conversion begins from one.</summary>
    public static Outcome<T> Of<T>(T value) => value;
}

/// <summary>The value of a use case that has nothing to say but "done".</summary>
public readonly record struct Done;
