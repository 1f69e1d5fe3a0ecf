namespace Orleans;

/// <summary>The root of every grain interface. Derive from one of the keyed interfaces, such as <see cref="IGrainWithStringKey"/>.</summary>
public interface IGrain : IAddressable;
