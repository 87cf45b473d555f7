using System.Diagnostics;

namespace JitPortal.TestKit.Servers;

/// <summary>Polls for a condition with a deadline; tests never sleep for a fixed time.</summary>
public static class Eventually
{
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? within = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, within);

    /// <exception cref="TimeoutException">The condition did not come true in time (20 s unless said otherwise, longer on a busy machine).</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        var limit = BusyMachine.Allow(within ?? TimeSpan.FromSeconds(20));
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
                throw new TimeoutException($"Did not happen within {limit.TotalSeconds:0.#} s: {what}");

            await Task.Delay(TimeSpan.FromMilliseconds(25));
        }
    }

    /// <returns>What <paramref name="find"/> found once it found something.</returns>
    /// <exception cref="TimeoutException">Nothing was found in time.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> find, string what, TimeSpan? within = null)
        where T : class
    {
        T? found = null;
        await TrueAsync(async () => (found = await find()) is not null, what, within);
        return found!;
    }
}
