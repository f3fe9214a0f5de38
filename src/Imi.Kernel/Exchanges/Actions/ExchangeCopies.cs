using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>Determines which answers of an exchange a copy into another procedure takes over, and who may copy it.</summary>
internal static class ExchangeCopies
{
    /// <summary>
    /// Finds the rule by which an exchange can be copied; null if there is none, if it is neither open nor closed, or if the person may not see its
    /// content.
    /// </summary>
    public static CopyRule? RuleFor(Procedure target, ExchangeContext source, Sight sight) =>
        sight == Sight.Full && source.Exchange.Phase is Phase.Open or Phase.Closed
            ? target.Copies.FirstOrDefault(rule => rule.From == source.Procedure.FullName)
            : null;

    /// <summary>
    /// Finds the person's authorities in whose name a copy can begin. Only the sender can copy a request, because it pursues the matter; the sender
    /// and every recipient can follow up a broadcast.
    /// </summary>
    public static IEnumerable<Guid> AuthoritiesFor(ExchangeContext source, Actor actor) =>
        source
            .Exchange.Participations.Where(part =>
                part.IsHost && source.Access.IsReadBy(actor, part.AuthorityId) && (source.Procedure.IsBroadcast || part.AuthorityId == source.Exchange.SenderId)
            )
            .Select(part => part.AuthorityId);

    /// <summary>Computes the prefilled answers: blocks that both forms share, then the fields of the rule. Leaves out special categories.</summary>
    public static Answers Fill(CopyRule rule, Procedure target, ExchangeContext source)
    {
        var answers = Answers.None;
        foreach (var element in SharedElements(target, source.Procedure))
        {
            if (element is not Field { Special: not null } and not Field { GroundOf: not null } && source.Answers[element.Name] is { } answer)
                answers = answers.With(element.Name, answer);
        }

        foreach (var (name, sources) in rule.Fields)
        {
            var field = (Field)target.Form.Elements[name];
            var texts = sources
                .Where(from => !source.IsSpecial(from))
                .Select(from => source.AnswersTo(from).Where(text => Takes(field, text)).ToList())
                .FirstOrDefault(found => found.Count > 0);
            if (texts is not null)
                answers = field.TakesSeveral ? answers.With(name, texts) : answers.With(name, texts[0]);
        }

        return answers;
    }

    /// <summary>Finds the fields of a copy whose answers are still the same as in the exchange from which it was copied.</summary>
    public static IReadOnlySet<string> Unchanged(Answers copy, Procedure target, ExchangeContext source)
    {
        if (RuleFor(target, source, Sight.Full) is not { } rule)
            return new HashSet<string>();
        var original = Fill(rule, target, source);
        return original
            .Fields.Where(field => copy.Only(name => name == field).ToJson() == original.Only(name => name == field).ToJson())
            .ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<FormElement> SharedElements(Procedure target, Procedure source) =>
        target.Module != source.Module
            ? []
            : target
                .Form.Sections.Where(section => section.IsBlock && source.Form.Sections.Any(other => other.IsBlock && other.Name == section.Name))
                .SelectMany(section => section.Elements);

    private static bool Takes(Field field, string text) => field.Options.Count == 0 || field.Options.Contains(text);
}
