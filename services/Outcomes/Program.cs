using JobDating.Outcomes;
using JobDating.Platform;

return await ServiceHost.RunAsync(args, new OutcomesService());
