using JobDating.Platform;
using JobDating.Scheduling;

return await ServiceHost.RunAsync(args, new SchedulingService());
