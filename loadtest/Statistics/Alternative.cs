namespace TracingReference.LoadTest.Statistics;

/// <summary>What a test asks of a parameter, against the value of its null hypothesis.</summary>
public enum Alternative
{
    /// <summary>It differs.</summary>
    TwoSided,

    /// <summary>It is smaller.</summary>
    Less,

    /// <summary>It is greater.</summary>
    Greater,
}
