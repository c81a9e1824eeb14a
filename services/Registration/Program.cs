using JobDating.Platform;
using JobDating.Registration;

return await ServiceHost.RunAsync(args, new RegistrationService());
