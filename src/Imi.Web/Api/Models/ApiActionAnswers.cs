using System.Text.Json.Nodes;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>The answers to the form of an action that was taken.</summary>
public sealed record ApiActionAnswers(Guid? Id, string Action, DateTime At, string Form, string Language, JsonObject Answers);
