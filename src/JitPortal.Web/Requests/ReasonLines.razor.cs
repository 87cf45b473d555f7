using JitPortal.Application.Requests;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Requests;

/// <summary>The policy's own clauses, each with whether it held.</summary>
public sealed partial class ReasonLines
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<ReasonLine> Reasons { get; set; }

    private static string Symbol(bool? holds) => holds switch
    {
        true => "check",
        false => "x",
        null => "dots",
    };

    private static string Word(bool? holds) => holds switch
    {
        true => T("yes"),
        false => T("no"),
        null => T("could not be known"),
    };
}
