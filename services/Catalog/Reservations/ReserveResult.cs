namespace TracingReference.Catalog.Reservations;

/// <summary>How a reservation ended; only <see cref="Reserved"/> took anything from the stock.</summary>
internal abstract record ReserveResult
{
    public sealed record Reserved(Reservation Reservation) : ReserveResult;

    public sealed record UnknownProduct(string ProductId) : ReserveResult;

    public sealed record OutOfStock(string ProductId) : ReserveResult;

    public sealed record AlreadyReleased : ReserveResult;
}
