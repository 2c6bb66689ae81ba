using System.Collections.Concurrent;

namespace Bookshop.Orders;

/// <summary>The orders, in memory.</summary>
internal sealed class OrderBook
{
    private readonly ConcurrentDictionary<int, Order> _orders = new();
    private int _last;

    public Order Place(string buyer, IReadOnlyList<OrderLine> lines, decimal total)
    {
        var order = new Order(Interlocked.Increment(ref _last), buyer, lines, total);
        return _orders[order.Id] = order;
    }

    /// <summary>Returns the order if it belongs to the buyer; otherwise null, which does not reveal that it exists.</summary>
    public Order? Find(int id, string buyer) => _orders.GetValueOrDefault(id) is { } order && order.Buyer == buyer ? order : null;

    public IEnumerable<Order> Of(string buyer) => _orders.Values.Where(order => order.Buyer == buyer).OrderBy(order => order.Id);
}
