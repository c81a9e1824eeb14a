using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace JobDating.Platform;

/// <summary>
/// A form of which no field came is a form in which nothing was typed. The framework hands null to the slice then, which would be an error of ours where the slice has a sentence for each
/// field that is missing.
/// </summary>
internal static class EmptyForms
{
    public static EndpointFilterDelegate Fill(EndpointFilterFactoryContext door, EndpointFilterDelegate next)
    {
        var forms = door.MethodInfo.GetParameters()
            .Where(parameter => parameter.GetCustomAttributes().OfType<IFromFormMetadata>().Any() && parameter.ParameterType.GetConstructor(Type.EmptyTypes) is not null)
            .Select(parameter => (parameter.Position, Type: parameter.ParameterType)).ToList();
        return forms.Count == 0 ? next : context =>
        {
            foreach (var (position, type) in forms)
                context.Arguments[position] ??= Activator.CreateInstance(type);
            return next(context);
        };
    }
}
