namespace JitPortal.Web.Shell;

/// <summary>How a state feels. Colour is only ever its third sign, after the word and the icon.</summary>
public enum Tone
{
    Neutral,
    Primary,
    Good,
    Waiting,
    Bad,
    Info,
}
