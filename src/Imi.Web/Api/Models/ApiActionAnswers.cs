using System.Text.Json.Nodes;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>What an action asked and was answered.</summary>
public sealed record ApiActionAnswers(Guid? Id, string Action, DateTime At, string Form, string Language, JsonObject Answers);
