using System.Diagnostics;
using TracingReference.Defaults.Faults;
using TracingReference.Defaults.Telemetry;

namespace TracingReference.Gateway.Edge;

/// <summary>
/// Turns the header <c>x-fault</c> into baggage, which reaches every service of the trace; where faults are off it
/// is dropped unseen. The header itself goes no further either way.
/// </summary>
internal static class FaultHeader
{
    public static void UseFaultHeader(this WebApplication app)
    {
        var faults = app.Services.GetRequiredService<FaultSwitch>();
        app.Use((context, next) =>
        {
            var header = context.Request.Headers[FaultSwitch.Header].ToString();
            context.Request.Headers.Remove(FaultSwitch.Header);
            if (!faults.Enabled || header.Length == 0)
            {
                return next(context);
            }

            if (!FaultPlan.TryParse(header, out _, out var error))
            {
                return TypedResults.Problem(error, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            }

            Activity.Current?.AddBaggage(BaggageKeys.Fault, header);
            return next(context);
        });
    }
}
