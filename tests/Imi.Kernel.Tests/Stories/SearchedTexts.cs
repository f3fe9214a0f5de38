using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Search;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Tests.Stories;

/// <summary>What can be found is what pages show, whatever happened before.</summary>
internal static class SearchedTexts
{
    /// <summary>Asserts that a person can find an exchange by exactly the texts that its page shows to the person.</summary>
    public static async Task AssertSameAsShownAsync(Story story, ExchangeDetails details, Actor actor)
    {
        var found = await story.UseServicesAsync(async services =>
        {
            var context = await services.GetRequiredService<ExchangeStore>().SeenAsync(details.Exchange.Id, actor, CancellationToken.None);
            var texts = await services.GetRequiredService<ReadableTextQuery>().ReadAsync(context!, isNew: false, CancellationToken.None);
            return texts.For(actor).Where(text => text.TitleKey != ReadableText.Number).Select(text => text.Text).ToHashSet(StringComparer.Ordinal);
        });
        var shown = details
            .Form.Concat(details.ActionContents.SelectMany(content => content.Sections))
            .SelectMany(section => section.Elements)
            .SelectMany(element =>
                element switch
                {
                    FieldView field => [field],
                    GroupView group => group.Items.SelectMany(item => item.Fields),
                    _ => Enumerable.Empty<FieldView>(),
                }
            )
            .Where(field => field is { IsHidden: false, Field.Special: null, Field.GroundOf: null })
            .Where(field => field.Field.Type is FieldType.Text or FieldType.LongText or FieldType.WebAddress or FieldType.Email)
            .SelectMany(field => field.Raw)
            .Concat(details.Messages.Select(message => message.Text))
            .Concat(details.Files.Where(file => file.Withdrawal is null).Select(file => file.Name))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Equal(shown.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    /// <summary>Asserts that the index of all exchanges is the same after it is built again.</summary>
    public static async Task AssertRebuiltAlikeAsync(Story story)
    {
        var before = await TermsAsync(story);
        await story.CallInSameMinuteAsync<SearchIndexService, int>((index, stop) => index.RebuildAsync(null, stop));
        var after = await TermsAsync(story);
        Assert.Equal((0, 0), (before.Except(after).Count(), after.Except(before).Count()));
        Assert.NotEmpty(after);
    }

    /// <summary>Reads the index of all exchanges.</summary>
    public static async Task<IReadOnlySet<(Guid Exchange, string Term)>> TermsAsync(Story story) =>
        (await story.DatabaseAsync(database => database.Set<SearchTerm>().AsNoTracking().ToListAsync()))
            .Select(term => (term.ExchangeId, term.Term))
            .ToHashSet();
}
