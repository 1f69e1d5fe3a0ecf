namespace TracingReference.Collector.Processors.Attributes;

/// <summary>What is done to an attribute.</summary>
internal enum AttributeActionKind
{
    /// <summary>Adds it where it is absent.</summary>
    Insert,

    /// <summary>Changes it where it is there.</summary>
    Update,

    /// <summary>Adds or changes it.</summary>
    Upsert,

    /// <summary>Removes it, and every key that matches the pattern.</summary>
    Delete,

    /// <summary>Puts the SHA-256 of its value in its place, and of every key that matches the pattern.</summary>
    Hash,

    /// <summary>Takes the pattern's named groups out of its text, each into the attribute of that name.</summary>
    Extract,

    /// <summary>Changes the type of its value.</summary>
    Convert,
}
