namespace JitPortal.DemoTarget;

/// <summary>One order of the shop. Everybody in it is made up.</summary>
public sealed record Order(int Number, string Customer, string Goods, decimal Amount, string State);

/// <summary>The orders on the page.</summary>
internal sealed class OrderBook
{
    public const string Stuck = "Refund stuck";
    public const string Refunded = "Refunded";

    private readonly Lock gate = new();
    private readonly Dictionary<int, Order> orders = new[]
    {
        new Order(48211, "Havn Café", "Espresso beans, 12 kg", 129.00m, Stuck),
        new Order(48212, "Fjell Sport", "Wool hats, 40 pieces", 899.50m, "Shipped"),
        new Order(48213, "Nordlys Kiosk", "Liquorice, 6 boxes", 45.00m, Stuck),
        new Order(48214, "Bakeri Østbø", "Rye flour, 200 kg", 312.80m, "Packed"),
        new Order(48215, "Skarven Brygge", "Dried cod, 18 kg", 641.20m, "Shipped"),
    }.ToDictionary(o => o.Number);

    public IReadOnlyList<Order> All
    {
        get
        {
            lock (gate)
                return [.. orders.Values.OrderBy(o => o.Number)];
        }
    }

    public void Refund(int number)
    {
        lock (gate)
        {
            if (orders.TryGetValue(number, out var order) && order.State == Stuck)
                orders[number] = order with { State = Refunded };
        }
    }
}
