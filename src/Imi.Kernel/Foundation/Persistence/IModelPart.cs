using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>A part of the database model that belongs to no entity, such as a function. Found by convention; needs a parameterless constructor.</summary>
internal interface IModelPart
{
    /// <summary>Adds the part to the model.</summary>
    void Configure(ModelBuilder model);
}
