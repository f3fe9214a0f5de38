using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>An examination beside the states.</summary>
/// <param name="By">Who examines; null once it is concluded.</param>
public sealed record ApiExamination(Party? By, DateTime BeganAt, DateTime? EndedAt);
