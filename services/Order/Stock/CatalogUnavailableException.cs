namespace TracingReference.Order.Stock;

/// <summary>The catalog could not be asked.</summary>
internal sealed class CatalogUnavailableException(Exception inner) : Exception("The catalog is not available; try again.", inner);
