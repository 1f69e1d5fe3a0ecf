namespace Orleans;

/// <summary>A grain interface whose grains are identified by a 64-bit integer.</summary>
public interface IGrainWithIntegerKey : IGrain;
