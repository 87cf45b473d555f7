using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace JitPortal.Benchmarks.Overhead;

/// <summary>What one operation of the portal asked of its own database.</summary>
/// <param name="CpuMilliseconds">Of this process, which is not the databases': what a busy machine adds by making it wait is not in it.</param>
internal sealed record DatabaseUse(double Milliseconds, double CpuMilliseconds, int Commits, double CommitMilliseconds, int Statements, double StatementMilliseconds)
{
    public static IReadOnlyList<string> Line(string name, IReadOnlyList<DatabaseUse> uses)
    {
        string Median(Func<DatabaseUse, double> of) => Sample.Short(new Sample(uses.Select(of)).Median);
        return [name, Median(u => u.Milliseconds), Median(u => u.CpuMilliseconds), Median(u => u.Commits), Median(u => u.CommitMilliseconds), Median(u => u.Statements), Median(u => u.StatementMilliseconds)];
    }
}

/// <summary>Listens to what EF Core reports about its calls in this process.</summary>
internal sealed class DatabaseCalls : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly Lock gate = new();
    private readonly List<IDisposable> subscriptions = [];
    private DatabaseUse use = new(0, 0, 0, 0, 0, 0);

    public DatabaseCalls() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    public async Task<DatabaseUse> CountAsync(Func<Task> work)
    {
        lock (gate)
            use = new(0, 0, 0, 0, 0, 0);
        var cpu = Environment.CpuUsage.TotalTime;
        var milliseconds = await Timed.RunAsync(work);
        lock (gate)
            return use with { Milliseconds = milliseconds, CpuMilliseconds = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds };
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        lock (gate)
        {
            use = value.Value switch
            {
                TransactionEndEventData end when value.Key == RelationalEventId.TransactionCommitted.Name =>
                    use with { Commits = use.Commits + 1, CommitMilliseconds = use.CommitMilliseconds + end.Duration.TotalMilliseconds },
                CommandExecutedEventData executed =>
                    use with { Statements = use.Statements + 1, StatementMilliseconds = use.StatementMilliseconds + executed.Duration.TotalMilliseconds },
                _ => use,
            };
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => subscriptions.ForEach(s => s.Dispose());
}
