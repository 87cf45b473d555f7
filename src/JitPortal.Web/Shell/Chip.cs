namespace JitPortal.Web.Shell;

/// <summary>A state in a word, an icon and a colour.</summary>
public sealed record Chip(string Word, string Icon, Tone Tone = Tone.Neutral);
