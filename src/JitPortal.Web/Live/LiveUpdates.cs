using System.Threading.Channels;
using JitPortal.Application.Live;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Live;

/// <summary>
/// Keeps a page true: subscribes first, then lets the page read its snapshot, then again after every event that concerns the
/// viewer. A storm of events costs one read at a time, and a change that concerns every open page a few reads at a time. A page whose
/// browser is away reads nothing until it comes back.
/// </summary>
public sealed class LiveUpdates : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    /// <summary>A database that could not be read is asked again after 2 seconds: what is on the page stays meanwhile.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    /// <summary>After a minute of it the page says that it failed: it may be a mistake of ours.</summary>
    private const int MostFailures = 30;

    /// <summary>
    /// Of all pages of this process together: twice its processors. More at once would be no faster, and whoever acts meanwhile would stand
    /// in line behind a thousand pages that only look.
    /// </summary>
    private static readonly SemaphoreSlim Places = new(2 * Environment.ProcessorCount);

    private readonly Channel<bool> wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource gone = new();
    private int failures;
    private IDisposable? subscription;
    private Actor? viewer;
    private Task reading = Task.CompletedTask;

    /// <summary>Reads the snapshot; the page renders again afterwards.</summary>
    [Parameter, EditorRequired]
    public EventCallback Read { get; set; }

    /// <summary>Which of the viewer's events concern the page; without it, all do.</summary>
    [Parameter]
    public Func<LiveEvent, bool>? Concerns { get; set; }

    /// <summary>
    /// The page is about one thing that its viewer may see: what <see cref="Concerns"/> it counts, whoever else is told of it. An approver sees how
    /// what they allowed ends, though the end tells its holder alone.
    /// </summary>
    [Parameter]
    public bool AboutOneThing { get; set; }

    /// <summary>Events that others are told of and the page shows all the same, such as what becomes of access that the viewer allowed.</summary>
    [Parameter]
    public Func<LiveEvent, bool>? Also { get; set; }

    /// <summary>Reads what is needed to begin and then leaves the page alone: somebody fills it in.</summary>
    [Parameter]
    public bool Once { get; set; }

    /// <summary>Reads next to nothing and tells what nobody may miss: it takes no place among the others.</summary>
    [Parameter]
    public bool Urgent { get; set; }

    [Inject] public required ILiveEvents Events { get; init; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required CircuitPresence Browser { get; init; }

    [Inject] public required ILogger<LiveUpdates> Logger { get; init; }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive && !Once)
        {
            subscription = Events.Subscribe(OnEvent);
            Browser.CameBack += OnCameBack;
            viewer = await Me.ReadAsync(gone.Token);
            reading = ReadOnDemandAsync(gone.Token);
        }

        await Read.InvokeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        subscription?.Dispose();
        Browser.CameBack -= OnCameBack;
        await gone.CancelAsync();
        await reading;
        gone.Dispose();
    }

    private void OnEvent(LiveEvent happened)
    {
        // Until the viewer is known every event counts: one read too many is better than one too few.
        if (Browser.IsThere && (viewer is null || AboutOneThing || happened.Audience.Includes(viewer) || Also?.Invoke(happened) == true) && (happened.IsCatchUp || Concerns?.Invoke(happened) != false))
            Want();
    }

    private void OnCameBack(object? sender, EventArgs e) => Want();

    private void Want() => wanted.Writer.TryWrite(true);

    private async Task ReadOnDemandAsync(CancellationToken ct)
    {
        try
        {
            await foreach (var _ in wanted.Reader.ReadAllAsync(ct))
                await Task.Delay(await HasReadAsync(ct) ? Rest : Again, Time, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);   // to the page's error boundary, as if a click had failed
        }
    }

    private async Task<bool> HasReadAsync(CancellationToken ct)
    {
        try
        {
            await ReadAsync(ct);
            failures = 0;
            return true;
        }
        catch (Exception failure) when (DatabaseTrouble.Is(failure) && ++failures <= MostFailures)
        {
            Log.NotRead(Logger, failure);
            if (Browser.IsThere)
                Want();   // one that is away is asked for when it comes back
            return false;
        }
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        if (!Urgent)
            await Places.WaitAsync(ct);
        try
        {
            if (!Urgent)
                await Task.Yield();   // behind all that is urgent: whoever is handed a place would go on before it
            await InvokeAsync(Read.InvokeAsync);
        }
        finally
        {
            if (!Urgent)
                Places.Release();
        }
    }
}
