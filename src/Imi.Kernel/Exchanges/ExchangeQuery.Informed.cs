using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Content;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <content>Composes what authorities of other countries read that an action informed.</content>
public sealed partial class ExchangeQuery
{
    /// <summary>
    /// Describes what identifies the exchange, and the forms of the actions that inform other countries. Nothing tells the reader that there is more.
    /// </summary>
    private async Task<ExchangeDetails> InformedAsync(ExchangeContext context, Actor actor, string language, CancellationToken cancellationToken)
    {
        var (exchange, procedure, cipher) = (context.Exchange, context.Procedure, context.Cipher);
        var timeline = await TimelineAsync(exchange.Id, cancellationToken);
        var informing = timeline.FindAll(entry => procedure.Action(entry.Action)?.InformsCountries == true);
        var authorities = await directory.FindAsync(
            [
                .. informing
                    .Select(entry => entry.AuthorityId)
                    .Concat(context.Access.Parts.Keys.Where(authority => context.Access.IsReadBy(actor, authority)))
                    .Append(exchange.SenderId)
                    .Append(exchange.RecipientId ?? exchange.SenderId)
                    .Distinct(),
            ],
            cancellationToken
        );
        var shown = informing.FindAll(entry => !SideContent.IsKeptFrom(actor, context, entry, timeline, authorities));
        var reader = new FormReader(
            context.Module.Texts,
            language,
            Sight.Informed,
            context,
            authorities.ToDictionary(authority => authority.Key.ToString(), authority => authority.Value.NameFor(language), StringComparer.Ordinal)
        );
        var named = shown.SelectMany(entry => procedure.Action(entry.Action)!.Shows).ToHashSet(StringComparer.Ordinal);
        var own = InformedFields.OfExchange(procedure.Form, named);
        var about = ContentStore.AboutOf(exchange.About, cipher).In(context.Module, exchange.Procedure, texts, language);
        return ShellOf(context, actor, Sight.Informed, authorities) with
        {
            Recipients = [],
            About = about.WithoutPersonal,
            Answers = own.Among(procedure.Form, context.Answers),
            Form = InformedFields.Answered(forms.View(procedure.Form, context.Answers, reader with { Only = own.Fields })),
            ActionContents =
            [
                .. from entry in shown
                join document in context.Documents on entry.ContentId equals document.Id
                where document.Kind == ContentKind.Action
                let form = context.Module.Forms[document.Form]
                let fields = InformedFields.OfAction(form, procedure.Action(entry.Action)!)
                let answers = ExchangeContext.AnswersIn(document, cipher)
                select new ActionContent(
                    entry,
                    form,
                    document.Language,
                    fields.Among(form, answers),
                    InformedFields.Answered(forms.View(form, answers, reader with { Only = fields.Fields }))
                ),
            ],
            Timeline = shown,
        };
    }
}
