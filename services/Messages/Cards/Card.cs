namespace TracingReference.Messages.Cards;

/// <summary>A payment card. It exists in clear only in memory and on its way to the provider.</summary>
/// <param name="Number">12 to 19 digits.</param>
/// <param name="Holder">The name on it.</param>
public sealed record Card(string Number, string Holder)
{
    /// <summary>Says nothing, so that no log or exception can repeat a number by accident.</summary>
    public override string ToString() => "Card";
}
