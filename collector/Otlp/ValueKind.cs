namespace TracingReference.Collector.Otlp;

/// <summary>Which of AnyValue's fields is set; the numbers are those on the wire.</summary>
public enum ValueKind
{
    Empty = 0,
    String = 1,
    Bool = 2,
    Int = 3,
    Double = 4,
    Array = 5,
    Map = 6,
    Bytes = 7,
}
