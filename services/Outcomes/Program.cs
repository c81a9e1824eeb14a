using JobDating.Platform;
using JobDating.Outcomes;

return await ServiceHost.RunAsync(args, new OutcomesService());
