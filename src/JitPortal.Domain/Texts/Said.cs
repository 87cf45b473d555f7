namespace JitPortal.Domain.Texts;

/// <summary>
/// A sentence whose maker cannot know where it ends up: the English of it is what is recorded, logged and answered to a program, and the other
/// is what its reader sees. Made by <see cref="Text.Both(string)"/>.
/// </summary>
/// <param name="Shown">In the language of whoever caused it.</param>
public readonly record struct Said(string English, string Shown)
{
    /// <summary>What has no translation, such as the message of a policy's own rule, is the same for both.</summary>
    public static implicit operator Said(string words) => new(words, words);

    public override string ToString() => English;
}
