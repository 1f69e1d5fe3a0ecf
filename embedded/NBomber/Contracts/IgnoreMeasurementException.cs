namespace NBomber.Contracts;

/// <summary>Thrown by an iteration whose measurement shall not count.</summary>
public class IgnoreMeasurementException : Exception;
