using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>What of an exchange goes into a new one of another procedure, and who may copy it.</summary>
internal static class ExchangeCopies
{
    /// <summary>
    /// The rule by which an exchange can be copied; null where none fits, it is a draft or hidden, or its content is not the person's to see.
    /// </summary>
    public static CopyRule? RuleFor(Procedure target, ExchangeContext source, Sight sight) =>
        sight == Sight.Full && source.Exchange.Phase is Phase.Open or Phase.Closed
            ? target.Copies.FirstOrDefault(rule => rule.From == source.Procedure.FullName)
            : null;

    /// <summary>
    /// The authorities for which a person works and in whose name a copy can be begun: a request goes on in the sender's name, for the sender pursues the
    /// case; what reached several authorities can be followed up by each of them.
    /// </summary>
    public static IEnumerable<Guid> AuthoritiesFor(ExchangeContext source, Actor actor) =>
        source
            .Exchange.Participations.Where(part =>
                part.IsHost && source.Facts.IsReadBy(actor, part.AuthorityId) && (source.Procedure.IsBroadcast || part.AuthorityId == source.Exchange.SenderId)
            )
            .Select(part => part.AuthorityId);

    /// <summary>What arrives filled: the fields of blocks that both forms share, then what the rule names.</summary>
    public static Answers Fill(CopyRule rule, Procedure target, ExchangeContext source)
    {
        var answers = Answers.None;
        foreach (var element in SharedElements(target, source.Procedure))
        {
            if (element is not Field { Special: not null } and not Field { GroundOf: not null } && source.Answers[element.Name] is { } answer)
                answers = answers.With(element.Name, answer);
        }

        foreach (var (field, from) in rule.Fields)
        {
            var texts = source.IsSpecial(from) ? [] : source.AnswersTo(from).Where(text => Takes((Field)target.Form.Elements[field], text)).ToList();
            if (texts.Count > 0)
                answers = ((Field)target.Form.Elements[field]).TakesSeveral ? answers.With(field, texts) : answers.With(field, texts[0]);
        }

        return answers;
    }

    /// <summary>The fields of a copy that still say what they said in the exchange that it was copied from.</summary>
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
